"""The commands that read reports: `read`, which keeps nothing, and `add`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import BadReport
from ..ontology.confidence import confidence_rules
from .options import CRISIS, LEAST, AllowPrivate, Db, Published, Sources, confidence
from .printing import complain, print_reading

if TYPE_CHECKING:
    from ..desk import Added
    from ..model import Reading


def read(
    sources: Sources,
    form: Annotated[
        Literal["json", "jsonl", "table"], typer.Option("--format", help="One object, or a line or table a report.")
    ] = "json",
    published: Published = None,
    min_confidence: Annotated[
        float, typer.Option(parser=confidence, metavar="P", help=f"{LEAST}, such as 0.7; 0 prints all.")
    ] = confidence_rules().hidden_below,
    allow_private: AllowPrivate = False,
) -> None:
    """Print what reports yield, without keeping it."""
    from .. import schema
    from ..desk import Desk

    refused: list[BadReport] = []

    def refuse(bad: BadReport) -> None:
        refused.append(bad)
        complain(str(bad))

    readings = _saying_skipped(
        Desk().read(
            *sources,
            published=published,
            refused=refuse,
            min_confidence=min_confidence,
            allow_private=allow_private,
        )
    )
    if form == "json":
        print(schema.dumps(schema.readings_to_json(readings), indent=2))
    for reading in readings:
        if form == "jsonl":
            print(schema.dumps(schema.reading_to_json(reading)), flush=True)
        else:
            print_reading(reading)
    raise typer.Exit(BadReport.exit_code if refused else 0)


def add(
    sources: Sources,
    db: Db = CRISIS,
    published: Published = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read reports and keep what they yield on record. Run again, it adds only what is new."""
    from ..desk import Desk

    with Desk.open(db) as desk, _progress() as tell:
        added = desk.add(*sources, published=published, progress=tell, allow_private=allow_private)
    for reason, count in added.skipped.items():
        complain(f"skipped: {reason}" + (f" ({count:,})" if count > 1 else ""))
    for bad in added.refused:
        complain(str(bad))
    print(added)
    raise typer.Exit(BadReport.exit_code if added.refused else 0)


def _saying_skipped(readings: Iterable[Reading]) -> Iterator[Reading]:
    for reading in readings:
        for each in reading.skipped:
            complain(
                f"{reading.report.title or reading.report.id}: skipped: {each.reason}"
                + (f" ({each.count:,})" if each.count > 1 else "")
            )
        yield reading


@contextmanager
def _progress() -> Iterator[Callable[[Added], None] | None]:
    """Where a terminal watches, a line that tells what was added so far; also when the work is stopped."""
    from rich.console import Console

    from ..desk import Added

    console, last = Console(stderr=True), [Added()]
    try:
        with console.status("Reading ...") as status:

            def tell(added: Added) -> None:
                last[0] = added
                status.update(str(added))

            yield tell
    except KeyboardInterrupt:
        complain(f"{last[0]}; stopped: the same command goes on from there")
        raise
