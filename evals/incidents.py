"""How well events of different reports are joined into incidents: B-cubed on mentions that we labelled, evals/incidents/*.tsv.

The reports of an example are read, weighed and kept as `brinkwatch add` does. A labelled mention is the n-th occurrence of a word in a
report's body; the event read there, if any, stands for it. Precision: of the labelled mentions put together with one, the share that
belongs with it, averaged over mentions; recall: of those that belong with it, the share that is put together with it. A mention that was
not read stands alone. `alone` is what joining nothing would get.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

from brinkwatch.desk import Desk
from brinkwatch.ingest import open_reports
from brinkwatch.model import Report

LABELS = Path(__file__).parent / "incidents"
REPORTS = (Path(__file__).parents[1] / "examples" / "thirteen-days", LABELS / "falklands", LABELS / "kargil")


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled mention: the happening that it tells, its report (a file's name), its bounds in the text."""

    incident: str
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Joined:
    """B-cubed precision, recall and F1 (0 to 1), the number of mentions; of links, which are pairs of one happening in different reports,
    those there are, and those found."""

    precision: float
    recall: float
    mentions: int
    links: int
    linked: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def labelled(path: Path, texts: Mapping[str, str]) -> list[Mention]:
    """The mentions that a file labels in reports, whose texts are given by file name."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            places = list(re.finditer(rf"(?<!\w){re.escape(row['trigger'])}(?!\w)", texts[row["report"]]))
            place = places[int(row["n"]) - 1]
            found.append(Mention(row["incident"], row["report"], *place.span()))
    return found


def b_cubed(gold: Mapping[Mention, Hashable], found: Mapping[Mention, Hashable]) -> Joined:
    """How well `found` puts mentions together that `gold` puts together."""
    right, made = _groups(gold), _groups(found)
    shares = [(len(right[gold[m]] & made[found[m]]), len(made[found[m]]), len(right[gold[m]])) for m in gold]
    links = {(a, b) for group in right.values() for a in group for b in group if a.report < b.report}
    return Joined(
        sum(common / together for common, together, _ in shares) / len(shares),
        sum(common / belonging for common, _, belonging in shares) / len(shares),
        len(gold),
        len(links),
        sum(found[a] == found[b] for a, b in links),
    )


def _groups(keys: Mapping[Mention, Hashable]) -> dict[Hashable, set[Mention]]:
    groups: defaultdict[Hashable, set[Mention]] = defaultdict(set)
    for mention, key in keys.items():
        groups[key].add(mention)
    return groups


def measure(reports: Path) -> dict[str, Joined]:
    """Figures for a folder of reports: `read`, over the mentions that were read; `all`, over all; `alone`, as `read` with nothing joined."""
    opened = {file.stem: _opened(file) for file in sorted(reports.glob("*.eml"))}
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder) / "record.db") as desk:
        desk.add(*opened.values())
        readings = {reading.report.id: reading for reading in desk.readings()}
        incidents = {event: incident.id for incident in desk.incidents() for event in incident.events}
    mentions = labelled(LABELS / f"{reports.name}.tsv", {name: report.text for name, report in opened.items()})
    gold = {m: m.incident for m in mentions}
    read = {}
    for mention in mentions:
        for event in readings[opened[mention.report].id].events:
            if event.id in incidents and event.trigger.span.touches((mention.start, mention.end)):
                read[mention] = incidents[event.id]
    return {
        "read": b_cubed({m: gold[m] for m in read}, read),
        "all": b_cubed(gold, {m: read.get(m, m) for m in mentions}),
        "alone": b_cubed({m: gold[m] for m in read}, {m: m for m in read}),
    }


def _opened(file: Path) -> Report:
    (report,) = open_reports([file])
    assert isinstance(report, Report), report
    return report


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; as JSON with `--json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    figures = {reports.name: measure(reports) for reports in REPORTS}
    if options.json:
        print(
            json.dumps(
                {f"{name}.{kind}.f1": found[kind].f1 for name, found in figures.items() for kind in ("read", "all")}
            )
        )
        return 0
    for name, found in figures.items():
        print(f"{name}: {found['all'].mentions} mentions, {found['all'].links} links between reports")
        for kind, each in found.items():
            print(
                f"  {kind:6} precision {each.precision:.3f} recall {each.recall:.3f} F1 {each.f1:.3f}"
                f" ({each.mentions} mentions, {each.linked} of {each.links} links)"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
