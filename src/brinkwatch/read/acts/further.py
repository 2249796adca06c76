"""Recipients that stand further off: whom what is refused, asked or agreed is about, or the country of the place acted on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...model import Actor, Place
from ...ontology.roles import role_rules
from ..page import Page
from ..parties.cast import Cast
from ..syntax import is_infinitive
from .triggers import Trigger

_APART = frozenset({"advcl", "relcl", "parataxis", "appos"})
"""Clauses and asides that are not about what the trigger is about."""
_TOLD = frozenset({"ROOT", "ccomp", "parataxis"})
"""What a verb is to its sentence when it is what the sentence, or what somebody says in it, tells."""


def further_recipients(page: Page, cast: Cast, trigger: Trigger, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The recipient where syntax gives none beside the trigger: the first other party in what follows it; empty for types whose acts
    need none (see roles.toml)."""
    kind = role_rules().types[trigger.type]
    names = {a.name for a in actors}
    head = page.doc[trigger.head]
    head = head.head if head.dep_ == "dobj" else head  # "staged rallies to demand": the purpose hangs on the verb
    if kind.further == "always" or (kind.further == "main" and head.dep_ in _TOLD):
        for token in _following(head, trigger.end):
            found = tuple(a for a in cast.actors_of(token) if a.name not in names)
            if found:
                return found
    return ()


def host_recipients(trigger: Trigger, actors: tuple[Actor, ...], where: Place | None) -> tuple[Actor, ...]:
    """The country of an act's place, as recipient of an act that the text gives no other; empty for types whose acts need none."""
    kind, countries = role_rules().types[trigger.type], {a.country for a in actors}
    if kind.site and where is not None and where.country and (kind.site == "any" or where.country not in countries):
        return (Actor(where.text, where.span, where.name, country=where.country),)
    return ()


def _following(head: Token, start: int) -> Iterator[Token]:
    """The words below a trigger and after it, in order, without clauses and asides of their own."""
    pending = [c for c in head.children if _is_about(c)]
    below: list[Token] = []
    while pending:
        token = pending.pop()
        below.append(token)
        pending += [c for c in token.children if _is_about(c)]
    yield from (t for t in sorted(below, key=lambda t: t.i) if t.i >= start)


def _is_about(token: Token) -> bool:
    """Whether what hangs on a word belongs to what the word is about: a clause only where it tells the purpose ("rallied to demand")."""
    return token.dep_ not in _APART or (token.dep_ == "advcl" and is_infinitive(token))
