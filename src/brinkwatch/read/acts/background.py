"""Background: whether an act predates the story that a report tells (PLOVER's auxiliary mode "historical")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from spacy.tokens import Token

from ...model import Statement
from ...ontology.factuality import FactualityWords
from ..page import Page
from ..syntax import VERBAL
from .triggers import Trigger

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_SHARING = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "conj"})
_HALF_A_YEAR = 6
"""Months: "in December" in a report of February is the last one."""

_TIME_LABELS = frozenset({"npadvmod", "advmod", "prep", "tmod", "amod", "compound", "nmod", "nummod", "poss"})


def is_background(page: Page, trigger: Trigger, statement: Statement | None, words: FactualityWords) -> bool:
    """Whether tense or a time beside the act says that it happened before what the report is about."""
    sites = list(_sites(page.doc[trigger.head]))
    shifted = statement is not None and statement.form != "direct"
    if not shifted and any(_past_perfect(site) for site in sites):
        return True
    return any(_is_past(page, word, words) for site in sites for word in _time_words(site))


def _past_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("had", "'d") and c.tag_ == "VBD" for c in verb.children)


def _present_perfect(word: Token) -> bool:
    """Whether the time stands with a verb in the present perfect: a stretch of time that is not over."""
    above = next((t for t in word.ancestors if t.pos_ == "VERB"), None)
    return above is not None and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in above.children)


def _sites(token: Token) -> Iterator[Token]:
    """The act's word, and the verbs it shares a time with: those it is subject, object or complement of or is coordinated with."""
    yield token
    for _ in range(3):
        head = token.head
        if head == token or head.pos_ not in VERBAL or token.dep_ not in _SHARING:
            return
        yield head
        token = head


def _time_words(site: Token) -> Iterator[Token]:
    """The words beside one that may tell a time: adverbs, adjectives, and the heads of phrases."""
    for word in site.children:
        if word.dep_ not in _TIME_LABELS:
            continue
        yield word
        if word.dep_ == "prep":
            yield from (c for c in word.children if c.dep_ == "pobj")


def _is_past(page: Page, word: Token, words: FactualityWords) -> bool:
    table = words.historical
    text = word.lower_
    if word.dep_ == "prep":
        return False
    if word.dep_ == "advmod" and text in table["adverbs"]:
        return True
    if word.dep_ == "amod" and text in table["adjectives"]:
        return True
    if word.head.lower_ in table["running"] or _present_perfect(word):
        return False
    phrase = [t.lower_ for t in word.subtree]
    if word.ent_type_ == "DATE" or any(_YEAR.fullmatch(t) for t in phrase):
        return _past_date(page, phrase, words)
    return False


def _past_date(page: Page, phrase: list[str], words: FactualityWords) -> bool:
    table = words.historical
    years = [int(t) for t in phrase if _YEAR.fullmatch(t)]
    if years:
        return max(years) < _year_of(page)
    long_ago = any(t in table["spans"] for t in phrase)
    if long_ago and any(t in table["last"] or t in table["ago"] for t in phrase):
        return True
    return _past_day(page.report.published, phrase, table)


def _past_day(published: dt.date | None, phrase: list[str], table: dict[str, tuple[str, ...]]) -> bool:
    """Whether a month, or a day of it, without its year lies well before the day of publication."""
    month = next((table["months"].index(t) + 1 for t in phrase if t in table["months"]), None)
    if month is None or published is None:
        return False
    day = next((int(t) for t in phrase if t.isdecimal() and 1 <= int(t) <= 28), None)
    if day is None:
        months_ago = (published.month - month) % 12
        return month < published.month or 0 < months_ago <= _HALF_A_YEAR
    year = published.year - (month > published.month)
    return (published - dt.date(year, month, day)).days >= int(table["stale"][0])


def _year_of(page: Page) -> int:
    """The year the report is about: that of its publication, else the latest it mentions."""
    if page.report.published is not None:
        return page.report.published.year
    return max(map(int, _YEAR.findall(page.report.text)), default=0)
