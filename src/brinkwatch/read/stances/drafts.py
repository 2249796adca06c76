"""A position in the making, and the parts of it that every way of finding one shares."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from ...model import Actor, PositionKind, Quote, Span, Statement
from ...ontology.stances import PositionRules


@dataclass(frozen=True, slots=True)
class Draft:
    """A position before its condition, deadline and status are known; `head` is the word that its content hangs on."""

    kind: PositionKind
    content: Quote
    span: Span
    head: Token
    issuers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    basis: tuple[str, ...]


def is_condition(token: Token, rules: PositionRules) -> bool:
    """Whether a token heads a clause that "if", "unless" or the like opens."""
    return token.dep_ == "advcl" and any(
        m.lower_ in rules.conditions and m.i < token.i for m in token.children if m.dep_ in ("mark", "advmod")
    )


def characters(token: Token) -> tuple[int, int]:
    """A token's bounds in characters."""
    return token.idx, token.idx + len(token)


def holder(statements: tuple[Statement, ...], token: Token) -> Statement | None:
    """The innermost statement whose content holds a token."""
    holding = [s for s in statements if s.content.span.holds(characters(token))]
    return min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)


def one_side(parties: tuple[Actor, ...], source: Actor) -> bool:
    """Whether parties are the source itself or of its country."""
    return all(
        p.name == source.name or p.span == source.span or (p.country and p.country == source.country) for p in parties
    )
