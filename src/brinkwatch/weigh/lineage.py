"""Reprints: which report took its words, or its account, from which other one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..incident import Relay
from ..model import Report, Span
from ..ontology.names import load_names
from ..ontology.reprints import reprint_rules
from .wording import Wording

_WORD = re.compile(r"\w+")

PLACES = frozenset({"state", "place", "seat", "nationality"})
"""Kinds of names that are more than a service's."""


def relay_of(report: Wording, earlier: Wording) -> Relay | None:
    """What `report` took from `earlier`, which came out before it or on the same day; None where it is an account of its own.

    `share` is the part (0 to 1) of the shorter one's own words that both have; `spans` are the paragraphs taken.
    """
    rules = reprint_rules()
    if not _in_time(report.report, earlier.report):
        return None
    share = shared(report, earlier)
    if share >= rules.report:
        taken = tuple(_copied(report, earlier))
        return Relay(report.report.id, earlier.report.id, "copy", share, taken)
    if taken := tuple(_taken(report, earlier, rules.paragraph)):
        return Relay(report.report.id, earlier.report.id, "part", share, taken)
    credit = credit_of(report.report, earlier.report.publisher)
    if credit and _alike(report, earlier) >= rules.alike:
        return Relay(report.report.id, earlier.report.id, "credit", share, (credit,))
    return None


def shared(a: Wording, b: Wording) -> float:
    """The part (0 to 1) of the shorter report's shingles that both reports have."""
    return len(a.shingles & b.shingles) / (min(len(a.shingles), len(b.shingles)) or 1)


def in_order(reports: Iterable[Wording]) -> list[Wording]:
    """Reports by the time they came out, those of one time in the order given; those of no known day last."""
    return sorted(reports, key=lambda w: moment(w.report))


def lineage(reports: Sequence[Wording]) -> list[Relay]:
    """All that the reports took from each other, each from the earliest that has it."""
    index: dict[str, list[int]] = {}
    found = []
    ordered = in_order(reports)
    for at, report in enumerate(ordered):
        seen = {i for band in report.bands for i in index.get(band, ())}
        named = {i for i in range(at) if credit_of(report.report, ordered[i].report.publisher)}
        found += list(relays_of(report, [ordered[i] for i in sorted(seen | named)]))
        for band in report.bands:
            index.setdefault(band, []).append(at)
    return found


def moment(report: Report) -> tuple[bool, dt.date, dt.time, str]:
    """When a report came out, for sorting: one of no known day after all others, one of no known time after those of its day; of one moment,
    by id, so that whichever is weighed first, the same one is the earlier."""
    time = report.published_at.astimezone(dt.UTC).time() if report.published_at else dt.time.max
    day = report.published_at.astimezone(dt.UTC).date() if report.published_at else report.published
    return day is None, day or dt.date.max, time, report.id


def roots(relays: Iterable[Relay]) -> dict[str, str]:
    """For each report that took its account from another: the report where that account began."""
    first: dict[str, str] = {}
    for relay in relays:
        first.setdefault(relay.report, relay.origin)
    found = {}
    for report, origin in first.items():
        passed = {report}
        began = origin
        while began in first and began not in passed:
            passed.add(began)
            began = first[began]
        found[report] = began
    return found


def relays_of(report: Wording, earlier: Iterable[Wording]) -> Iterator[Relay]:
    """What one report took from earlier ones, given in order: each paragraph from the first that has it, and at most one credit, where it
    copies nobody."""
    taken: set[Span] = set()
    copied = credited = False
    for other in earlier:
        relay = relay_of(report, other)
        if relay is None or relay.kind == "credit" and (credited or taken):
            continue
        if relay.kind != "credit" and taken.issuperset(relay.spans) and (copied or relay.spans):
            continue
        credited |= relay.kind == "credit"
        copied |= relay.kind == "copy"
        taken |= set(relay.spans)
        yield relay


def credit_of(report: Report, publisher: str | None) -> Span | None:
    """Where a report credits a publisher that is not its own with what it tells: the name, near a word such as "reported"."""
    rules = reprint_rules()
    name = short_name(publisher) if publisher else None
    if name is None or name == short_name(report.publisher or ""):
        return None
    for found in re.finditer(rf"\b{re.escape(name)}\b", report.text):
        before = [w.lower() for w in _WORD.findall(report.text[: found.start()][-200:])][-rules.near :]
        after = [w.lower() for w in _WORD.findall(report.text[found.end() :][:200])][: rules.near]
        if not rules.telling.isdisjoint((*before, *after)) and not _in_dateline(report.text, found.start()):
            return Span(*found.span())
    return None


def corrects(report: Report, words: Span) -> bool:
    """Whether a report says, in its title or in the paragraph of some words, that something told before was wrong."""
    start, end = report.text.rfind("\n", 0, words.start) + 1, report.text.find("\n", words.end)
    text = f"{report.title or ''}\n{report.text[start : end if end >= 0 else None]}".lower()
    return any(wrong in text for wrong in reprint_rules().wrong)


@lru_cache(maxsize=4096)
def short_name(publisher: str) -> str | None:
    """What a service is called by others: the first word of its name that not every service has; all of its name where that word is also a
    state's, a capital's or a place's, which may say and report things too."""
    own = [w for w in _WORD.findall(publisher) if w.lower() not in reprint_rules().generic and w[0].isupper()]
    if not own:
        return None
    meanings = {known.kind for phrase, known in load_names().phrases.get(own[0], ()) if phrase == own[0]}
    return publisher if meanings & PLACES else own[0]


def _in_dateline(text: str, at: int) -> bool:
    """Whether a place in the text is in brackets before the first dash of its line: there a service signs."""
    line = text[text.rfind("\n", 0, at) + 1 : at + 60]
    return bool(re.match(r"[^\n]{0,80}\([^)\n]*$", line[: at - text.rfind("\n", 0, at) - 1]))


def _copied(report: Wording, earlier: Wording) -> Iterator[Span]:
    """The paragraphs of a copy that are not its own: what was edited in it is no more, and short ones are judged with the rest of it."""
    for span, shingles in report.paragraphs:
        least = reprint_rules().report * len(shingles)
        words = report.report.text[slice(*span)].strip()
        if len(shingles & earlier.shingles) >= least if shingles else words in earlier.report.text:
            yield span


def _taken(report: Wording, earlier: Wording, least: float) -> Iterator[Span]:
    """The paragraphs of which at least this share is in the earlier report."""
    rules = reprint_rules()
    for span, shingles in report.paragraphs:
        if len(shingles) >= rules.least_shingles and len(shingles & earlier.shingles) >= least * len(shingles):
            yield span


def _alike(a: Wording, b: Wording) -> float:
    return len(a.weighty & b.weighty) / (min(len(a.weighty), len(b.weighty)) or 1)


def _in_time(report: Report, earlier: Report) -> bool:
    if report.published is None or earlier.published is None:
        return True
    days = (report.published - earlier.published).days
    return moment(earlier) <= moment(report) and days <= reprint_rules().days
