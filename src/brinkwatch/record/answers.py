"""What is asked of the record, and what it answers with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypedDict, TypeVar

from ..actors import RegisteredActor
from ..incident import Incident
from ..model import Reading, Report, Span, Statement
from ..schema import Item
from .check import items_of, references
from .corrected import Coding

T = TypeVar("T")
Deed = Literal["read", "recode", "reject", "mark", "same", "different", "undo"]


class Filter(TypedDict, total=False):
    """Which entries are wanted; what is left out or None asks for all.

    `actor` (who acts, speaks, takes the position, is judged) and `recipient` are a country code (RUS), one with a sector
    (RUS.GOV), or part of a name. `type` and `mode` are an event's, `act` a statement's, `kind` a position's, factor's or
    discrepancy's. `min_confidence` (0 to 1) is an event's least confidence; other entries have none. `since` and `until` are days,
    both included, compared with the days an event covers, else with the publication day. `report` is a report's id.
    `text` is words that must all be there; those in double quotes must stand together.
    """

    actor: str | None
    recipient: str | None
    type: str | None
    mode: str | None
    act: str | None
    kind: str | None
    min_confidence: float | None
    since: dt.date | None
    until: dt.date | None
    report: str | None
    text: str | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Entries that pass a filter, the latest first and the undated last.

    `total` counts them before the limit; `undated` counts those that `since` and `until` could not be asked of, because neither they
    nor their report has a date; `unsure` counts those that only `min_confidence` keeps out. By an entry's id: `reports`, the report it is in;
    `related`, the items it names. For incidents these are their events, and `told_in` has the reports that tell them, by their own ids.
    """

    items: tuple[T, ...]
    total: int
    undated: int = 0
    unsure: int = 0
    reports: Mapping[str, Report] = field(default_factory=dict)
    related: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    told_in: Mapping[str, Report] = field(default_factory=dict)

    def voice(self, item: Item) -> Statement | None:
        """The statement that an item rests on; None where it is the report's own voice."""
        source = getattr(item, "according_to", None)
        return next(
            (each for each in self.related.get(item.id, ()) if isinstance(each, Statement) and each.id == source), None
        )

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry where it stands: its report, its sentences and paragraph (bounds in the text), and the items it names.

    For a report, `item`, `span`, `sentence` and `paragraph` are None, as are the spans of a
    precedent or discrepancy, which stand where the items they name stand. For an incident, `report` is the one that told it first, `related`
    are its events and `told_in` the reports that these are in, by id. For an actor, `report` is the one that it is first seen in, and
    `told_in` has the first and the last.
    """

    kind: str
    report: Report
    item: Item | Incident | RegisteredActor | None = None
    span: Span | None = None
    sentence: Span | None = None
    paragraph: Span | None = None
    related: tuple[Item, ...] = ()
    told_in: Mapping[str, Report] = field(default_factory=dict)

    @property
    def found(self) -> Found[Any]:
        """The entry as a list of one."""
        if self.item is None:
            return Found((self.report,), 1)
        known = {self.item.id: self.report}
        return Found((self.item,), 1, reports=known, related={self.item.id: self.related}, told_in=self.told_in)


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking a report came to: `fault` says what is damaged; None says that it is whole, with so many readings and items.

    Without a `report` it is about the database as a whole.
    """

    report: str | None
    fault: str | None
    readings: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done: by whom (a reader, the program or a person), when, to what.

    `id` is the correction's or judgement's, None for a reading; `coding` what a correction says of its event; `reasons` why, in words; `score`
    the log-odds of a judgement of the program's. `undone`: it does not stand any more. `lost`: it stands, but its event is not in the reading.
    """

    at: dt.datetime
    by: str
    did: Deed
    id: str | None = None
    report: str | None = None
    event: str | None = None
    incident: str | None = None
    coding: Coding | None = None
    reasons: tuple[str, ...] = ()
    score: float | None = None
    undone: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file that a record was written to holds."""

    reports: int
    readings: int
    items: int
    corrections: int = 0
    judgements: int = 0

    def __str__(self) -> str:
        return _counted(
            [("report", self.reports), ("reading", self.readings), ("item", self.items)],
            [("correction", self.corrections), ("judgement", self.judgements)],
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What of a file was new to the record, and how many of its readings were not. A correction or judgement that was undone since is new."""

    reports: int = 0
    readings: int = 0
    already_there: int = 0
    corrections: int = 0
    judgements: int = 0

    def __str__(self) -> str:
        added = _counted(
            [("report", self.reports), ("reading", self.readings)],
            [("correction", self.corrections), ("judgement", self.judgements)],
        )
        return f"{added} added" + (f"; {self.already_there:,} already there" if self.already_there else "")


def _counted(always: list[tuple[str, int]], if_any: list[tuple[str, int]]) -> str:
    counts = always + [(name, count) for name, count in if_any if count]
    return ", ".join(f"{count:,} {name if count == 1 else f'{name}s'}" for name, count in counts)


def found_in(reading: Reading, kind: str) -> Found[Any]:
    """The list named `kind` of a reading that is on no record."""
    items = getattr(reading, kind)
    by_id = {item.id: item for _, item in items_of(reading)}
    related = {item.id: tuple(by_id[name] for name in references(item) if name in by_id) for item in items}
    return Found(items, len(items), reports={item.id: reading.report for item in items}, related=related)
