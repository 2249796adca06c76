"""Event triggers: the words that report an act of a PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from ..ontology.vocabulary import Vocabulary, vocabulary
from .cast import Cast
from .page import Page
from .wording import Match, match

Frame = Literal["acts", "mutual", "undergoes"]

LEAST = 0.35
"""Weight below which a word is more likely something else."""


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
    words = vocabulary()
    found: list[Trigger] = []
    for sentence in page.sentences:
        found += _of_sentence(list(sentence), words, cast)
    return tuple(found)


def _of_sentence(tokens: list[Token], words: Vocabulary, cast: Cast) -> list[Trigger]:
    matches = [m for token in tokens if (m := match(token, words, cast)) is not None]
    taken: dict[int, Match] = {}
    for each in sorted(matches, key=lambda m: -len(m.taken)):
        for i in each.taken - {each.head.i}:
            taken.setdefault(i, each)
    parties = [m for m in cast.within(tokens[0].i, tokens[-1].i + 1)]
    kept = []
    for each in matches:
        weight = each.entry.weight * (1 if parties else each.entry.alone)
        if each.head.i not in taken and weight >= LEAST:
            kept.append(_trigger(each, weight))
    return kept


def _trigger(found: Match, weight: float) -> Trigger:
    entry = found.entry
    row = [t.i for t in found.words]
    together = max(row) - min(row) < 6
    return Trigger(
        start=min(row) if together else found.head.i,
        end=(max(row) if together else found.head.i) + 1,
        head=found.head.i,
        type=entry.type,
        mode=entry.mode,
        contexts=entry.contexts,
        frame=entry.frame,
        to=entry.to,
        weight=weight,
    )
