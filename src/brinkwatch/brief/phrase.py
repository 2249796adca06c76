"""Words of a brief: the reports' own, and the few of ours between them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ..model import Actor, Citation, Event, Likelihood, Run, Span
from ..ontology.brief import brief_rules
from .evidence import Evidence

_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]+(?:, [A-Z][\w. ]{2,15})?(?: \([\w ]+\))? [—–-]+ (?=\S)")
"""Where and when a report was filed, before its first sentence: "LONDON, May 3 (Agency) — "."""


def day(date: dt.date) -> str:
    """A day as a brief writes it: "Mon 22 October 1962"."""
    return f"{date:%a} {date.day} {date:%B %Y}"


def ours(text: str) -> Run:
    """Words of ours."""
    return Run(text)


def theirs(text: str) -> Run:
    """Exact words of a report, on one line."""
    return Run(" ".join(text.split()), "quote")


def flag(text: str) -> Run:
    """A status or a doubt."""
    return Run(text, "flag")


def parties(evidence: Evidence, actors: Iterable[Actor], unknown: str = "not said") -> tuple[Run, ...]:
    """The parties' names, each once; `unknown` where the report names none."""
    names = list(dict.fromkeys(evidence.label(a) for a in actors))
    return (Run(", ".join(names), "party"),) if names else (ours(unknown),)


def speaker(evidence: Evidence, statement_id: str | None) -> str | None:
    """Who stands behind a statement, outermost last ("a witness, quoted by Iran"); None for the report's own voice."""
    names: list[str] = []
    statement = evidence.statements.get(statement_id or "")
    while statement is not None and len(names) < 3:
        names.append(evidence.label(statement.source) if statement.source else "a source not named")
        statement = evidence.statements.get(statement.within or "")
    return ", quoted by ".join(dict.fromkeys(names)) or None


def doubt(event: Event) -> str | None:
    """What keeps an event from being told as a fact, in a word or two."""
    return brief_rules().factuality.get(event.factuality)


def chance(likelihood: Likelihood) -> str:
    """An estimative word with the band it stands for."""
    return f"{likelihood.text}: {likelihood.low:.0%}–{likelihood.high:.0%}"


def best_words(evidence: Evidence, citation: Citation, clause: Span) -> str:
    """The cited sentence; where it is long, the part around the clause, with dots where it was cut."""
    limit = brief_rules().limits["sentence"]
    sentence = _DATELINE.sub("", evidence.sentence(citation))
    if len(sentence) <= limit:
        return sentence
    text = evidence.sources[citation.source - 1].report.text
    start, end = max(citation.span.start, clause.start), min(citation.span.end, clause.end)
    if start - citation.span.start < limit // 4:
        start = citation.span.start
    words = " ".join(text[start:end].split())
    before, after = "… " * (start > citation.span.start), " …" * (end < citation.span.end)
    return f"{before}{words}{after}"


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations in order, each sentence once."""
    return tuple(sorted(dict.fromkeys(citations), key=lambda c: (c.source, c.sentence)))
