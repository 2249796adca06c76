"""Countries of parties: what each party's own words, the words around it and the report say of where it belongs, weighed together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from ...model import Actor, Place
from ...ontology.names import INTERNATIONAL, load_names
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


class Signs(NamedTuple):
    """What speaks for a mention being of one country: 1 where it holds, 0 where it doesn't; `share` is a share of the report's names.

    Of the phrase: `rule` (the rules say so), `front` and `behind` (named before or after its head). Of what went before: `lemma`, `name`
    and `sector` (the last such mention was of it), `subject` (so was the last subject). Of the sentence: named `before` (the `nearest` is
    it) or `after`, `placed` there, it is the verb's `object`; of the sentence before: `previous`; of the last three: `placed_before`,
    `place_last`. Of the report: `filed` there, its `stage`, its publisher's `home`, in the `title` (`first` in it), named `most`. `some`: it
    is a country, `international` or not; `none`: it is none, and the rules agree (`rule_none`).
    """

    rule: bool = False
    front: bool = False
    behind: bool = False
    lemma: bool = False
    name: bool = False
    before: bool = False
    nearest: bool = False
    after: bool = False
    placed: bool = False
    previous: bool = False
    placed_before: bool = False
    filed: bool = False
    stage: bool = False
    home: bool = False
    title: bool = False
    share: float = 0.0
    most: bool = False
    subject: bool = False
    international: bool = False
    sector: bool = False
    object: bool = False
    some: bool = False
    none: bool = False
    rule_none: bool = False
    first: bool = False
    place_last: bool = False


FEATURES = Signs._fields


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The countries named or placed in and around a mention, in order where that matters."""

    front: set[str | None]
    behind: set[str | None]
    before: list[str]
    after: list[str]
    placed: list[str]
    previous: list[str]
    placed_before: list[str]
    objects: set[str | None]


class Countries:
    """The countries of a page's mentions, asked from its first word to its last: each answer bears on those that follow."""

    def __init__(self, page: Page, known: Mapping[int, Found], setting: Setting, places: Sequence[Place]) -> None:
        self.page, self.known, self.setting = page, known, setting
        self.code = {i: match.known.country for i, match in known.items()}
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
        self.title = _title_countries(page)
        self.by_lemma: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        self.by_sector: dict[str, str] = {}
        self.last_subject: str | None = None

    def case(self, token: Token, actor: Actor | None) -> Case:
        """What speaks for each country that a mention may be of."""
        around = self._surroundings(token)
        rule = actor.country if actor is not None else None
        lemma = self.by_lemma.get(token.lemma_.lower())
        name = self.by_name.get(actor.name) if actor is not None else None
        sector = self.by_sector.get(actor.sector) if actor is not None and actor.sector is not None else None
        asked = sorted({c for c in (*self.total, rule, self.setting.home, lemma, name) if c is not None})
        rows = [Signs(none=True, rule_none=rule is None and actor is not None)]
        rows += [
            self._report_signs(c, around)._replace(
                rule=rule == c, lemma=lemma == c, name=name == c, sector=sector == c, some=True
            )
            for c in asked
        ]
        return Case(token.i, KINDS.index(self._kind(token, actor)), (None, *asked), np.array(rows, np.float32))

    def _report_signs(self, c: str, around: _Surroundings) -> Signs:
        setting, before, placed_before = self.setting, around.before, around.placed_before
        return Signs(
            front=c in around.front,
            behind=c in around.behind,
            before=c in before,
            nearest=bool(before) and before[-1] == c,
            after=c in around.after,
            placed=c in around.placed,
            previous=c in around.previous,
            placed_before=c in placed_before,
            place_last=bool(placed_before) and placed_before[-1] == c,
            filed=setting.filed == c,
            stage=setting.stage == c,
            home=setting.home == c,
            title=c in self.title,
            first=bool(self.title) and self.title[0] == c,
            share=self.total[c] / (sum(self.total.values()) or 1),
            most=self.most == c,
            subject=self.last_subject == c,
            international=c in INTERNATIONAL,
            object=c in around.objects,
        )

    def _surroundings(self, token: Token) -> _Surroundings:
        start = sentence_around(token).start
        at, named = self.at.get(start, 0), self.named.get(start, [])
        code = self.code
        return _Surroundings(
            front={code[i] for i in range(token.left_edge.i, token.i + 1) if i in code},
            behind={code[i] for i in range(token.i + 1, token.right_edge.i + 1) if i in code},
            before=[c for i, c in named if i < token.left_edge.i],
            after=[c for i, c in named if i > token.i],
            placed=self.placed.get(start, []),
            previous=[c for s in self.order[max(0, at - 1) : at] for _, c in self.named.get(s, ())],
            placed_before=[c for s in self.order[max(0, at - _BACK) : at] for c in self.placed.get(s, ())],
            objects={
                code[c.i] for c in token.head.rights if token.dep_ in SUBJECTS and c.dep_ == "dobj" and c.i in code
            },
        )

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


def _title_countries(page: Page) -> list[str]:
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
    found, match = casting.identities(token), casting.known.get(token.i)
    if match is not None and match.known.kind == "organisation" and found and found[0].name == match.known.name:
        return True  # one that is known to be of no country, too
    return bool(found) and not found[0].guessed and token.pos_ != "PRON" and token.tag_ != "PRP$"


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
