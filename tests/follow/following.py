"""Run by tests as a process of its own: `python following.py DB MINUTES PAUSE BYTES FEED ...` follows feeds, once where MINUTES is 0.

Its reader pauses at each report. BYTES, where it is not 0, is how far a file may grow, until SIGUSR1 lifts that. SIGTERM stops it.
"""

from __future__ import annotations

import resource
import signal
import sys
import time
from pathlib import Path

from tests.ingest.serving import fetcher
from tests.sample import SampleReader, read_sample

from brinkwatch.crisis import Crisis, Source
from brinkwatch.desk import Desk, Looked
from brinkwatch.desk.follow import FollowOptions
from brinkwatch.errors import BrinkwatchError
from brinkwatch.ingest.language import guess_language
from brinkwatch.model import Reading, Report


class Slow(SampleReader):
    """Says what it reads, and takes its time."""

    def __init__(self, pause: float) -> None:
        super().__init__()
        self._pause = pause

    def read(self, report: Report) -> Reading:
        """What the sample reader reads."""
        say("read", report.title)
        time.sleep(self._pause)
        return read_sample(report)


def say(*words: object) -> None:
    """A line, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def limit(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def main() -> int:
    """Follow, and say what was read, looked at, and troublesome."""
    path, minutes, pause, most, *feeds = sys.argv[1:]
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    signal.signal(signal.SIGUSR1, lambda *_: limit(resource.RLIM_INFINITY))

    def told(looked: Looked) -> None:
        say("looked", looked)

    def troubled(error: BrinkwatchError) -> None:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()

    crisis = Crisis("x", Path(path), float(minutes) or 15, (Source("Ferry Post", None, tuple(feeds)),))
    how: FollowOptions = {
        "fetcher": fetcher(seconds=2),
        "told": told,
        "troubled": troubled,
        "stop": lambda: bool(stopped),
    }
    try:
        with Desk.open(path, reader=Slow(float(pause))) as desk:
            if int(most):
                guess_language("Its model is unpacked to a file, which is to be there before.")
                limit(int(most))
            desk.follow(crisis, **how) if float(minutes) else desk.follow_once(crisis, **how)
    except BrinkwatchError as error:
        troubled(error)
        return error.exit_code
    say("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
