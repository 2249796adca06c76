"""Who corrects or judges, when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .. import __version__
from ..errors import BadInput
from .check import has_half_characters
from .rows import now

PROGRAM = "brinkwatch "
"""What the name begins with under which the program itself judges; its version follows."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A person's name, a reason, which may be empty, and the moment in UTC."""

    by: str
    why: str
    at: dt.datetime


def signed(by: str, why: str) -> Signed:
    """Who says so and why, now; raises BadInput for a name that is none, or is the program's own."""
    name = " ".join(by.split())
    if not name or has_half_characters(name + why):
        raise BadInput("nobody is said to have decided this: name who does with --by")
    if f"{name} ".lower().startswith(PROGRAM):
        raise BadInput(f"{name} is the program's own name: name a person with --by")
    return Signed(name, why.strip(), now().replace(tzinfo=dt.UTC))


def by_program() -> str:
    """The name under which this version of the program acts."""
    return f"{PROGRAM}{__version__}"
