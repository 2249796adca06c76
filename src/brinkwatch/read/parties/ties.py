"""Ties: the states, peoples and organisations that the words of a noun phrase tie its head to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from ..syntax import sentence_around
from .known import NATIONAL, Found
from .noun_phrases import joined, prepositions

_OF = ("of", "from", "in", "at", "within", "inside", "with", "across", "under")
_FOR = ("for", "to", "by")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a party is, apart from where it is mentioned; `guessed`: its country is that in which the report plays, for want of better."""

    name: str
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    anonymous: bool = False
    guessed: bool = field(default=False, compare=False)


def in_front(head: Token, known: Mapping[int, Found], start: int) -> Iterator[Found]:
    """Known names among the words before a head, from the left: "Iraqi" of "Iraqi security forces"."""
    i = start
    if (
        i > sentence_around(head).start
        and (before := known.get(i - 1))
        and before.known.kind == "organisation"
        and head.doc[i - 1].is_upper
    ):
        i = before.start  # an acronym that the parser took for a verb: "IS fighters"
    while i < head.i:
        match = known.get(i)
        if match is None:
            i += 1
            continue
        if match.end <= head.i:
            yield match
        i = match.end


def behind(head: Token, known: Mapping[int, Found], *, also_for: bool = False) -> Iterator[Found]:
    """Known names that prepositions after a head lead to: "Iraq" of "the people of Iraq", with what they are joined with."""
    words = (*_OF, *_FOR) if also_for else _OF
    for _, target in prepositions(head, *words):
        for noun in (target, *joined(target)):
            if noun.i in known:
                yield known[noun.i]
            else:
                yield from in_front(noun, known, noun.left_edge.i)
                yield from behind(noun, known)
    for child in head.rights:
        if child.dep_ == "amod" or child.dep_ == "acl":  # "forces loyal to Gbagbo"
            for _, target in prepositions(child, "to", "with"):
                if target.i in known:
                    yield known[target.i]


def is_national(match: Found) -> bool:
    """Whether a known name tells a country and nothing else."""
    return match.known.kind in NATIONAL
