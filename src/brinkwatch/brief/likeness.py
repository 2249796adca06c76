"""Lines that say the same are one line with several citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
_WORD = re.compile(r"[\w'’-]{4,}|\d+")


def content_words(text: str) -> frozenset[str]:
    """A text's words of four letters or more and its numbers, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of content words that two texts have in common (Jaccard, 0 to 1)."""
    return len(a & b) / (len(a | b) or 1)


def gather_same(
    items: Iterable[T], words: Callable[[T], str], key: Callable[[T], Hashable], floor: float
) -> list[list[T]]:
    """Items of one key whose words are alike to at least `floor`, together, in order of the first of them."""
    groups: list[tuple[frozenset[str], list[T]]] = []
    by_key: dict[Hashable, list[int]] = {}
    for item in items:
        these = content_words(words(item))
        for at in by_key.setdefault(key(item), []):
            if alike(groups[at][0], these) >= floor:
                groups[at][1].append(item)
                break
        else:
            by_key[key(item)].append(len(groups))
            groups.append((these, [item]))
    return [members for _, members in groups]
