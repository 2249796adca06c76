"""Learning which country a mention is of: weights for the features of brinkwatch.read.parties.countries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from corpus import Entry
from examples import words_at
from torch import Tensor

from brinkwatch.read.circumstances.places import find_places
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import cast_by_rules
from brinkwatch.read.parties.countries import FEATURES, KINDS, Case, Countries, is_told

PENALTY = 0.02
REAL = 2.5
"""How much more a mention in a public text counts than one in a text that we wrote."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention with its annotated country; `told`: its own words tell it, so that nothing is weighed; `by_rule`: what the rules say."""

    case: Case
    country: str | None
    by_rule: str | None
    told: bool


def asked(entry: Entry) -> list[Asked]:
    """Every annotated party of a report, in order, each after the right answers to those before it."""
    (page,) = open_pages((entry.gold.report,))
    cast, casting = cast_by_rules(page)
    countries = Countries(page, casting.known, casting.setting, find_places(page))
    gold = {}
    for party in _parties(entry):
        words = words_at(page, party["span"])
        if words is not None:
            gold[words.root.i] = party.get("country")
    found = []
    for token in page.doc:
        actor = next(iter(cast.parties.get(token.i, ())), None)
        if token.i in gold:
            case = countries.case(token, actor)
            told = actor is not None and is_told(casting, token)
            found.append(Asked(case, gold[token.i], actor.country if actor else None, told))
            countries.remember(token, actor, gold[token.i])
        elif actor is not None:
            countries.remember(token, actor, actor.country)
    return found


def _parties(entry: Entry) -> Iterator[dict[str, Any]]:
    for items in entry.gold.lists.values():
        for item in items:
            for key in ("source", "actors", "recipients", "issuers", "addressees"):
                value = item.get(key) or []
                yield from value if isinstance(value, list) else [value]


def fit(rows: Sequence[tuple[Asked, float]]) -> Tensor:
    """Weights (kind, feature) that make the annotated countries likeliest; each mention counts by its weight."""
    kept = [(a, w) for a, w in rows if not a.told and a.country in a.case.countries]
    features = torch.from_numpy(np.concatenate([a.case.rows for a, _ in kept]))
    sizes = torch.tensor([len(a.case.countries) for a, _ in kept])
    row = torch.repeat_interleave(torch.arange(len(kept)), sizes)
    kinds = torch.tensor([a.case.kind for a, _ in kept])[row]
    gold = torch.cumsum(sizes, 0) - sizes + torch.tensor([a.case.countries.index(a.country) for a, _ in kept])
    weight = torch.tensor([w for _, w in kept])
    own = torch.zeros(len(KINDS), len(FEATURES), requires_grad=True)
    shared = torch.zeros(len(FEATURES), requires_grad=True)
    optimiser = torch.optim.LBFGS([own, shared], max_iter=150, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        scores = (features * (own[kinds] + shared)).sum(-1)
        top = torch.full((len(kept),), -1e9).scatter_reduce(0, row, scores, "amax")
        total = torch.zeros(len(kept)).scatter_add(0, row, (scores - top[row]).exp())
        small = (own**2).sum() + 0.3 * (shared**2).sum()
        loss: Tensor = -((scores[gold] - top - total.log()) * weight).sum() + PENALTY * len(kept) ** 0.5 * small
        loss.backward()
        return loss

    optimiser.step(closure)
    return (own + shared).detach()


def right(rows: Sequence[Asked], weights: Tensor) -> tuple[int, int]:
    """How many mentions get the annotated country: by the rules alone, and weighed."""
    by_rule = sum(a.by_rule == a.country for a in rows)
    weighed = sum(
        (
            a.by_rule
            if a.told
            else a.case.countries[int((torch.from_numpy(a.case.rows) @ weights[a.case.kind]).argmax())]
        )
        == a.country
        for a in rows
    )
    return by_rule, weighed


def ship(weights: Tensor, file: Path) -> None:
    """Write the weights where the reader looks for them."""
    rows = [[round(float(x), 4) for x in row] for row in weights]
    file.write_text(json.dumps({"kinds": KINDS, "features": FEATURES, "weights": rows}) + "\n", encoding="utf-8")
