"""How far two annotators agree, by the measures of score.py: reports of the corpus that were annotated again, blind.

    python evals/agreement.py                    a table: all reports, those with public texts, our own
    python evals/agreement.py --json             the same as one JSON object, every figure of score.py in it
    python evals/agreement.py --texts FOLDER     where the public texts are (default: where training/fetch.py puts them)

The first annotation stands for what is right, the second for what is found. What two people do not agree on, no reader
can be asked for: these figures are the ceiling of all others.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from annotations import Gold, Item
from corpus import TEXTS, Entry, Missing, load_twice
from score import Figures, compare, ratio

MEASURES = ("statement", "event", "event+actors", "event+both", "position", "warning")
QUESTIONS = ("statement.source", "statement.act", "event.factuality", "event.mode", "event.attributed")
"""What the table shows."""


def agreement(pairs: list[tuple[Entry, Gold]]) -> dict[str, Figures]:
    """The figures of all reports that were annotated twice, and of the `public` and the `own` ones among them."""
    figures = {"all": Figures(), "public": Figures(), "own": Figures()}
    for first, second in pairs:
        record = as_found(second)
        for part in ("all", "public" if first.public else "own"):
            compare(figures[part], first.gold, record)
    return figures


def as_found(gold: Gold) -> dict[str, list[Item]]:
    """The lists of an annotation as a reader would give them: what a time comes to stands with its words."""
    return {**gold.lists, "events": [_with_days(event) for event in gold.lists["events"]]}


def _with_days(event: Item) -> Item:
    start, end = event.get("when_value") or (None, None)
    return {**event, "when": {**event["when"], "start": start, "end": end}} if event.get("when") else event


def table(figures: dict[str, Figures]) -> str:
    """The figures for a person to read: F1 and what each has, then the share of same answers on what both have."""
    parts = figures.values()
    lines = [f"{'':17}" + "".join(f"{name:>10}{'first':>7}{'second':>7}" for name in figures)]
    for name in MEASURES:
        rows = ((part.matched[name], part.gold[name], part.found[name]) for part in parts)
        cells = (f"{ratio(2 * both, first + second):10.3f}{first:7}{second:7}" for both, first, second in rows)
        lines.append(f"{name:17}" + "".join(cells))
    lines.append(f"{'':17}" + f"{'':10}{'same':>7}{'of':>7}" * len(parts))
    for name in QUESTIONS:
        answers = ((part.right[name], part.asked[name]) for part in parts)
        lines.append(f"{name:17}" + "".join(f"{ratio(same, of):10.3f}{same:7}{of:7}" for same, of in answers))
    return "\n".join(lines)


def main() -> None:
    """Compare all reports that were annotated twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder of the public texts")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    try:
        figures = agreement(load_twice(args.texts))
    except Missing as missing:
        sys.exit(str(missing))
    print(
        json.dumps({part: found.rows() for part, found in figures.items()}, indent=1) if args.json else table(figures)
    )


if __name__ == "__main__":
    main()
