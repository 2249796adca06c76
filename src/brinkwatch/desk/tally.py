"""What adding reports came to, counted as it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ..errors import BadReport
from ..model import Reading
from ..record.columns import one_of
from ..schema import KINDS


@dataclass(frozen=True, slots=True)
class Added:
    """What adding reports came to so far. `items` counts by list, `skipped` by the reason something was passed over."""

    reports: int = 0
    already_there: int = 0
    refused: tuple[BadReport, ...] = ()
    items: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        items = ", ".join(
            f"{count:,} {one_of(kind) if count == 1 else kind}" for kind, count in self.items.items() if count
        )
        parts = [
            f"{self.reports:,} {'report' if self.reports == 1 else 'reports'} added" + (f" ({items})" if items else "")
        ]
        if self.already_there:
            parts.append(f"{self.already_there:,} already there")
        if self.refused:
            parts.append(f"{len(self.refused):,} refused")
        return "; ".join(parts)

    def __add__(self, other: Added) -> Added:
        """Both together."""
        return Added(
            self.reports + other.reports,
            self.already_there + other.already_there,
            (*self.refused, *other.refused),
            Counter(self.items) + Counter(other.items),
            Counter(self.skipped) + Counter(other.skipped),
        )


class Tally:
    """What adding came to so far, told on at each step."""

    def __init__(self, progress: Callable[[Added], None] | None) -> None:
        self.sofar = Added()
        self._progress = progress

    def count(self, reading: Reading) -> None:
        """One more report was added."""
        skipped = Counter(self.sofar.skipped)
        for each in reading.skipped:
            skipped[each.reason] += each.count
        items = {kind: self.sofar.items.get(kind, 0) + len(getattr(reading, kind)) for kind in KINDS}
        self._tell(replace(self.sofar, reports=self.sofar.reports + 1, items=items, skipped=dict(skipped)))

    def pass_over(self) -> None:
        """One more report was there already."""
        self._tell(replace(self.sofar, already_there=self.sofar.already_there + 1))

    def refuse(self, bad: BadReport) -> None:
        """One more report was refused."""
        self._tell(replace(self.sofar, refused=(*self.sofar.refused, bad)))

    def set_aside(self, bad: BadReport) -> None:
        """One that was added could not be weighed."""
        skipped = Counter(self.sofar.skipped) + Counter([str(bad)])
        self._tell(replace(self.sofar, skipped=dict(skipped)))

    def _tell(self, news: Added) -> None:
        self.sofar = news
        if self._progress is not None:
            self._progress(news)
