"""The cast of a report: every mention of a party, resolved within the report to a name, role, country and sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Token

from ...model import Actor, Place
from ..page import Page
from .casting import Casting, heads, span_of
from .countries import load_weights, settled
from .noun_phrases import joined, phrase_end, phrase_start
from .ties import Identity


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that stands for a party: tokens `start` to before `end`, headed by token `head`."""

    start: int
    end: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    actor: Actor


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a report, in order, and the questions that later steps ask of them. `parties` holds whom each token's noun
    phrase stands for, where it stands for a party; `others` the remaining noun phrases, under their heads."""

    page: Page
    mentions: tuple[Mention, ...]
    parties: Mapping[int, tuple[Actor, ...]] = field(default_factory=dict)
    others: Mapping[int, Actor] = field(default_factory=dict)

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """The political parties that the noun phrase headed by `token` stands for, in order: none, one, or those of a
        coordination ("the US and its partners"). Pronouns give their antecedent's name; mere places and things give none."""
        found = [actor for noun in (token, *joined(token)) for actor in self.parties.get(noun.i, ())]
        return tuple(dict.fromkeys(found))

    def party(self, token: Token) -> Actor:
        """The one party that the noun phrase headed by `token` stands for, as a source of words: its mention where there is one, else
        an actor made of the phrase itself (name without its article, country and sector unknown)."""
        found = self.parties.get(token.i)
        if found:
            return found[0]
        if token.i in self.others:
            return self.others[token.i]
        start, end = phrase_start(token), phrase_end(token)
        quote = self.page.quote(start, end)
        while start < token.i and self.page.doc[start].pos_ == "DET":
            start += 1
        return Actor(quote.text, quote.span, " ".join(self.page.doc[start:end].text.split()))

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie between two tokens, in order, outermost only."""
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        return tuple(m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside))


def find_cast(page: Page, places: Sequence[Place] = ()) -> Cast:
    """Everybody whom the page mentions; `places` are those that it mentions, which help to tell where parties belong."""
    cast, casting = cast_by_rules(page)
    parties, others = settled(page, casting, cast.parties, places, load_weights())
    mentions = tuple(replace(m, actor=parties[m.head][0]) for m in cast.mentions)
    return Cast(page, mentions, parties, others)


def cast_by_rules(page: Page) -> tuple[Cast, Casting]:
    """Everybody whom the rules find, and the work that found them, before countries are weighed."""
    casting = Casting(page)
    parties: dict[int, tuple[Actor, ...]] = {}
    mentions: dict[tuple[int, int], Mention] = {}
    for token in page.doc:
        found = casting.identities(token)
        if found:
            start, end, _ = span_of(casting, token)
            parties[token.i] = tuple(_actor(page, start, end, identity) for identity in found)
    for token in heads(casting):
        start, end, kind = span_of(casting, token)
        if token.i in parties:
            mentions.setdefault((start, end), Mention(start, end, token.i, kind, parties[token.i][0]))
    return Cast(page, tuple(mentions.values()), parties), casting


def _actor(page: Page, start: int, end: int, identity: Identity) -> Actor:
    quote = page.quote(start, end)
    name = identity.name.removesuffix("'s").removesuffix("’s") or identity.name
    return Actor(quote.text, quote.span, name, identity.role, identity.country, identity.sector, identity.anonymous)
