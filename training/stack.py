"""Weighing the network against the rules, on reports that it has not seen: how far is each to be believed?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from examples import IGNORED, Deed, Example
from network import AUXES, FACTS, KINDS, PAIR, Network
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as fn

from brinkwatch.read.learned.network import Scorer, Scores, Tables
from brinkwatch.read.learned.passages import HINTS, mode_places
from brinkwatch.read.learned.rules import FEATURES


def neutral(net: Network) -> Tables:
    """Tables that leave the network's scores as they are and don't hear the rules."""
    return replace(
        speechless(),
        role_bias=_array(net.pair_out.bias),
        roles=_array(net.by_standing.weight).T,
        pair_features=_array(net.pair_features.weight).T,
        pair_kinds=_array(net.pair_kinds.weight),
        pair_out=_array(net.pair_out.weight).T,
    )


def speechless() -> Tables:
    """Tables for a scorer that has nothing to say of roles, and that don't hear the rules."""
    zero = np.zeros
    return Tables(
        kind_scale=np.ones(1 + KINDS, np.float32),
        kind_bias=zero(1 + KINDS, np.float32),
        kind_rule=zero((HINTS[0], 1 + KINDS), np.float32),
        kind_lexicon=zero((KINDS, 1 + KINDS), np.float32),
        mode=np.array([1, 1], np.float32),
        role_scale=np.ones(2, np.float32),
        role_bias=zero(2, np.float32),
        roles=zero((FEATURES, 2), np.float32),
        roles_by_kind=zero((KINDS, FEATURES, 2), np.float32),
        pair_features=zero((FEATURES, PAIR), np.float32),
        pair_kinds=zero((KINDS, PAIR), np.float32),
        pair_out=zero((PAIR, 2), np.float32),
        stance=np.array([1, 0], np.float32),
        fact_scale=np.ones(FACTS + AUXES, np.float32),
        fact_bias=zero(FACTS + AUXES, np.float32),
        facts=zero((FACTS + AUXES, FACTS + AUXES), np.float32),
        confidence=np.array([1, 0, 0], np.float32),
    )


@dataclass(frozen=True, slots=True)
class Unseen:
    """A sentence and what a network that was not trained on it says; `fits`: for each annotated act, of the parties' roles in it."""

    example: Example
    scores: Scores
    fits: tuple[NDArray[np.float32], ...]


def unseen(rows: Sequence[Example], scorer: Scorer) -> list[Unseen]:
    """Sentences with the scores of a network that was not trained on them."""
    scored = zip(rows, scorer.score([e.passage for e in rows]), strict=True)
    return [Unseen(e, s, tuple(_fit_of(d, s, scorer.tables) for d in e.deeds)) for e, s in scored]


def _fit_of(deed: Deed, scores: Scores, tables: Tables) -> NDArray[np.float32]:
    return tables.fit(deed.kind, scores.asks[deed.piece], scores.answers[deed.pieces], deed.features)


def weigh(rows: Sequence[Unseen], plain: Tables) -> Tables:
    """The tables that make the labels of unseen sentences likeliest, kept small by a penalty on every weight."""
    deeds = [(u, d) for u in rows for d in u.example.deeds]
    return replace(plain, **_kinds(rows), **_modes(deeds), **_roles(rows, plain), **_facts(deeds), **_stances(rows))


def _fit(parameters: Sequence[Tensor], loss: Callable[[], Tensor], steps: int = 200) -> None:
    optimiser = torch.optim.LBFGS(list(parameters), max_iter=steps, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        value = loss()
        value.backward()
        return value

    optimiser.step(closure)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.detach().numpy().astype(np.float32)
    return array


def _kinds(rows: Sequence[Unseen], penalty: float = 2.0) -> dict[str, NDArray[np.float32]]:
    kept = [u.example.labels != IGNORED for u in rows]
    scores = torch.from_numpy(np.concatenate([u.scores.kinds[k] for u, k in zip(rows, kept, strict=True)]))
    hints = torch.from_numpy(np.concatenate([u.example.passage.hints[0][k] for u, k in zip(rows, kept, strict=True)]))
    lexicon = torch.from_numpy(np.concatenate([u.example.passage.lexicon[k] for u, k in zip(rows, kept, strict=True)]))
    labels = torch.from_numpy(np.concatenate([u.example.labels[k] for u, k in zip(rows, kept, strict=True)]))
    scale, bias = torch.ones(1, requires_grad=True), torch.zeros(1 + KINDS, requires_grad=True)
    rule = torch.zeros(HINTS[0], 1 + KINDS, requires_grad=True)
    words = torch.zeros(KINDS, 1 + KINDS, requires_grad=True)

    def loss() -> Tensor:
        logits = scores * scale + bias + rule[hints] + lexicon @ words
        small = (rule**2).sum() + (words**2).sum() + 0.1 * (bias**2).sum()
        return fn.cross_entropy(logits, labels, reduction="sum") + penalty * small

    _fit((scale, bias, rule, words), loss)
    return {
        "kind_scale": np.repeat(_array(scale), 1 + KINDS),
        "kind_bias": _array(bias),
        "kind_rule": _array(rule),
        "kind_lexicon": _array(words),
    }


def _modes(deeds: Sequence[tuple[Unseen, Deed]]) -> dict[str, NDArray[np.float32]]:
    rows, rules, gold = [], [], []
    for seen, deed in deeds:
        own = seen.scores.modes[deed.piece][mode_places(deed.kind)]
        row = np.full(20, -1e4, np.float32)
        row[: len(own) - 1], row[19] = own[:-1], own[-1]
        rows.append(row)
        rules.append(deed.rule_mode if deed.rule_mode >= 0 else 19)
        gold.append(deed.mode if deed.mode >= 0 else 19)
    scores, votes, labels = torch.from_numpy(np.array(rows)), torch.tensor(rules), torch.tensor(gold)
    weights = torch.ones(2, requires_grad=True)
    one = fn.one_hot(votes, 20).float()
    _fit((weights,), lambda: fn.cross_entropy(scores * weights[0] + one * weights[1], labels))
    return {"mode": _array(weights)}


def _roles(rows: Sequence[Unseen], plain: Tables, penalty: float = 1.0) -> dict[str, NDArray[np.float32]]:
    """The network's own weights of where parties stand are what the penalty pulls to."""
    fits, features, kinds, gold = [], [], [], []
    for deed, said in ((d, f) for u in rows for d, f in zip(u.example.deeds, u.fits, strict=True) if len(d.pieces)):
        fits.append(said)
        features.append(deed.features)
        kinds += [deed.kind] * len(deed.pieces)
        gold.append(deed.roles)
    fit, feature = torch.from_numpy(np.concatenate(fits)), torch.from_numpy(np.concatenate(features))
    kind, label = torch.tensor(kinds), torch.from_numpy(np.concatenate(gold))
    scale, bias = torch.ones(2, requires_grad=True), torch.zeros(2, requires_grad=True)
    shared = torch.zeros(FEATURES, 2, requires_grad=True)
    own = torch.zeros(KINDS, FEATURES, 2, requires_grad=True)

    def loss() -> Tensor:
        logits = fit * scale + bias + feature @ shared + torch.einsum("nf,nfr->nr", feature, own[kind])
        small = 0.1 * (shared**2).sum() + (own**2).sum()
        return fn.binary_cross_entropy_with_logits(logits, label, reduction="sum") + penalty * small

    _fit((scale, bias, shared, own), loss)
    return {
        "role_scale": _array(scale),
        "role_bias": plain.role_bias * _array(scale) + _array(bias),
        "roles": plain.roles * _array(scale) + _array(shared),
        "roles_by_kind": _array(own),
    }


def _facts(deeds: Sequence[tuple[Unseen, Deed]], penalty: float = 1.0) -> dict[str, NDArray[np.float32]]:
    rows = [(seen, deed) for seen, deed in deeds if deed.factuality >= 0]
    scores = torch.from_numpy(np.array([seen.scores.facts[deed.piece] for seen, deed in rows]))
    votes = torch.zeros(len(rows), FACTS + AUXES)
    for n, (_, deed) in enumerate(rows):
        votes[n, deed.rule_factuality] = 1
        votes[n, FACTS:] = torch.tensor(deed.rule_aux, dtype=torch.float)
    values = torch.tensor([deed.factuality for _, deed in rows])
    aux = torch.tensor([deed.aux for _, deed in rows], dtype=torch.float)
    scale, bias = torch.ones(FACTS + AUXES, requires_grad=True), torch.zeros(FACTS + AUXES, requires_grad=True)
    rule = torch.zeros(FACTS + AUXES, FACTS + AUXES, requires_grad=True)

    def loss() -> Tensor:
        logits = scores * scale + bias + votes @ rule
        wrong = fn.cross_entropy(logits[:, :FACTS], values, reduction="sum")
        wrong = wrong + fn.binary_cross_entropy_with_logits(logits[:, FACTS:], aux, reduction="sum")
        return wrong + penalty * ((rule**2).sum() + ((scale - 1) ** 2).sum())

    _fit((scale, bias, rule), loss)
    return {"fact_scale": _array(scale), "fact_bias": _array(bias), "facts": _array(rule)}


def _stances(rows: Sequence[Unseen]) -> dict[str, NDArray[np.float32]]:
    kept = [u.example.stances != IGNORED for u in rows]
    scores = torch.from_numpy(np.concatenate([u.scores.stances[k] for u, k in zip(rows, kept, strict=True)]))
    labels = torch.from_numpy(np.concatenate([u.example.stances[k] for u, k in zip(rows, kept, strict=True)]))
    weights = torch.tensor([1.0, 0.0], requires_grad=True)
    none = fn.one_hot(torch.tensor(0), scores.shape[1]).float()
    _fit((weights,), lambda: fn.cross_entropy(scores * weights[0] + none * weights[1], labels))
    return {"stance": _array(weights)}
