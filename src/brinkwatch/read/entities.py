"""Weapons, platforms, military units, ministries and agencies that a report names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..model import Entity, EntityKind, Span, content_id
from ..ontology.entities import EntityWords, entity_words
from .page import Page
from .parties.cast import Cast

_DESCRIBING = frozenset({"compound", "amod", "nmod"})
"""Words in front of a noun that belong to the thing's name."""


def find_entities(page: Page, cast: Cast) -> tuple[Entity, ...]:
    """Each such thing in the words that name it, in order; of two that overlap the longer one."""
    words = entity_words()
    found = [*_by_form(page, words), *_by_noun(page, words)]
    kept: list[tuple[Span, EntityKind]] = []
    for span, kind in sorted(found, key=lambda f: f[0].start - f[0].end):
        if not any(span.touches(other) for other, _ in kept):
            kept.append((span, kind))
    return tuple(_entity(page, cast, span, kind) for span, kind in sorted(kept))


def _by_form(page: Page, words: EntityWords) -> Iterator[tuple[Span, EntityKind]]:
    text = page.report.text[: len(page.doc.text)]
    for kind, pattern in words.patterns:
        for match in pattern.finditer(text):
            yield Span(*match.span()), kind


def _by_noun(page: Page, words: EntityWords) -> Iterator[tuple[Span, EntityKind]]:
    for token in page.doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        kind = next((k for phrase, k in words.heads.get(token.lemma_.lower(), ()) if _ends(token, phrase)), None)
        first = _first(token)
        before = {t.lower_ for t in page.doc[max(first.i - 1, 0) : token.i]}
        if kind is not None and not before & words.not_after.get(token.lemma_.lower(), frozenset()):
            yield page.quote(first.i, token.i + 1).span, kind


def _ends(token: Token, phrase: tuple[str, ...]) -> bool:
    """Whether a token is the last word of a phrase that stands there."""
    if token.i + 1 < len(phrase):
        return False
    before = token.doc[token.i + 1 - len(phrase) : token.i]
    return all(t.lower_ == word for t, word in zip(before, phrase[:-1], strict=True))


def _first(token: Token) -> Token:
    """The first of the words that describe a noun and stand unbroken before it."""
    first = token
    while first.i > 0:
        before = first.nbor(-1)
        described = before.dep_ in _DESCRIBING or (before.is_punct and before.text == "-")
        if not described or not (token.is_ancestor(before) or before.text == "-"):
            break
        first = before
    return first if not first.is_punct else first.nbor(1)


def _entity(page: Page, cast: Cast, span: Span, kind: EntityKind) -> Entity:
    holder = next((m.actor.country for m in cast.mentions if m.actor.country and m.actor.span.touches(span)), None)
    return Entity(
        content_id("n", page.report.id, kind, *span),
        page.report.id,
        span,
        page.report.text[span.start : span.end],
        kind,
        holder,
    )
