"""What an analyst types of an event, checked and traced to exact words, as the coding that a correction holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from ..errors import BadInput
from ..model import Actor, Quote, Reading, Report, Span
from ..ontology.factuality import VALUES
from ..ontology.parties import party_codes
from ..ontology.plover import plover
from .check import has_half_characters
from .corrected import Coding

NONE = "none"
"""Typed for a mode, or in place of a party, where there is none."""


class Typed(TypedDict, total=False):
    """What an analyst says of an event, as it is typed; what is left out or None stays as it was read.

    `type` and `mode` are PLOVER's, `mode` "none" for no mode; `actors` and `recipients` are each all of them, "words=CODE" with words from
    the event's sentence ("Russian operatives=RUS.SPY"), or "none"; `factuality` is FactBank's value (CT+).
    """

    type: str | None
    mode: str | None
    actors: Sequence[str] | None
    recipients: Sequence[str] | None
    factuality: str | None


def coding_of(typed: Typed, reading: Reading, sentence: Span, read_as: tuple[str, str | None]) -> Coding:
    """The coding of an event in a sentence, which was `read_as` a type and mode; raises BadInput for a code or words that aren't there."""
    changes: dict[str, tuple[Actor, ...]] = {}
    for name, given in (("actors", typed.get("actors")), ("recipients", typed.get("recipients"))):
        if given:
            changes[name] = tuple(_parties(given, reading, sentence))
    type_, mode = _act(typed.get("type"), typed.get("mode"), read_as)
    return Coding(type=type_, mode=mode, factuality=_factuality(typed.get("factuality")), **changes)


def only_place(report: Report, words: str) -> Quote:
    """The one place in a report where words stand; raises BadInput where they don't, or stand more than once."""
    found = list(_places(report.text, words))
    if not found:
        raise BadInput(f"“{words}” is not in {report.id}: give the words exactly as the report has them")
    if len(found) > 1:
        raise BadInput(
            f"“{words}” is in {report.id} {len(found)} times: give more of the words, so that it is clear where"
        )
    return report.quote(*found[0])


def _act(type_: str | None, mode: str | None, read_as: tuple[str, str | None]) -> tuple[str | None, str | None]:
    """Type and mode; None and None where neither is given. A mode that the new type hasn't goes with the old type."""
    if type_ is None and mode is None:
        return None, None
    types = plover().types
    code = (type_ or read_as[0]).strip().upper()
    if code not in types:
        raise BadInput(f"{type_} is no type of PLOVER: use one of {', '.join(types)}")
    if mode is None:
        return code, read_as[1] if read_as[1] in types[code].modes else None
    name = mode.strip().lower().replace(" ", "-")
    if name != NONE and name not in types[code].modes:
        raise BadInput(f"{mode} is no mode of {code}: use one of {', '.join((*types[code].modes, NONE))}")
    return code, None if name == NONE else name


def _factuality(value: str | None) -> str | None:
    if value is None:
        return None
    found = next((each for each in VALUES if each.lower() == value.strip().lower()), None)
    if found is None:
        raise BadInput(f"{value} is no value of FactBank's: use one of {', '.join(VALUES)}")
    return found


def _parties(given: Sequence[str], reading: Reading, sentence: Span) -> Iterator[Actor]:
    if [each.strip().lower() for each in given] == [NONE]:
        return
    for typed in given:
        words, equals, code = typed.rpartition("=")
        if not equals:
            raise BadInput(
                f"{typed} does not say which party: write the report's words and a code, “the rebels=SYR.REB”"
            )
        country, sector = party_codes(code)
        text = reading.report.text[sentence.start : sentence.end]
        place = next(_places(text, words), None)
        if place is None:
            raise BadInput(
                f"“{words}” is not in the event's sentence: name the party in the words of “{' '.join(text.split())}”"
            )
        quote = reading.report.quote(sentence.start + place.start, sentence.start + place.end)
        yield _as_known(Actor(quote.text, quote.span, quote.text, None, country, sector), reading)


def _as_known(party: Actor, reading: Reading) -> Actor:
    """A party under the name and office that the reading gives it where it is mentioned in these words with this country."""
    parties = [actor for event in reading.events for actor in (*event.actors, *event.recipients)]
    parties += [statement.source for statement in reading.statements if statement.source]
    same = (p for p in parties if p.span == party.span and p.country == party.country and not p.anonymous)
    known = next(same, None)
    return replace(party, name=known.name, role=known.role) if known else party


def _places(text: str, words: str) -> Iterator[Span]:
    """Where whole words stand in a text, however the white space between them runs."""
    parts = words.split()
    if not parts or has_half_characters(words):
        raise BadInput("there are no words to look for: give the report's own")
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)"
    return (Span(*match.span()) for match in re.finditer(pattern, text))
