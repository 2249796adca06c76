"""What is known of feeds and their entries, kept: who looks at a feed holds it, so that no two processes read the same twice."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Literal, TypeVar

import sqlalchemy as sa

from ..feeds import CLOCK_SLACK, SLACK, EntryKey, FeedHealth, FeedState
from .tables import FEED_ENTRIES, FEEDS

Opened = Callable[[], AbstractContextManager[sa.Connection]]
T = TypeVar("T")
Outcome = Literal["added", "there", "refused"]

MOST_RETRIES = 3
"""Of an entry that was refused: its server may have been ill, or its page not yet there."""

_RETRY_GROWS = 4
"""By so much each wait for another try is longer than the one before; the first is that between two looks."""

_HELD = dt.timedelta(minutes=10)
"""A process that has said nothing for so long holds nothing any more: fetching and reading one report takes far less."""

_HISTORY = dt.timedelta(weeks=4)
"""From which the usual gap between a feed's news is told: it holds nights, weekends and a holiday."""

_FEWEST_GAPS = 3
_AT_ONCE = 500
"""Rows asked for or put in by one statement."""

_STATE = [field.name for field in fields(FeedState)]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which of a feed's entries are to be taken, in order, and how many more only later."""

    entries: tuple[EntryKey, ...]
    later: int


class Feeds:
    """Feeds as the record knows them; `reading` and `writing` open its transactions, and writers take turns."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    def hold(self, feed: FeedState, holder: str, now: dt.datetime, every: dt.timedelta) -> FeedState | None:
        """The state of a feed, new or known by its address, which is `holder`'s from now on; None where it isn't due or another's."""
        with self._writing() as connection:
            row = connection.execute(sa.select(FEEDS).where(FEEDS.c.address == feed.address)).first()
            if row is None:
                connection.execute(sa.insert(FEEDS).values(_row_of(feed)))
            elif _is_held(row, holder, now) or not _state_of(row).is_due(now, every):
                return None
            values = {"held_by": holder, "held_until": _naive(now + _HELD), "publisher": feed.publisher}
            connection.execute(sa.update(FEEDS).where(FEEDS.c.address == feed.address).values(values))
            return replace(_state_of(row), publisher=feed.publisher) if row else feed

    def let_go(self, address: str, holder: str, state: FeedState | None = None) -> None:
        """End the hold on a feed, keeping its new state where there is one; nothing where it is not `holder`'s any more."""
        values = {"held_by": None, "held_until": None, **(_row_of(state) if state else {})}
        with self._writing() as connection:
            connection.execute(_held_by(address, holder).values(values))

    def plan(self, address: str, keys: Sequence[EntryKey], now: dt.datetime, every: dt.timedelta) -> Plan:
        """Which entries of a feed to take, those never seen before put down as seen. An entry whose page is on record through
        another one, of whatever feed, is put down as being there."""
        with self._writing() as connection:
            feed = connection.execute(sa.select(FEEDS.c.key).where(FEEDS.c.address == address)).scalar_one()
            mine = FEED_ENTRIES.c.feed == feed
            known = {row.entry: row for row in _among(connection, FEED_ENTRIES.c.entry, (k.entry for k in keys), mine)}
            done = FEED_ENTRIES.c.outcome.in_(("added", "there"))
            pages = {row.page for row in _among(connection, FEED_ENTRIES.c.page, (k.page for k in keys), done)}
            new = [key for key in keys if key.entry not in known]
            rows = [_entry_row(feed, key, now, "there" if key.page in pages else None) for key in new]
            for some in _in_parts(rows):
                connection.execute(sa.insert(FEED_ENTRIES), some)
        undone = [key for key in keys if key.page not in pages and _may_be_taken(known.get(key.entry))]
        timely = tuple(key for key in undone if _is_time(known.get(key.entry), now, every))
        return Plan(timely, len(undone) - len(timely))

    def take(
        self, address: str, key: EntryKey, outcome: Outcome, holder: str, now: dt.datetime, problem: str | None = None
    ) -> bool:
        """Put down what came of an entry, once its report is on record; False where the feed is not `holder`'s any more."""
        mine = FEED_ENTRIES.c.feed == sa.select(FEEDS.c.key).where(FEEDS.c.address == address).scalar_subquery()
        with self._writing() as connection:
            connection.execute(
                sa.update(FEED_ENTRIES)
                .where(mine, FEED_ENTRIES.c.entry == key.entry)
                .values(
                    outcome=outcome, tries=FEED_ENTRIES.c.tries + 1, tried_at=_naive(now), problem=_fit_to_keep(problem)
                )
            )
            held = connection.execute(_held_by(address, holder).values(held_until=_naive(now + _HELD)))
            return bool(held.rowcount)

    def health(self) -> list[FeedHealth]:
        """How each feed is, by address."""
        with self._reading() as connection:
            counts: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
            grouped = sa.select(FEED_ENTRIES.c.feed, FEED_ENTRIES.c.outcome, sa.func.count())
            for feed, outcome, count in connection.execute(
                grouped.group_by(FEED_ENTRIES.c.feed, FEED_ENTRIES.c.outcome)
            ):
                counts[feed][outcome] = count
            return [
                _health(connection, row, counts[row.key])
                for row in connection.execute(sa.select(FEEDS).order_by(FEEDS.c.address)).all()
            ]


def _health(connection: sa.Connection, row: sa.Row[Any], counts: Counter[str | None]) -> FeedHealth:
    seen, mine = FEED_ENTRIES.c.seen_at, FEED_ENTRIES.c.feed == row.key
    last = connection.execute(sa.select(sa.func.max(seen)).where(mine)).scalar()
    gaps: list[dt.timedelta] = []
    if last:
        asked = sa.select(seen).where(mine, seen >= last - _HISTORY).distinct().order_by(seen)
        gaps = [later - sooner for sooner, later in pairwise(connection.execute(asked).scalars())]
    return FeedHealth(
        _state_of(row),
        items=counts.total(),
        waiting=counts[None],
        refused=counts["refused"],
        reports=counts["added"],
        news_at=_aware(last),
        usual_gap=max(gaps) if len(gaps) >= _FEWEST_GAPS else None,
    )


def _among(
    connection: sa.Connection, column: sa.Column[Any], values: Iterable[str | None], *wanted: sa.ColumnElement[bool]
) -> Iterator[sa.Row[Any]]:
    """Rows with one of the values in a column; statements take no more than so many at once."""
    for some in _in_parts([*dict.fromkeys(filter(None, values))]):
        yield from connection.execute(sa.select(FEED_ENTRIES).where(column.in_(some), *wanted))


def _in_parts(values: list[T]) -> Iterator[list[T]]:
    return (values[n : n + _AT_ONCE] for n in range(0, len(values), _AT_ONCE))


def _may_be_taken(row: Any) -> bool:
    """Whether an entry, as it was before this look, is still to be read."""
    return row is None or row.outcome is None or (row.outcome == "refused" and row.tries <= MOST_RETRIES)


def _is_time(row: Any, now: dt.datetime, every: dt.timedelta) -> bool:
    """Whether an entry that may be taken should be now: one that was refused rests longer each time."""
    if row is None or not row.tries:
        return True
    rest = every * _RETRY_GROWS ** (row.tries - 1)
    # Tried in the future: the clock was set back.
    return bool(row.tried_at > _naive(now) or row.tried_at + rest <= _naive(now + every * SLACK))


def _is_held(row: Any, holder: str, now: dt.datetime) -> bool:
    """Whether another process holds a feed; one on this machine must be alive. A hold that ends too late is of a clock since set back."""
    if row.held_by in (None, holder) or not now < _aware(row.held_until) <= now + _HELD + CLOCK_SLACK:
        return False
    host, _, rest = row.held_by.rpartition("/")[0].rpartition("/")
    return host != socket.gethostname() or _is_alive(int(rest))


def new_holder() -> str:
    """A name for one who holds feeds: this machine, this process, and a number of its own."""
    return f"{socket.gethostname()}/{os.getpid()}/{os.urandom(4).hex()}"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _held_by(address: str, holder: str) -> sa.Update:
    return sa.update(FEEDS).where(FEEDS.c.address == address, FEEDS.c.held_by == holder)


def _row_of(state: FeedState) -> dict[str, Any]:
    return {name: _fit_to_keep(getattr(state, name)) for name in _STATE}


def _state_of(row: Any) -> FeedState:
    values = {name: getattr(row, name) for name in _STATE}
    return FeedState(**{name: _aware(v) if isinstance(v, dt.datetime) else v for name, v in values.items()})


def _entry_row(feed: int, key: EntryKey, now: dt.datetime, outcome: Outcome | None) -> dict[str, Any]:
    return {
        "feed": feed,
        "entry": key.entry,
        "page": key.page,
        "address": _fit_to_keep(key.address),
        "seen_at": _naive(now),
        "outcome": outcome,
        "tries": 0,
    }


def _fit_to_keep(value: Any) -> Any:
    """A value as a column takes it: moments in UTC without saying so, texts without what no database takes."""
    if isinstance(value, dt.datetime):
        return _naive(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return value


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _aware(moment: dt.datetime | None) -> Any:
    return moment and moment.replace(tzinfo=dt.UTC)
