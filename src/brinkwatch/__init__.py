"""Brinkwatch: an open crisis desk that reads reports and keeps a sourced record.

from brinkwatch import Desk

for reading in Desk().read("report.txt"):
    for position in reading.positions:
        print(position.kind, position.content.text)
"""

from __future__ import annotations

from .actors import Alias, Held, RegisteredActor
from .desk import Added, Desk, Exported, Filter, Finding, Found, Imported, ReportReader, Shown
from .errors import BadInput, BadReport, BrinkwatchError, Failure, RecordError
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
    "Deadline",
    "Desk",
    "Discrepancy",
    "Entity",
    "Event",
    "Exported",
    "Factor",
    "Failure",
    "Filter",
    "Finding",
    "Found",
    "Held",
    "Imported",
    "Likelihood",
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
    "Skipped",
    "Span",
    "Statement",
    "When",
]
