"""Echoes: definite nouns that take up parties named before, "the airline", "this terrorist group", "both sides"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from ...ontology.names import INTERNATIONAL
from ...ontology.sectors import load_sectors
from ..syntax import sentence_around
from .groups import forms
from .known import Found
from .people import Person
from .ties import Identity

_DEFINITE = frozenset({"the", "this", "these", "that", "those", "our", "both"})
_PEOPLE = frozenset({"leader", "president", "minister", "man", "official"})
_REACH = 3
"""Sentences in which "both sides" are looked for."""

_FAR = 800
"""Tokens over which a definite noun takes up a body."""


def echo(token: Token, known: Mapping[int, Found]) -> tuple[Identity, ...]:
    """The organisation named last that a definite noun can mean; nobody where the noun brings its own names or none fits."""
    words = load_sectors()
    sectors = next((words.echoes[form] for form in forms(token) if form in words.echoes), None)
    if sectors is None or not _is_definite(token) or _names_its_own(token, known):
        return ()
    i = token.i - 1
    while i >= max(0, token.i - _FAR):
        match = known.get(i)
        if match is None:
            i -= 1
            continue
        party = match.known
        kind = "IGO" if party.country in ("IGO", "EUR", "UNO") and party.sector != "MIL" else party.sector
        if party.kind == "organisation" and kind in sectors:
            return (Identity(party.name, None, party.country, party.sector),)
        i = match.start - 1
    return _coalition(token, known)


def _coalition(token: Token, known: Mapping[int, Found]) -> tuple[Identity, ...]:
    """A bare "coalition" in a report on a transnational armed group is the international one against it."""
    if token.lemma_.lower() == "coalition" and any(m.known.country == "IMG" for m in known.values()):
        return (Identity("US-led coalition", None, "IGO", "MIL"),)
    return ()


def pair(
    token: Token,
    known: Mapping[int, Found],
    people: Mapping[int, Person],
    resolve: Callable[[Token], tuple[Identity, ...]],
) -> tuple[Identity, ...]:
    """The last two parties of different countries that "both sides" or "the two leaders" take up together."""
    words = load_sectors()
    if not forms(token) & words.pairs or not any(c.lower_ in words.pair_counts for c in token.lefts):
        return ()
    named = _in_front_of(
        token, people if forms(token) & _PEOPLE else {i: m for i, m in known.items() if m.known.kind != "place"}
    )
    found: dict[str | None, Identity] = {}
    for other in named:
        for identity in resolve(other):
            if identity.country is not None and (identity.country not in INTERNATIONAL or identity.sector):
                found.setdefault(identity.country, identity)
        if len(found) >= 2:
            break
    return tuple(reversed(list(found.values())[:2])) if len(found) >= 2 else ()


def _in_front_of(token: Token, marked: Mapping[int, object]) -> Iterator[Token]:
    """Marked tokens before a token, the nearest first, in its own and the sentences just before."""
    doc, start = token.doc, sentence_around(token).start
    for _ in range(_REACH):
        if start:
            start = sentence_around(doc[start - 1]).start
    yield from (doc[i] for i in range(token.i - 1, start - 1, -1) if i in marked)
    yield from (doc[i] for i in range(token.i + 1, sentence_around(token).end) if i in marked)


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in _DEFINITE for child in token.lefts) or token.dep_ == "compound"


def _names_its_own(token: Token, known: Mapping[int, Found]) -> bool:
    return any(
        t.i in known for t in token.subtree if t.i != token.i and t.dep_ not in ("relcl",) and abs(t.i - token.i) < 5
    )
