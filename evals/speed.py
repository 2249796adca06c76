"""How fast reports are read: words a second on one core, once the language model is loaded.

    python evals/speed.py                       100,000 words, one JSON object
    python evals/speed.py --texts FILE.jsonl    reports of your own, in a file or folder that `brinkwatch read` takes

A word is what lies between white space. `reading_to_parse` is the time of a whole reading over that of its parse alone:
it says what our own code costs, on whatever machine. Both times are processor time, which a busy machine hardly changes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brinkwatch.desk import Desk
from brinkwatch.ingest import open_reports
from brinkwatch.model import Report
from brinkwatch.read.page import load_model, open_pages

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "data" / "wikinews.jsonl"
EXAMPLE = ROOT / "examples" / "thirteen-days"

TURN = 20
"""Reports parsed, then read, at a time."""


def take_words(source: Path, words: int) -> list[Report]:
    """Reports from a file or folder, over again as often as needed, until there are so many words."""
    reports: list[Report] = []
    count = 0
    for report in itertools.cycle(found for found in open_reports([source]) if isinstance(found, Report)):
        if count >= words:
            break
        reports.append(report)
        count += len(report.text.split())
    return reports


def processor_seconds(work: Iterator[Any]) -> float:
    """Processor time that it takes to run an iterator to its end."""
    start = time.process_time()
    for _ in work:
        pass
    return time.process_time() - start


def measure(reports: list[Report]) -> dict[str, float]:
    """Words a second of reading and of parsing alone, and their ratio."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    load_model()
    for _ in Desk().read(*reports[:5]):
        pass  # word lists and gazetteers are loaded with the first reports
    words = sum(len(report.text.split()) for report in reports)
    parsing = reading = seconds = 0.0
    for start in range(0, len(reports), TURN):  # by turns, so that a machine that slows down slows both
        some = reports[start : start + TURN]
        parsing += processor_seconds(open_pages(some))
        begun = time.perf_counter()
        reading += processor_seconds(Desk().read(*some))
        seconds += time.perf_counter() - begun
    return {
        "reports": len(reports),
        "words": words,
        "seconds": round(seconds, 2),
        "processor_seconds": round(reading, 2),
        "words_per_second": round(words / reading),
        "words_per_second_of_parse": round(words / parsing),
        "reading_to_parse": round(reading / parsing, 2),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a file or folder of reports")
    parser.add_argument("--words", type=int, default=100_000, help="how many words to read (default: 100,000)")
    args = parser.parse_args()
    source = args.texts or (NEWS if NEWS.exists() else EXAMPLE)
    reports = take_words(source, args.words)
    if not reports:
        parser.error(f"no reports to read in {source}")
    print(json.dumps(measure(reports), indent=1))


if __name__ == "__main__":
    main()
