"""Cutting words out of a sentence: what a word governs, without the conditions and punctuation at its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from ..model import Quote, Span
from .page import Page
from .syntax import sentence_around

MARKS = frozenset({"mark", "advmod", "aux"})


def token_of(page: Page, span: Span) -> Token | None:
    """The word that heads a span: the one whose own head lies outside; None for a span without words."""
    first = page.token_at(span.start)
    if first is None:
        return None
    inside = [t for t in page.doc[first.i : first.i + 40] if t.idx < span.end and not t.is_punct and not t.is_space]
    ids = {t.i for t in inside}
    heads = [t for t in inside if t.head.i not in ids or t.head.i == t.i]
    return next((t for t in heads if t.pos_ in ("VERB", "NOUN", "ADJ")), next(iter(heads or inside), None))


def governed(
    page: Page,
    head: Token,
    start: int | None = None,
    end: int | None = None,
    *,
    but: Callable[[Token], bool] | None = None,
) -> Quote | None:
    """The words from token `start` (default: the first that `head` governs) to the last that it governs before token `end`, without
    clauses at the end that `but` names and without punctuation at either side; None where nothing is left."""
    low = head.left_edge.i if start is None else start
    high = head.right_edge.i + 1 if end is None else min(end, head.right_edge.i + 1)
    for other in sorted((c for c in head.subtree if but and but(c) and c.i != head.i), key=lambda c: c.i):
        if low < other.left_edge.i < high and all(_loose(t) for t in page.doc[other.right_edge.i + 1 : high]):
            high = other.left_edge.i
    while high > low and _loose(page.doc[high - 1]):
        high -= 1
    while low < high and _loose(page.doc[low]):
        low += 1
    return page.quote(low, high) if low < high else None


def conditional_clauses(token: Token, marks: frozenset[str]) -> Iterator[tuple[Token, Token]]:
    """Adverbial clauses below a token that a word of `marks` opens: the clause's verb and that word."""
    for clause in token.children:
        if clause.dep_ == "advcl":
            mark = next((m for m in clause.children if m.dep_ in MARKS and m.lower_ in marks and m.i < clause.i), None)
            if mark is not None:
                yield clause, mark


def is_negated(token: Token) -> bool:
    """Whether a word of negation hangs on the token."""
    return any(c.dep_ == "neg" for c in token.children)


def sentence_span(token: Token) -> Span:
    """Character bounds of a token's sentence."""
    return Span(sentence_around(token).start_char, sentence_around(token).end_char)


def _loose(token: Token) -> bool:
    """Punctuation and white space at a clause's end, but for a closing bracket."""
    return token.is_space or (token.is_punct and token.text not in (")", "]", "%", "(")) or token.dep_ == "cc"
