"""Jobs go on whatever they raise and whatever the clock does."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

import apscheduler.executors.base
import apscheduler.schedulers.base
import pytest

from brinkwatch.desk.schedule import run_jobs

SOON = 0.2 / 60


class Clock:
    """The machine's clock, set by so many seconds; for the scheduler too."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.off = 0.0
        clock = self

        class Shifted(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Shifted:
                return cls.fromtimestamp(clock(), tz)

        for module in (apscheduler.schedulers.base, apscheduler.executors.base):
            monkeypatch.setattr(module, "datetime", Shifted)

    def __call__(self) -> float:
        return time.time() + self.off


def run(*jobs: Callable[[], None], minutes: float, seconds: float, now: Callable[[], float] = time.time) -> list[str]:
    """What jobs complained of, run for so many seconds."""
    until, failed = time.monotonic() + seconds, list[str]()
    run_jobs(jobs, minutes, lambda: time.monotonic() > until, lambda error: failed.append(str(error)), now)
    return failed


def test_each_job_is_done_at_once_and_again() -> None:
    done: list[str] = []
    assert run(lambda: done.append("a"), lambda: done.append("b"), minutes=SOON, seconds=1.5) == []
    assert done[:2] == ["a", "b"]
    assert 3 <= done.count("a") <= 9


def test_a_job_that_fails_is_told_and_done_again() -> None:
    def fail() -> None:
        raise ValueError("no")

    done: list[str] = []
    failed = run(fail, lambda: done.append("b"), minutes=SOON, seconds=0.8)
    assert set(failed) == {"no"}
    assert len(failed) > 1
    assert len(done) > 1


def test_jobs_take_turns_and_missed_runs_are_made_up_for_by_one() -> None:
    busy, most, runs = threading.Lock(), list[bool](), list[float]()

    def slow() -> None:
        most.append(busy.acquire(blocking=False))
        runs.append(time.monotonic())
        time.sleep(0.5)
        busy.release()

    run(slow, slow, minutes=SOON, seconds=1.6)
    assert all(most)
    assert len(runs) <= 5


@pytest.mark.parametrize("seconds", [-86_400, 86_400, -10 * 365 * 86_400, 10 * 365 * 86_400])
def test_a_clock_that_is_set_neither_stops_it_nor_makes_it_run_a_thousand_times(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    clock, runs = Clock(monkeypatch), list[float]()

    def job() -> None:
        runs.append(time.monotonic())
        if len(runs) == 1:
            clock.off = seconds

    run(job, minutes=SOON, seconds=1.5, now=clock)
    assert 3 <= len(runs) <= 10


def test_a_stop_waits_for_the_job_at_hand() -> None:
    done: list[str] = []

    def slow() -> None:
        time.sleep(0.6)
        done.append("whole")

    run(slow, minutes=1, seconds=0.2)
    assert done == ["whole"]
