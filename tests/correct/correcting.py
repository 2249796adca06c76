"""Run by a test as a process of its own: `python correcting.py PLACE FROM TO` corrects the reports that `tests/record/adding.py` adds."""

from __future__ import annotations

import sys
import time

from tests.sample import SampleReader

from brinkwatch.desk import Desk
from brinkwatch.errors import BrinkwatchError

PATIENCE = 60
"""Seconds to wait for a report."""


def correct(desk: Desk, report: str) -> None:
    """Reject, recode and mark events of a report, take the last back, judge, and say each decision's id."""
    until = time.monotonic() + PATIENCE
    while len(events := desk.events(report=report).items) < 3:
        if time.monotonic() > until:
            raise TimeoutError(report)
        time.sleep(0.01)
    made = [
        desk.correct(events[0].id, not_an_event=True, by="ana"),
        desk.correct(events[1].id, factuality="PS-", by="ana"),
        desk.mark(report, f"{events[0].recipients[0].name}", type="AID", by="ana"),
    ]
    judged = desk.judge(events[1].id, "same", events[2].id, by="ana")
    desk.undo(made[2].id, by="ana")
    for id_ in (*(each.id for each in made), *(each.id for each in judged)):
        sys.stdout.write(f"{id_}\n")


def main() -> int:
    """Correct the reports."""
    place, first, last = sys.argv[1:]
    try:
        with Desk.open(place, reader=SampleReader()) as desk:
            for number in range(int(first), int(last)):
                correct(desk, f"r{number}")
    except BrinkwatchError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
