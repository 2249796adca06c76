"""The corpus: annotated reports of training/corpus, and what is in it.

    python training/corpus.py --texts FOLDER      counts by layer, type, mode, act; FOLDER holds the public texts (see fetch.py)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "evals"))

from annotations import Gold, load_gold

from brinkwatch.ontology.plover import plover

CORPUS = Path(__file__).parent / "corpus"
TEXTS = Path(__file__).parents[1] / "out" / "texts"
"""Where fetch.py puts the public texts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotated report: whether its text is `public`, `layers` that are annotated in it, `plain` the spans of sentences that look like events and are none."""

    gold: Gold
    public: bool
    layers: frozenset[str]
    register: str
    plain: tuple[tuple[int, int], ...]


ALL = frozenset({"statements", "events", "positions", "warnings"})


class Missing(Exception):
    """A public text that is not at hand, or is not the one annotated: which, and what to do."""


def load(texts: Path = TEXTS) -> list[Entry]:
    """Every report of the corpus, in order of its name; raises Missing."""
    return [_entry(path, texts if path.parent.name == "public" else path.parent) for path in sorted(CORPUS.glob("*/*.json"))]


def _entry(path: Path, folder: Path) -> Entry:
    data = json.loads(path.read_text(encoding="utf-8"))
    head = data["report"]
    text = folder / head["text_file"]
    if not text.exists():
        raise Missing(f"no text for {path.name} in {folder}: run python training/fetch.py")
    if hashlib.sha256(text.read_bytes()).hexdigest() != head["sha256"]:
        raise Missing(f"{text} is not the text that {path.name} annotates: run python training/fetch.py again")
    layers = frozenset(head.get("layers", ALL))
    return Entry(load_gold(path, folder), path.parent.name == "public", layers, head["register"], tuple(map(tuple, data.get("not_events", ()))))


def counts(entries: list[Entry]) -> dict[str, Any]:
    """How much of everything the corpus holds."""
    items: Counter[str] = Counter()
    for entry in entries:
        items["reports"] += 1
        items["words"] += len(entry.gold.report.text.split())
        items["sentences that look like events and are none"] += len(entry.plain)
        items[f"register: {entry.register}"] += 1
        items.update(_item_counts(entry.gold))
    return dict(items)


def _item_counts(gold: Gold) -> Iterator[str]:
    for kind, items in gold.lists.items():
        yield from [kind] * len(items)
    for event in gold.lists["events"]:
        yield event["type"]
        yield f"factuality: {event['factuality']}"
        if event.get("mode"):
            yield f"{event['type']} {event['mode']}"
    for statement in gold.lists["statements"]:
        yield f"act: {statement['act']}"
    for position in gold.lists["positions"]:
        yield f"position: {position['kind']}"


def main() -> None:
    """Print the counts, types with their modes first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    try:
        found = counts(load(parser.parse_args().texts))
    except Missing as missing:
        sys.exit(str(missing))
    for code, kind in plover().types.items():
        modes = ", ".join(f"{mode} {found.get(f'{code} {mode}', 0)}" for mode in kind.modes)
        print(f"{code} {found.get(code, 0)}" + (f" ({modes})" if modes else ""))
    for name in sorted(found):
        if name.split(" ")[0] not in plover().types:
            print(name, found[name])


if __name__ == "__main__":
    main()
