"""What several commands are given, and how it is typed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from ..errors import BadInput
from ..ontology.confidence import check_confidence


def day(text: str) -> dt.date:
    """The day of an option; a complaint where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is no day: write it as 2022-01-18") from error


def confidence(number: str | float) -> float:
    """The confidence of an option, 0 to 1; a complaint where it is none."""
    try:
        least = float(number)
        check_confidence(least)
    except (ValueError, BadInput) as error:
        raise typer.BadParameter(f"{number} is no confidence: give a number from 0 to 1, such as 0.7") from error
    return least


Sources = Annotated[
    list[str],
    typer.Argument(
        help="Text, HTML, PDF, .eml, .mbox, .warc, .jsonl with a report a line; folders and 'patterns*' of these; http(s) "
        "addresses. Feeds, sitemaps and GDELT's lists of articles, as files or at an address, lead to their pages.",
        show_default=False,
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from servers of your own network too.", show_default=False)
]
Published = Annotated[
    dt.date | None, typer.Option(parser=day, metavar="DAY", help="Publication day of reports that state none.")
]
Db = Annotated[
    str,
    typer.Option(
        envvar="BRINKWATCH_DB",
        metavar="FILE",
        help="The record: a file, postgresql://user@host/database, or the crisis file (.toml) that names it.",
    ),
]
CRISIS = "crisis.db"
"""The record where none is named."""
LEAST = "Events of at least this confidence: how often such an event is right, 0 to 1"

Kind = Literal["incidents", "events", "statements", "positions", "warnings", "precedents", "factors", "assessments", "entities", "discrepancies", "actors", "reports"]  # fmt: skip
PARTY = "a country (RUS), with a sector (RUS.GOV), or part of a name"
