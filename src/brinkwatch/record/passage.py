"""Where in a text a span stands: its sentences and its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Span


def sentence_around(span: Span, sentences: Sequence[Span]) -> Span:
    """From the first to the last sentence that a span has a part in; the span itself where sentences are not known."""
    touched = [sentence for sentence in sentences if sentence.touches(span)]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span


def paragraphs_of(text: str) -> list[Span]:
    """Paragraphs, in order: what empty lines divide; lines, where there are no empty ones."""
    cut = r"\s*\n[^\S\n]*\n\s*" if re.search(r"\S\s*\n[^\S\n]*\n\s*\S", text) else r"\s*\n\s*"
    found, start = [], 0
    for end, after in [*((match.start(), match.end()) for match in re.finditer(cut, text)), (len(text), len(text))]:
        if text[start:end].strip():
            found.append(Span(start, end))
        start = after
    return found


def paragraph_around(span: Span, text: str) -> Span:
    """The paragraph, or paragraphs, that a span has a part in."""
    touched = [paragraph for paragraph in paragraphs_of(text) if paragraph.touches(span)]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span


def place_of(span: Span, text: str) -> str:
    """Where in a text a span stands, in words: paragraph and characters."""
    paragraphs = paragraphs_of(text)
    number = next((n for n, paragraph in enumerate(paragraphs, 1) if paragraph.touches(span)), None)
    where = f"paragraph {number} of {len(paragraphs)}, " if number else ""
    return f"{where}characters {span.start:,} to {span.end:,}"
