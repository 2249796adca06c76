"""Acts that are only what another says: the thing demanded, promised or threatened is no second event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ...ontology.acts import ActRules
from ..syntax import is_infinitive
from .wording import HARSH, Act

_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
_HELD = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_STEPS = 10


def without_contents(acts: Sequence[Act], rules: ActRules) -> list[Act]:
    """The acts that stand for themselves; a promise of harm becomes a threat, and a threat takes its mode from what is threatened."""
    by_head = {act.head.i: act for act in acts}
    kept = dict(by_head)
    for act in acts:
        if _is_due(act.head, rules):
            kept.pop(act.head.i, None)
            continue
        above = _speaker(act, by_head, rules)
        if above is None:
            continue
        kept.pop(act.head.i, None)
        if above.head.i in kept:
            kept[above.head.i] = _with_content(kept[above.head.i], act, rules)
    return [kept[i] for i in sorted(kept)]


def _with_content(speech: Act, content: Act, rules: ActRules) -> Act:
    threat = speech.type == "THREATEN"
    if not threat and content.type in HARSH and speech.type == "AGREE":
        threat = bool({speech.head.lemma_.lower(), speech.head.lower_} & rules.vowing)
    if not threat:
        return speech
    mode = rules.threatened.get(content.mode or "") or rules.threatened.get(content.type)
    return replace(speech, type="THREATEN", mode=speech.mode if speech.type == "THREATEN" and speech.mode else mode)


def _speaker(act: Act, by_head: dict[int, Act], rules: ActRules) -> Act | None:
    """The act of speech whose content the act is."""
    token, deep = act.head, False
    for _ in range(_STEPS):
        head, label = token.head, token.dep_
        if head == token:
            return None
        if label == "conj" or (label == "compound" and not deep):
            token = head
            continue
        if label == "pobj":
            above = by_head.get(head.head.i)
            spoken = above is not None and above.type in rules.speaking and head.lower_ in rules.about
            return above if spoken and not deep else None
        if label == "prep":
            if (
                (above := by_head.get(head.i)) is not None
                and above.type in rules.speaking
                and token.lower_ in rules.about
            ):
                return above
            token = head
            continue
        if label == "acl" and not is_infinitive(token):
            return None
        if label not in _CLAUSES and (label not in _HELD or deep):
            return None
        if (above := by_head.get(head.i)) is not None and above.type in rules.speaking and not _is_past(token, label):
            return above
        if label in _HELD and head.lemma_.lower() not in rules.light:
            return None
        if label in _CLAUSES and head.i in by_head and by_head[head.i].type in HARSH:
            return None
        token = head
    return None


def _is_past(token: Token, label: str) -> bool:
    """Whether a clause tells what has happened ("agreed that he had attacked")."""
    return (
        label == "ccomp"
        and token.tag_ in ("VBD", "VBN")
        and not any(c.dep_ == "aux" and c.tag_ in ("MD", "TO") for c in token.children)
        and not any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in token.children)
    )


def _is_due(token: Token, rules: ActRules) -> bool:
    """Whether the act is only said to be necessary ("must withdraw", "need to talk")."""
    for _ in range(_STEPS):
        if any(c.dep_ == "aux" and c.lower_ in rules.must for c in token.children):
            return True
        head = token.head
        if token.dep_ == "xcomp" and head.lemma_.lower() in rules.must_to and is_infinitive(token):
            return True
        if token.dep_ == "conj" or (token.dep_ == "xcomp" and head.lemma_.lower() in rules.carried):
            token = head
        elif token.dep_ in _HELD and head.lemma_.lower() in rules.light and head.pos_ == "VERB":
            token = head
        else:
            return False
    return False
