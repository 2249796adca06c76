"""The network as shipped: word pieces and hints in, scores of each piece out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .passages import HINTS, Passage

Floats = NDArray[np.float32]

INPUTS = ("pieces", "hints", "lexicon", "mask")

BATCH = 16
"""Sentences scored at a time."""


@dataclass(frozen=True, slots=True)
class Scores:
    """For each piece of a sentence: `kinds` (no act, then each type), `modes` (all types' modes, then "none" of each type), `facts`
    (factuality, then PLOVER's auxiliary modes), `asks` (of an act) and `answers` (of a party), which together tell how well the party fits
    the act's roles, and `stances` (heads what no position wants, then what each kind wants)."""

    kinds: Floats
    modes: Floats
    facts: Floats
    asks: Floats
    answers: Floats
    stances: Floats


@dataclass(frozen=True, slots=True)
class Tables:
    """How the network's scores and the rules' opinions are weighed against each other, learned on reports that the network had not seen.

    Types: `kind_scale` and `kind_bias` (kind), `kind_rule` (what the rules see, kind), `kind_lexicon` (type in the lexicon, kind). Modes:
    `mode` (scale, weight of the rules' mode). Roles: `role_scale` and `role_bias` (role), `roles` (feature, role), `roles_by_kind` (type,
    feature, role), added to what the network says, which its `pair_...` make of an act's and a party's scores (see `fit`). Factuality:
    `fact_scale` and `fact_bias` (value), `facts` (rules' value, value). `stance`: scale and bias of the odds that a word heads no
    position. `confidence`: weights of the signs (see judge.signs_of) that make it the frequency with which such acts are right.
    """

    kind_scale: Floats
    kind_bias: Floats
    kind_rule: Floats
    kind_lexicon: Floats
    mode: Floats
    role_scale: Floats
    role_bias: Floats
    roles: Floats
    roles_by_kind: Floats
    pair_features: Floats
    pair_kinds: Floats
    pair_out: Floats
    fact_scale: Floats
    fact_bias: Floats
    facts: Floats
    stance: Floats
    confidence: Floats

    def fit(self, kind: int, ask: Floats, answers: Floats, features: Floats) -> Floats:
        """Log-odds that a party has a role (party, role) in an act of type `kind`, from the act's and the parties' scores and where the
        parties stand to it."""
        hidden = np.maximum(ask + answers + features @ self.pair_features + self.pair_kinds[kind], 0)
        told = (hidden @ self.pair_out) * self.role_scale + self.role_bias
        fits: Floats = told + features @ (self.roles + self.roles_by_kind[kind])
        return fits


class Scorer(Protocol):
    """Whatever scores sentences: the shipped network, or one in training."""

    tables: Tables

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Scores of each sentence, in order."""
        ...


class Network:
    """MiniLM-L6 with its heads, on one CPU core."""

    def __init__(self) -> None:
        with files(__package__).joinpath("acts.npz").open("rb") as file:
            rows = np.load(file, allow_pickle=False)
            self.tables = Tables(**{name: rows[name] for name in Tables.__slots__})

    @cached_property
    def _session(self) -> Any:
        """The weights, read when the first sentence is scored: many a report has none that is worth it."""
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = files(__package__).joinpath("acts.onnx").read_bytes()
        return ort.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Scores of each sentence, in order."""
        return in_batches(passages, lambda *rows: self._session.run(None, dict(zip(INPUTS, rows, strict=True))))


def in_batches(passages: Sequence[Passage], run: Any) -> list[Scores]:
    """Run sentences of like length together; `run` takes the INPUTS, padded, and gives the arrays of Scores."""
    order = sorted(range(len(passages)), key=lambda i: len(passages[i].pieces))
    found: dict[int, Scores] = {}
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        outputs = run(*padded([passages[i] for i in rows]))
        for n, i in enumerate(rows):
            length = len(passages[i].pieces)
            found[i] = Scores(*(out[n, :length] for out in outputs))
    return [found[i] for i in range(len(passages))]


def padded(rows: Sequence[Passage]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, NDArray[np.int64]]:
    """Pieces (row, length), hints (row, hint, length), lexicon (row, length, type) and mask (row, length), padded to the longest."""
    longest = max(len(r.pieces) for r in rows)
    pieces, mask = np.zeros((len(rows), longest), np.int64), np.zeros((len(rows), longest), np.int64)
    hints = np.zeros((len(rows), len(HINTS), longest), np.int64)
    lexicon = np.zeros((len(rows), longest, rows[0].lexicon.shape[1]), np.float32)
    for i, row in enumerate(rows):
        n = len(row.pieces)
        pieces[i, :n], mask[i, :n], hints[i, :, :n], lexicon[i, :n] = row.pieces, 1, row.hints, row.lexicon
    return pieces, hints, lexicon, mask


@cache
def load_network() -> Network:
    """The shipped network, loaded once."""
    return Network()
