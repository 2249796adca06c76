"""Acts as the network sees them: it hears the rules, and has the last word on what is an act, of which type, and who did it to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import Actor, Statement
from ...ontology.plover import plover
from ..acts.triggers import Trigger
from ..page import Page
from ..parties.cast import Cast
from .network import Floats, Scorer, Scores, Tables
from .passages import AUX, FACTUALITY, Passage, may_report, mode_places, passages, types
from .rules import Candidate, Opinion, candidates, opinion

SEEN, UNSEEN = 0.2, 0.6
"""Score from which a word is taken to report an act: where the rules see one, and where only the network does."""

OTHER_TYPE = 0.15
"""The rules' type is kept unless the network gives it less than this part of what it gives the likeliest."""

NO_ACTOR, BELOW = 0.8, 0.1
"""What is left of an act's standing where nobody is named who does it; what it loses with each clause or phrase that it stands below
what its sentence tells."""

MOST_BELOW = 4

SIGNS = 3
"""What an act's confidence is told from; see `signs_of`."""

FLAT = frozenset({"conj", "xcomp", "dobj", "nsubj", "nsubjpass", "compound", "acomp", "attr", "prt", "aux"})
"""Dependencies that don't lead further down."""

ROLE = 0.5
"""Score from which somebody is taken to have a role."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An act: where it is reported, who did it to whom, how surely its source holds it; `confidence` is how often such an act is right,
    `signs` what that was told from."""

    trigger: Trigger
    statement: Statement | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    factuality: str
    aux: tuple[str, ...]
    confidence: float
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the network finds on a page: `acts` in order of their triggers; `stances`: for each word that it looked at, the odds that it
    heads nothing that a position wants, or what a position of each kind wants (see STANCES)."""

    acts: tuple[Judged, ...]
    stances: Mapping[int, Floats]


def judge(
    page: Page, cast: Cast, statements: Sequence[Statement], triggers: Sequence[Trigger], scorer: Scorer
) -> Verdict:
    """Every act on the page, `triggers` being those that the rules see, and what positions want. Sentences without a word that the
    vocabulary has are not looked at."""
    told = {i for t in triggers for i in range(t.start, t.end)}
    sentences = [s for s in page.sentences if any(t.i in told or may_report(t) for t in s)]
    views = passages(page, cast, statements, triggers, sentences)
    judging = _Judge(page, cast, statements, triggers, scorer.tables)
    acts: list[Judged] = []
    stances: dict[int, Floats] = {}
    for sentence, view, scores in zip(sentences, views, scorer.score(views), strict=True):
        odds = _kinds(view, scores, scorer.tables)
        acts += [judging.of(view, scores, *act) for act in _acts(sentence, view, odds, triggers)]
        wanted = _stances(scores, scorer.tables)
        stances |= {token: wanted[piece] for token, piece in view.first.items()}
    return Verdict(tuple(acts), stances)


def _kinds(view: Passage, scores: Scores, tables: Tables) -> Floats:
    """For each piece, the odds that its word reports no act, or one of each type."""
    weighed = (
        scores.kinds * tables.kind_scale
        + tables.kind_bias
        + tables.kind_rule[view.hints[0]]
        + view.lexicon @ tables.kind_lexicon
    )
    return _shares(weighed)


def _stances(scores: Scores, tables: Tables) -> Floats:
    """For each piece, the odds that its word heads nothing that a position wants, or what one of each kind wants."""
    scale, none = tables.stance
    weighed = (scores.stances * scale).astype(np.float32)
    weighed[:, 0] += none
    return _shares(weighed)


def _shares(weighed: Floats) -> Floats:
    raised = np.exp(weighed - weighed.max(-1, keepdims=True))
    odds: Floats = raised / raised.sum(-1, keepdims=True)
    return odds


def _acts(sentence: Tokens, view: Passage, odds: Floats, triggers: Sequence[Trigger]) -> list[tuple[int, str, float]]:
    """The words of a sentence that report an act: token, type and score; one for each trigger of several words."""
    near = [t for t in triggers if sentence.start <= t.head < sentence.end]
    kept: list[tuple[int, str, float]] = []
    for token, piece in sorted(view.first.items(), key=lambda item: odds[item[1], 0]):
        score = 1 - float(odds[piece, 0])
        if score < SEEN:
            break
        type_, seen = _type(token, odds[piece, 1:], near)
        if score >= (SEEN if seen else UNSEEN) and not any(
            _same(token, other, near) for other, kind, _ in kept if kind == type_
        ):
            kept.append((token, type_, score))
    return sorted(kept)


def _type(token: int, odds: Floats, near: Sequence[Trigger]) -> tuple[str, bool]:
    """The type of the act at a word, and whether the rules see that act too."""
    likeliest = types()[int(odds.argmax())]
    by_rule = next((t.type for t in near if t.head == token), None)
    if by_rule is not None and odds[types().index(by_rule)] > OTHER_TYPE * odds.max():
        return by_rule, True
    return likeliest, any(t.type == likeliest and t.start <= token < t.end for t in near)


def _same(token: int, other: int, near: Sequence[Trigger]) -> bool:
    """Whether two words are of one trigger: next to each other, or of one that the rules see."""
    return abs(token - other) <= 1 or any(t.start <= token < t.end and t.start <= other < t.end for t in near)


@dataclass(frozen=True, slots=True)
class _Judge:
    page: Page
    cast: Cast
    statements: Sequence[Statement]
    triggers: Sequence[Trigger]
    tables: Tables

    def of(self, view: Passage, scores: Scores, token: int, type_: str, score: float) -> Judged:
        """All that is to be said of the act at one word."""
        head, piece = self.page.doc[token], view.first[token]
        held = opinion(self.page, self.cast, self.statements, self.triggers, head, type_)
        mode = _mode(scores.modes[piece], type_, held.trigger.mode, self.tables)
        near = [c for c in candidates(self.cast, head, held) if c.token in view.first]
        odds = self._roles(view, scores, piece, types().index(type_), near)
        actors, recipients = _chosen(near, odds[:, 0], odds[:, 1]), _chosen(near, odds[:, 1], odds[:, 0])
        if held.found:  # syntax that the rules know is surer than the network's guess
            actors, recipients = held.actors or actors, held.recipients or held.further or recipients
        factuality, aux = self._held(scores.facts[piece], held)
        signs = np.array(signs_of(score, head, held, actors), np.float32)
        confidence = float(1 / (1 + np.exp(-(signs @ self.tables.confidence))))
        return Judged(
            replace(held.trigger, mode=mode),
            held.statement,
            actors,
            recipients,
            factuality,
            aux,
            confidence,
            tuple(signs),
        )

    def _roles(self, view: Passage, scores: Scores, piece: int, kind: int, near: Sequence[Candidate]) -> Floats:
        if not near:
            return np.zeros((0, 2), np.float32)
        features = np.array([c.features for c in near], np.float32)
        tables = self.tables
        pieces = [view.first[c.token] for c in near]
        fits = tables.fit(kind, scores.asks[piece], scores.answers[pieces], features)
        odds: Floats = (1 / (1 + np.exp(-fits))).astype(np.float32)
        return odds

    def _held(self, facts: Floats, held: Opinion) -> tuple[str, tuple[str, ...]]:
        rule = np.array([*(f == held.factuality for f in FACTUALITY), *(a in held.aux for a in AUX)], np.float32)
        scores = facts * self.tables.fact_scale + self.tables.fact_bias + rule @ self.tables.facts
        aux = tuple(a for a, s in zip(AUX, scores[len(FACTUALITY) :], strict=True) if s > 0)
        return FACTUALITY[int(scores[: len(FACTUALITY)].argmax())], aux


def signs_of(score: float, head: Token, held: Opinion, actors: Sequence[Actor]) -> tuple[float, ...]:
    """What tells how often an act is right: the log-odds of its score, lessened where it stands below what its sentence tells and
    where nobody does it; whether the rules see it; and 1."""
    standing = score * (1 - BELOW * _depth(head)) * (1 if actors else NO_ACTOR)
    standing = min(max(standing, 1e-4), 1 - 1e-4)
    return (float(np.log(standing / (1 - standing))), float(held.found), 1.0)


def _depth(token: Token) -> int:
    below = 0
    while token.dep_ not in ("ROOT", "ccomp", "parataxis") and below < MOST_BELOW:
        below += token.dep_ not in FLAT
        token = token.head
    return below


def _chosen(near: Sequence[Candidate], odds: Floats, others: Floats) -> tuple[Actor, ...]:
    """Those whose odds for a role are good and better than for the other one; of overlapping phrases the likelier."""
    kept: list[Candidate] = []
    for i in sorted(range(len(near)), key=lambda i: -odds[i]):
        if odds[i] < ROLE or others[i] > odds[i]:
            continue
        if not any(near[i].actors[0].span.touches(k.actors[0].span) for k in kept):
            kept.append(near[i])
    kept.sort(key=lambda c: c.token)
    return tuple(dict.fromkeys(actor for c in kept for actor in c.actors))


def _mode(scores: Floats, type_: str, by_rule: str | None, tables: Tables) -> str | None:
    modes = [*plover().types[type_].modes, None]
    scale, rule = tables.mode
    own = scores[mode_places(types().index(type_))]
    return modes[int(np.argmax([scale * s + rule * (m == by_rule) for s, m in zip(own, modes, strict=True)]))]
