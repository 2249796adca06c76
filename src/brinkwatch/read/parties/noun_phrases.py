"""Noun phrases: where one starts and ends, as an annotator would mark it, and what it is joined with."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_FRONT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "predet", "advmod", "case", "npadvmod", "punct"}
)
_INSIDE = frozenset({"of", "for", "from", "in", "at", "to", "on", "within", "against", "with", "by", "inside"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def phrase_start(head: Token) -> int:
    """The first token of the noun phrase: articles, possessors and modifiers that stand right before its head."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _FRONT or (child.dep_ == "punct" and child.text not in "-–\"'“‘’/"):
            break
        start = min(start, child.left_edge.i)
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start


def phrase_end(head: Token) -> int:
    """One past the last token of the noun phrase: its head and what is led to by prepositions, no clauses, no coordination."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == end and child.lower_ in _INSIDE:
            targets = [t for t in child.rights if t.dep_ in ("pobj", "pcomp") and t.pos_ in NOMINAL]
            if not targets:
                break
            end = joined_end(targets[0])
        elif child.dep_ in ("case", "nummod", "compound") and child.i == end:
            end = child.right_edge.i + 1
        elif child.dep_ != "punct" or child.i != end or child.text not in "-–":
            break
    return end


def joined_end(head: Token) -> int:
    """Like phrase_end, with the nouns that `head` is joined with ("the government and people of Iraq")."""
    end = phrase_end(head)
    for other in joined(head):
        end = max(end, phrase_end(other))
    return end


def joined(head: Token) -> Iterator[Token]:
    """The nouns coordinated to a noun, in order, without itself."""
    for child in head.rights:
        if child.dep_ == "conj" and (child.pos_ in NOMINAL or child.pos_ in ("ADJ", "NUM")):
            yield child
            yield from joined(child)


def prepositions(head: Token, *words: str) -> Iterator[tuple[str, Token]]:
    """What the given prepositions right after a noun lead to: ("of", "Iraq") for "the army of Iraq"."""
    for child in head.rights:
        if child.dep_ == "prep" and (not words or child.lower_ in words):
            for target in child.rights:
                if target.dep_ == "pobj":
                    yield child.lower_, target
                elif target.dep_ == "prep":
                    yield from ((child.lower_, t) for t in target.rights if t.dep_ == "pobj")
