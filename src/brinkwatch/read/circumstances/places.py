"""Places: cities, regions and countries as places, to country code and coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import Place
from ...ontology.places import Spot, place_words
from ..page import Page
from ..parties.known import Found, find_known
from .gazetteer import LONGEST, begins_a_name, is_known, spots_named
from .placing import is_at_site, is_name_of_another, stands_as_place

_NO_PLACES = ("organisation", "person", "people")

_ARTICLES = ("al", "el")
_COUNTRY = ("state", "nationality", "people")

_NAMED_HERE = 8
"""A town in a country that the report names counts as so many times its size."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in the text, tokens `start` to before `end`, and all that it may stand for."""

    start: int
    end: int
    spots: tuple[Spot, ...]


def find_places(page: Page) -> tuple[Place, ...]:
    """Every mention of a place on the page, in order, each noun phrase once ("near Tehran" gives "Tehran").

    A name that stands for a government, a person or a body is none, nor is a known name without a word that places something there.
    """
    known = find_known(page)
    named = frozenset(
        f.known.country for f in known.values() if f.known.kind in _COUNTRY and f.known.country is not None
    )
    mentions = tuple(_mentions(page))
    return tuple(_places(page, mentions, known, named))


def _mentions(page: Page) -> Iterator[_Mention]:
    """The longest known names, each where it starts, none over another."""
    tokens, end = list(page.doc), 0
    for token in tokens:
        if token.i >= end and _may_start(token):
            mention = _mention_at(page.report.text, token, tokens)
            if mention is not None:
                end = mention.end
                yield mention


def _may_start(token: Token) -> bool:
    """A word in capitals that isn't a verb's or the like and begins some place's name, or the article of "al-Hilla"."""
    text = token.text
    if text in _ARTICLES:
        return token.i + 2 < len(token.doc) and token.nbor().text == "-" and token.nbor(2).text[0].isupper()
    return text[0].isupper() and begins_a_name(text) and token.pos_ in ("PROPN", "NOUN", "ADJ")


def _mention_at(text: str, token: Token, tokens: list[Token]) -> _Mention | None:
    rules = place_words()
    for last in reversed(tokens[token.i : token.i + LONGEST]):
        if last.is_punct or last.is_space or (last.is_sent_start and last.i > token.i):
            continue
        name = " ".join(text[token.idx : last.idx + len(last)].split())
        if (spots := spots_named(name)) and name not in rules.named_sites and name not in rules.bodies:
            return _Mention(token.i, last.i + 1, spots)
    return None


def _places(
    page: Page, mentions: tuple[_Mention, ...], known: Mapping[int, Found], named: frozenset[str]
) -> Iterator[Place]:
    at = 0
    while at < len(mentions):
        mention, after = mentions[at], mentions[at + 1] if at + 1 < len(mentions) else None
        within = after if after is not None and _is_within(page, mention, after) else None
        at += 1 if within is None else 2
        words = page.doc[mention.start : mention.end]
        if _is_within_another(mention, known) or is_name_of_another(words) or not _is_meant(words, within is not None):
            continue
        spot = _spot(mention, within, _adjective(words, known), named)
        if spot is not None:
            whole = page.doc[mention.start : within.end if within is not None else mention.end]
            quote = page.quote(whole.start, whole.end)
            yield Place(quote.text, quote.span, spot.name, spot.country, spot.lat, spot.lon)


def _is_within_another(mention: _Mention, known: Mapping[int, Found]) -> bool:
    """Whether a longer known name holds this one: "Islamic State of Iraq and the Levant"."""
    found = known.get(mention.start)
    return (
        found is not None and found.end - found.start > mention.end - mention.start and found.known.kind in _NO_PLACES
    )


def _is_within(page: Page, mention: _Mention, after: _Mention) -> bool:
    """Whether the next name says where this one is: "Tripoli, Lebanon", not "Paris, Berlin"."""
    gap = page.doc[mention.end : after.start].text
    return gap.strip() == "," and bool(_shared(mention, after)) and any(spot.region for spot in after.spots)


def _shared(mention: _Mention, after: _Mention) -> list[Spot]:
    """Those places of the first name that lie in one of the second's regions."""
    regions = {spot.country for spot in after.spots if spot.region and spot.country is not None}
    return [
        spot
        for spot in mention.spots
        if spot.country in regions and (not spot.region or spot.name not in _names(after))
    ]


def _names(mention: _Mention) -> set[str]:
    return {spot.name for spot in mention.spots}


def _is_meant(words: Tokens, told_where: bool) -> bool:
    """Whether a name is said of a place; one that only GeoNames knows needs more than a preposition."""
    if not stands_as_place(words, told_where):
        return False
    text = words.text.replace("’", "'")
    if is_known(text):
        return True
    seen = words.root.ent_type_ in ("GPE", "LOC", "FAC")
    if text in place_words().ordinary:
        return seen and words.root.pos_ == "PROPN"
    return seen or told_where or is_at_site(words)


def _spot(mention: _Mention, within: _Mention | None, adjective: str | None, named: frozenset[str]) -> Spot | None:
    """Which place a name stands for: the one in the country said beside it, else the largest, those in countries that the report
    names counted larger."""
    spots: list[Spot] = list(mention.spots)
    if within is not None:
        spots = _shared(mention, within)
    elif adjective is not None:
        spots = [spot for spot in spots if spot.country == adjective] or spots
    return max(spots, key=lambda s: (s.population or 1) * (_NAMED_HERE if s.country in named else 1), default=None)


def _adjective(words: Tokens, known: Mapping[int, Found]) -> str | None:
    """The country of "the Syrian town of Raqqa" and "Paris in Texas"."""
    site = words.root.head.head if words.root.dep_ == "pobj" and words.root.head.lower_ == "of" else words.root
    for near in (
        *site.lefts,
        *(child for prep in words.root.children if prep.lower_ == "in" for child in prep.children),
    ):
        found = known.get(near.i)
        if found is not None and found.known.kind in ("nationality", "state", "place"):
            return found.known.country
    return None
