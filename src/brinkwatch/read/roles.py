"""Roles: who did it to whom, from the syntax around a trigger."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from ..model import Actor
from ..ontology.roles import RoleRules, TypeRules, role_rules
from . import noun_roles, verb_roles
from .cast import Cast
from .page import Page
from .syntax import VERBAL, coordinated, preposition_objects
from .triggers import Trigger

Parties = tuple[Actor, ...]


def find_roles(page: Page, cast: Cast, trigger: Trigger) -> tuple[Parties, Parties]:
    """The actors and the recipients of the act that `trigger` reports, each as mentioned; empty where the text names none."""
    rules = role_rules()
    kind = rules.types[trigger.type]
    heads = _heads(page, trigger)
    if any(_acts(head) for head in heads):
        actors, recipients = _of_verb(heads, cast, trigger, kind, rules)
    else:
        actors, recipients = _of_noun(heads[0], cast, trigger, kind, rules)
    if trigger.frame == "mutual":
        return _mutual(actors, recipients, heads, cast, trigger, rules)
    if kind.split and not recipients and len(actors) > 1:
        return actors[:1], actors[1:]
    return actors, _without(recipients, actors)


def _acts(token: Token) -> bool:
    """Whether the word takes a subject: a verb, or an adjective said of somebody."""
    return token.pos_ in VERBAL or token.dep_ in ("acomp", "oprd") or (token.pos_ == "ADJ" and token.dep_ != "amod")


def _heads(page: Page, trigger: Trigger) -> list[Token]:
    """The words of a trigger that take arguments: its head, and the verbs and nouns below it within the trigger."""
    head = page.doc[trigger.head]
    others = [t for t in page.doc[trigger.start : trigger.end] if t.i != head.i and t.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")]
    return [head, *others]


def _of_verb(heads: list[Token], cast: Cast, trigger: Trigger, kind: TypeRules, rules: RoleRules) -> tuple[Parties, Parties]:
    verb = next(h for h in heads if _acts(h))
    to = trigger.to or kind.to
    actors = _resolve(verb_roles.doers(verb, rules), cast, kind, rules, behind=True)
    if trigger.frame == "undergoes":
        return _resolve(preposition_objects(verb, ("from", "by", "at")), cast, kind, rules, behind=True), actors
    for head in heads:
        groups = verb_roles.undergoers(head, kind, to, rules) if _acts(head) else iter([noun_roles.undergoers(head, kind, rules)])
        for group in groups:
            recipients = _resolve(group, cast, kind, rules, behind=kind.behind, owners=kind.owners)
            if recipients and _without(recipients, actors):
                return actors, recipients
    return actors, ()


def _of_noun(noun: Token, cast: Cast, trigger: Trigger, kind: TypeRules, rules: RoleRules) -> tuple[Parties, Parties]:
    actors = _resolve(noun_roles.doers(noun, kind, rules, cast), cast, kind, rules, behind=True)
    recipients = _resolve(noun_roles.undergoers(noun, kind, rules), cast, kind, rules, behind=kind.behind, owners=kind.owners)
    return actors, recipients


def _mutual(
    actors: Parties, recipients: Parties, heads: list[Token], cast: Cast, trigger: Trigger, rules: RoleRules
) -> tuple[Parties, Parties]:
    """All participants as actors; a visit's host is its recipient."""
    companions = [t for head in heads for t in preposition_objects(head, rules.prepositions["companion"] | rules.prepositions["mutual"])]
    together = _resolve(companions, cast, rules.types[trigger.type], rules)
    if trigger.mode == "visit":
        return actors, _without(recipients or together, actors)
    if trigger.type == "ASSAULT":
        return _joined(actors, together), _without(recipients, _joined(actors, together))
    return _joined(actors, recipients, together), ()


def _resolve(
    heads: Iterable[Token], cast: Cast, kind: TypeRules, rules: RoleRules, *, behind: bool = False, owners: bool = False
) -> Parties:
    """The parties that noun phrases stand for; where a phrase is no party, those behind it ("Russia's attack") or owning it."""
    found: Parties = ()
    for head in heads:
        parties = cast.actors_of(head)
        if not parties and (behind or owners):
            parties = _behind(head, cast, kind, rules, owners=owners)
        found = _joined(found, parties)
    return found


def _behind(head: Token, cast: Cast, kind: TypeRules, rules: RoleRules, *, owners: bool) -> Parties:
    """The parties named within the phrase of something that is none itself."""
    for token in coordinated(head):
        candidates = noun_roles.within_phrase(token, kind, rules, cast)
        candidates += preposition_objects(token, ("of",))
        if owners:
            candidates += preposition_objects(token, rules.prepositions["place"])
        for candidate in candidates:
            if parties := cast.actors_of(candidate):
                return parties
    return ()


def _joined(*groups: Parties) -> Parties:
    """All parties of the groups in order, each span once."""
    return tuple({actor.span: actor for group in groups for actor in group}.values())


def _without(parties: Parties, others: Parties) -> Parties:
    spans = {actor.span for actor in others}
    return tuple(actor for actor in parties if actor.span not in spans)
