"""The cast of a report: every mention of a party, resolved within the report to a name, role, country and sector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from ..model import Actor
from .page import Page


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
    """All mentions of a report, in order, and the questions that later steps ask of them."""

    page: Page
    mentions: tuple[Mention, ...]

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """The political parties that the noun phrase headed by `token` stands for, in order: none, one, or those of a
        coordination ("the US and its partners"). Pronouns give their antecedent's name; mere places and things give none."""
        return ()

    def party(self, token: Token) -> Actor:
        """The one party that the noun phrase headed by `token` stands for, as a source of words: its mention where there is one, else
        an actor made of the phrase itself (name without its article, country and sector unknown)."""
        raise NotImplementedError

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie between two tokens, in order, outermost only."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)


def find_cast(page: Page) -> Cast:
    """Everybody whom the page mentions."""
    return Cast(page, ())
