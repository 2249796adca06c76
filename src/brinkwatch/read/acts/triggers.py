"""Event triggers: the words that report an act of a PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Span, Token

from ...ontology.acts import ActRules, act_rules
from ...ontology.vocabulary import vocabulary
from ..page import Page
from ..parties.cast import Cast
from .acts_to_come import as_promised
from .acts_within import without_contents
from .same_act import told_once
from .wording import Act, find_act

Frame = Literal["acts", "mutual", "undergoes"]

LEAST = 0.35
"""Weight below which a word is more likely something else."""

ELSEWHERE = 0.4
"""What is left of a weight in a sentence about sport that names no party."""

MOST_WORDS = 6
"""Tokens from a trigger's first to its last word; where they stand farther apart, its head alone is the trigger."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `start` to before `end`, headed by token `head`, report an act of `type`.

    `frame` says how syntax gives the roles: "acts": the subject acts on the object or on what the prepositions `to` lead to; "mutual": all
    participants are actors; "undergoes": the subject is the recipient ("suffered an attack"). `weight` (0 to 1) is how often this
    word reports such an act.
    """

    start: int
    end: int
    head: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    frame: Frame
    to: tuple[str, ...]
    weight: float


def find_triggers(page: Page, cast: Cast) -> tuple[Trigger, ...]:
    """Every trigger on the page, in order, at most one a word."""
    words, rules = vocabulary(), act_rules()
    found: list[Trigger] = []
    for sentence in page.sentences:
        acts = [a for token in sentence if (a := find_act(token, words, cast)) is not None]
        acts = _weighed(_free(acts, rules), sentence, cast)
        acts = as_promised(without_contents(told_once(acts, rules), rules), rules)
        found += map(_trigger, acts)
    return tuple(found)


def _free(acts: list[Act], rules: ActRules) -> list[Act]:
    """The acts whose words are not part of another, which takes over a mode that it lacks, nor mere descriptions of a thing ("an
    assault rifle")."""
    by_head = {act.head.i: act for act in acts}
    owner = {i: act.head.i for act in acts for i in act.taken - {act.head.i}}
    kept = {i: act for i, act in by_head.items() if i not in owner}
    for i, above in owner.items():
        if i in by_head and above in kept and kept[above].mode is None and kept[above].type == by_head[i].type:
            kept[above] = replace(kept[above], mode=by_head[i].mode)
    return [a for a in kept.values() if not _describes(a, set(by_head), rules)]


def _describes(act: Act, heads: set[int], rules: ActRules) -> bool:
    """Whether a noun only says what kind of thing another is, or stands after a prefix that undoes it."""
    token = act.head
    if token.pos_ == "VERB":
        return _is_casualty(token, rules)
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    if len(act.words) == 1 and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in rules.prefixes:
        return True
    above = token.head
    return token.dep_ in ("compound", "nmod") and above.i not in heads and above.lemma_.lower() not in rules.act_nouns


def _is_casualty(verb: Token, rules: ActRules) -> bool:
    """Whether a participle only says who was hurt, and by nobody ("all those injured")."""
    hurt = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_.lower() in rules.hurt
    return hurt and not any(c.dep_ in ("agent", "prep") for c in verb.children)


def _weighed(acts: list[Act], sentence: Span, cast: Cast) -> list[Act]:
    """The acts with what is left of their weight where no party is near, less where there is sport; without the light ones."""
    if not acts:
        return []
    if cast.within(sentence.start, sentence.end):
        weighed = acts
    else:
        played = ELSEWHERE if any(t.lemma_.lower() in vocabulary().classes["sport"] for t in sentence) else 1
        weighed = [replace(a, weight=a.weight * a.entry.alone * played) for a in acts]
    return [a for a in weighed if a.weight >= LEAST]


def _trigger(act: Act) -> Trigger:
    row = [t.i for t in act.words]
    together = max(row) - min(row) < MOST_WORDS
    return Trigger(
        start=min(row) if together else act.head.i,
        end=(max(row) if together else act.head.i) + 1,
        head=act.head.i,
        type=act.type,
        mode=act.mode,
        contexts=act.entry.contexts,
        frame=act.entry.frame,
        to=act.entry.to if act.type == act.entry.type else (),
        weight=act.weight,
    )
