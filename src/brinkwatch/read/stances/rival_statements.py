"""Statements of one report that contradict each other: a claim and its denial, two numbers for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Token

from ...model import Discrepancy, DiscrepancyKind, Statement, content_id
from ...ontology.stances import DiscrepancyRules, stance_rules
from ..page import Page
from ..syntax import sentence_around

T = TypeVar("T")

REACH = 40
"""How many items on a claim is still held against another, so that a report's length costs no more than its length."""

_WORD = re.compile(r"[\w'-]{5,}")


def near_pairs(items: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Pairs of items in order, each with the next REACH: what is further apart in a report is not set against each other."""
    for at, item in enumerate(items):
        yield from ((item, other) for other in items[at + 1 : at + 1 + REACH])


def discrepancy(page: Page, kind: DiscrepancyKind, items: tuple[str, ...], note: str) -> Discrepancy:
    """A discrepancy of the page's report between items."""
    return Discrepancy(content_id("d", page.report.id, kind, *items), kind, items, note)


def denied_statements(page: Page, statements: tuple[Statement, ...]) -> Iterator[Discrepancy]:
    """What one source says and another denies, in much the same words."""
    rules = stance_rules().discrepancy
    for first, second in near_pairs(statements):
        denial, claim = (first, second) if first.act == "deny" else (second, first)
        if denial.act != "deny" or claim.act in ("deny", "demand", "ask") or not _apart(denial, claim):
            continue
        one, two = (frozenset(_WORD.findall(s.content.text.lower())) for s in (denial, claim))
        shared = one & two
        if len(shared) >= 2 and len(shared) >= rules.alike * min(len(one), len(two)):
            yield discrepancy(
                page, "denial", (claim.id, denial.id), f"{_name(claim)} says it, {_name(denial)} denies it"
            )


def rival_numbers(page: Page, statements: tuple[Statement, ...]) -> Iterator[Discrepancy]:
    """Two numbers of the same thing from two sources, where the report sets them against each other."""
    rules = stance_rules().discrepancy
    counted = [(s, noun, number) for s in statements for noun, number in _counted(page, rules, s)]
    for (a, one, few), (b, two, many) in near_pairs(counted):
        same = one.lemma_ == two.lemma_ and few.lower_ != many.lower_
        if same and _apart(a, b) and _set_against(rules, one, two):
            note = f"{few.text} {one.text}, says {_name(a)}; {many.text} {two.text}, says {_name(b)}"
            yield discrepancy(page, "number", (a.id, b.id), note)


def _counted(page: Page, rules: DiscrepancyRules, statement: Statement) -> Iterator[tuple[Token, Token]]:
    """The nouns that a statement's content counts, each with its number."""
    for token in page.doc.char_span(*statement.content.span, alignment_mode="expand") or ():
        if (
            token.dep_ == "nummod"
            and token.like_num
            and token.head.pos_ == "NOUN"
            and token.head.lemma_ not in rules.uncounted
        ):
            yield token.head, token


def _set_against(rules: DiscrepancyRules, one: Token, two: Token) -> bool:
    """Whether the later of two counts stands in a sentence of contrast, or both are subjects of what is said."""
    later = one if one.i > two.i else two
    contrasted = any(t.lemma_.lower() in rules.contrast for t in sentence_around(later))
    return contrasted or (
        one.dep_ == two.dep_ and one.dep_ in ("nsubj", "nsubjpass") and one.head.lemma_ == two.head.lemma_
    )


def _apart(a: Statement, b: Statement) -> bool:
    """Whether two statements have sources of their own, neither quoting the other."""
    if a.source is None or b.source is None or a.within == b.id or b.within == a.id:
        return False
    return (a.source.country or a.source.name) != (b.source.country or b.source.name)


def _name(statement: Statement) -> str:
    return statement.source.name if statement.source else "a source not named"
