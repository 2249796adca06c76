"""The corpus: annotated reports of training/corpus, and what is in it.

    python training/corpus.py --texts FOLDER

Counts reports, words and items by register, layer, type, mode, factuality and act. FOLDER holds the public texts (see fetch.py).
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
    """One annotated report.

    `public`: whether its text is somebody else's; `layers`: the lists that are annotated in it; `plain`: the spans of
    sentences that look like events and are none."""

    gold: Gold
    public: bool
    layers: frozenset[str]
    register: str
    plain: tuple[tuple[int, int], ...]


ALL = frozenset({"statements", "events", "positions", "warnings"})


class Missing(Exception):
    """A public text that is not at hand, or is not the one annotated: which, and what to do."""


def load(texts: Path = TEXTS) -> list[Entry]:
    """Every report of the corpus, our own first, in order of its name; raises Missing."""
    return [
        _entry(path, folder)
        for name, folder in (("own", CORPUS / "own"), ("public", texts))
        for path in sorted((CORPUS / name).glob("*.json"))
    ]


def load_twice(texts: Path = TEXTS) -> list[tuple[Entry, Gold]]:
    """The reports that somebody else annotated again, blind, each with this second annotation; raises Missing."""
    again = {path.stem: path for path in (CORPUS / "second").glob("*.json")}
    return [
        (entry, _annotation(again[entry.gold.report.id], texts if entry.public else CORPUS / "own"))
        for entry in load(texts)
        if entry.gold.report.id in again
    ]


def _entry(path: Path, folder: Path) -> Entry:
    gold = _annotation(path, folder)
    data = json.loads(path.read_text(encoding="utf-8"))
    return Entry(
        gold,
        public=path.parent.name == "public",
        layers=frozenset(data["report"].get("layers", ALL)),
        register=data["report"]["register"],
        plain=tuple((start, end) for start, end in data.get("not_events", ())),
    )


def _annotation(path: Path, folder: Path) -> Gold:
    """The items of a file; raises Missing unless its text is in the folder, to the letter."""
    head = json.loads(path.read_text(encoding="utf-8"))["report"]
    text = folder / head["text_file"]
    if not text.exists():
        raise Missing(f"no text for {path.name} in {folder}: run python training/fetch.py")
    if hashlib.sha256(text.read_bytes()).hexdigest() != head["sha256"]:
        raise Missing(f"{text} is not the text that {path.name} annotates: run python training/fetch.py again")
    return load_gold(path, folder)


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
