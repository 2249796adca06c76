"""The commands that look after the record: `check`, `export` and `import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import Failure
from .opening import open_record
from .options import CRISIS, Db
from .printing import complain, say


def check(db: Db = CRISIS) -> None:
    """Say what of the record is damaged: every quotation, every id, every page of the file."""
    whole = readings = items = faults = 0
    broken, damaged = False, set[str]()
    with open_record(db) as desk:
        for finding in desk.check():
            if finding.fault is None:
                whole, readings, items = whole + 1, readings + finding.readings, items + finding.items
                if broken:
                    say(f"{finding.report}: can still be read")
                continue
            faults += 1
            broken = broken or finding.report is None
            damaged |= {finding.report} if finding.report else set()
            say(f"{finding.report}: {finding.fault}" if finding.report else finding.fault)
    print(f"{_count(whole, 'report')} whole ({_count(readings, 'reading')}, {_count(items, 'item')})")
    if faults:
        complain(
            f"{_count(len(damaged), 'report')} damaged, {_count(faults, 'fault')} found: restore the record from a copy, and add"
            " what came after it again"
        )
        raise typer.Exit(Failure.exit_code)


def export(
    file: Annotated[Path, typer.Argument(help="The file to write, such as crisis.jsonl.gz.", show_default=False)],
    db: Db = CRISIS,
) -> None:
    """Write the whole record to one file that can be imported elsewhere: every reading of every report."""
    with open_record(db) as desk:
        made = desk.export_to(file)
    print(f"wrote {file}: {made}")


def import_(
    file: Annotated[Path, typer.Argument(help="A file that was exported.", show_default=False)], db: Db = CRISIS
) -> None:
    """Put an exported file on record. Run again, it adds only what is new."""
    from ..desk import Desk

    with Desk.open(db) as desk:
        print(desk.import_from(file))


def _count(number: int, name: str) -> str:
    return f"{number:,} {name if number == 1 else f'{name}s'}"
