"""How fast reports are read: words a second on one core, once the language model is loaded.

    python evals/speed.py                       100,000 words, one JSON object
    python evals/speed.py --texts FILE.jsonl    reports of your own: a JSON object with a `text` a line

A word is what lies between white space. `reading_to_parse` is the time of a whole reading over that of its parse alone:
it says what our own code costs, on whatever machine. Both times are processor time, which a busy machine hardly changes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from brinkwatch.desk import Desk
from brinkwatch.model import Report
from brinkwatch.read.page import load_model, open_pages

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "data" / "wikinews.jsonl"
EXAMPLE = ROOT / "examples" / "thirteen-days"

TURN = 20
"""Reports parsed, then read, at a time."""


def texts_of(file: Path | None) -> Iterator[str]:
    """The texts of a JSON-lines file, else of the news collection where it is at hand, else of the example's reports."""
    source = file or (NEWS if NEWS.exists() else None)
    if source:
        yield from (
            json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines() if line.strip()
        )
    else:
        yield from (path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.rglob("*.txt")))


def take_words(texts: Iterable[str], words: int) -> list[Report]:
    """Reports from the texts, over again as often as needed, until there are so many words."""
    reports: list[Report] = []
    count = 0
    for number, text in enumerate(itertools.cycle(texts)):
        if count >= words:
            break
        reports.append(Report(f"r{number}", text, language="en"))
        count += len(text.split())
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
    parser.add_argument("--texts", type=Path, help="a JSON-lines file with a `text` a line")
    parser.add_argument("--words", type=int, default=100_000, help="how many words to read (default: 100,000)")
    args = parser.parse_args()
    reports = take_words(texts_of(args.texts), args.words)
    if not reports:
        parser.error(f"no reports to read in {args.texts or EXAMPLE}")
    print(json.dumps(measure(reports), indent=1))


if __name__ == "__main__":
    main()
