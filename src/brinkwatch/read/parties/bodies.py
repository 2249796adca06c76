"""Bodies that only the report names: organisations the ontology doesn't know, and the acronyms a report introduces for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from ...ontology.names import Known
from ...ontology.sectors import load_sectors
from ..page import Page
from ..syntax import sentence_around
from .known import Found
from .noun_phrases import phrase_start
from .people import Person

_SHORTEST, _LONGEST = 2, 8
"""Letters of an acronym."""


def find_bodies(page: Page, known: Mapping[int, Found], people: Mapping[int, Person]) -> Mapping[int, Found]:
    """Organisations under each token that names them, by full name, acronym or first word, where nothing else is known of it."""
    doc = page.doc
    names: dict[str, Known] = {}
    for entity in doc.ents:
        if entity.label_ == "ORG" and not any(i in known or i in people for i in range(entity.start, entity.end)):
            body = _body(entity, known)
            if body is not None and (entity.text not in names or names[entity.text].country is None):
                names[entity.text] = body
    for name, body in [*names.items()]:
        first = name.split(" ")[0]
        if first != name and first[0].isupper() and (first not in names or names[first].country is None):
            names[first] = body
    names.update(_acronyms(doc, known))
    return dict(_mentions(doc, names, known, people))


def _body(entity: Tokens, known: Mapping[int, Found]) -> Known | None:
    """What an unknown organisation is, from the words around its name; None for one that a common noun describes well enough
    ("Hunter Police Department") or that is a plain word."""
    words, last = load_sectors(), entity[-1]
    if (
        last.pos_ != "PROPN"
        or last.lower_ in words.groups
        or last.lower_.removesuffix("s") in words.groups
        or last.lower_ in words.offices
    ):
        return None
    if any(token.lower_ in words.no_bodies for token in entity):
        return None
    start = entity.start
    while start > sentence_around(entity[0]).start and (
        entity.doc[start - 1].pos_ in ("NOUN", "ADJ") or start - 1 in known
    ):
        start -= 1
    front = range(start, entity.start)
    country = next((known[i].known.country for i in front if i in known), None)
    sector = next(
        (
            words.groups[entity.doc[i].lemma_.lower()]
            for i in reversed(front)
            if entity.doc[i].lemma_.lower() in words.groups
        ),
        words.last_words.get(last.lower_),
    )
    name = " ".join(entity.text.split()).removeprefix("the ").removeprefix("The ")
    return Known("organisation", name, country, sector)


def _acronyms(doc: Doc, known: Mapping[int, Found]) -> Iterator[tuple[str, Known]]:
    """Acronyms that the report puts in brackets after a body's name: "the Officers' Committee for Security (OCS)"."""
    for token in doc[1:-1]:
        if not (token.text.isupper() and token.text.isalpha() and _SHORTEST <= len(token.text) <= _LONGEST):
            continue
        if token.nbor(-1).text != "(" or token.nbor(1).text != ")" or token.i < 2 or token.i in known:
            continue
        last = token.nbor(-2)
        if last.i in known:
            yield token.text, known[last.i].known
            continue
        head = last
        while (
            head.head.i < head.i
            and head.dep_ in ("pobj", "prep", "compound", "conj")
            and sentence_around(head).start < head.i
        ):
            head = head.head
        if head.pos_ in ("PROPN", "NOUN") and _spells(token.text, doc[phrase_start(head) : last.i + 1]):
            yield token.text, _introduced(doc[phrase_start(head) : last.i + 1], head, known)


def _spells(acronym: str, phrase: Tokens) -> bool:
    """Whether a phrase's capitals begin the way the acronym does."""
    capitals = [t.text[0] for t in phrase if t.text[0].isupper() and t.dep_ != "det"]
    return len(capitals) > 1 and sum(a == b for a, b in zip(acronym, capitals, strict=False)) >= 2


def _introduced(phrase: Tokens, head: Token, known: Mapping[int, Found]) -> Known:
    groups = load_sectors().groups
    country = next((known[t.i].known.country for t in phrase if t.i in known and known[t.i].known.country), None)
    sector = groups.get(head.lower_) or next((groups[t.lower_] for t in phrase if t.lower_ in groups), None)
    name = " ".join(phrase.text.split())
    return Known("organisation", name.removeprefix("the ").removeprefix("The "), country, sector)


def _mentions(
    doc: Doc, names: Mapping[str, Known], known: Mapping[int, Found], people: Mapping[int, Person]
) -> Iterator[tuple[int, Found]]:
    firsts = {name.split(" ")[0] for name in names}
    text, free_from = doc.text, 0
    for token in doc:
        if (
            token.i < free_from
            or token.text not in firsts
            or token.i in known
            or token.i in people
            or token.pos_ == "ADJ"
        ):
            continue
        for name in sorted((n for n in names if n.split(" ")[0] == token.text), key=len, reverse=True):
            if text.startswith(name, token.idx):
                end = token.i
                while end < len(doc) and doc[end].idx < token.idx + len(name):
                    end += 1
                yield from ((i, Found(token.i, end, names[name])) for i in range(token.i, end))
                free_from = end
                break
