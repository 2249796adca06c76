"""Countries of parties: what each party's own words, the words around it and the report say of where it belongs, weighed together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from ...model import Actor, Place
from ...ontology.names import INTERNATIONAL
from ...ontology.pronouns import load_pronouns
from ..page import Page
from ..syntax import SUBJECTS, sentence_around
from .casting import Casting
from .known import Found
from .noun_phrases import NOMINAL, phrase_end, phrase_start
from .setting import Setting

KINDS = ("we", "one", "it", "who", "person", "name", "office", "armed", "people", "thing")
"""Kinds of mention, each with weights of its own."""

_OFFICES = frozenset({"GOV", "LEG", "JUD", "PTY", "ELI", "SPY"})
_ARMED = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM"})
_BACK = 3
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss", "appos", "attr", "ROOT"})
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Case:
    """A mention whose country is asked: the countries that come into question (None among them), and for each a row of features."""

    token: int
    kind: int
    countries: tuple[str | None, ...]
    rows: NDArray[np.float32]


FEATURES = (
    "rule", "front", "behind", "lemma", "name", "before", "nearest", "after", "placed", "previous", "placed_before", "filed", "stage",
    "home", "title", "share", "most", "subject", "international", "sector", "object", "some", "none", "rule_none", "first", "place_last",
)  # fmt: skip


class Countries:
    """The countries of a page's mentions, asked from its first word to its last: each answer bears on those that follow."""

    def __init__(self, page: Page, known: Mapping[int, Found], setting: Setting, places: Sequence[Place]) -> None:
        self.page, self.known, self.setting = page, known, setting
        self.named: dict[int, list[tuple[int, str]]] = {}
        self.placed: dict[int, list[str]] = {}
        total: Counter[str] = Counter()
        for i, match in known.items():
            if match.start == i and match.known.country is not None:
                self.named.setdefault(sentence_around(page.doc[i]).start, []).append((i, match.known.country))
                total[match.known.country] += 1
        for start, codes in setting.placed.items():
            self.placed.setdefault(start, []).extend(codes)
        for place in places:
            token = page.token_at(place.span.start)
            if token is not None and place.country is not None:
                self.placed.setdefault(sentence_around(token).start, []).append(place.country)
                total[place.country] += 1
        self.total = total
        self.most = max(total, key=lambda c: total[c], default=None)
        self.order = [s.start for s in page.doc.sents]
        self.at = {start: n for n, start in enumerate(self.order)}
        self.title = _title_countries(page, known)
        self.by_lemma: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        self.by_sector: dict[str, str] = {}
        self.last_subject: str | None = None

    def case(self, token: Token, actor: Actor | None) -> Case:
        """What speaks for each country that a mention may be of."""
        start = sentence_around(token).start
        named = self.named.get(start, [])
        before = [c for i, c in named if i < token.left_edge.i]
        after = [c for i, c in named if i > token.i]
        front = {self.known[i].known.country for i in range(token.left_edge.i, token.i + 1) if i in self.known}
        behind = {self.known[i].known.country for i in range(token.i + 1, token.right_edge.i + 1) if i in self.known}
        at = self.at.get(start, 0)
        previous = [c for s in self.order[max(0, at - 1) : at] for _, c in self.named.get(s, ())]
        placed = self.placed.get(start, [])
        placed_before = [c for s in self.order[max(0, at - _BACK) : at] for c in self.placed.get(s, ())]
        rule = actor.country if actor is not None else None
        sector = actor.sector if actor is not None else None
        objects = {
            self.known[c.i].known.country
            for c in token.head.rights
            if token.dep_ in SUBJECTS and c.dep_ == "dobj" and c.i in self.known
        }
        lemma, name = self.by_lemma.get(token.lemma_.lower()), self.by_name.get(actor.name) if actor is not None else None
        asked = {c for c in (*self.total, rule, self.setting.home, lemma, name) if c is not None}
        rows = []
        countries: list[str | None] = [None, *sorted(asked)]
        most = sum(self.total.values()) or 1
        for c in countries:
            if c is None:
                rows.append([0.0] * 22 + [1.0, float(rule is None and actor is not None), 0.0, 0.0])
                continue
            rows.append(
                [
                    float(rule == c),
                    float(c in front),
                    float(c in behind),
                    float(lemma == c),
                    float(name == c),
                    float(c in before),
                    float(bool(before) and before[-1] == c),
                    float(c in after),
                    float(c in placed),
                    float(c in previous),
                    float(c in placed_before),
                    float(self.setting.filed == c),
                    float(self.setting.stage == c),
                    float(self.setting.home == c),
                    float(c in self.title),
                    self.total[c] / most,
                    float(self.most == c),
                    float(self.last_subject == c),
                    float(c in INTERNATIONAL),
                    float(sector is not None and self.by_sector.get(sector) == c),
                    float(c in objects),
                    1.0,
                    0.0,
                    0.0,
                    float(bool(self.title) and self.title[0] == c),
                    float(bool(placed_before) and placed_before[-1] == c),
                ]
            )
        return Case(token.i, KINDS.index(self._kind(token, actor)), tuple(countries), np.array(rows, np.float32))

    def remember(self, token: Token, actor: Actor | None, country: str | None) -> None:
        """Note what a mention turned out to be of."""
        if country is None:
            return
        if token.pos_ != "PRON":
            self.by_lemma[token.lemma_.lower()] = country
        if actor is not None:
            self.by_name[actor.name] = country
            if actor.sector is not None:
                self.by_sector[actor.sector] = country
        if token.dep_ in SUBJECTS:
            self.last_subject = country

    def _kind(self, token: Token, actor: Actor | None) -> str:
        words, lower = load_pronouns(), token.lower_
        if lower in words.speaker or lower in words.speakers:
            return "we"
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return "who" if lower in words.relative else "one" if lower in words.he | words.she else "it"
        if token.i in self.known:
            return "name"
        if actor is None:
            return "thing"
        if token.pos_ == "PROPN" and actor.name[:1].isupper() and token.ent_type_ == "PERSON":
            return "person"
        return "office" if actor.sector in _OFFICES else "armed" if actor.sector in _ARMED else "people"


def _title_countries(page: Page, known: Mapping[int, Found]) -> list[str]:
    from ...ontology.names import load_names

    title, phrases, found = page.report.title or "", load_names().phrases, []
    words = title.replace("’", "'").split(" ")
    for at, word in enumerate(words):
        for phrase, name in phrases.get(word.split("'")[0].strip(",.:;"), ()):
            if " ".join(words[at:]).startswith(phrase) and name.country is not None:
                found.append(name.country)
                break
    return found


def settled(
    page: Page,
    casting: Casting,
    parties: Mapping[int, tuple[Actor, ...]],
    places: Sequence[Place],
    weights: NDArray[np.float32],
) -> tuple[dict[int, tuple[Actor, ...]], dict[int, Actor]]:
    """The parties with the countries that most speaks for, and the other noun phrases of the page as actors, should one of them be asked for.

    `weights` has a row for each of KINDS and a column for each of FEATURES.
    """
    countries = Countries(page, casting.known, casting.setting, places)
    kept: dict[int, tuple[Actor, ...]] = {}
    others: dict[int, Actor] = {}
    for token in page.doc:
        found = parties.get(token.i, ())
        if found and (len(found) > 1 or is_told(casting, token)):
            kept[token.i] = found
            countries.remember(token, found[0], found[0].country)
            continue
        if not found and not is_bystander(token):
            continue
        actor = found[0] if found else None
        case = countries.case(token, actor)
        country = case.countries[int((case.rows @ weights[case.kind]).argmax())]
        countries.remember(token, actor, country)
        if actor is not None:
            kept[token.i] = (replace(actor, country=country),)
        else:
            others[token.i] = _bystander(page, token, country)
    return kept, others


def is_told(casting: Casting, token: Token) -> bool:
    """Whether the mention's own words, or those that introduce it, tell its country."""
    found = casting.identities(token)
    return bool(found) and found[0].country is not None and not found[0].guessed and token.pos_ != "PRON" and token.tag_ != "PRP$"


def is_bystander(token: Token) -> bool:
    """Whether a word that stands for no known party heads a phrase that may be one after all: no date, no measure, no modifier."""
    return (
        token.pos_ in NOMINAL
        and token.dep_ in _ARGUMENTS
        and token.ent_type_ not in _MEASURES
        and token.tag_ not in ("EX", "WDT")
        and not (token.pos_ == "PRON" and token.lower_ in ("it", "this", "that", "what", "which"))
    )


def _bystander(page: Page, token: Token, country: str | None) -> Actor:
    start, end = phrase_start(token), phrase_end(token)
    quote = page.quote(start, end)
    while start < token.i and page.doc[start].pos_ == "DET":
        start += 1
    return Actor(quote.text, quote.span, " ".join(page.doc[start:end].text.split()), country=country)


@cache
def load_weights() -> NDArray[np.float32]:
    """Weights by kind and feature, learned from the corpus."""
    data = json.loads(files(__package__).joinpath("countries.json").read_text(encoding="utf-8"))
    return np.array(data["weights"], np.float32)
