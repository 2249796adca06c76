"""The commands of an analyst who corrects: `correct`, `mark`, `judge`, `undo`, `log` and `export-annotations`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .opening import open_record
from .options import CRISIS, Db
from .printing import print_log, say

if TYPE_CHECKING:
    from ..desk import Correction

Id = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id, or its beginning.", show_default=False)]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        metavar="WORDS=CODE",
        help="Who acts: words of the event's sentence and a code, 'the rebels=SYR.REB'. All of them, one --actor each; none for nobody.",
        show_default=False,
    ),
]
Recipients = Annotated[
    list[str] | None,
    typer.Option("--recipient", metavar="WORDS=CODE", help="Towards whom, likewise.", show_default=False),
]
Mode = Annotated[str | None, typer.Option(help="Its PLOVER mode, such as aerial, or none.")]
Factuality = Annotated[
    str | None,
    typer.Option(help="How sure its source is: CT+ CT- (certainly, certainly not), PR PS likewise, Uu (open)."),
]
By = Annotated[str | None, typer.Option(help="Who says so; your login name unless given.", show_default=False)]
Why = Annotated[str, typer.Option(help="The reason.", show_default=False)]


def correct(
    event: Id,
    db: Db = CRISIS,
    type_: Annotated[str | None, typer.Option("--type", help="Its PLOVER type, such as THREATEN.")] = None,
    mode: Mode = None,
    actor: Actors = None,
    recipient: Recipients = None,
    factuality: Factuality = None,
    not_an_event: Annotated[bool, typer.Option("--not-an-event", help="It is none.", show_default=False)] = False,
    by: By = None,
    why: Why = "",
) -> None:
    """Say what is wrong with an event. It counts as corrected from now on; what was read stays on record."""
    with open_record(db) as desk:
        made = desk.correct(
            event,
            type=type_,
            mode=mode,
            actors=actor,
            recipients=recipient,
            factuality=factuality,
            not_an_event=not_an_event,
            by=by,
            why=why,
        )
    _say_made(made, f"{made.subject} is no event" if not_an_event else f"{made.subject} is corrected")


def mark(
    report: Annotated[str, typer.Argument(help="A report's id, or its beginning.", show_default=False)],
    words: Annotated[
        str, typer.Argument(help="The words that report the act, as they stand once in the report.", show_default=False)
    ],
    type_: Annotated[str, typer.Option("--type", help="Its PLOVER type, such as THREATEN.", show_default=False)],
    db: Db = CRISIS,
    mode: Mode = None,
    actor: Actors = None,
    recipient: Recipients = None,
    factuality: Factuality = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Mark an event that was missed, by the words that report it."""
    with open_record(db) as desk:
        made = desk.mark(
            report,
            words,
            type=type_,
            mode=mode,
            actors=actor,
            recipients=recipient,
            factuality=factuality,
            by=by,
            why=why,
        )
    _say_made(made, f"{made.subject} is marked")


def judge(
    what: Annotated[
        str,
        typer.Argument(metavar="EVENT", help="An event, or an incident for each of its events.", show_default=False),
    ],
    verdict: Annotated[
        Literal["same", "different"], typer.Argument(help="Of the same happening, or not.", show_default=False)
    ],
    incident: Annotated[
        str,
        typer.Argument(metavar="INCIDENT", help="An incident, or an event for the one it is of.", show_default=False),
    ],
    db: Db = CRISIS,
    by: By = None,
    why: Why = "",
) -> None:
    """Say that an event is of the same happening as an incident, or of a different one; an incident for all its events."""
    with open_record(db) as desk:
        made = desk.judge(what, verdict, incident, by=by, why=why)
    for each in made:
        say(f"{each.event} is judged {verdict} as {each.incident}; to take that back: brinkwatch undo {each.id}")


def undo(
    decisions: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Corrections or judgements: ids as `log` lists them, or their beginnings.",
            show_default=False,
        ),
    ],
    db: Db = CRISIS,
    by: By = None,
) -> None:
    """Take back a correction or a judgement. It stays on record as undone."""
    with open_record(db) as desk:
        for decision in decisions:
            undone = desk.undo(decision, by=by)
            say(f"{undone.id} is undone")


def log(
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="A report, event, incident, correction or judgement; all unless given.",
            show_default=False,
        ),
    ] = None,
    db: Db = CRISIS,
    form: Annotated[Literal["table", "json", "jsonl"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Tell the story of an entry, or of the record: what was read, corrected, judged and undone, by whom, when and why."""
    with open_record(db) as desk:
        print_log(desk.log(entry), form)


def export_annotations(
    folder: Annotated[Path, typer.Argument(help="The folder to write to.", show_default=False)], db: Db = CRISIS
) -> None:
    """Write each corrected report as an annotation to train on, as those of training/corpus are. The text of a report, which is its
    publisher's, is put beside it for your own use only."""
    with open_record(db) as desk:
        count = desk.export_annotations(folder)
    name = "report" if count == 1 else "reports"
    print(
        f"wrote {folder}: {count:,} corrected {name}; the texts (.txt) are their publishers' and for your own use only"
    )


def _say_made(made: Correction, what: str) -> None:
    say(f"{what}; to take that back: brinkwatch undo {made.id}")
