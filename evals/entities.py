"""Score weapons and military platforms against re3d's annotation (Dstl; licence by document), which is not part of this repository.

    python evals/entities.py FOLDER          a table; FOLDER holds documents.jsonl and entities.jsonl
    python evals/entities.py FOLDER --json   the same figures as one JSON object

Found where the words share a character. re3d tells no units, ministries and agencies apart from other organisations.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import ratio, touch

from brinkwatch.model import Report
from brinkwatch.read.entities import find_entities
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast

KINDS = {"Weapon": "weapon", "MilitaryPlatform": "platform"}


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """For each kind precision, recall and F1."""
    wanted: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows_of(folder / "entities.jsonl"):
        if row["type"] in KINDS:
            wanted[row["document"], KINDS[row["type"]]].append((row["start"], row["end"]))
    counts = {kind: [0, 0, 0, 0] for kind in KINDS.values()}
    for document in rows_of(folder / "documents.jsonl"):
        (page,) = open_pages((Report(document["id"], document["text"], language="en"),))
        found = find_entities(page, find_cast(page))
        for kind, count in counts.items():
            gold, spans = wanted[document["id"], kind], [e.span for e in found if e.kind == kind]
            count[0] += sum(any(touch(g, s) for s in spans) for g in gold)
            count[1] += len(gold)
            count[2] += sum(any(touch(g, s) for g in gold) for s in spans)
            count[3] += len(spans)
    return {kind: _figures(*count) for kind, count in counts.items()}


def _figures(recalled: int, gold: int, right: int, found: int) -> dict[str, float]:
    precision, recall = ratio(right, found), ratio(recalled, gold)
    return {
        "precision": precision,
        "recall": recall,
        "f1": ratio(2 * precision * recall, precision + recall),
        "gold": gold,
    }


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not (args.folder / "entities.jsonl").exists():
        sys.exit(f"no entities.jsonl in {args.folder}: give the folder with re3d's documents.jsonl and entities.jsonl")
    rows = measure(args.folder)
    if args.json:
        print(json.dumps({f"{kind}.{key}": round(v, 4) for kind, row in rows.items() for key, v in row.items()}))
        return
    print(f"{'':10} P     R     F1")
    for kind, row in rows.items():
        print(f"{kind:10} {row['precision']:.3f} {row['recall']:.3f} {row['f1']:.3f}   ({row['gold']:.0f} annotated)")


if __name__ == "__main__":
    main()
