"""Casting: each noun phrase of a page, in order, is given the party it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from spacy.tokens import Token

from ...ontology.names import INTERNATIONAL, load_names
from ...ontology.pronouns import load_pronouns
from ..page import Page
from .bodies import find_bodies
from .echoes import echo, pair
from .groups import Groups, make_groups, state_name
from .known import Found, find_known
from .noun_phrases import NOMINAL, phrase_end, phrase_start
from .people import Person, find_people
from .pronouns import Referents, is_pronoun
from .setting import Setting, find_setting, is_placed
from .speakers import find_quoted
from .ties import Identity

Kind = Literal["name", "nominal", "pronoun"]


class Casting:
    """The work of casting one page: who each token's noun phrase is, found once and remembered. Ask `identities`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known: Mapping[int, Found] = find_known(page)
        self.setting: Setting = find_setting(page, self.known)
        people = find_people(page, self.known, self.setting)
        self.people: dict[int, Person] = {i: person for person in people for i in range(person.start, person.end)}
        self.offices: dict[int, Person] = {i: person for person in people for i in _office_heads(page, person)}
        self.known = {**self.known, **find_bodies(page, self.known, self.people)}
        self.groups: Groups = make_groups(self.known, self.setting, self.identities)
        self.referents = Referents(
            self.identities, lambda token: token.i in self.people, find_quoted(page), self._house(), self._side
        )
        self._memory: dict[int, tuple[Identity, ...]] = {}
        self._pending: set[int] = set()

    def identities(self, token: Token) -> tuple[Identity, ...]:
        """Whom the noun phrase that `token` heads, or the name that it is part of, stands for."""
        if token.i not in self._memory:
            if token.i in self._pending:  # a phrase that leads back to itself
                return ()
            self._pending.add(token.i)
            self._memory[token.i] = self._identify(token)
            self._pending.discard(token.i)
        return self._memory[token.i]

    def _identify(self, token: Token) -> tuple[Identity, ...]:
        if is_pronoun(token):
            return self.referents.of(token)
        person = self.people.get(token.i) or self.offices.get(token.i)
        if person is not None:
            return (person.identity,)
        match = self.known.get(token.i)
        if match is not None and match.known.kind != "person":
            return self._known(token, match)
        if token.pos_ in NOMINAL or token.pos_ == "NUM" or token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            found = pair(token, self.known, self.people, self.identities) or echo(token, self.known)
            return found or self._titled(token, self.groups.identify(token))
        return ()

    def _house(self) -> Identity | None:
        """Who says "we" in the report's own voice: the state whose body publishes it, if one does."""
        home = self.setting.home
        if home is None:
            return None
        return Identity(state_name(home), None, home) if home in load_names().states else None

    def _side(self, speaker: Identity) -> Identity:
        """Whom a speaker means by "we": the state or body that the office speaks for."""
        if speaker.country is None or speaker.country in INTERNATIONAL or speaker.sector not in ("GOV", "MIL", None):
            return speaker if speaker.role is None else replace(speaker, role=None)
        name = state_name(speaker.country)
        return Identity(name, None, speaker.country, speaker.sector)

    def _known(self, token: Token, match: Found) -> tuple[Identity, ...]:
        known = match.known
        if known.kind in ("state", "seat", "place") and is_placed(self.page.doc[match.end - 1]):
            return ()
        if known.kind == "seat":
            return (Identity(known.name, None, known.country, "GOV" if _acts(token) else None),)
        country, guessed = known.country, known.country is None
        if country is None and known.kind == "people":
            country = self.setting.country_at(token)
        if known.kind == "organisation" and known.sector in ("LEG", "PTY", "GOV", "MIL", "JUD", "COP"):
            before = self.known.get(match.start - 1)
            if before and before.known.kind == "nationality":
                country = before.known.country
        return (Identity(known.name, None, country, known.sector, guessed=guessed and country is not None),)

    def _titled(self, token: Token, found: tuple[Identity, ...]) -> tuple[Identity, ...]:
        """A title alone ("the foreign minister") is the person last named with it, in the country that the title's own words
        tell, if they do."""
        if len(found) != 1 or not found[0].role or token.tag_ not in ("NN", "NNP"):
            return found
        role, country, tied = found[0].role, found[0].country, self.groups.is_tied(token)
        if any(child.lower_ in ("a", "an", "one", "another", "no", "any") for child in token.lefts):
            return found
        people = [p for p in dict.fromkeys(self.people.values()) if not tied or p.identity.country == country]
        bearers = [p for p in people if role in (p.identity.role or "").lower()]
        before = [p for p in bearers if p.start < token.i]
        if bearers:
            return ((before[-1] if before else bearers[0]).identity,)
        compatriots = {
            p.identity.name: p.identity for p in people if p.identity.country == country and p.identity.sector == "GOV"
        }
        alone = country is not None and len(compatriots) == 1 and found[0].sector == "GOV" and not found[0].anonymous
        return tuple(compatriots.values()) if alone and _is_definite(token) else found


def _is_definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.lefts) and token.lemma_.lower() in (
        "president",
        "minister",
        "secretary",
        "premier",
        "chancellor",
    )


def _acts(token: Token) -> bool:
    """Whether a capital stands for its government here: it does something, owns something, or is spoken to."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "dobj":
        return token.head.lemma_ in load_pronouns().addressing
    return token.dep_ in ("nsubj", "poss") or (token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "between"))


def _office_heads(page: Page, person: Person) -> Iterator[int]:
    """The nouns of a person's office that stand for the person: not those that only modify or belong to another word."""
    for i in (*range(person.left, person.start), *range(person.end, person.right)):
        token = page.doc[i]
        if token.pos_ in NOMINAL and token.dep_ not in ("compound", "pobj", "poss", "amod", "nmod"):
            yield i


def span_of(casting: Casting, token: Token) -> tuple[int, int, Kind]:
    """First token, one past the last, and the kind of the mention that `token` heads."""
    person, match = casting.people.get(token.i) or casting.offices.get(token.i), casting.known.get(token.i)
    if is_pronoun(token):
        return token.i, token.i + 1, "pronoun"
    if person is not None:
        start = person.left
        article = start > 0 and casting.page.doc[start - 1].dep_ == "det" and start < person.end
        return start - article, max(person.right, person.end), "name"
    if match is not None:
        head = casting.page.doc[match.start : match.end].root
        start = min(match.start, phrase_start(head)) if head.dep_ not in ("amod", "compound", "poss") else match.start
        return start, match.end, "name"
    return phrase_start(token), phrase_end(token), "nominal"


def heads(casting: Casting) -> Iterator[Token]:
    """The tokens that head a noun phrase or name on the page, in order."""
    doc = casting.page.doc
    for token in doc:
        if token.pos_ not in NOMINAL and not is_pronoun(token):
            continue
        match, person = casting.known.get(token.i), casting.people.get(token.i)
        inside = (
            doc[match.start : match.end].root if match else doc[person.start : person.end].root if person else token
        )
        if inside.i == token.i and token.dep_ not in ("amod", "compound"):
            yield token
