"""The commands that ask the record: `list`, `show` and `brief`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..ontology.confidence import confidence_rules
from .opening import open_record
from .options import CRISIS, LEAST, PARTY, Db, Kind, confidence, day
from .printing import ROWS, print_list, print_shown, say

if TYPE_CHECKING:
    from ..desk import Found


DECISIONS = {"recode": "Corrected", "mark": "Marked"}
"""What a person decides of an event that `show` tells of."""


def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.", show_default=False)],
    db: Db = CRISIS,
    actor: Annotated[
        str | None, typer.Option(help=f"Who acts, speaks or takes the position: {PARTY}; of actors, any alias.")
    ] = None,
    recipient: Annotated[str | None, typer.Option(help=f"Towards whom: {PARTY}.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="An event's PLOVER type, such as THREATEN.")] = None,
    mode: Annotated[str | None, typer.Option(help="An event's PLOVER mode, such as aerial.")] = None,
    act: Annotated[str | None, typer.Option(help="A statement's act, such as deny.")] = None,
    kind_of: Annotated[
        str | None, typer.Option("--kind", help="A position's, factor's or discrepancy's kind, such as demand.")
    ] = None,
    since: Annotated[dt.date | None, typer.Option(parser=day, metavar="DAY", help="From this day on.")] = None,
    until: Annotated[dt.date | None, typer.Option(parser=day, metavar="DAY", help="Up to this day.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="In this report.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help='With these words; "in quotes", next to each other.')
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            parser=confidence, metavar="P", help=f"{LEAST}, such as 0.7; 0 lists all. No effect on other lists."
        ),
    ] = confidence_rules().hidden_below,
    limit: Annotated[
        int | None, typer.Option(help=f"At most so many; a table shows {ROWS} unless told.", show_default=False)
    ] = None,
    form: Annotated[
        Literal["table", "json", "jsonl", "csv"], typer.Option("--format", help="How to print it.")
    ] = "table",
) -> None:
    """List what is on record, the latest first: by the day it happened, else the day it was published."""
    with open_record(db) as desk:
        ask: Callable[..., Found[Any]] = getattr(desk, kind)
        found = ask(
            actor=actor,
            recipient=recipient,
            type=type_,
            mode=mode,
            act=act,
            kind=kind_of,
            since=since,
            until=until,
            report=report,
            text=text,
            min_confidence=min_confidence if kind == "events" else None,
            limit=ROWS if limit is None and form == "table" else limit,
        )
    print_list(kind, found, form)


def show(
    entry: Annotated[
        str, typer.Argument(metavar="ID", help="An id, or as much of its beginning as is unique.", show_default=False)
    ],
    db: Db = CRISIS,
) -> None:
    """Show an entry in its sentence and paragraph, and on whose word it is."""
    with open_record(db) as desk:
        shown = desk.show(entry)
        print_shown(shown)
        if shown.kind == "events" and shown.item is not None:
            decided = [
                each for each in desk.log(shown.item.id) if each.id and not each.undone and each.did in DECISIONS
            ]
            for each in decided:
                why = f": {'; '.join(each.reasons)}" if any(each.reasons) else ""
                say(
                    f"{DECISIONS[each.did]} by {each.by}, {each.at:%Y-%m-%d %H:%M} UTC{why} (brinkwatch undo {each.id})"
                )


def brief(
    out: Annotated[
        list[Path], typer.Option(help="A file to write: .md, .html, .pdf or .json. May be given more than once.")
    ],
    db: Db = CRISIS,
    form: Annotated[
        str | None,
        typer.Option("--format", help="md, html, pdf or json, whatever the file's name.", show_default=False),
    ] = None,
    since: Annotated[
        dt.date | None,
        typer.Option(
            parser=day, metavar="DAY", help="Leave out what was published earlier; without it, 60 days are told."
        ),
    ] = None,
    as_of: Annotated[
        dt.date | None, typer.Option(parser=day, metavar="DAY", help="Leave out what was published later.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title.", show_default=False)] = None,
    min_confidence: Annotated[
        float, typer.Option(parser=confidence, metavar="P", help=f"{LEAST}, such as 0.7; 0 tells all.")
    ] = confidence_rules().sure,
) -> None:
    """Write a brief of what is on record; every line of it opens its source."""
    with open_record(db) as desk:
        made = desk.brief(since=since, as_of=as_of, title=title, min_confidence=min_confidence)
        desk.save(made, *out, form=form)
    for path in out:
        print(f"wrote {path}")
