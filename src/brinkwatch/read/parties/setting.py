"""The setting of a sentence: the country in which it plays, for groups that the text gives no nationality ("police")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from ...ontology.names import INTERNATIONAL, load_names
from ...ontology.sectors import load_sectors
from ..page import DATELINE, Page
from ..syntax import sentence_around
from .known import Found

_PLACE = re.compile(r"[A-Z][A-Z.'’ -]+(?![a-z])")
_REACH = 3
"""Sentences looked back over before the whole report decides."""

_FEW, _SHARE = 4, 0.5
"""A country is a report's stage from so many mentions and more than this share of all."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Countries by sentence (under the sentence's first token): those at which something is placed, and all that are named. `stage`
    is the country that most of the report's mentions are of, if one is; `home` the publisher's, `filed` the dateline's."""

    placed: Mapping[int, tuple[str, ...]]
    named: Mapping[int, tuple[str, ...]]
    order: tuple[int, ...]
    most: tuple[str, ...]
    home: str | None
    stage: str | None
    filed: str | None

    @property
    def countries(self) -> frozenset[str]:
        """All countries that the report names."""
        return frozenset(self.most)

    def country_at(self, token: Token, without: frozenset[str] = frozenset()) -> str | None:
        """Where the sentence of `token` plays: a place in it, a state it names, else what the sentences before it named most, else
        what the report names most; never one of `without`. None where the report names no other country."""
        start = sentence_around(token).start
        placed = [c for c in self.placed.get(start, ()) if c not in without]
        if placed:
            return placed[0]
        if self.filed is not None and self.filed not in without:
            return self.filed
        if self.stage is not None and self.stage not in without:
            return self.stage
        named = [c for c in self.named.get(start, ()) if c not in without]
        if named:
            return named[0]
        at = self.order.index(start) if start in self.order else 0
        near = Counter(c for s in self.order[max(0, at - _REACH) : at] for c in self.named.get(s, ()) if c != self.home)
        fitting = [c for c, _ in near.most_common() if c not in without] or [c for c in self.most if c not in without]
        return fitting[0] if fitting else None


def find_setting(page: Page, known: Mapping[int, Found]) -> Setting:
    """Read off the known names; the publisher's own country counts only where no other is named."""
    home = publisher_country(page)
    placed: dict[int, tuple[str, ...]] = {}
    named: dict[int, tuple[str, ...]] = {}
    total: Counter[str] = Counter()
    for sentence in page.doc.sents:
        here, at = [], []
        for i in range(sentence.start, sentence.end):
            match = known.get(i)
            if match is None or match.start != i or match.known.country in INTERNATIONAL or match.known.country is None:
                continue
            here.append(match.known.country)
            total[match.known.country] += 1
            if match.known.kind in ("state", "seat", "place") and is_placed(page.doc[match.end - 1]):
                at.append(match.known.country)
        placed[sentence.start], named[sentence.start] = tuple(at), tuple(here)
    most = tuple(c for c, _ in total.most_common() if c != home) or ((home,) if home else ())
    abroad = {c: n for c, n in total.items() if c != home}
    top = max(abroad, key=lambda c: abroad[c], default=None)
    stage = top if top and abroad[top] >= _FEW and abroad[top] > _SHARE * sum(abroad.values()) else None
    return Setting(placed, named, tuple(s.start for s in page.doc.sents), most, home, stage, _dateline_country(page))


def _dateline_country(page: Page) -> str | None:
    """The country of the place in capitals from which the report was filed."""
    match = DATELINE.match(page.report.text.lstrip())
    if match is None:
        return None
    place = _PLACE.match(match[0])
    name = place[0].strip(" ,").title() if place else ""
    for phrase, known in load_names().phrases.get(name.split(" ")[0], ()):
        if name.startswith(phrase) and known.country not in INTERNATIONAL:
            return known.country
    return None


def publisher_country(page: Page) -> str | None:
    """The country of the government, ministry or force that publishes the report; None for the press and everybody else."""
    words, groups = (page.report.publisher or "").split(), load_sectors().groups
    official = any(groups.get(word.lower().strip(",.")) in ("GOV", "MIL") for word in words)
    for at in range(len(words)):
        for phrase, known in load_names().phrases.get(words[at].split(".")[0], ()):
            if " ".join(words[at:]).startswith(phrase) and (
                (known.kind == "organisation" and known.sector in ("GOV", "MIL")) or (official and known.sector is None)
            ):
                return known.country
    return None


def is_placed(token: Token) -> bool:
    """Whether a name is where something happens ("in Moscow", "near the city of Aleppo") rather than a party."""
    head = token
    while head.dep_ in ("compound", "conj", "appos", "nmod") and head.head.i != head.i and head.pos_ == "PROPN":
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in _PLACING


_PLACING = frozenset({"in", "at", "near", "around", "across", "throughout", "outside", "inside", "within", "into"})
