"""Roles: who did it to whom, from the syntax around a trigger."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from ...model import Actor
from ...ontology.roles import RoleRules, TypeRules, role_rules
from ..page import Page
from ..parties.cast import Cast
from ..syntax import VERBAL, preposition_objects
from . import noun_doers, noun_undergoers, verb_roles
from .triggers import Trigger

Parties = tuple[Actor, ...]


def find_roles(page: Page, cast: Cast, trigger: Trigger) -> tuple[Parties, Parties]:
    """The actors and the recipients of the act that `trigger` reports, each as mentioned; empty where the text names none."""
    rules = role_rules()
    kind = rules.types[trigger.type]
    heads = _heads(page, trigger)
    search = _Search(cast, kind, rules)
    actors = search.doers(heads)
    recipients = search.dispossessed(heads, actors) if trigger.mode == "seize" else ()
    recipients = recipients or search.undergoers(heads, tuple(dict.fromkeys((*trigger.to, *kind.to))), actors)
    if trigger.frame == "undergoes":
        return search.first(group for head in heads for group in verb_roles.sources(head, rules)), actors
    if trigger.frame == "mutual":
        actors, recipients = _mutual(actors, recipients, heads, search, trigger)
    if kind.split and not recipients and len(actors) > 1 and not takes_subject(heads[0]):
        return actors[:1], actors[1:]
    return actors, recipients


def _heads(page: Page, trigger: Trigger) -> list[Token]:
    """The words of a trigger that take arguments: verbs and adjectives said of somebody first, then nouns."""
    words = [t for t in page.doc[trigger.start : trigger.end] if t.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")]
    return sorted(words, key=lambda t: not takes_subject(t)) or [page.doc[trigger.head]]


def takes_subject(token: Token) -> bool:
    """Whether the word is a verb, or an adjective said of somebody."""
    return token.pos_ in VERBAL or token.dep_ in ("acomp", "oprd") or (token.pos_ == "ADJ" and token.dep_ != "amod")


def _mutual(
    actors: Parties, recipients: Parties, heads: list[Token], search: _Search, trigger: Trigger
) -> tuple[Parties, Parties]:
    """All participants as actors; a visit's host is its recipient, and so is whom one side of a fight attacks."""
    rules = search.rules
    with_ = rules.prepositions["companion"] | rules.prepositions["mutual"]
    together = search.all([preposition_objects(head, with_) for head in heads])
    if trigger.mode == "visit":
        return actors, without(recipients or together, actors)
    if not search.kind.together and actors:
        return actors, without(joined(recipients, together), actors)
    participants = joined(actors, together)
    if trigger.type == "ASSAULT":
        return participants, without(recipients, participants)
    return joined(participants, recipients), ()


class _Search:
    """Looks for parties among groups of noun phrases."""

    def __init__(self, cast: Cast, kind: TypeRules, rules: RoleRules) -> None:
        self.cast, self.kind, self.rules = cast, kind, rules

    def doers(self, heads: list[Token]) -> Parties:
        """Who does what the trigger says."""
        for head in heads:
            groups = (
                verb_roles.doers(head, self.rules)
                if takes_subject(head)
                else noun_doers.doers(head, self.kind, self.rules)
            )
            if found := self.first(groups, behind=True):
                return found
        return ()

    def undergoers(self, heads: list[Token], to: tuple[str, ...], actors: Parties) -> Parties:
        """Who undergoes it, other than the actors."""
        for head in heads:
            verbal = takes_subject(head)
            groups = (verb_roles if verbal else noun_undergoers).undergoers(head, self.kind, to, self.rules)
            for group in groups:
                parties = self.parties(group, behind=self.kind.behind, owners=self.kind.owners, site=head)
                if found := without(parties, actors, abroad=self.kind.abroad):
                    return found
        return ()

    def dispossessed(self, heads: list[Token], actors: Parties) -> Parties:
        """From whom something is seized, where "from" says it."""
        groups = [preposition_objects(head, self.rules.prepositions["dispossessed"]) for head in heads]
        return without(self.first(groups, behind=True), actors)

    def first(self, groups: Iterable[list[Token]], *, behind: bool = False) -> Parties:
        """The parties of the first group that holds any."""
        return next((found for group in groups if (found := self.parties(group, behind=behind))), ())

    def all(self, groups: Iterable[list[Token]]) -> Parties:
        """The parties of all groups."""
        return joined(*(self.parties(group) for group in groups))

    def parties(
        self, heads: Iterable[Token], *, behind: bool = False, owners: str | None = None, site: Token | None = None
    ) -> Parties:
        """The parties that noun phrases stand for; where a phrase is no party, those behind it ("Russia's attack") or owning it."""
        found: Parties = ()
        for head in heads:
            own = self.cast.actors_of(head) or self._whole(head)
            if not own and (behind or owners):
                own = self._behind(head, owners, 2)
            if not own and owners == "place" and site is not None:
                where = [preposition_objects(s, self.rules.prepositions["place"]) for s in (site, *site.conjuncts)]
                own = self.first(where)
            found = joined(found, own)
        return found

    def _whole(self, head: Token) -> Parties:
        """The party of which the phrase is the second part ("a group of *protesters* who ...")."""
        if head.dep_ == "pobj" and head.head.lower_ == "of":
            return self.cast.actors_of(head.head.head)
        return ()

    def _behind(self, head: Token, owners: str | None, depth: int) -> Parties:
        """The parties named within the phrase of something that is none itself."""
        groups = [*noun_doers.within_phrase(head, self.kind, self.rules)]
        groups.append(preposition_objects(head, self.rules.prepositions["source"]))
        if head.lemma_.lower() in self.rules.nouns["patient"]:
            depth = 0
        else:
            groups.append(preposition_objects(head, ("of",)))
        if not owners:
            groups += noun_doers.from_verb(head, self.rules)
        if owners == "place":
            groups.append(preposition_objects(head, self.rules.prepositions["place"]))
        for group in groups:
            for token in group:
                if found := self.cast.actors_of(token):
                    return found
        for token in preposition_objects(head, ("of",)) if depth else ():
            if found := self._behind(token, owners, depth - 1):
                return found
        return ()


def joined(*groups: Parties) -> Parties:
    """All parties of the groups in order, each span once."""
    return tuple({actor.span: actor for group in groups for actor in group}.values())


def without(parties: Parties, others: Parties, *, abroad: bool = False) -> Parties:
    """The parties that are not among the others, nor, where they must be from `abroad`, of the others' countries."""
    spans = {actor.span for actor in others}
    names = {actor.name for actor in others}
    countries = {actor.country for actor in others if actor.country} if abroad else set()
    return tuple(
        actor
        for actor in parties
        if actor.span not in spans and actor.name not in names and actor.country not in countries
    )
