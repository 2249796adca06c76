"""What is known of a feed, and when it is due: what passes between the record, which keeps it, and who looks at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

LONGEST_WAIT = dt.timedelta(days=1)
"""Between two looks at a feed that fails: it may come back."""

LONGEST_RETRY_AFTER = dt.timedelta(days=7)
"""That a server can ask for; it may be mistaken."""

SLACK = 0.1
"""Of the time between two looks: by so much a look may come too early, since what calls for it, such as cron, is not exact."""

CLOCK_SLACK = dt.timedelta(minutes=1)
"""By so much two machines' clocks may differ; a look that lies further in the future was made before the clock was set back."""

_MOST_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed from the looks at it so far. Moments are in UTC; what is None is not known, or has not happened.

    `address` is as the crisis file names it; `moved_to` is where its server says that it is now, for good. `etag` and `modified` are
    for the next request. `failures` are in a row. `gone` is one that its server says won't come back.
    """

    address: str
    publisher: str | None = None
    moved_to: str | None = None
    etag: str | None = None
    modified: str | None = None
    looked_at: dt.datetime | None = None
    succeeded_at: dt.datetime | None = None
    next_due: dt.datetime | None = None
    failing_since: dt.datetime | None = None
    failures: int = 0
    problem: str | None = None
    gone: bool = False

    @property
    def current_address(self) -> str:
        """Where it is to be had now."""
        return self.moved_to or self.address

    def is_due(self, now: dt.datetime, every: dt.timedelta) -> bool:
        """Whether it should be looked at; also where the clock was set back since the last look, so that nobody waits for a lost day."""
        if self.gone:
            return False
        if self.next_due is None or self.looked_at is None or self.looked_at > now + CLOCK_SLACK:
            return True
        # After a failure the server may have said when to come back: not before that.
        return self.next_due <= now + (every * SLACK if not self.failures else dt.timedelta())

    def succeeded(self, now: dt.datetime, every: dt.timedelta) -> FeedState:
        """As it is after a look that found it."""
        return replace(self, looked_at=now, succeeded_at=now, next_due=now + every, failing_since=None, failures=0)

    def failed(
        self, now: dt.datetime, every: dt.timedelta, problem: str, retry_after: float | None = None
    ) -> FeedState:
        """As it is after a look that failed: each one in a row doubles the wait, up to a day; `retry_after` is the server's wish in seconds."""
        wait = min(every * 2 ** min(self.failures, _MOST_DOUBLINGS), max(LONGEST_WAIT, every))
        wished = dt.timedelta(seconds=min(retry_after or 0.0, LONGEST_RETRY_AFTER.total_seconds()))
        return replace(
            self,
            looked_at=now,
            next_due=now + max(wait, wished),
            failing_since=self.failing_since or now,
            failures=self.failures + 1,
            problem=problem,
        )


@dataclass(frozen=True, slots=True)
class EntryKey:
    """What an entry of a feed is known by: `entry` stands for the id that its feed gives it, else for its address, `page` for its
    address where that is what will be read; both are digests. `address` is told to people."""

    entry: str
    page: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed is: its state, how many entries were seen in it, wait to be read, were refused, and were added as reports; when it last
    brought something new, and the longest that it was silent in the four weeks before that."""

    feed: FeedState
    items: int = 0
    waiting: int = 0
    refused: int = 0
    reports: int = 0
    news_at: dt.datetime | None = None
    usual_gap: dt.timedelta | None = None

    @property
    def state(self) -> str:
        """In a word or two: "never looked at", "gone", "failing", "stale" (silent for longer than is usual for it) or "fresh"."""
        feed = self.feed
        if feed.gone:
            return "gone"
        if feed.looked_at is None:
            return "never looked at"
        if feed.failures:
            return "failing"
        silent = feed.succeeded_at - self.news_at if feed.succeeded_at and self.news_at else None
        return "stale" if silent and self.usual_gap and silent > self.usual_gap else "fresh"
