"""Every type that crosses a wall: frozen values that trace to exact words in a report.

Offsets are Unicode code points into `Report.text`, end exclusive. Codes are PLOVER's (types, modes, sectors, contexts),
ISO 3166-1 alpha-3 (countries), FactBank's (factuality) and ICD 203's (likelihood). `None` means unknown, never "no".
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

Form = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say",
    "deny",
    "confirm",
    "warn",
    "predict",
    "judge",
    "promise",
    "offer",
    "demand",
    "threaten",
    "accuse",
    "reject",
    "praise",
    "ask",
]
PositionKind = Literal["demand", "offer", "promise", "threat", "refusal", "concession", "red_line"]
Status = Literal["open", "refused", "accepted", "met", "withdrawn", "lapsed"]
FactorKind = Literal["driver", "constraint", "preparation"]
Direction = Literal["escalation", "relief", "unclear"]
EntityKind = Literal["weapon", "platform", "unit", "ministry", "agency"]
DiscrepancyKind = Literal["argument", "denial", "number", "date", "place"]
DatedBy = Literal["page", "feed", "mail", "url", "list", "given"]
Grain = Literal["day", "week", "month", "season", "year", "decade", "century", "period"]


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but its parts: `prefix` and 16 hexadecimal digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return prefix + digest[:16]


class Span(NamedTuple):
    """A stretch of a report's text: code points, end exclusive."""

    start: int
    end: int

    def holds(self, other: tuple[int, int]) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other[0] and other[1] <= self.end

    def touches(self, other: tuple[int, int]) -> bool:
        """Whether the two spans share at least one character."""
        return min(self.end, other[1]) > max(self.start, other[0])


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a report, `text == report.text[span.start:span.end]`, always."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it came in; `text` is the given one, unchanged. `published` is the publication day as its source states it,
    `published_at` the moment in UTC where the source tells the time, None if unknown. `dated_by` is where these were found: the
    page's metadata, the feed, the mail's header, the address's own path, the list of articles (which tells when it was seen),
    or as given by hand.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None
    published_at: dt.datetime | None = None
    dated_by: DatedBy | None = None

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets, without white space at their ends; raises ValueError if nothing is left."""
        words = self.text[start:end]
        stripped = words.strip()
        if not stripped:
            raise ValueError(f"no words between {start} and {end}")
        start += words.index(stripped)
        return Quote(stripped, Span(start, start + len(stripped)))


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as mentioned (`text`, `span`) and as resolved within its report (`name`, `role`, `country`, `sector`)."""

    text: str
    span: Span
    name: str
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and the days it covers, both ends included; both None where it can't be anchored."""

    text: str
    span: Span
    start: dt.date | None
    end: dt.date | None
    grain: Grain


@dataclass(frozen=True, slots=True)
class Place:
    """A place as mentioned, with its country code and, where the gazetteer knows it, degrees north and east (WGS 84)."""

    text: str
    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Likelihood:
    """An estimative word and the probability band it stands for in ICD 203 (0 to 1)."""

    text: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or thought attributed to a source; `source` is None only where the text names nobody."""

    id: str
    report: str
    span: Span
    source: Actor | None
    cue: Quote
    content: Quote
    form: Form
    act: Act
    likelihood: Likelihood | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An act by a political actor, coded in PLOVER. `span` is the clause; `factuality` is as its own source holds it."""

    id: str
    report: str
    span: Span
    trigger: Quote
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When | None
    where: Place | None
    factuality: str
    aux: tuple[str, ...]
    according_to: str | None
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words that set a deadline, and its day where it can be anchored."""

    text: str
    span: Span
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Position:
    """What a party demands, offers, promises, threatens, refuses, concedes or will not accept, towards others."""

    id: str
    report: str
    span: Span
    kind: PositionKind
    issuers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    content: Quote
    condition: Quote | None = None
    deadline: Deadline | None = None
    status: Status = "open"
    basis: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionalWarning:
    """A source's forecast of a step of the crisis on a condition: if `condition`, then `consequence`."""

    id: str
    report: str
    span: Span
    source: Actor | None
    condition: Quote
    consequence: Quote


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past event cited for what it says about now: the event, the positions it bears on, and its outcome as told."""

    id: str
    report: str
    event: str
    bears_on: tuple[str, ...]
    outcome: Quote | None


@dataclass(frozen=True, slots=True)
class Factor:
    """What pushes a party (driver), holds it back (constraint), or is done so that a cost bites less (preparation)."""

    id: str
    report: str
    span: Span
    kind: FactorKind
    party: Actor
    domain: str
    content: Quote
    when: When | None = None
    according_to: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Somebody's judgement of where this is going; `according_to` None is the report's own voice."""

    id: str
    report: str
    span: Span
    about: tuple[Actor, ...]
    content: Quote
    likelihood: Likelihood | None
    direction: Direction
    according_to: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A weapon, military platform, military unit, ministry or agency in the words that name it; `country` is whose it is, where the
    words tell."""

    id: str
    report: str
    span: Span
    text: str
    kind: EntityKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Items of the record that contradict each other; shown, never resolved by us."""

    id: str
    kind: DiscrepancyKind
    items: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a reader passed over, why, and how many."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one report yields."""

    report: Report
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    warnings: tuple[ConditionalWarning, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    factors: tuple[Factor, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    entities: tuple[Entity, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Sentence `sentence` (from 1) of source `source` (from 1) of a brief, and its bounds in that report's text."""

    source: int
    sentence: int
    span: Span

    @property
    def label(self) -> str:
        """How it is written: "3.12"."""
        return f"{self.source}.{self.sentence}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a brief's line: our words, a report's exact words, a party's name, or a flag (a status, a doubt)."""

    text: str
    style: Literal["plain", "quote", "party", "flag"] = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief, or one row of a table (a cell each); raises ValueError without a citation."""

    cells: tuple[tuple[Run, ...], ...]
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a line of a brief without a source")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; a table where `columns` are named. `note` counts what was left out, and says how to see it."""

    heading: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One question of a brief and what is on record for it; `empty` is said where nothing is."""

    key: str
    title: str
    groups: tuple[Group, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report that a brief draws on, numbered from 1 by time; `sentences` are the bounds that citations count by."""

    number: int
    report: Report
    sentences: tuple[Span, ...]
    reliability: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One event in a brief's pictures: who did what sort of thing to whom, on which day, by its first citation."""

    day: dt.date
    actor: str
    recipient: str | None
    type: str
    score: float
    happened: bool
    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Brief:
    """A cited brief. `marks` are what its timeline and network are drawn from; `corroborated` of its `incidents` have two or more independent
    origins; `earlier` counts the reports on record that it leaves out as too old."""

    title: str
    as_of: dt.date | None
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    marks: tuple[Mark, ...]
    incidents: int = 0
    corroborated: int = 0
    earlier: int = 0
