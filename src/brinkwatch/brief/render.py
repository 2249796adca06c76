"""Brief -> Markdown, HTML (one file, no script), PDF, JSON. Text from reports is data: escaped, never markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..errors import BadInput, Failure
from ..model import Brief, Citation, Source
from ..schema import dumps
from .phrase import day
from .pictures import network, timeline

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report as shown: a numbered sentence, or what stands between sentences (number 0)."""

    text: str
    number: int
    cited: bool


def render(brief: Brief, form: str) -> bytes:
    """The brief as a file's bytes in `form`: "md", "html", "pdf" or "json". Raises BadInput for another form."""
    forms: dict[str, Callable[[Brief], bytes]] = {
        "md": lambda b: to_markdown(b).encode(),
        "html": lambda b: to_html(b).encode(),
        "pdf": to_pdf,
        "json": lambda b: dumps(msgspec.to_builtins(b), indent=1).encode(),
    }
    if form not in forms:
        raise BadInput(f"a brief can't be written as {form!r}: use one of {', '.join(forms)}")
    return forms[form](brief)


def to_html(brief: Brief) -> str:
    """One self-contained page; each citation opens its sentence, highlighted, in the report at the page's end."""
    env = _environment(escape=True)
    cited = {c for _, c in _citations(brief)}
    pictures: dict[str, Markup | None] = {"timeline": None, "network": None}
    if lanes := timeline(brief.marks):
        pictures["timeline"] = Markup(env.get_template("timeline.svg.j2").render(t=lanes))  # noqa: S704 - our own template
    if graph := network(brief.marks):
        pictures["network"] = Markup(env.get_template("network.svg.j2").render(n=graph))  # noqa: S704 - our own template
    loader = env.loader
    assert loader is not None
    css = Markup(loader.get_source(env, "brief.css")[0])  # noqa: S704 - our own style sheet
    page = env.get_template("brief.html.j2").render(
        brief=brief, css=css, origin=_origin(brief), paragraphs=lambda s: _paragraphs(s, cited), **pictures
    )
    return _CONTROL.sub("\ufffd", page)


def to_markdown(brief: Brief) -> str:
    """Markdown whose citations link to a list of the cited sentences at its end."""
    cited = dict.fromkeys(c for _, c in sorted(_citations(brief), key=lambda pair: (pair[1].source, pair[1].sentence)))
    words = [(c, _sentence(brief.sources[c.source - 1], c)) for c in cited]
    text = (
        _environment(escape=False).get_template("brief.md.j2").render(brief=brief, origin=_origin(brief), cited=words)
    )
    return _CONTROL.sub("\ufffd", re.sub(r"\n{3,}", "\n\n", text))


def to_pdf(brief: Brief) -> bytes:
    """The HTML page on A4; raises Failure where WeasyPrint or Pango is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        hint = (
            "pip install 'brinkwatch[pdf]', and your system's Pango library (Debian: libpango-1.0-0 libpangoft2-1.0-0)"
        )
        raise Failure(f"a PDF needs WeasyPrint and Pango, which are not installed here: {hint}") from error
    document = HTML(string=to_html(brief), url_fetcher=_refuse)
    return bytes(document.write_pdf())


def _refuse(url: str, *_: object, **__: object) -> dict[str, Any]:
    raise ValueError(f"a brief loads nothing from outside: {url[:60]}")


@cache
def _environment(*, escape: bool) -> Environment:
    env = Environment(
        loader=PackageLoader(__package__ or "brinkwatch.brief"),
        autoescape=escape,  # noqa: S701 - off for Markdown only, which has its own escaping
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    env.globals["day"] = day
    env.filters["md"] = lambda text: _MARKDOWN.sub(r"\\\1", text)
    env.filters["code"] = lambda text: text.replace("`", "'")
    return env


def _origin(brief: Brief) -> str:
    reports = len(brief.sources)
    publishers = {s.report.publisher for s in brief.sources if s.report.publisher}
    dates = sorted(s.report.published for s in brief.sources if s.report.published)
    words = [f"{reports} report{'s' if reports != 1 else ''}"]
    if publishers:
        words.append(f"{len(publishers)} publisher{'s' if len(publishers) != 1 else ''}")
    if dates and dates[0] != dates[-1]:
        words.append(f"{day(dates[0])} to {day(dates[-1])}")
    if brief.incidents:
        words.append(
            f"{brief.corroborated or 'none'} of {brief.incidents} happenings on two or more independent origins"
        )
    elif reports == 1:
        words.append("nothing corroborated")
    if brief.earlier:
        words.append(f"{brief.earlier:,} earlier left out (--since)")
    return " · ".join(words)


def _citations(brief: Brief) -> Iterator[tuple[str, Citation]]:
    for section in brief.sections:
        for group in section.groups:
            for line in group.lines:
                for citation in line.citations:
                    yield section.key, citation


def _sentence(source: Source, citation: Citation) -> str:
    return " ".join(source.report.text[citation.span.start : citation.span.end].split())


def _paragraphs(source: Source, cited: set[Citation]) -> Iterator[list[Piece]]:
    """A report's text as paragraphs of numbered sentences; nothing of it is left out."""
    text, at = source.report.text, 0
    paragraph: list[Piece] = []
    for number, span in enumerate(source.sentences, 1):
        between = text[at : span.start]
        if "\n" in between and paragraph and not between.strip():
            yield paragraph
            paragraph = []
        elif between:
            paragraph.append(Piece(between, 0, cited=False))
        known = Citation(source.number, number, span) in cited
        paragraph.append(Piece(text[span.start : span.end], number, known))
        at = span.end
    if text[at:].strip():
        paragraph.append(Piece(text[at:], 0, cited=False))
    if paragraph:
        yield paragraph
