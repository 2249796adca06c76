"""Everything Brinkwatch raises on purpose.

BrinkwatchError
├── BadInput        what the user gave can't be used: the command line exits with 2
│   └── BadReport   one report can't be taken in; others may still be
└── Failure         the work could not be done: the command line exits with 1
    └── RecordError the database refused, is not ours, is locked, read-only or full

Each message is one sentence: what is wrong, where, and what to do.
"""

from __future__ import annotations


class BrinkwatchError(Exception):
    """Base of all errors raised on purpose; its text is fit to be shown to a user."""

    exit_code = 1


class BadInput(BrinkwatchError):
    """What was given can't be used."""

    exit_code = 2


class BadReport(BadInput):
    """One report, named by `where` (a path, with its line for JSON lines), can't be taken in for the stated `reason`."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class Failure(BrinkwatchError):
    """The work could not be done though the input was good."""


class RecordError(Failure):
    """The database refused the work."""
