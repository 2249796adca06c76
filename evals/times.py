"""Score time expressions as TempEval-3 does: found where the words overlap, right where they come to the same days.

    python evals/times.py                 a table: ours
    python evals/times.py --beside        ... and Microsoft's recognizers-text, where that package is installed
    python evals/times.py --json          ours, as one JSON object

The expressions are in times/gold.tsv; the reports are our own ones of the corpus. Time stamps that open a live blog's entries are no
expressions here, neither annotated nor counted where found.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from annotations import load_gold
from score import ratio, touch

from brinkwatch.model import Report
from brinkwatch.read.circumstances.times import find_times
from brinkwatch.read.page import open_pages

GOLD = Path(__file__).parent / "times" / "gold.tsv"
OWN = Path(__file__).parents[1] / "training" / "corpus" / "own"
STAMP = re.compile(r"^\d\d[.:]\d\d(?= )", re.MULTILINE)

Days = tuple[str | None, str | None]
Times = list[tuple[tuple[int, int], Days]]
Finder = Callable[[Report], Times]


def annotated() -> Iterator[tuple[Report, Times]]:
    """Each report with its expressions: where they stand, and the first and last day they come to."""
    rows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, words, value = line.split("\t")
            rows[name].append((words, value))
    for name, expressions in rows.items():
        report = load_gold(OWN / f"{name}.json", OWN).report
        yield report, list(_placed(report.text, expressions))


def _placed(text: str, expressions: list[tuple[str, str]]) -> Iterator[tuple[tuple[int, int], Days]]:
    at = 0
    for words, value in expressions:
        match = re.compile(rf"\b{re.escape(words)}\b").search(text, at)
        if match is None:
            raise ValueError(f"{words!r} is not in the text where {GOLD.name} has it")
        at = match.end()
        first, _, last = value.partition("..")
        yield match.span(), (None, None) if value == "-" else (first, last or first)


def ours(report: Report) -> Times:
    """What the reader finds."""
    (page,) = open_pages((report,))
    return [
        (tuple(t.span), (t.start.isoformat() if t.start else None, t.end.isoformat() if t.end else None))  # type: ignore[misc]
        for t in find_times(page)
    ]


def recognizers(report: Report) -> Times:
    """What recognizers-text finds; durations and repeated times, which we don't annotate, left out."""
    from recognizers_date_time import recognize_datetime  # type: ignore[import-not-found]

    noon = datetime.combine(report.published, datetime.min.time()) if report.published else None
    found: Times = []
    for each in recognize_datetime(report.text, "en-us", reference=noon):
        values = each.resolution["values"] if each.resolution else []
        if each.type_name.rpartition(".")[2] not in ("duration", "set"):
            found.append(((each.start, each.end + 1), _days_of(values, report)))
    return found


def _days_of(values: list[dict[str, str]], report: Report) -> Days:
    """The days of the candidate nearest to the publication, the past one where two are as near; ends are exclusive there."""
    spans: list[Days] = []
    for value in values:
        if "start" in value and "end" in value and value["type"].startswith("date"):
            last = datetime.fromisoformat(value["end"]) - timedelta(days=value["type"] == "daterange")
            spans.append((value["start"][:10], last.date().isoformat()))
        elif value.get("value", "")[:4].isdigit() and "-" in value["value"]:
            spans.append((value["value"][:10], value["value"][:10]))
        elif value["type"] in ("time", "timerange") and report.published:
            spans.append((report.published.isoformat(),) * 2)
    past = [s for s in spans if report.published and (s[0] or "") <= report.published.isoformat()]
    return max(past) if past else min(spans, default=(None, None))


def measure(find: Finder) -> dict[str, float]:
    """Precision, recall and F1 of expressions, and F1 of those whose days are right too."""
    matched = right = gold = found = 0
    for report, wanted in annotated():
        stamps = [m.span() for m in STAMP.finditer(report.text)]
        seen = [t for t in find(replace(report, language="en")) if not any(touch(t[0], s) for s in stamps)]
        gold, found, taken = gold + len(wanted), found + len(seen), set()
        for span, days in wanted:
            hit = next((i for i, t in enumerate(seen) if i not in taken and touch(t[0], span)), None)
            if hit is not None:
                taken.add(hit)
                matched, right = matched + 1, right + (seen[hit][1] == days)
    return {
        "precision": ratio(matched, found),
        "recall": ratio(matched, gold),
        "f1": ratio(2 * matched, gold + found),
        "value_f1": ratio(2 * right, gold + found),
        "expressions": gold,
    }


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as text, a line for each finder."""
    head = f"{'':18} P     R     F1    value F1"
    body = [
        f"{name:18} {r['precision']:.3f} {r['recall']:.3f} {r['f1']:.3f} {r['value_f1']:.3f}"
        for name, r in rows.items()
    ]
    return "\n".join([head, *body])


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", action="store_true", help="recognizers-text too")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = {"brinkwatch": measure(ours)}
    if args.json:
        print(json.dumps({key: round(value, 4) for key, value in rows["brinkwatch"].items()}))
        return
    if args.beside:
        rows["recognizers-text"] = measure(recognizers)
    print(table(rows))


if __name__ == "__main__":
    main()
