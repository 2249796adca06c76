"""The commands that read reports: `read`, which keeps nothing, and `add`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import BadReport
from ..ontology.confidence import confidence_rules
from .options import CRISIS, LEAST, AllowPrivate, Db, Published, Sources, confidence
from .printing import complain, print_reading

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

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

    with Desk.open(db) as desk, _progress(Desk.how_many(*sources)) as bar:
        added = desk.add(
            *sources, published=published, progress=bar.tell, weighing=bar.weigh, allow_private=allow_private
        )
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


class _Bar:
    """What was added so far, at what rate, and how long the rest will take, where that is known."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        from ..desk import Added

        self.added = Added()
        self._progress = progress
        self._reading = progress.add_task("Reading", total=total, rate="")
        self._weighing: TaskID | None = None

    def tell(self, added: Added) -> None:
        self.added = added
        done = added.reports + added.already_there + len(added.refused)
        self._update(self._reading, done, str(replace(added, items={})))

    def weigh(self, done: int, total: int) -> None:
        if self._weighing is None:
            self._weighing = self._progress.add_task("", total=total, rate="")
        self._update(self._weighing, done, "Weighing them")

    def _update(self, task: TaskID, done: int, description: str) -> None:
        speed = self._progress.tasks[task].speed
        rate = f"{speed:,.1f} reports/s" if speed else ""
        self._progress.update(task, completed=done, description=description, rate=rate)


@contextmanager
def _progress(total: int | None) -> Iterator[_Bar]:
    """Where a terminal watches, a bar; and what was added where the work is stopped."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = _Bar(progress, total)
        try:
            yield bar
        except KeyboardInterrupt:
            progress.stop()
            complain(f"{bar.added}; stopped: the same command goes on from there")
            raise
