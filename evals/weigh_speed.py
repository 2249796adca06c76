"""How weighing grows with the record: seconds for an event of the last tenth of a record of 1, 4 and 16 times as many made-up reports.

Were every event compared with every other one, the last figure would be sixteen times the first.

    python evals/weigh_speed.py            of 500 reports (10,000 events) and its multiples, one JSON object
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from record_speed import EVENTS_OF_A_REPORT, READER, made_up

from brinkwatch.desk import Desk
from brinkwatch.record.store import Record

TIMES = (1, 4, 16)


def seconds_for_an_event(place: Path, reports: int) -> float:
    """Seconds that weighing takes for an event, in the last tenth of so many reports."""
    last = reports // 10
    with Record(place) as record:
        desk = Desk(record=record)
        for number in range(reports):
            if number == reports - last:
                desk.weigh()
            record.put(made_up(number), READER)
        start = time.perf_counter()
        count = desk.weigh()
    return (time.perf_counter() - start) / (count * EVENTS_OF_A_REPORT)


def main(arguments: list[str] | None = None) -> None:
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--reports", type=int, default=500, metavar="N", help="the smallest record (default: %(default)s)"
    )
    base = parser.parse_args(arguments).reports
    took = {}
    for times in TIMES:
        with tempfile.TemporaryDirectory() as folder:
            took[base * times * EVENTS_OF_A_REPORT] = seconds_for_an_event(Path(folder) / "record.db", base * times)
    first, *_, last = took.values()
    print(
        json.dumps(
            {
                "milliseconds an event": {n: round(s * 1000, 2) for n, s in took.items()},
                "growth": round(last / first, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
