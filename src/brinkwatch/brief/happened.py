"""What happened, by day and track: acts told as facts, by the report itself or on a named word. Words alone are not happenings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Citation, Event, Group, Line, Run, Section
from ..ontology.brief import brief_rules
from .evidence import Evidence
from .likeness import gather_same
from .phrase import best_words, day, doubt, flag, ours, speaker, theirs, unique

IMPROBABLE = 5
"""Credibility of what was taken back or is denied by most: it is told among what is disputed."""

UNDATED = "°"
"""Marks an act whose text gives no day: it stands under the day of its report."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence that reports one or more acts: its gravest event, the day it belongs to, and how it is cited."""

    event: Event
    day: dt.date | None
    dated: bool
    track: str
    words: str
    citation: Citation

    @property
    def weight(self) -> float:
        """What puts one happening before another: PLOVER's score either way, by how sure the reader is, and by where it stands: news
        tells the main thing first."""
        own_voice = 1.0 if self.event.according_to is None else 0.7
        lead = 1 + 1 / self.citation.sentence
        first = self.words.split(maxsplit=1)[0].lower() if self.words else ""
        clear = 0.5 if first in brief_rules().pronouns else 1.0
        return abs(self.event.score) * self.event.confidence * own_voice * lead * clear


def find_happenings(evidence: Evidence) -> list[list[Happening]]:
    """Happenings in order of time; those of one incident are together, and those that say the same on the same day."""
    by_incident: dict[str, list[Happening]] = {}
    for happening in _happenings(evidence):
        incident = evidence.incidents.get(happening.event.id)
        by_incident.setdefault(incident.id if incident else happening.event.id, []).append(happening)
    alike = gather_same(
        by_incident.values(), lambda same: same[0].words, lambda same: (same[0].day, same[0].track), brief_rules().same
    )
    return [[h for same in group for h in same] for group in alike]


def happened(evidence: Evidence, happenings: list[list[Happening]]) -> Section:
    """The section: a group a day, the gravest and most widely told first."""
    rules = brief_rules()
    days: dict[dt.date | None, list[list[Happening]]] = defaultdict(list)
    for same in happenings:
        days[same[0].day].append(same)
    order = sorted((d for d in days if d), reverse=True)
    groups = [_group(evidence, d, days[d]) for d in order[: rules.limits["days"]]]
    if None in days:
        groups.append(_group(evidence, None, days[None]))
    return Section("happened", "What happened", tuple(groups), "No act is reported as having happened.")


def line(evidence: Evidence, same: list[Happening]) -> Line:
    """One happening as a line: track, words, on whose word, and how surely."""
    first = max(same, key=lambda h: h.weight)
    runs: list[Run] = [flag(first.track), theirs(first.words)]
    who = speaker(evidence, first.event.according_to)
    if who and not _says_who(evidence, first):
        runs.append(ours(f"– on the word of {who}"))
    if word := doubt(first.event):
        runs.append(flag(word))
    if not first.dated and first.day:
        runs.append(ours(UNDATED))
    runs += _told_by(evidence, same)
    return Line((tuple(runs),), unique(h.citation for h in same))


def _told_by(evidence: Evidence, same: list[Happening]) -> Iterator[Run]:
    """How many reports and independent origins tell it, and its grade."""
    reports = len({h.citation.source for h in same})
    known = [evidence.incidents[h.event.id] for h in same if h.event.id in evidence.incidents]
    if not known:
        if reports > 1:
            yield ours(f"({reports} reports)")
        return
    best = max(known, key=lambda incident: incident.origins)
    if reports > 1:
        origins = f"{best.origins} independent origins" if best.origins > 1 else "one origin"
        yield ours(f"({reports} reports, {origins})")
    yield flag(best.grade)


def _group(evidence: Evidence, date: dt.date | None, found: list[list[Happening]]) -> Group:
    limit = brief_rules().limits["day"]
    tracks = list(brief_rules().tracks)
    ranked = sorted(found, key=lambda same: -(max(h.weight for h in same) + 2 * (len(same) - 1)))
    shown = sorted(ranked[:limit], key=lambda same: tracks.index(same[0].track))
    rest = len(ranked) - len(shown)
    note = f"{rest} more on record for this day." if rest else ""
    heading = day(date) if date else "Day not known"
    return Group(heading, tuple(line(evidence, same) for same in shown), note=note)


def _happenings(evidence: Evidence) -> Iterator[Happening]:
    rules = brief_rules()
    by_sentence: dict[Citation, list[Event]] = defaultdict(list)
    for event in evidence.acts:
        told = event.factuality in ("CT+", "PR+") and not rules.not_happened & set(event.aux)
        known = any(a.country for a in (*event.actors, *event.recipients))
        incident = evidence.incidents.get(event.id)
        believed = incident is None or incident.credibility != IMPROBABLE
        if told and known and believed and _is_deed(event):
            by_sentence[evidence.cite(event.report, event.span)].append(event)
    for citation, events in by_sentence.items():
        yield _happening(evidence, citation, events)


def _is_deed(event: Event) -> bool:
    """Whether an act is more than words of one side."""
    rules = brief_rules()
    together = len({actor.country for actor in event.actors} - {None}) > 1
    return event.type not in rules.spoken or event.type in rules.mutual and together


def _happening(evidence: Evidence, citation: Citation, events: list[Event]) -> Happening:
    event = max(events, key=lambda e: (e.according_to is None, abs(e.score) * e.confidence, e.id))
    when = event.when
    dated = when is not None and when.grain == "day" and when.start is not None and when.start == when.end
    track = brief_rules().track(event)
    published = evidence.published(event.report)
    at = when.start if dated and when else published
    return Happening(event, at, dated, track, best_words(evidence, citation, event.span), citation)


def _says_who(evidence: Evidence, happening: Happening) -> bool:
    """Whether the quoted words themselves hold the attribution's cue."""
    statement = evidence.statements.get(happening.event.according_to or "")
    return statement is not None and happening.citation.span.holds(statement.cue.span)
