"""Run by tests as a process of its own: `python adding.py PLACE FROM TO [BYTES]` adds sample reports, in a file that may grow to BYTES."""

from __future__ import annotations

import resource
import sys

from tests.sample import SampleReader

from brinkwatch.desk import Desk
from brinkwatch.errors import BrinkwatchError
from brinkwatch.model import Report

SENTENCES = 20


def report(number: int) -> Report:
    """A report with a statement and an event in each of its sentences, all about its number."""
    text = " ".join(f"Norland said Sudmark attacked Port{number}x{n}." for n in range(SENTENCES))
    return Report(f"r{number}", text, f"Report {number}", "Post")


def main() -> int:
    """Add the reports, and say each number when it is kept."""
    path, first, last, *most = sys.argv[1:]
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most[0]), int(most[0])))
    try:
        with Desk.open(path, reader=SampleReader()) as desk:
            for number in range(int(first), int(last)):
                added = desk.add(report(number))
                assert not added.refused, added.refused
                sys.stdout.write(f"{number}\n" if added.reports else f"{number} was there\n")
                sys.stdout.flush()
    except BrinkwatchError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
