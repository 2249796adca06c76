"""What each part of the reader brings, on the first fold of the corpus, which its network was not trained on.

python training/ablations.py [--texts FOLDER]       after training/train.py, whose work in out/training it uses
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from corpus import TEXTS, Entry, load
from crf import Crf, teach
from crossval import REAL, Fold, false_alarms, judge_fold, rows_of
from examples import Example
from export import InMemory
from network import AUXES, FACTS, KINDS, MODES, PAIR, Network
from stack import Unseen, neutral, speechless, unseen, weigh
from train import KEPT, MINILM, folds, seen_by

from brinkwatch.read.learned.network import Scorer, Scores, Tables
from brinkwatch.read.learned.passages import STANCES, Passage

OUT = Path(__file__).parent / "ablations.json"
SURE = 10.0


class Silent:
    """A network that says nothing, so that only the tables speak."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Zeros."""
        widths = (1 + KINDS, MODES, FACTS + AUXES, PAIR, PAIR, 1 + len(STANCES))
        return [Scores(*(np.zeros((len(p.pieces), width), np.float32) for width in widths)) for p in passages]


def rules_alone() -> Tables:
    """Tables that follow the rules in everything."""
    kinds = np.zeros((1 + KINDS, 1 + KINDS), np.float32)
    kinds[np.arange(1 + KINDS), np.arange(1 + KINDS)] = SURE
    tables = speechless()
    roles = np.zeros_like(tables.roles)
    roles[0, 0] = roles[1, 1] = roles[2, 1] = 2 * SURE
    return replace(
        tables,
        kind_rule=kinds,
        roles=roles,
        role_bias=np.full(2, -SURE, np.float32),
        facts=np.eye(FACTS + AUXES, dtype=np.float32) * SURE,
        fact_bias=np.array([0.0] * FACTS + [-SURE / 2] * AUXES, np.float32),
        mode=np.array([1, SURE], np.float32),
    )


def main() -> None:
    """Read the fold once for each variant, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    fold, *rest = folds(load(parser.parse_args().texts))
    others = [e for some in rest for e in some]
    net = Network(MINILM)
    net.load_state_dict(pickle.loads((KEPT / "fold0.pickle").read_bytes()))  # noqa: S301
    net.eval()
    made = pickle.loads((KEPT / "examples.pickle").read_bytes())  # noqa: S301
    halves = fold[::2], fold[1::2]
    seen = [seen_by(net, [(e, made[e.gold.report.id]) for e in half]) for half in halves]
    file = KEPT / "fold0.crfsuite"
    teach([x for e in others for x in made[e.gold.report.id]], file)
    plain = speechless()
    silent = [_unseen(half, made, Silent(plain)) for half in halves]
    chained = [_unseen(half, made, Crf(file, plain)) for half in halves]
    tables = [weigh(rows, neutral(net)) for rows in reversed(seen)]
    bare, crf = ([weigh(rows, plain) for rows in reversed(some)] for some in (silent, chained))
    variants = {
        "rules alone": _read(halves, [Silent(rules_alone())] * 2),
        "rules and vocabulary, weighed by linear models": _read(halves, [Silent(t) for t in bare]),
        "linear-chain CRF and rules, weighed by linear models": _read(halves, [Crf(file, t) for t in crf]),
        "network and rules, weighed (as shipped)": _read(halves, [InMemory(net, t) for t in tables]),
    }
    OUT.write_text(json.dumps({"reports": len(fold), "variants": variants}, indent=1) + "\n", encoding="utf-8")


def _unseen(half: list[Entry], made: dict[str, list[Example]], scorer: Scorer) -> list[Unseen]:
    rows = [(e, u) for e in half for u in unseen(made[e.gold.report.id], scorer)]
    return [u for e, u in rows for _ in range(REAL if e.public else 1)]


def _read(halves: Sequence[list[Entry]], scorers: Sequence[Scorer]) -> dict[str, float]:
    judged: Fold = [j for half, scorer in zip(halves, scorers, strict=True) for j in judge_fold(half, scorer)]
    return {**rows_of(judged), "false_alarms": false_alarms(judged)["with_an_event"]}


if __name__ == "__main__":
    main()
