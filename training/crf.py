"""What the network is compared with: a linear-chain CRF over words, parts of speech, dependencies and what the rules see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite
from examples import Example
from network import AUXES, FACTS, KINDS, MODES, PAIR

from brinkwatch.read.learned.network import Scores, Tables
from brinkwatch.read.learned.passages import STANCES, Passage, tokenizer, types

AROUND = (-2, -1, 1, 2)
OPTIONS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}
LEAST = 1e-6


def teach(rows: Sequence[Example], file: Path) -> None:
    """Train a CRF that labels each word with the type of act it reports, none or one of 16, and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for row in rows:
        firsts = list(row.passage.first.values())
        if firsts:
            trainer.append(list(features(row.passage)), [label_of(int(row.labels[at])) for at in firsts])
    trainer.train(str(file))


def label_of(label: int) -> str:
    """An example's label by name; pieces that are neither right nor wrong are no act."""
    return types()[label - 1] if label > 0 else "O"


def features(passage: Passage) -> Iterator[list[str]]:
    """The signs of each word of a sentence, in order."""
    firsts = list(passage.first.values())
    words = list(_words(passage, firsts))
    for n, at in enumerate(firsts):
        act, mention, voice, pos, dependency = (int(hint[at]) for hint in passage.hints)
        row = [
            f"w={words[n]}",
            f"end={words[n][-3:]}",
            f"start={words[n][:4]}",
            f"act={act}",
            f"pos={pos}",
            f"dep={dependency}",
        ]
        row += [f"mention={mention}", f"voice={voice}", f"pos,dep={pos},{dependency}"]
        row += [f"may={types()[kind]}" for kind in np.flatnonzero(passage.lexicon[at])]
        for far in AROUND:
            if 0 <= n + far < len(words):
                other = passage.hints[:, firsts[n + far]]
                row += [
                    f"{far}:w={words[n + far]}",
                    f"{far}:pos={other[3]}",
                    f"{far}:mention={other[1]}",
                    f"{far}:act={other[0]}",
                ]
        yield row


def _words(passage: Passage, firsts: Sequence[int]) -> Iterator[str]:
    """Each word, put together from its pieces."""
    ends = [*firsts[1:], len(passage.pieces) - 1]
    for start, end in zip(firsts, ends, strict=True):
        pieces = [tokenizer().id_to_token(int(p)) or "" for p in passage.pieces[start:end]]
        yield "".join(piece.removeprefix("##") for piece in pieces)


class Crf:
    """The CRF as a scorer: it tells types of acts only, so that modes, roles and factuality are the rules', weighed."""

    def __init__(self, file: Path, tables: Tables) -> None:
        self.tables = tables
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(file))

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Logarithms of the marginal probabilities of each word's types; nothing of all else."""
        return [self._scores(p) for p in passages]

    def _scores(self, passage: Passage) -> Scores:
        length = len(passage.pieces)
        kinds = np.full((length, 1 + KINDS), np.log(LEAST), np.float32)
        kinds[:, 0] = 0
        self._tagger.set(list(features(passage)))
        known = set(self._tagger.labels())
        for n, at in enumerate(passage.first.values()):
            odds = [self._tagger.marginal(name, n) if name in known else 0.0 for name in ("O", *types())]
            kinds[at] = np.log(np.maximum(odds, LEAST))
        widths = (MODES, FACTS + AUXES, PAIR, PAIR, 1 + len(STANCES))
        return Scores(kinds, *(np.zeros((length, width), np.float32) for width in widths))
