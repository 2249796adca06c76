"""How well reprints are told from independent accounts: on pairs of reports that we wrote and labelled, evals/reprints/reports.jsonl.

Each report names the one whose account it carries (`origin`). Two reports are of one lineage if both carry the same account. A pair is
two reports of one story; no two reports of different stories may be of one lineage either.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from brinkwatch.model import Report
from brinkwatch.weigh.lineage import lineage, roots
from brinkwatch.weigh.wording import Wording

REPORTS = Path(__file__).parent / "reprints" / "reports.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report, the story that it tells, the report whose account it carries, and how it came to it."""

    report: Report
    story: str
    origin: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports of one story, by whether they are of one lineage and whether they are taken to be; `strangers`: pairs of different
    stories that are; `missed`: by the kinds of the two reports."""

    right: int
    false: int
    missed: Counter[tuple[str, str]]
    apart: int
    strangers: int

    @property
    def f1(self) -> float:
        """F1 of "of one lineage"."""
        return 2 * self.right / (2 * self.right + self.false + self.missed.total())

    @property
    def false_merges(self) -> float:
        """Share of independent pairs of one story that are taken for one account."""
        return self.false / (self.false + self.apart)


def load(path: Path = REPORTS) -> list[Labelled]:
    """The labelled reports, a JSON object a line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = dt.datetime.fromisoformat(row["published"]).date()
        report = Report(row["id"], row["text"], row["title"], row["publisher"], day)
        found.append((row["published"], Labelled(report, row["story"], row["origin"], row["kind"])))
    return [labelled for _, labelled in sorted(found, key=lambda each: each[0])]


def measure(labelled: list[Labelled]) -> Pairs:
    """What lineage makes of the reports, all taken together, in order of publication."""
    root = roots(lineage([Wording(each.report) for each in labelled]))
    right = false = apart = strangers = 0
    missed: Counter[tuple[str, str]] = Counter()
    for a, b in combinations(labelled, 2):
        same = a.origin == b.origin
        taken = root.get(a.report.id, a.report.id) == root.get(b.report.id, b.report.id)
        if a.story != b.story:
            strangers += taken
        elif taken:
            right, false = right + same, false + (not same)
        elif same:
            missed[a.kind, b.kind] += 1
        else:
            apart += 1
    return Pairs(right, false, missed, apart, strangers)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; as JSON with `--json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    pairs = measure(load())
    total = pairs.right + pairs.false + pairs.missed.total() + pairs.apart
    if options.json:
        print(
            json.dumps(
                {"pairs": total, "f1": pairs.f1, "false_merges": pairs.false_merges, "strangers": pairs.strangers}
            )
        )
        return 0
    print(f"{total} pairs of one story, {pairs.right + pairs.missed.total()} of one lineage")
    print(
        f"pair F1 {pairs.f1:.3f}; false merges {pairs.false_merges:.1%}; pairs of different stories merged: {pairs.strangers}"
    )
    for (one, other), count in pairs.missed.most_common():
        print(f"  missed: {count} {one} and {other}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
