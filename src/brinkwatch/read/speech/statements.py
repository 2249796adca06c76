"""Statements: words and thoughts attributed to a source, with hedges and denials kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from ...model import Actor, Form, Quote, Span, Statement, content_id
from ...ontology.cues import CueWords, cue_words
from ..page import Page
from ..parties.cast import Cast
from ..syntax import antecedent
from .asides import find_asides
from .attributions import Attribution
from .clauses import find_cued
from .hearsay import find_hearsay
from .likelihood import find_likelihood
from .noun_cues import find_held
from .quotes import Quotation, find_quotations, touching
from .speech import Speech
from .turns import find_turns


def find_statements(page: Page, cast: Cast) -> tuple[Statement, ...]:
    """Every attribution on the page, in order of its span, nested ones naming the statement they are `within`."""
    words = cue_words()
    quotations = find_quotations(page.report.text)
    chosen = _chosen(filter(None, (_inside(quotations, a) for a in _found(page, cast, words, quotations))))
    statements = [_statement(page, cast, words, quotations, a) for a in chosen]
    return tuple(_nested(sorted(statements, key=lambda s: (s.span.start, -s.span.end, s.content.span))))


def _found(page: Page, cast: Cast, words: CueWords, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    yield from find_turns(page, words, quotations)
    yield from Speech(page, cast, words, quotations).attributions()
    for sentence in page.sentences:
        yield from find_asides(sentence, cast, words)
        yield from find_hearsay(sentence, cast, words)
        yield from find_held(sentence, cast, words)
        yield from find_cued(sentence, cast, words)


def _inside(quotations: Sequence[Quotation], found: Attribution) -> Attribution | None:
    """An attribution made within a quotation, whose content does not leave it, None if all of it does; one that runs into a quotation takes it whole."""
    if found.direct:
        return found
    content = found.content
    made_at = found.source.idx if found.source is not None else content.start
    for quotation in touching(quotations, min(made_at, content.start), max(made_at + 1, content.end)):
        inner = quotation.inner
        if inner.start <= made_at < inner.end:
            if not inner.touches(content):
                return None
            inside = Span(max(content.start, inner.start), min(content.end, inner.end))
            return (
                replace(found, content=inside)
                if inside.start > inner.start or not inside.holds((made_at, made_at + 1))
                else None
            )
        begins_before = min(made_at, content.start) < quotation.outer.start
        if begins_before and inner.start < content.end <= inner.end:
            return replace(found, content=Span(content.start, quotation.outer.end))
    return found


def _chosen(found: Iterator[Attribution]) -> list[Attribution]:
    """One attribution a cue and content: the first found stands; speech may go on under the cue that it, or a clause before it, has."""
    kept: list[Attribution] = []
    cues: dict[int, Attribution] = {}
    contents: set[Span] = set()
    for attribution in found:
        taken = next((cues[i] for i in range(*attribution.cue) if i in cues), None)
        if attribution.content in contents or (taken is not None and not _goes_with(taken, attribution)):
            continue
        cues.update(dict.fromkeys(range(*attribution.cue), attribution))
        contents.add(attribution.content)
        kept.append(attribution)
    return kept


def _goes_with(taken: Attribution, other: Attribution) -> bool:
    """Whether two attributions share a cue: speech in two sentences, or a clause and then speech that spells it out."""
    if not taken.direct or taken.cue != other.cue:
        return False
    gap = taken.content.start - other.content.end
    return other.direct or (0 < gap <= 4 and other.source is not None)


def _statement(
    page: Page, cast: Cast, words: CueWords, quotations: Sequence[Quotation], found: Attribution
) -> Statement:
    text = page.report.text
    cue = page.quote(*found.cue)
    content, form = _form(text, quotations, found)
    source = _source(cast, words, found.source)
    spans = [cue.span, content.span, *([source.span] if source else [])]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Statement(
        id=content_id("s", page.report.id, cue.span, content.span),
        report=page.report.id,
        span=span,
        source=source,
        cue=cue,
        content=content,
        form=form,
        act="deny" if found.act == "say" and form == "direct" and words.denial.match(content.text) else found.act,
        likelihood=find_likelihood(content.text),
    )


def _form(text: str, quotations: Sequence[Quotation], found: Attribution) -> tuple[Quote, Form]:
    """A content without the marks around it, and whether all, some or none of it is quoted."""
    span = found.content
    if found.direct:
        return Quote(text[span.start : span.end], span), "direct"
    form: Form = "indirect"
    for quotation in touching(quotations, span.start, span.end):
        if quotation.outer.holds(span) and not quotation.inner.holds(span):
            return Quote(text[quotation.inner.start : quotation.inner.end], quotation.inner), "direct"
        if span.touches(quotation.inner) and not quotation.inner.holds(span):
            form = "mixed"
    return Quote(text[span.start : span.end], span), form


def _source(cast: Cast, words: CueWords, head: Token | None) -> Actor | None:
    if head is None:
        return None
    head = _named_beside(head, words)
    if head.tag_ in ("WP", "WDT", "WP$"):
        actor = replace(cast.party(antecedent(head)), text=head.text, span=Span(head.idx, head.idx + len(head)))
    else:
        actor = cast.party(head)
    return replace(actor, anonymous=actor.anonymous or _is_anonymous(head, words))


def _named_beside(head: Token, words: CueWords) -> Token:
    """The name set beside a noun that can't speak itself ("One of these, the Northern Union, said")."""
    if head.pos_ not in ("NOUN", "NUM") or head.lemma_.lower() in words.people or head.lemma_.lower() in words.texts:
        return head
    return next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), head)


def _is_anonymous(head: Token, words: CueWords) -> bool:
    """Whether a source is a person or persons of some sort whom the text does not name."""
    phrase = list(head.subtree)
    if any(t.lower_ in words.marks for t in phrase):
        return True
    if any(t.ent_type_ == "PERSON" for t in phrase):
        return False
    definite = any(c.lower_ in ("the", "this", "that") and c.dep_ == "det" for c in head.children)
    return head.pos_ == "NOUN" and head.lemma_.lower() in words.anonymous and not definite


def _nested(statements: list[Statement]) -> Iterator[Statement]:
    """Each statement with the smallest other one whose content holds its cue and content."""
    holders: dict[str, Statement] = {}
    open_: list[Statement] = []
    for inner in sorted(statements, key=lambda s: (s.content.span.start, -s.content.span.end)):
        open_ = [s for s in open_ if s.content.span.end > inner.content.span.start]
        around = [s for s in open_ if s.content.span != inner.content.span and _holds(s, inner)]
        if around:
            holders[inner.id] = min(around, key=lambda s: s.content.span.end - s.content.span.start)
        open_.append(inner)
    for inner in statements:
        holder = holders.get(inner.id)
        yield replace(inner, within=holder.id if holder is not None else None)


def _holds(outer: Statement, inner: Statement) -> bool:
    return outer.content.span.holds(inner.content.span) and outer.content.span.holds(inner.cue.span)
