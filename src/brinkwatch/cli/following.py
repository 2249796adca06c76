"""The commands about feeds: `follow`, which goes on until it is stopped, and `feeds`, which tells how they are."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..errors import BadInput, BrinkwatchError
from .opening import open_record
from .options import CRISIS, AllowPrivate, Db
from .printing import complain, plain, print_rows

if TYPE_CHECKING:
    from ..desk import FeedHealth, Looked

CrisisFile = Annotated[
    Path,
    typer.Argument(metavar="CRISIS.toml", help="The crisis file: its sources and their feeds.", show_default=False),
]


def follow(
    crisis: CrisisFile,
    once: Annotated[
        bool,
        typer.Option(
            "--once",
            help="Look once at each feed that is due, and end; with exit code 1 where one failed.",
            show_default=False,
        ),
    ] = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Look at the feeds of a crisis again and again, and keep what is new. Stopped at any moment, it goes on from there."""
    from ..desk import Desk, read_crisis

    given = read_crisis(crisis)
    if not given.feeds:
        raise BadInput(f'{crisis}: there is no feed in it: give a source feeds = ["https://..."]')
    with Desk.open(given.record) as desk, _stopping() as stop, _telling() as teller:
        work = desk.follow_once if once else desk.follow
        work(
            given,
            allow_private=allow_private,
            stop=stop,
            told=teller.told,
            progress=teller.progress,
            troubled=teller.troubled,
        )
    print(f"{teller}; stopped: the same command goes on from there" if stop() else teller)
    if once and teller.failed:
        raise typer.Exit(1)


def feeds(
    crisis: Annotated[
        Path | None,
        typer.Argument(metavar="[CRISIS.toml]", help="The crisis file, instead of --db.", show_default=False),
    ] = None,
    db: Db = CRISIS,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Tell how the feeds are: when each was looked at, what it brought, what is wrong with it."""
    from .. import schema
    from ..desk import read_crisis

    given = read_crisis(crisis) if crisis else None
    with open_record(str(given.record) if given else db, f"brinkwatch follow {crisis or 'CRISIS.toml'}") as desk:
        found = desk.feeds(given)
    if form == "json":
        print(schema.dumps({"feeds": [_as_json(health) for health in found]}, indent=2))
    elif found:
        rows = [_cells(health) for health in found]
        print_rows(list(rows[0]), [list(row.values()) for row in rows], whole=("Looked at", "Success", "Next due"))
    else:
        print("no feed was ever looked at: follow a crisis with `brinkwatch follow CRISIS.toml`")


class _Teller:
    """Says what looks at feeds come to, a line each where there is something to say, and counts them."""

    def __init__(self, say: Callable[[str, bool], None], show: Callable[[str], None]) -> None:
        from ..desk import Added

        self._say = say
        self._show = show
        self._added, self._looks, self.failed, self._refused = Added(), 0, 0, 0

    def told(self, looked: Looked) -> None:
        self._looks += 1
        failed = bool(looked.feed.failures or looked.feed.gone)
        self.failed += failed
        self._refused += len(looked.added.refused)
        self._added += replace(looked.added, refused=())  # which would fill the memory in time
        if looked.is_news:
            self._say(str(looked), failed)
        self._show("Waiting ...")

    def progress(self, looked: Looked) -> None:
        self._show(str(looked))

    def troubled(self, error: BrinkwatchError) -> None:
        self._say(str(error), True)

    def __str__(self) -> str:
        looks = f"{self._looks:,} {'look' if self._looks == 1 else 'looks'} at feeds"
        failed = f" ({self.failed:,} failed)" if self.failed else ""
        refused = f"; {self._refused:,} refused" if self._refused else ""
        return f"{looks}{failed}; {self._added}{refused}"


@contextmanager
def _telling() -> Iterator[_Teller]:
    """Where a terminal watches, lines above one that tells what is being done; elsewhere, lines: failures on stderr."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)

    def say(sentence: str, wrong: bool) -> None:
        if console.is_terminal:
            console.print(Text(plain(sentence)), soft_wrap=True)
        elif wrong:
            complain(sentence)
        else:
            print(plain(sentence), flush=True)

    with console.status("Looking at feeds ...") as status:
        yield _Teller(say, lambda sentence: status.update(Text(plain(sentence))))


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or SIGTERM has asked to stop. Asked twice, it is not waited for the report at hand."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)
        restore()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        restore()


def _cells(health: FeedHealth) -> dict[str, str]:
    """A feed's row in the table."""
    feed = health.feed
    return {
        "Feed": f"{feed.publisher}: {feed.address}" + (f" (now at {feed.moved_to})" if feed.moved_to else ""),
        "State": _state(health),
        "Looked at": _minute(feed.looked_at),
        "Success": _minute(feed.succeeded_at),
        "Next due": _minute(feed.next_due),
        "Entries": f"{health.items:,}",
        "Reports": f"{health.reports:,}",
        "Refused": f"{health.refused:,}" if health.refused else "",
        "Waiting": f"{health.waiting:,}" if health.waiting else "",
        "Last problem": feed.problem or "",
    }


def _state(health: FeedHealth) -> str:
    since = {"failing": health.feed.failing_since, "stale": health.news_at}.get(health.state)
    told = {"stale": "stale: nothing new"}.get(health.state, health.state)
    return f"{told} since {_minute(since)}" if since else told


def _minute(moment: dt.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _as_json(health: FeedHealth) -> dict[str, Any]:
    gap = health.usual_gap
    told = {
        **asdict(health.feed),
        "state": health.state,
        "items": health.items,
        "waiting": health.waiting,
        "refused": health.refused,
        "reports": health.reports,
        "news_at": health.news_at,
        "usual_gap_minutes": round(gap.total_seconds() / 60, 1) if gap else None,
    }
    return {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in told.items()}
