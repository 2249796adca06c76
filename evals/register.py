"""How well forms of names in many reports are put together as one actor: on mentions that we wrote and labelled, evals/register/mentions.tsv. Rules were
made with these at hand; `--unseen` measures unseen.tsv, which was labelled when the rules stood and not worked on since.

A mention is a form as a report would resolve it (name, role, country, sector) and its day; `actor` says who it is. Pairs are of mentions;
B-cubed is the mean, over mentions, of how much of its entry is its actor's, and how much of its actor is in its entry.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from brinkwatch.actors import Form, Sighting
from brinkwatch.weigh.register import register

MENTIONS = Path(__file__).parent / "register" / "mentions.tsv"
UNSEEN = MENTIONS.with_name("unseen.tsv")


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairwise and B-cubed precision and recall; the pairs that are wrong, and those that are missed, by their mentions."""

    precision: float
    recall: float
    b3_precision: float
    b3_recall: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def f1(self) -> float:
        """Pairwise F1."""
        return f1(self.precision, self.recall)

    @property
    def b3_f1(self) -> float:
        """B-cubed F1."""
        return f1(self.b3_precision, self.b3_recall)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def load(path: Path = MENTIONS) -> tuple[list[str], list[Sighting]]:
    """Who each mention is, and the mention, each in a report of its own."""
    actors, sightings = [], []
    with path.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 1):
            day = dt.date.fromisoformat(row["day"])
            form = Form(row["name"], row["role"] or None, row["country"] or None, row["sector"] or None)
            actors.append(row["actor"])
            # The same form on another day is another sighting.
            sightings.append(Sighting(form, day, day, frozenset({number}), 1, order=number, stretch=number))
    return actors, sightings


def measure(actors: list[str], sightings: list[Sighting]) -> Figures:
    """What the register makes of the mentions, all taken together."""
    entry_of = {}
    for sighting in sightings:
        # Counted alone, a mention shows the entry that it is in.
        (entry,) = register(sightings, [sighting])
        entry_of[sighting.order] = entry.id
    entries = [entry_of[s.order] for s in sightings]
    labels = [f"{s.form.name} ({s.form.title}, {s.form.country}, {s.first})" for s in sightings]
    right = 0
    wrong: list[tuple[str, str]] = []
    missed: list[tuple[str, str]] = []
    for a, b in combinations(range(len(actors)), 2):
        same, taken = actors[a] == actors[b], entries[a] == entries[b]
        right += same and taken
        if same != taken:
            (missed if same else wrong).append((labels[a], labels[b]))
    together, of_actor, of_entry = Counter(zip(actors, entries, strict=True)), Counter(actors), Counter(entries)
    cells = [(together[a, e], of_actor[a], of_entry[e]) for a, e in zip(actors, entries, strict=True)]
    return Figures(
        right / (right + len(wrong)),
        right / (right + len(missed)),
        sum(both / entry for both, _, entry in cells) / len(cells),
        sum(both / actor for both, actor, _ in cells) / len(cells),
        tuple(wrong),
        tuple(missed),
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; as JSON with `--json`; with every pair that is wrong or missed with `--errors`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", action="store_true", help="print the pairs that are wrong or missed")
    parser.add_argument("--unseen", action="store_true", help="measure the mentions that no rule was made with")
    options = parser.parse_args(arguments)
    actors, sightings = load(UNSEEN if options.unseen else MENTIONS)
    figures = measure(actors, sightings)
    pairwise = {"precision": figures.precision, "recall": figures.recall, "f1": figures.f1}
    b_cubed = {"precision": figures.b3_precision, "recall": figures.b3_recall, "f1": figures.b3_f1}
    if options.json:
        rows = (("pairs", pairwise), ("b_cubed", b_cubed))
        print(json.dumps({f"{name}.{key}": value for name, values in rows for key, value in values.items()}))
        return 0
    print(f"{len(actors)} mentions of {len(set(actors))} actors")
    for name, values in (("pairs", pairwise), ("B-cubed", b_cubed)):
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items()))
    if options.errors:
        by_kind = defaultdict(list, wrong=list(figures.wrong), missed=list(figures.missed))
        for kind, pairs in by_kind.items():
            for one, other in pairs:
                print(f"  {kind}: {one} and {other}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
