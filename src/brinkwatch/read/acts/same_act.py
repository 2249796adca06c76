"""One act told twice in a sentence: "the attack killed 12", "held a meeting for talks" are one event each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ...ontology.acts import ActRules
from ..syntax import is_infinitive
from .wording import HARSH, Act

_JOINED = frozenset({"dobj", "attr", "appos", "oprd", "compound", "nsubjpass"})
"""From an act to another word for it, of whichever type."""

_HARMED = frozenset({"nsubj", "conj", "relcl", "acl", "advcl", "agent"})
"""From an act of violence to what it did, or the other way round."""

_NEAR = 12
"""Tokens between an act of violence and what is said of it."""


def told_once(acts: Sequence[Act], rules: ActRules) -> list[Act]:
    """The acts without those that are another word for one above them, which takes over a mode that it lacks."""
    by_head = {act.head.i: act for act in acts}
    kept = dict(by_head)
    for act in sorted(acts, key=lambda a: -_depth(a.head)):
        above = _same(act, by_head, rules) or _beside(act, kept, rules)
        if above is None:
            continue
        del kept[act.head.i]
        if (up := kept.get(above.head.i)) is not None and up.mode is None and up.type == act.type:
            kept[up.head.i] = by_head[up.head.i] = replace(up, mode=act.mode)
    return [kept[i] for i in sorted(kept)]


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _same(act: Act, by_head: dict[int, Act], rules: ActRules) -> Act | None:
    """The act above that this one is another word for."""
    token, prep = act.head, None
    while token.head != token:
        label, token = token.dep_, token.head
        if token.pos_ == "ADP" or label in ("prep", "pobj", "pcomp"):
            prep = token.lower_ if token.pos_ == "ADP" else prep
            if prep is not None and prep not in rules.by:
                return None
            if token.pos_ == "ADP":
                continue
            label = "by"
        above = by_head.get(token.i)
        if above is None and prep == "of" and token.pos_ == "NOUN":
            prep = None
            continue
        if above is None:
            if label == "conj":
                continue
            return None
        return above if _is_same(act, above, label, rules) else None
    return None


def _beside(act: Act, kept: dict[int, Act], rules: ActRules) -> Act | None:
    """The violence that a verb of harm belongs to where the parse has lost it: "an attack in Kabul which killed ...", "killed and injured"."""
    if act.type == "CONSULT" and act.head.pos_ == "NOUN" and act.head.lemma_.lower() in rules.again:
        met = (a for a in kept.values() if a.type == "CONSULT" and a.mode != "visit" and a.head.pos_ == "VERB")
        return next(met, None)
    if act.type == "ASSAULT" and act.head.lemma_.lower() in rules.hurt:
        return next((a for a in kept.values() if a.type == "ASSAULT" and a.head != act.head), None)
    to = act.head.nbor(-1) if act.head.i > 1 else act.head
    if to.lower_ == "to" and (of := kept.get(to.i - 1)) is not None and of.head.pos_ == "NOUN":
        return of if act.type in HARSH and of.type in HARSH else None
    if act.type != "ASSAULT" or act.head.lemma_.lower() not in rules.harm or act.head.pos_ != "VERB":
        return None
    before = [a for i, a in kept.items() if a.type == "ASSAULT" and 0 < act.head.i - i <= _NEAR]
    if act.head.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.tag_ == "WDT" for c in act.head.children):
        return next((a for a in reversed(before) if a.head.pos_ == "NOUN"), None)
    return next((a for a in before if act.head.i - a.head.i <= 2 and a.head.pos_ == "VERB"), None)


def _is_same(act: Act, above: Act, label: str, rules: ActRules) -> bool:
    if label == "acl" and above.head.pos_ == "NOUN" and is_infinitive(act.head):
        return act.type in HARSH and above.type in HARSH
    if act.type != above.type:
        return False
    if act.type in ("SUPPORT", "ACCUSE") and label != "compound":
        return label == "xcomp"
    if "visit" in (act.mode, above.mode) and act.mode != above.mode:
        return False
    if label in _JOINED:
        return True
    if label in ("advcl", "xcomp", "acl") and is_infinitive(act.head):
        return True
    if act.type != "ASSAULT":
        return label == "by" and above.head.pos_ == "VERB" and act.head.pos_ == "NOUN"
    lower, upper = (a.head.lemma_.lower() in rules.harm for a in (act, above))
    if label == "conj":
        return lower and upper and act.head.pos_ == above.head.pos_ == "VERB"
    return label == "by" or (label in _HARMED and (lower or upper))
