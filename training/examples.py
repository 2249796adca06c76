"""Annotated reports as examples for the network: for each sentence what it sees, and what it should say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from annotations import Gold
from numpy.typing import NDArray
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from brinkwatch.model import Actor, Span
from brinkwatch.ontology.plover import plover
from brinkwatch.read.acts.triggers import Trigger, find_triggers
from brinkwatch.read.excerpts import token_of
from brinkwatch.read.learned.passages import AUX, FACTUALITY, STANCES, Passage, passages, types
from brinkwatch.read.learned.rules import FEATURES, candidates, opinion
from brinkwatch.read.page import Page, open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.statements import find_statements

IGNORED = -100
"""The label of a piece that is neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An annotated event as labels: `piece` of its trigger, `kind` (0 to 15), `mode` (index into its type's modes, -1 for none; `rule_...` is what the rules say), `factuality`,
    `aux` (four of 0 and 1); for each candidate party its piece and features, and whether it is an actor, a recipient."""

    piece: int
    kind: int
    mode: int
    factuality: int
    aux: tuple[int, ...]
    rule_mode: int
    rule_factuality: int
    rule_aux: tuple[int, ...]
    pieces: NDArray[np.int64]
    features: NDArray[np.float32]
    roles: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence: `labels` has for each piece 0 (no act), 1 to 16 (a type) or IGNORED, `stances` 0 (heads nothing that a position wants),
    1 to 7 (what a position of that kind wants) or IGNORED, as all are where positions are not annotated."""

    report: str
    passage: Passage
    labels: NDArray[np.int64]
    stances: NDArray[np.int64]
    deeds: tuple[Deed, ...]


def examples(gold: Gold, layers: frozenset[str]) -> list[Example]:
    """The sentences of an annotated report, as the rules of today read it."""
    (page,) = open_pages((gold.report,))
    cast = find_cast(page)
    statements = find_statements(page, cast)
    triggers = find_triggers(page, cast)
    views = passages(page, cast, statements, triggers, page.sentences)
    heads = {head.i: (head, event) for event in gold.lists["events"] if (head := trigger_head(page, event)) is not None}
    wanted = {
        head.i: 1 + STANCES.index(p["kind"])
        for p in gold.lists["positions"]
        if (head := token_of(page, Span(*p["content"]["span"]))) is not None
    }
    found = []
    for sentence, view in zip(page.sentences, views, strict=True):
        labels = np.zeros(len(view.pieces), np.int64)
        first_of = view.first
        for at in set(range(len(labels))) - set(first_of.values()):
            labels[at] = IGNORED
        deeds = []
        inside = [(h, e) for i, (h, e) in heads.items() if sentence.start <= i < sentence.end and i in first_of]
        for head, event in inside:
            for i in _words(page, event["trigger"]["span"]):
                if i in first_of:
                    labels[first_of[i]] = IGNORED
            for rule in triggers:
                if rule.type == event["type"] and rule.start <= head.i < rule.end and rule.head in first_of:
                    labels[first_of[rule.head]] = IGNORED
        for head, event in inside:
            labels[first_of[head.i]] = 1 + types().index(event["type"])
            deeds.append(_deed(page, cast, statements, triggers, view, head, event))
        stances = np.full(len(view.pieces), IGNORED, np.int64)
        if "positions" in layers:
            for token, at in first_of.items():
                stances[at] = wanted.get(token, 0)
        found.append(Example(gold.report.id, view, labels, stances, tuple(deeds)))
    return found


def words_at(page: Page, span: Sequence[int]) -> Tokens | None:
    """The tokens that a span touches."""
    return page.doc.char_span(span[0], span[1], alignment_mode="expand")


def trigger_head(page: Page, event: dict[str, Any]) -> Token | None:
    """The word that heads an annotated trigger."""
    words = words_at(page, event["trigger"]["span"])
    return words.root if words is not None and len(words) else None


def _words(page: Page, span: Sequence[int]) -> Iterator[int]:
    words = words_at(page, span)
    yield from (t.i for t in words) if words is not None else ()


def _deed(
    page: Page,
    cast: Any,
    statements: Any,
    triggers: Sequence[Trigger],
    view: Passage,
    head: Token,
    event: dict[str, Any],
) -> Deed:
    held = opinion(page, cast, statements, triggers, head, event["type"])
    near = [c for c in candidates(cast, head, held) if c.token in view.first]
    roles = np.zeros((len(near), 2), np.float32)
    for role, parties in enumerate((event["actors"], event["recipients"])):
        for party in parties:
            best = max(near, key=lambda c: _overlap(c.actors[0], party["span"]), default=None)
            if best is not None and _overlap(best.actors[0], party["span"]) > 0:
                roles[near.index(best), role] = 1
    modes = list(plover().types[event["type"]].modes)
    return Deed(
        view.first[head.i],
        types().index(event["type"]),
        modes.index(event["mode"]) if event.get("mode") else -1,
        FACTUALITY.index(event["factuality"]) if event["factuality"] in FACTUALITY else -1,
        tuple(int(a in event["aux"]) for a in AUX),
        modes.index(held.trigger.mode) if held.trigger.mode in modes else -1,
        FACTUALITY.index(held.factuality),
        tuple(int(a in held.aux) for a in AUX),
        np.array([view.first[c.token] for c in near], np.int64),
        np.array([c.features for c in near], np.float32).reshape(len(near), FEATURES),
        roles,
    )


def _overlap(actor: Actor, span: Sequence[int]) -> float:
    inter = min(actor.span.end, span[1]) - max(actor.span.start, span[0])
    return max(0, inter) / (max(actor.span.end, span[1]) - min(actor.span.start, span[0]))
