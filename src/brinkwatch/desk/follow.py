"""Following feeds: each is looked at when it is due, and what is new in it read and put on record. When to try is `schedule.py`'s."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from ..crisis import Source
from ..errors import BadReport, BrinkwatchError, Failure, RecordError
from ..feeds import FeedState
from ..model import Reading, Report
from .tally import Added, Tally

if TYPE_CHECKING:
    from ..ingest import Fetcher, Look
    from ..ingest.look import Entry
    from ..record.feeds import Feeds, Outcome, Plan

MOST_PAGES = 200
"""Read in one look at a feed: the rest waits for the next, so that the other feeds have their turn."""

MOST_REFUSED = 5
"""In a row: a server that is ill should not cost every entry a try."""


class FollowOptions(TypedDict, total=False):
    """How feeds are followed; all may be left out.

    `allow_private` lets servers of private networks be fetched from. `told` is told what each look came to, `progress` what it has come
    to so far, after each report, `troubled` what keeps a feed from being looked at, once for each trouble. `stop` says whether to stop.
    `fetcher` is used instead of one of our own, `now` instead of the clock.
    """

    allow_private: bool
    told: Callable[[Looked], None]
    progress: Callable[[Looked], None]
    troubled: Callable[[BrinkwatchError], None]
    stop: Callable[[], bool]
    fetcher: Fetcher
    now: Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a feed came to: the feed's state after it, what was added, how many entries wait for the next look, and the address
    that the feed has just moved to."""

    feed: FeedState
    added: Added = Added()  # noqa: RUF009 (it is frozen)
    waiting: int = 0
    moved_to: str | None = None

    @property
    def is_news(self) -> bool:
        """Whether there is something to tell: it brought something, failed, or has moved."""
        return bool(self.feed.failures or self.feed.gone or self.moved_to or self.added.reports or self.added.refused)

    def __str__(self) -> str:
        feed = self.feed
        if feed.gone:
            return f"{feed.problem}: the feed is gone and not looked at again, take it out of the crisis file"
        if feed.failures:
            again = f"; tried again after {feed.next_due:%Y-%m-%d %H:%M} UTC" if feed.next_due else ""
            return f"{feed.problem}{again}"
        parts = [f"{feed.publisher or feed.address}: {self.added}"]
        if self.added.refused:
            parts.append(f"the first, {self.added.refused[0]}")
        if self.waiting:
            parts.append(f"{self.waiting:,} {'entry waits' if self.waiting == 1 else 'entries wait'} for the next look")
        if self.moved_to:
            parts.append(
                f"{feed.address} has moved to {self.moved_to}, which is used from now on: put that in the crisis file"
            )
        return "; ".join(parts)


class Follower:
    """Looks at feeds. `keep` reads a report and puts it on record: None if it is there already, BadReport if it can't be."""

    def __init__(self, feeds: Feeds, keep: Callable[[Report], Reading | None], how: FollowOptions) -> None:
        from ..ingest import Fetcher
        from ..record.feeds import new_holder

        self._feeds = feeds
        self._keep = keep
        self._how = how
        self._now = how.get("now") or (lambda: dt.datetime.now(dt.UTC))
        self._fetcher = how.get("fetcher") or Fetcher(allow_private=how.get("allow_private", False))
        self._holder = new_holder()
        self._last_trouble = ""

    def is_stopped(self) -> bool:
        """Whether nothing more is to be begun."""
        stop = self._how.get("stop")
        return stop is not None and stop()

    def look_at(self, address: str, source: Source, minutes: float) -> Looked | None:
        """What a look at a feed of a source came to; None where it isn't due, another process is at it, or nothing is to be begun."""
        every = dt.timedelta(minutes=minutes)
        if self.is_stopped():
            return None
        state = self._feeds.hold(FeedState(address, source.publisher), self._holder, self._now(), every)
        if state is None:
            return None
        try:
            looked = self._look(state, every)
        except BaseException as error:
            # A full disk doesn't take this either; then the hold ends with this process, or is its own at the next look.
            with suppress(RecordError):
                self._feeds.let_go(address, self._holder)
            if isinstance(error, OSError):
                where, what = error.filename or "this machine", error.strerror or error
                raise Failure(
                    f"{where}: {what}: check the disk's space and run it again, what was recorded before is kept"
                ) from error
            raise
        self._feeds.let_go(address, self._holder, looked.feed)
        if told := self._how.get("told"):
            told(looked)
        return looked

    def look_in(self, address: str, source: Source, minutes: float) -> None:
        """As look_at, for one who comes again and again: what the record refuses is complained of once, until it takes something again."""
        try:
            self.look_at(address, source, minutes)
        except Failure as error:
            self.complain(error)
        else:
            self._last_trouble = ""

    def complain(self, error: BaseException) -> None:
        """Tell of a trouble, unless it is the one that was told last."""
        if not isinstance(error, BrinkwatchError):
            error = Failure(f"a look at a feed failed, please report this ({type(error).__name__}: {error})")
        troubled = self._how.get("troubled")
        if troubled and str(error) != self._last_trouble:
            troubled(error)
        self._last_trouble = str(error)

    def _look(self, state: FeedState, every: dt.timedelta) -> Looked:
        from ..ingest import look_at

        now = self._now()
        look = look_at(state, now, every, self._fetcher)
        if look.state.failures or look.state.gone:
            return Looked(look.state)
        plan = self._feeds.plan(state.address, [entry.key for entry in look.entries], now, every)
        added, done = self._take(look, plan)
        waiting, after = len(plan.entries) - done, look.state
        if waiting or plan.later or added.refused:
            # All of the feed is needed once more.
            after = replace(after, etag=None, modified=None)
        if self.is_stopped() and waiting:
            after = replace(after, next_due=now)
        return Looked(after, added, waiting, look.moved_to)

    def _take(self, look: Look, plan: Plan) -> tuple[Added, int]:
        """Read the entries that are planned, or the first of them; what was added, and how many were done."""
        feed, done, refused = look.state, 0, 0
        entries = {entry.key: entry for entry in look.entries}
        tally = Tally(lambda added: self._tell(Looked(feed, added, len(plan.entries) - done - 1)))
        for key in plan.entries[:MOST_PAGES]:
            if self.is_stopped() or refused >= MOST_REFUSED:
                break
            outcome = self._read(entries[key], feed, tally)
            refused = refused + 1 if outcome == "refused" else 0
            problem = str(tally.sofar.refused[-1]) if outcome == "refused" else None
            done += 1
            if not self._feeds.take(feed.address, key, outcome, self._holder, self._now(), problem):
                break
        return tally.sofar, done

    def _read(self, entry: Entry, feed: FeedState, tally: Tally) -> Outcome:
        """Read an entry's report and put it on record."""
        from ..ingest.web import Way, report_of

        # The crisis file names the publisher where neither the page nor the feed does.
        lead = replace(entry.lead, publisher=entry.lead.publisher or feed.publisher)
        found = report_of(lead, feed.current_address, Way(given=self._fetcher))
        try:
            if isinstance(found, BadReport):
                raise found
            reading = self._keep(found)
        except BadReport as bad:
            tally.refuse(bad)
            return "refused"
        if reading is None:
            tally.pass_over()
            return "there"
        tally.count(reading)
        return "added"

    def _tell(self, looked: Looked) -> None:
        if progress := self._how.get("progress"):
            progress(looked)
