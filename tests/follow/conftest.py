"""A site with feeds, a desk to follow them from, and a clock to set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.ingest.serving import Site, fetcher, page, rss, serving
from tests.sample import SampleReader

from brinkwatch.crisis import Crisis, Source
from brinkwatch.desk import Desk, Looked
from brinkwatch.feeds import FeedHealth
from brinkwatch.ingest import Fetcher

START = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback that a test fills."""
    with serving() as served:
        yield served


def item(n: int, more: str = "") -> str:
    return f"<item><title>Item {n}</title><link>/{n}</link><guid isPermaLink='false'>g{n}</guid>{more}</item>"


def put_feed(site: Site, *numbers: int, etag: str = "", path: str = "/feed", pages: bool = True) -> str:
    """A feed of numbered entries, and their pages; its address."""
    for n in numbers if pages else ():
        site.put(f"/{n}", page(f"Page {n}"))
    headers = {"ETag": etag} if etag else {}
    return site.put(path, rss(*map(item, numbers)), "application/rss+xml", headers=headers)


@dataclass
class Follow:
    """A desk that follows feeds, at a time that a test sets, and stops after so many reports."""

    path: Path
    feeds: tuple[str, ...] = ()
    now: dt.datetime = START
    most: int = 10**9
    fetcher: Fetcher = field(default_factory=fetcher)
    progress: list[Looked] = field(default_factory=list)

    @property
    def crisis(self) -> Crisis:
        return Crisis("x", self.path, 15, (Source("Ferry Post", None, self.feeds),))

    def once(self, *feeds: str, after: float = 0) -> list[Looked]:
        """Follow once, so many minutes later."""
        self.feeds = feeds or self.feeds
        self.now += dt.timedelta(minutes=after)
        with Desk.open(self.path, reader=SampleReader()) as desk:
            return list(
                desk.follow_once(
                    self.crisis,
                    fetcher=self.fetcher,
                    now=lambda: self.now,
                    progress=self.progress.append,
                    stop=lambda: len(self.progress) >= self.most,
                )
            )

    def one(self, *feeds: str, after: float = 0) -> Looked:
        """The one look that following once is."""
        (looked,) = self.once(*feeds, after=after)
        return looked

    def health(self) -> FeedHealth:
        """How the one feed is."""
        with Desk.open(self.path) as desk:
            (health,) = desk.feeds(self.crisis)
        return health

    def titles(self) -> list[str | None]:
        """The titles of the reports on record."""
        with Desk.open(self.path) as desk:
            return sorted((report.title for report in desk.reports()), key=str)


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    return Follow(tmp_path / "crisis.db")
