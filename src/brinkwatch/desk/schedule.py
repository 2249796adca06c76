"""When: jobs that are done now and then every so often, one after the other, whatever the clock does."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable

from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

_SECONDS_BETWEEN_GLANCES = 0.25
"""At the wish to stop, and at the clock."""

_JUMP = 30.0
"""Seconds by which the clock must have been set to be told from one that is a little fast or slow."""

_MOST_JITTER = 60.0
"""Seconds; a tenth of the time between two runs at most."""


def run_jobs(
    jobs: Iterable[Callable[[], None]],
    minutes: float,
    stop: Callable[[], bool],
    failed: Callable[[BaseException], None],
    now: Callable[[], float] = time.time,
) -> None:
    """Do each job at once, and again so many minutes after each time, in turn, until `stop` says so: then the job at hand is waited for.

    A job that raises is told to `failed`, and done again at its next time. Runs that were missed, while another job took long or the
    machine slept, are made up for by one.
    """
    _keep_quiet()
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=dt.UTC,
    )
    seconds = minutes * 60
    trigger = _FromNow(seconds=seconds, jitter=min(_MOST_JITTER, seconds / 10), timezone=dt.UTC)
    for job in jobs:
        scheduler.add_job(job, trigger, next_run_time=dt.datetime.now(dt.UTC))
    scheduler.add_listener(lambda event: failed(event.exception), EVENT_JOB_ERROR)
    started = now() - time.monotonic()
    scheduler.start()
    try:
        _watch(scheduler, stop, now, started)
    finally:
        scheduler.shutdown(wait=True)


class _FromNow(IntervalTrigger):  # type: ignore[misc]  # it ships no types
    """Counts from the moment at which it is asked, so that there is one next time, however many were missed."""

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """The next time after `now`."""
        found: dt.datetime | None = super().get_next_fire_time(previous_fire_time and now, now)
        return found


def _watch(scheduler: BackgroundScheduler, stop: Callable[[], bool], now: Callable[[], float], started: float) -> None:
    """Wait until it is time to stop; where the clock was set, do all jobs at once and count anew: their times are those of the old clock,
    which read `started` when the machine's own count was 0."""
    while not stop():
        time.sleep(_SECONDS_BETWEEN_GLANCES)
        if abs(now() - time.monotonic() - started) > _JUMP:
            started = now() - time.monotonic()
            for job in scheduler.get_jobs():
                job.modify(next_run_time=dt.datetime.fromtimestamp(now(), dt.UTC))


def _keep_quiet() -> None:
    """What the scheduler logs would go to the terminal, where nobody has asked for logs."""
    log = logging.getLogger("apscheduler")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
        log.propagate = False
