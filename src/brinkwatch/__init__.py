"""Brinkwatch: an open crisis desk that reads reports and keeps a sourced record.

from brinkwatch import Desk

for reading in Desk().read("report.txt"):
    for position in reading.positions:
        print(position.kind, position.content.text)
"""

from __future__ import annotations

from .actors import Alias, Held, RegisteredActor
from .desk import (
    Added,
    Correction,
    Crisis,
    Desk,
    Exported,
    FeedHealth,
    FeedState,
    Filter,
    Finding,
    FollowOptions,
    Found,
    Imported,
    LogEntry,
    Looked,
    ReportReader,
    Shown,
    read_crisis,
)
from .errors import BadInput, BadReport, BrinkwatchError, Failure, RecordError
from .incident import Dispute, Incident, Judgement, Party, Side, Voice
from .model import (
    Actor,
    Assessment,
    Brief,
    ConditionalWarning,
    Deadline,
    Discrepancy,
    Entity,
    Event,
    Factor,
    Likelihood,
    Place,
    Position,
    Precedent,
    Quote,
    Reading,
    Report,
    Skipped,
    Span,
    Statement,
    When,
)

__version__ = "0.2.0"

__all__ = [
    "Actor",
    "Added",
    "Alias",
    "Assessment",
    "BadInput",
    "BadReport",
    "Brief",
    "BrinkwatchError",
    "ConditionalWarning",
    "Correction",
    "Crisis",
    "Deadline",
    "Desk",
    "Discrepancy",
    "Dispute",
    "Entity",
    "Event",
    "Exported",
    "Factor",
    "Failure",
    "FeedHealth",
    "FeedState",
    "Filter",
    "Finding",
    "FollowOptions",
    "Found",
    "Held",
    "Imported",
    "Incident",
    "Judgement",
    "Likelihood",
    "LogEntry",
    "Looked",
    "Party",
    "Place",
    "Position",
    "Precedent",
    "Quote",
    "Reading",
    "RecordError",
    "RegisteredActor",
    "Report",
    "ReportReader",
    "Shown",
    "Side",
    "Skipped",
    "Span",
    "Statement",
    "Voice",
    "When",
    "read_crisis",
]
