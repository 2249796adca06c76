"""What many reports yield together: who took it from whom, and what is one happening, on whose word, with which disputes.

As in `model.py`: frozen values, and `None` means unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .model import Event, Report, Span, Statement

RelayKind = Literal["copy", "part", "credit"]
Verdict = Literal["same", "different"]
Holding = Literal["asserts", "doubts", "denies"]
DisputeKind = Literal["argument", "attribution", "denial", "number", "date", "place"]


@dataclass(frozen=True, slots=True)
class Relay:
    """What a report took from an earlier one: most of it (copy), some paragraphs (part), or the account, which it credits (credit). `share`
    is the part (0 to 1) of the shorter one's words that both have; `spans` are the words of `report` that are not its own, or the credit."""

    report: str
    origin: str
    kind: RelayKind
    share: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its report tells it: the sentence that it stands in, and the statement that it is part of, if it is one's."""

    event: Event
    report: Report
    sentence: Span
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """That an event tells the same happening as an incident, or a different one: why, how surely (log-odds), by whom (the program's own
    name and version, or a person's) and when. It can be undone, and stays on record with who did so and when. `anchor` is the event that stood
    for the incident when a person judged."""

    id: str
    verdict: Verdict
    event: str
    incident: str
    reasons: tuple[str, ...]
    score: float
    by: str
    at: dt.datetime
    undone_by: str | None = None
    undone_at: dt.datetime | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an incident, as most of its reports have it."""

    name: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin of what is told of an incident: a publisher that vouches for it itself, or a source that reports quote. `events` are the
    tellings that rest on it, `relays` those of them that pass on another report's account, `publishers` who printed them; `superseded` if
    its publisher took it back."""

    name: str
    kind: Literal["publisher", "source"]
    country: str | None
    anonymous: bool
    holds: Holding
    events: tuple[str, ...]
    publishers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: what it says, and the events in whose words."""

    says: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What tellings of one happening don't agree on. Shown, never resolved by us."""

    kind: DisputeKind
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, told by events of one report or of many.

    `origins` counts the independent ones that assert it, `relays` the tellings that only pass on another report's words. `grade` is
    its Admiralty grade: the reliability (A-F) of the most reliable publisher that asserts it, and the credibility (1-6) of the account.
    `start` and `end` are the days it covers by its tellings' own words, both None where none tells. `first` is the report that told it first.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    start: dt.date | None
    end: dt.date | None
    events: tuple[str, ...]
    reports: tuple[str, ...]
    first: str
    factuality: Mapping[str, int]
    voices: tuple[Voice, ...]
    origins: int
    relays: int
    credibility: int
    grade: str
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What weighing one report changes: what it, or a later report that copies it, took from others (all of it, by report); the bands that it
    is looked up by, and its words, by which rare ones are told; the incidents that it tells, as they are now, each with the blocks it is looked up by; incidents that nothing tells
    any more; and why each of its events was joined to an incident."""

    report: str
    relays: Mapping[str, tuple[Relay, ...]]
    bands: frozenset[str]
    words: frozenset[str]
    incidents: tuple[Incident, ...]
    blocks: Mapping[str, frozenset[str]]
    dropped: tuple[str, ...]
    judgements: tuple[Judgement, ...]
