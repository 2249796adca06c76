"""Positions: demands, offers, promises, threats, refusals, concessions and red lines, with condition, deadline and answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Token

from ...model import (
    Actor,
    ConditionalWarning,
    Deadline,
    Event,
    Position,
    PositionKind,
    Quote,
    Span,
    Statement,
    When,
    content_id,
)
from ...ontology.stances import PositionRules, stance_rules
from ..excerpts import conditional_clauses, governed, is_negated, sentence_span, token_of
from ..learned.network import Floats
from ..page import Page
from ..parties.cast import Cast
from ..syntax import child, sentence_around
from .answers import settle
from .drafts import Draft, is_condition
from .likely import unseen
from .obligations import imperatives, obligations, red_lines
from .own_acts import promises, refusals, threats


def find_positions(
    page: Page,
    cast: Cast,
    times: tuple[When, ...],
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    warnings: tuple[ConditionalWarning, ...],
    odds: Mapping[int, Floats],
) -> tuple[Position, ...]:
    """Every position on the page, in order of its content; the same words stand for one position only. `odds` are the network's for what
    a word heads: it finds some that the rules don't."""
    rules = stance_rules().position
    drafts: dict[Span, Draft] = {}
    found = (
        *threats(page, cast, rules, statements, warnings),
        *_from_events(page, rules, statements, events),
        *_from_statements(page, cast, rules, statements),
        *obligations(page, cast, rules, statements),
        *red_lines(page, cast, rules, statements),
        *imperatives(page, rules, statements),
        *refusals(page, cast, rules, statements),
        *promises(page, cast, rules, statements),
    )
    for draft in (*found, *unseen(page, cast, rules, statements, events, odds)):
        if draft.issuers and not any(span.touches(draft.content.span) for span in drafts):
            drafts[draft.content.span] = draft
    ordered = sorted(drafts.values(), key=lambda d: d.content.span)
    return settle(page, tuple(_finish(page, rules, times, draft) for draft in ordered), events)


def _from_events(
    page: Page, rules: PositionRules, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> Iterator[Draft]:
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
            content: Quote | None = statement.content
        elif head.lemma_ in rules.no_position:
            continue
        else:
            content = complement(page, head, rules, kind)
        if content is None or _is_own_order(page, head, content, rules):
            continue
        content = _without_addressee(page, content)
        content = _threatened_with(page, content, event.recipients)
        if content is None or _says_nothing(page, content, rules, event.recipients):
            continue
        kind = _kind(rules, kind, head, statement, content)
        if _is_reticent(page, content, rules) if kind == "refusal" else _is_fact(page, content):
            continue
        if (
            kind == "demand"
            and head.lemma_ in rules.orders
            and any(a.text.lower().startswith(rules.own) for a in event.recipients)
        ):
            continue
        issuers = event.actors or ((statement.source,) if statement and statement.source else ())
        basis = (event.id, *((statement.id,) if statement else ()))
        yield Draft(kind, content, event.span, head, issuers, event.recipients, basis)


def _threatened_with(page: Page, content: Quote | None, others: tuple[Actor, ...]) -> Quote | None:
    """Of "Iran with sanctions", "sanctions": the other party is the addressee, not what it is threatened with."""
    other = next((a for a in others if content is not None and content.text.startswith(a.text)), None)
    if content is None or other is None:
        return content
    after = page.token_at(content.span.start + len(other.text))
    if after is None or after.lower_ != "with" or after.i + 1 >= len(page.doc):
        return content
    start = page.doc[after.i + 1].idx
    return page.report.quote(start, content.span.end) if start < content.span.end else content


def _says_nothing(page: Page, content: Quote, rules: PositionRules, others: tuple[Actor, ...]) -> bool:
    """Whether words are no position's content: a question, a wish not to be named, a time, a lone adjective, or only the other party."""
    tokens = [t for t in page.doc.char_span(*content.span, alignment_mode="expand") or () if not t.is_punct]
    lemmas = {t.lemma_.lower() for t in tokens}
    if not tokens or tokens[0].lower_ in rules.questions or lemmas & rules.anonymity:
        return True
    if all(t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("ADJ", "PRON", "DET", "ADP", "ADV") for t in tokens):
        return True
    if not any(t.pos_ in ("VERB", "AUX") for t in tokens) and any(content.text.startswith(a.text) for a in others):
        return True
    return any(a.span.holds(content.span) for a in others)


def _is_own_order(page: Page, head: Token, content: Quote, rules: PositionRules) -> bool:
    """Whether somebody only orders his own people about, or troops to a place: no demand of another party."""
    if head.lemma_ not in rules.orders:
        return False
    objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
    own = content.text.lower().startswith(rules.own) or any(
        page.quote(o.left_edge.i, o.i + 1).text.lower().startswith(rules.own) for o in objects
    )
    tokens = page.doc.char_span(*content.span, alignment_mode="expand") or ()
    return own or not any(t.pos_ in ("VERB", "AUX") for t in tokens)


def _is_reticent(page: Page, content: Quote, rules: PositionRules) -> bool:
    """Whether what is refused is only to talk to the press: "to comment", "to say what", "to answer questions"."""
    tokens = [t for t in page.doc.char_span(*content.span, alignment_mode="expand") or () if t.tag_ != "TO"]
    if not tokens or tokens[0].lemma_ not in rules.reticence:
        return False
    return tokens[0].lemma_ not in rules.reticent_about or any(t.lower_ in rules.about_what for t in tokens[1:3])


def _is_fact(page: Page, content: Quote) -> bool:
    """Whether words state what is or was, and so ask, promise and concede nothing ("was meant only to defend")."""
    head = token_of(page, content.span)
    if head is None or head.pos_ not in ("VERB", "AUX") or any(c.dep_ == "aux" for c in head.children):
        return False
    finite = next((c for c in head.children if c.dep_ == "auxpass"), head)
    return head.dep_ in ("ccomp", "ROOT") and (finite.tag_ in ("VBD", "VBZ") or finite.lower_ in ("are", "were"))


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
    words = set(content.text.lower().split()[:5])
    if kind == "promise" and rules.harms & words and not rules.not_harm & words:
        return "threat"
    if kind == "threat" and (
        (is_negated(head) and head.lemma_ in rules.red_lines) or head.lemma_ in rules.red_line_nouns
    ):
        return "red_line"
    return kind


def complement(page: Page, head: Token, rules: PositionRules, kind: PositionKind) -> Quote | None:
    """What a verbal act is about: its infinitive, clause, object or prepositional phrase; of "will support X", "support X"."""
    verbal = head.pos_ in ("VERB", "AUX", "ADJ")
    if verbal and any(t.tag_ == "MD" for t in (*head.lefts, *head.doc[max(0, head.i - 2) : head.i])):
        return governed(page, head, head.i, but=lambda t: is_condition(t, rules))
    for label in ("xcomp", "ccomp", "acl", "dobj", "nsubjpass") if verbal else ("acl", "prep"):
        found = child(head, label)
        if found is not None and not (label == "acl" and found.tag_ != "VB") and found.tag_ not in ("WDT", "WP"):
            if label == "prep" and found.lower_ not in rules.complement_prepositions:
                continue
            start = found.i + 1 if label == "prep" and found.lower_ != "to" else None
            return governed(page, found, start, but=lambda t: is_condition(t, rules))
    leads = rules.complement_prepositions - {"to"} if kind == "demand" else rules.complement_prepositions
    prep = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in leads), None)
    return governed(page, prep, None if prep.lower_ == "to" else prep.i + 1) if prep is not None else None


def _without_addressee(page: Page, content: Quote) -> Quote:
    """An infinitive without the party it is addressed to: of "Kyiv to send troops", "to send troops"."""
    for token in page.doc.char_span(*content.span, alignment_mode="contract") or ():
        if token.dep_ in ("ccomp", "ROOT") and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return content
        verb = token.head
        if token.tag_ == "TO" and token.dep_ == "aux" and verb.dep_ in ("xcomp", "ccomp", "ROOT", "advcl"):
            outside = not content.span.holds((verb.head.idx, verb.head.idx + 1)) or verb.head.i == verb.i
            start = min(token.idx, *(c.idx for c in verb.lefts if c.dep_ == "neg"), token.idx)
            return page.report.quote(max(start, content.span.start), content.span.end) if outside else content
    return content


def _from_statements(
    page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]
) -> Iterator[Draft]:
    """Attributed demands, threats, promises and offers that no event was read from."""
    for statement in statements:
        kind = rules.kind_of_act.get(statement.act)
        head = token_of(page, statement.cue.span)
        if kind is None or kind == "refusal" or head is None or statement.source is None:
            continue
        if _is_own_order(page, head, statement.content, rules):
            continue
        content = _without_addressee(page, statement.content)
        crossed = is_negated(head) and head.lemma_ in rules.red_lines
        if (
            (is_negated(head) and not crossed)
            or _is_demanded(head, rules)
            or _is_denied(statement.cue.span, statements)
        ):
            continue
        if _is_fact(page, content) or _says_nothing(page, content, rules, _mentioned(page, cast, content)):
            continue
        kind = "red_line" if crossed else kind
        yield Draft(kind, content, statement.span, head, (statement.source,), (), (statement.id,))


def _mentioned(page: Page, cast: Cast, content: Quote) -> tuple[Actor, ...]:
    """The party that the content names and nothing else, if it is one."""
    tokens = page.doc.char_span(*content.span, alignment_mode="expand")
    if tokens is None:
        return ()
    return tuple(m.actor for m in cast.within(tokens.start, tokens.end) if m.end - m.start >= len(tokens) - 1)


def _finish(page: Page, rules: PositionRules, times: tuple[When, ...], draft: Draft) -> Position:
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


def _condition(page: Page, rules: PositionRules, draft: Draft) -> Quote | None:
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


def _phrase_condition(page: Page, rules: PositionRules, draft: Draft) -> Quote | None:
    sentence = sentence_span(draft.head)
    words = page.report.text[sentence.start : sentence.end].lower()
    for phrase in rules.condition_phrases:
        at = words.find(phrase)
        token = page.token_at(sentence.start + at + len(phrase)) if at >= 0 else None
        if token is not None and token.i < sentence_around(token).end:
            head = token_of(page, Span(token.idx, sentence.end)) or token
            found = governed(page, head, token.i, sentence_around(token).end)
            return None if any(t.lemma_ in rules.anonymity for t in head.subtree) else found
    return None


def _deadline(page: Page, rules: PositionRules, times: tuple[When, ...], draft: Draft) -> Deadline | None:
    """A time in the position's own clause that a word such as "by" or "within" leads to."""
    within = Span(min(draft.span.start, draft.content.span.start), max(draft.span.end, draft.content.span.end))
    for when in (each for each in times if within.holds(each.span)):
        token = page.token_at(when.span.start)
        marked = token is not None and token.i > 0 and page.doc[token.i - 1].lower_ in rules.deadline_marks
        own = token is not None and token.lower_ in rules.deadline_marks
        if marked or own:
            return Deadline(when.text, when.span, _to_come(when, page.report.published))
    return None


def _to_come(when: When, published: dt.date | None) -> dt.date | None:
    """A deadline's day: a weekday named in what was demanded is the next such day, whatever tense the demand is told in."""
    by_name = when.grain == "day" and not any(c.isdigit() for c in when.text)
    if by_name and when.end and published and dt.timedelta(0) < published - when.end < dt.timedelta(days=7):
        return when.end + dt.timedelta(days=7)
    return when.end
