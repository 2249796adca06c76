"""Positions: demands, offers, promises, threats, refusals, concessions and red lines, with condition, deadline and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from ..model import Actor, Deadline, Event, Position, PositionKind, Quote, Span, Statement, When, content_id
from ..ontology.stances import PositionRules, stance_rules
from .answers import settle
from .cast import Cast
from .excerpts import conditional_clauses, governed, is_negated, sentence_span, token_of
from .page import Page
from .syntax import child, preposition_objects, subjects


@dataclass(frozen=True, slots=True)
class _Draft:
    """A position before its condition, deadline and status are known; `head` is the word that its content hangs on."""

    kind: PositionKind
    content: Quote
    span: Span
    head: Token
    issuers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    basis: tuple[str, ...]


def find_positions(
    page: Page, cast: Cast, times: tuple[When, ...], statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Position, ...]:
    """Every position on the page, in order of its content; the same words stand for one position only."""
    rules = stance_rules().position
    drafts: dict[Span, _Draft] = {}
    for draft in (
        *_from_events(page, rules, statements, events),
        *_from_statements(page, rules, statements),
        *_from_obligations(page, cast, rules, statements),
        *_from_red_lines(page, cast, rules, statements),
    ):
        if draft.issuers and not any(span.touches(draft.content.span) for span in drafts):
            drafts[draft.content.span] = draft
    ordered = sorted(drafts.values(), key=lambda d: d.content.span)
    return settle(page, tuple(_finish(page, rules, times, draft) for draft in ordered), events)


def _from_events(
    page: Page, rules: PositionRules, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> Iterator[_Draft]:
    """Verbal acts: their content is what the statement with the same cue holds, else the trigger's complement."""
    for event in events:
        kind = rules.kind_of_type.get(event.type)
        head = token_of(page, event.trigger.span)
        if kind is None or head is None or event.factuality[-1] != "+" or _is_demanded(head, rules):
            continue
        if _is_denied(event.trigger.span, statements):
            continue
        statement = next((s for s in statements if s.cue.span.touches(event.trigger.span) and s.source), None)
        if statement is not None and rules.kind_of_act.get(statement.act):
            content: Quote | None = _without_addressee(page, statement.content)
        elif head.lemma_ in rules.no_position:
            continue
        else:
            content = complement(page, head, rules)
        if content is None or _says_nothing(page, content, rules, event.recipients):
            continue
        kind = _kind(rules, kind, head, statement, content)
        issuers = event.actors or ((statement.source,) if statement and statement.source else ())
        basis = (event.id, *((statement.id,) if statement else ()))
        yield _Draft(kind, content, event.span, head, issuers, event.recipients, basis)


def _says_nothing(page: Page, content: Quote, rules: PositionRules, others: tuple[Actor, ...]) -> bool:
    """Whether words are no position's content: a question, a wish not to be named, a time, a lone adjective, or only the other party."""
    tokens = [t for t in page.doc.char_span(*content.span, alignment_mode="expand") or () if not t.is_punct]
    lemmas = {t.lemma_.lower() for t in tokens}
    if not tokens or tokens[0].lower_ in rules.questions or lemmas & rules.anonymity:
        return True
    if all(t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("ADJ", "PRON", "DET", "ADP", "ADV") for t in tokens):
        return True
    return any(a.span.holds(content.span) or content.text == a.text for a in others)


def _is_denied(words: Span, statements: tuple[Statement, ...]) -> bool:
    return any(s.act == "deny" and s.content.span.holds(words) for s in statements)


def _is_demanded(head: Token, rules: PositionRules) -> bool:
    """Whether an act stands in what another party demands: "the requirement that the alliance commit to ..."."""
    return head.dep_ in ("acl", "ccomp", "relcl") and head.head.lemma_ in rules.demanding_nouns


def _kind(
    rules: PositionRules, kind: PositionKind, head: Token, statement: Statement | None, content: Quote
) -> PositionKind:
    if kind == "promise" and (head.lemma_ in rules.offers or (statement is not None and statement.act == "offer")):
        return "offer"
    words = set(content.text.lower().split())
    if kind == "promise" and rules.harms & words and not rules.not_harm & words:
        return "threat"
    if kind == "threat" and (
        (is_negated(head) and head.lemma_ in rules.red_lines) or head.lemma_ in rules.red_line_nouns
    ):
        return "red_line"
    return kind


def complement(page: Page, head: Token, rules: PositionRules) -> Quote | None:
    """What a verbal act is about: its infinitive, clause, object or prepositional phrase; of "will support X", "support X"."""
    verbal = head.pos_ in ("VERB", "AUX", "ADJ")
    if verbal and any(t.tag_ == "MD" for t in (*head.lefts, *head.doc[max(0, head.i - 2) : head.i])):
        return governed(page, head, head.i, but=lambda t: _is_condition(t, rules))
    for label in ("xcomp", "ccomp", "acl", "dobj", "nsubjpass") if verbal else ("acl", "prep"):
        found = child(head, label)
        if found is not None and not (label == "acl" and found.tag_ != "VB") and found.tag_ not in ("WDT", "WP"):
            if label == "prep" and found.lower_ not in rules.complement_prepositions:
                continue
            start = found.i + 1 if label == "prep" and found.lower_ != "to" else None
            return governed(page, found, start, but=lambda t: _is_condition(t, rules))
    prep = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in rules.complement_prepositions), None)
    return governed(page, prep, None if prep.lower_ == "to" else prep.i + 1) if prep is not None else None


def _without_addressee(page: Page, content: Quote) -> Quote:
    """An infinitive without the party it is addressed to: of "Kyiv to send troops", "to send troops"."""
    for token in page.doc.char_span(*content.span, alignment_mode="contract") or ():
        if token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return content
        verb = token.head
        if token.tag_ == "TO" and token.dep_ == "aux" and verb.dep_ in ("xcomp", "ccomp", "ROOT", "advcl"):
            outside = not content.span.holds((verb.head.idx, verb.head.idx + 1)) or verb.head.i == verb.i
            return page.report.quote(token.idx, content.span.end) if outside else content
    return content


def _from_statements(page: Page, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[_Draft]:
    """Attributed demands, threats, promises and offers that no event was read from."""
    for statement in statements:
        kind = rules.kind_of_act.get(statement.act)
        head = token_of(page, statement.cue.span)
        if kind is None or kind == "refusal" or head is None or statement.source is None:
            continue
        content = _without_addressee(page, statement.content)
        if (
            _says_nothing(page, content, rules, ())
            or _is_denied(statement.cue.span, statements)
            or is_negated(head)
            or _is_demanded(head, rules)
        ):
            continue
        yield _Draft(kind, content, statement.span, head, (statement.source,), (), (statement.id,))


def _from_obligations(
    page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]
) -> Iterator[_Draft]:
    """What a source says that a party must do, and what it tells it to do in the imperative: demands."""
    for statement in statements:
        first = page.token_at(statement.content.span.start)
        inner = [s.content.span for s in statements if s.within == statement.id]
        if statement.source is None or first is None:
            continue
        for token in page.doc[first.i :]:
            if token.idx >= statement.content.span.end:
                break
            if any(span.holds((token.idx, token.idx + len(token))) for span in inner):
                continue
            verb = _obliged(token, rules)
            parties = tuple(a for s in subjects(verb) for a in cast.actors_of(s)) if verb is not None else ()
            if verb is not None and parties and not _same(parties, statement.source):
                content = governed(page, verb, verb.i, but=lambda t: _is_condition(t, rules))
                if content is not None:
                    span = Span(statement.span.start, max(content.span.end, statement.cue.span.end))
                    yield _Draft("demand", content, span, verb, (statement.source,), parties, (statement.id,))


def _from_red_lines(
    page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]
) -> Iterator[_Draft]:
    """ "X is a red line for us": the party that draws it, and what would cross it."""
    for sentence in page.sentences:
        for token in sentence:
            if token.lemma_ not in rules.red_line_nouns or not any(c.lower_ == "red" for c in token.children):
                continue
            drawn_by = [*preposition_objects(token, ("for", "of")), *(c for c in token.children if c.dep_ == "poss")]
            issuers = tuple(a for t in drawn_by for a in cast.actors_of(t))
            statement = next((s for s in reversed(statements) if s.content.span.holds(_chars(token))), None)
            if not issuers and statement is not None and statement.source is not None:
                issuers = (statement.source,)
            content = _crossing(page, token)
            if content is not None:
                basis = (statement.id,) if statement else ()
                yield _Draft("red_line", content, sentence_span(token), token, issuers, (), basis)


def _crossing(page: Page, line: Token) -> Quote | None:
    """What would cross a red line: the subject it is said of; where that is "this" or "it", the condition that the sentence states."""
    copula = line.head
    subject = child(copula, "nsubj") if line.dep_ in ("attr", "oprd", "acomp") else None
    if subject is not None and subject.pos_ != "PRON":
        return governed(page, subject)
    clause = next((t for t in line.sent if t.dep_ == "advcl" and line.i not in {x.i for x in t.subtree}), None)
    if clause is None or subject is None:
        return None
    mark = child(clause, "mark")
    return governed(page, clause, mark.i + 1 if mark is not None and mark.i < clause.i else None)


def _chars(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _obliged(token: Token, rules: PositionRules) -> Token | None:
    """The verb that a "must", "should", "has to", "needs to" obliges somebody to."""
    if token.dep_ == "aux" and token.lemma_.lower() in rules.obligations:
        return token.head
    if token.lemma_ in rules.obliged_to and token.pos_ in ("VERB", "AUX"):
        found = child(token, "xcomp")
        return found if found is not None and any(c.tag_ == "TO" for c in found.children) else None
    return None


def _same(parties: tuple[Actor, ...], source: Actor) -> bool:
    return all(p.name == source.name or p.span == source.span for p in parties)


def _finish(page: Page, rules: PositionRules, times: tuple[When, ...], draft: _Draft) -> Position:
    condition = _condition(page, rules, draft)
    content = draft.content
    if condition is not None and content.span.holds(condition.span):
        content = _before(page, content, condition)
    return Position(
        id=content_id("p", page.report.id, draft.kind, *draft.content.span),
        report=page.report.id,
        span=draft.span,
        kind=draft.kind,
        issuers=draft.issuers,
        addressees=draft.addressees,
        content=content,
        condition=condition,
        deadline=_deadline(page, rules, times, draft),
        basis=draft.basis,
    )


def _is_condition(token: Token, rules: PositionRules) -> bool:
    return token.dep_ == "advcl" and any(
        m.lower_ in rules.conditions and m.i < token.i for m in token.children if m.dep_ in ("mark", "advmod")
    )


def _condition(page: Page, rules: PositionRules, draft: _Draft) -> Quote | None:
    """The clause on which a position is made to depend, without its mark; on the content's verb or on one above it in the sentence."""
    content_head = token_of(page, draft.content.span) or draft.head
    for verb in (content_head, draft.head, *_up(content_head), *_up(draft.head)):
        for clause, mark in conditional_clauses(verb, rules.conditions):
            found = governed(page, clause, max(mark.i + 1, clause.left_edge.i))
            if found is not None:
                return found
    return _phrase_condition(page, rules, draft)


def _before(page: Page, content: Quote, condition: Quote) -> Quote:
    """The content without a condition at its end and the word that opens it; as it is where the condition stands elsewhere."""
    mark = page.token_at(condition.span.start)
    end = page.doc[mark.i - 1].idx if mark is not None and mark.i else content.span.start
    if condition.span.end < content.span.end - 2 or end <= content.span.start:
        return content
    return page.report.quote(content.span.start, end)


def _up(token: Token) -> Iterable[Token]:
    return list(token.ancestors)[:3]


def _phrase_condition(page: Page, rules: PositionRules, draft: _Draft) -> Quote | None:
    sentence = sentence_span(draft.head)
    words = page.report.text[sentence.start : sentence.end].lower()
    for phrase in rules.condition_phrases:
        at = words.find(phrase)
        token = page.token_at(sentence.start + at + len(phrase)) if at >= 0 else None
        if token is not None and token.i < token.sent.end:
            head = token_of(page, Span(token.idx, sentence.end)) or token
            return governed(page, head, token.i, token.sent.end)
    return None


def _deadline(page: Page, rules: PositionRules, times: tuple[When, ...], draft: _Draft) -> Deadline | None:
    """A time in the position's own clause that a word such as "by" or "within" leads to."""
    within = Span(min(draft.span.start, draft.content.span.start), max(draft.span.end, draft.content.span.end))
    for when in times:
        token = page.token_at(when.span.start)
        marked = token is not None and token.i > 0 and page.doc[token.i - 1].lower_ in rules.deadline_marks
        own = token is not None and token.lower_ in rules.deadline_marks
        if within.holds(when.span) and (marked or own):
            return Deadline(when.text, when.span, _to_come(when, page.report.published))
    return None


def _to_come(when: When, published: dt.date | None) -> dt.date | None:
    """A deadline's day: a weekday named in what was demanded is the next such day, whatever tense the demand is told in."""
    by_name = when.grain == "day" and not any(c.isdigit() for c in when.text)
    if by_name and when.end and published and dt.timedelta(0) < published - when.end < dt.timedelta(days=7):
        return when.end + dt.timedelta(days=7)
    return when.end
