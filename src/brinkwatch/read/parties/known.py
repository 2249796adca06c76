"""Known names on a page: where the ontology's states, organisations, peoples, towns and leaders are mentioned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ...ontology.names import Known, load_names
from ...ontology.sectors import load_sectors
from ..page import Page

_PLAIN = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\xa0": " ", "–": "-"})

NATIONAL = frozenset({"state", "nationality", "people", "seat", "place"})
"""Kinds of name that tell a country and nothing else."""


@dataclass(frozen=True, slots=True)
class Found:
    """A known name: tokens `start` to before `end`."""

    start: int
    end: int
    known: Known


def find_known(page: Page) -> Mapping[int, Found]:
    """Every known name on the page, under each token that it covers; the longest name wins."""
    doc, phrases = page.doc, load_names().phrases
    text = doc.text.translate(_PLAIN)
    found: dict[int, Found] = {}
    free_from = 0
    for token in doc:
        if token.idx < free_from or token.is_space:
            continue
        for phrase, known in phrases.get(_first_word(text, token), ()):
            end = token.idx + len(phrase)
            if text.startswith(phrase, token.idx) and not text[end : end + 1].isalnum():
                match = _cover(doc, token, end, known)
                if match is not None:
                    found.update((i, match) for i in range(match.start, match.end))
                    free_from = end
                break
    for ship in _ships(doc):
        found.update((i, ship) for i in range(ship.start, ship.end))
    return found


def _ships(doc: Doc) -> Iterator[Found]:
    """Warships by the letters before their names: "USS Constellation"."""
    navies = load_sectors().ships
    for token in doc[:-1]:
        if token.text in navies and token.nbor().pos_ == "PROPN":
            end = token.i + 2
            while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].is_sent_start:
                end += 1
            name = " ".join(doc[token.i : end].text.split())
            yield Found(token.i, end, Known("organisation", name, navies[token.text], "MIL"))


def _first_word(text: str, token: Token) -> str:
    start = end = token.idx
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _cover(doc: Doc, token: Token, end: int, known: Known) -> Found | None:
    """The tokens that a name covers, unless it is part of a person's name ("Jordan Smith", "Paris Hilton")."""
    last = token.i
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    if token.i > 1 and token.nbor(-1).text in "-–" and token.nbor(-2).lower_ in ("al", "el"):  # "al-Kuwaiti" is a name
        return None
    if known.kind in ("state", "seat", "place") and _in_a_persons_name(doc, token.i, last + 1):
        return None
    return Found(token.i, last + 1, known)


def _in_a_persons_name(doc: Doc, start: int, end: int) -> bool:
    if doc[start].ent_type_ != "PERSON" or (start > 0 and doc[start - 1].lower_ in ("to", "in", "from")):
        return False
    before = start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].pos_ == "PROPN"
    after = end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].pos_ == "PROPN" and doc[end].ent_type_ == "PERSON"
    return before or after
