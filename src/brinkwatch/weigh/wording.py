"""A report's words as they are compared with another's: paragraph by paragraph, what it quotes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rensa import RMinHash

from ..model import Report, Span
from ..ontology.reprints import reprint_rules

_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"[\"“”«»„].*?[\"“”«»]|(?<!\w)[‘'].{12,}?[’'](?!\w)|[\"“][^\"”]*$")
_WORD = re.compile(r"\w+(?:['’]\w+)?")

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """A report's shingles: words in a row, in lower case, that are its own and no quotation."""

    report: Report

    @cached_property
    def paragraphs(self) -> tuple[tuple[Span, frozenset[Shingle]], ...]:
        """Each paragraph's bounds in the text, and its shingles."""
        return tuple(
            (Span(*found.span()), frozenset(_shingles(found[0]))) for found in _PARAGRAPH.finditer(self.report.text)
        )

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        """All of the report's shingles."""
        return frozenset().union(*(shingles for _, shingles in self.paragraphs))

    @cached_property
    def bands(self) -> frozenset[str]:
        """What the report is looked up by: two of which paragraphs are alike are likely to have one of these in common. Paragraphs too short
        to prove anything are left out, unless there are no others."""
        long = [s for _, s in self.paragraphs if len(s) >= reprint_rules().least_shingles]
        return frozenset(band for shingles in long or [self.shingles] if shingles for band in _bands(shingles))

    @cached_property
    def weighty(self) -> frozenset[str]:
        """Names, numbers and long words, in lower case, the title's included."""
        text = f"{self.report.title or ''}\n{self.report.text}"
        return frozenset(w.lower() for w in _WORD.findall(text) if len(w) > 6 or w[0].isupper() or w[0].isdigit())


def _shingles(paragraph: str) -> Iterator[Shingle]:
    size = reprint_rules().shingle_words
    for own in _QUOTED.split(paragraph):
        words = [word.lower().replace("’", "'") for word in _WORD.findall(own)]
        yield from (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _bands(shingles: frozenset[Shingle]) -> Iterator[str]:
    """The MinHash of a paragraph, cut into bands."""
    rules = reprint_rules()
    sketch = RMinHash(num_perm=rules.permutations, seed=1)
    sketch.update([" ".join(shingle) for shingle in shingles])
    digest = sketch.digest()
    for start in range(0, rules.permutations, rules.rows):
        yield f"{start}:" + ".".join(f"{value:x}" for value in digest[start : start + rules.rows])
