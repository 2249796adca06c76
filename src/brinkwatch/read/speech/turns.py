"""Speech set off by a page's layout alone: paragraphs after "She said:", speakers' turns in a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords
from ..page import Page
from .attributions import Attribution, source_of
from .quotes import Quotation

_LINE = re.compile(r"[^\n]+")
_LED = re.compile(r"^(?P<lead>[^\n:]{3,120}):[ \t]+(?=[A-Z])", re.MULTILINE)
_OWN_VOICE = re.compile(r"\b(?:we|our|I|my|us)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?P<name>[A-Z][A-Z.’' \-]{0,40}):[ \t]", re.MULTILINE)


def find_turns(page: Page, words: CueWords, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Every stretch of speech without quotation marks that a line ending in a colon or a speaker's name in capitals leads to."""
    yield from _blocks(page, words, quotations)
    yield from _led(page, words)
    yield from _labelled(page, words)


def _blocks(page: Page, words: CueWords, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    text = page.report.text
    lines = [m for m in _LINE.finditer(text) if m[0].strip()]
    quoted = [q.outer for q in quotations]
    for number, line in enumerate(lines[:-1]):
        if not line[0].rstrip().endswith(":"):
            continue
        cue = _cue(page, line.start(), line.end(), words)
        start = lines[number + 1].start()
        if cue is None or any(q.start <= start + 2 <= q.end for q in quoted):
            continue
        end = start
        for following in lines[number + 1 :]:
            if following[0].rstrip().endswith(":") or following[0].strip().lower().startswith(words.ends):
                break
            end = following.start() + len(following[0].rstrip())
        if end > start:
            token, act = cue
            yield Attribution((token.i, token.i + 1), source_of(token), Span(start, end), act, direct=True)


def _led(page: Page, words: CueWords) -> Iterator[Attribution]:
    """Speech on the same line as "She said:", and the paragraphs after it that go on in the speaker's own voice."""
    text = page.report.text
    for lead in _LED.finditer(text):
        cue = _cue(page, lead.start(), lead.end("lead"), words)
        lines = [m for m in _LINE.finditer(text, lead.end()) if m[0].strip()]
        if cue is None or not lines or "." not in lines[0][0].rstrip()[:-1]:
            continue
        end = lead.end() + len(lines[0][0].rstrip())
        for following in lines[1:]:
            if following[0].rstrip().endswith(":") or not _OWN_VOICE.search(following[0]):
                break
            end = following.start() + len(following[0].rstrip())
        token, act = cue
        yield Attribution((token.i, token.i + 1), source_of(token), Span(lead.end(), end), act, direct=True)


def _cue(page: Page, start: int, end: int, words: CueWords) -> tuple[Token, Act] | None:
    """The last word of a line that leads to direct speech."""
    token = page.token_at(end - 1)
    while token is not None and token.idx >= start:
        if token.pos_ in ("VERB", "AUX"):
            act = words.verbs.get(words.lemma(token), {}).get("quote")
            return (token, act) if act else None
        token = page.doc[token.i - 1] if token.i else None
    return None


def _labelled(page: Page, words: CueWords) -> Iterator[Attribution]:
    """The turns of a transcript: at least two lines that open with a name in capitals and a colon."""
    text = page.report.text
    labels = list(_LABEL.finditer(text))
    if len(labels) < 2:
        return
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        first, last = page.token_at(label.start("name")), page.token_at(label.end("name") - 1)
        words_of = text[label.end() : end].strip()
        if first is None or last is None or not words_of:
            continue
        start = text.index(words_of, label.end())
        name = label["name"].lower()
        unnamed = name in words.questions or name in words.answers
        act: Act = "ask" if name in words.questions else "say"
        source = None if unnamed else last
        yield Attribution((first.i, last.i + 1), source, Span(start, start + len(words_of)), act, direct=True)
