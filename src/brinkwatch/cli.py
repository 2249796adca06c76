"""The command line: one short command for each thing the desk does. The only place that prints, and that sets exit codes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from .errors import BadInput, BadReport, BrinkwatchError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from .desk import Added, Desk, Found, Shown
    from .model import Reading, Span

ROWS = 50
"""What a table shows unless told otherwise: a few screens. Files (JSON, CSV) hold all."""

WIDTH_OF_A_FILE = 160
"""Characters on a line of a table that goes to a file or another program."""

ID_CHARACTERS = 10
"""What a table shows of an id: enough to tell entries apart, and for `show` to find them."""


class OneSentence(TyperGroup):
    """Commands whose errors are one sentence on stderr: exit code 2 for bad input, 1 for a failure."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command, as typer does."""
        standalone = options.get("standalone_mode", True)
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
            sys.stdout.flush()
        except BrinkwatchError as error:
            code = _complain(str(error), error.exit_code)
        except OSError as error:
            # What was not written must not be tried again at the end, with a traceback.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            code = _complain(
                f"{error.filename or 'output'}: {error.strerror}: check the disk's space", BrinkwatchError.exit_code
            )
        except typer.TyperException as error:
            # A command that is given nothing at all answers with its help, which is the whole message.
            message = error.format_message()
            hint = "" if "\n" in message else " (brinkwatch --help says what can be given)"
            print(f"{message}{hint}", file=sys.stderr)
            code = error.exit_code
        if not standalone:
            return code
        return sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    name="brinkwatch",
    cls=OneSentence,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line on the process's arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is no day: write it as 2022-01-18") from error


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        print(f"brinkwatch {__version__}")
        raise typer.Exit


Files = Annotated[
    list[Path],
    typer.Argument(help="Text, HTML or PDF, .jsonl with a report a line, or folders of these.", show_default=False),
]
Published = Annotated[
    dt.date | None, typer.Option(parser=_day, metavar="DAY", help="Publication day of reports that state none.")
]
Db = Annotated[Path, typer.Option(envvar="BRINKWATCH_DB", metavar="FILE", help="The record.")]
Kind = Literal["events", "statements", "positions", "warnings", "precedents", "factors", "assessments", "discrepancies", "actors", "reports"]  # fmt: skip
Party = "a country (RUS), with a sector (RUS.GOV), or part of a name"


@app.callback()
def brinkwatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read reports of an international crisis; keep on record who said, demanded, threatened and did what, word for word."""


@app.command()
def read(
    files: Files,
    form: Annotated[
        Literal["json", "jsonl", "table"], typer.Option("--format", help="One object, or a line or table a report.")
    ] = "json",
    published: Published = None,
) -> None:
    """Print what reports yield, without keeping it."""
    from . import schema
    from .desk import Desk

    refused: list[BadReport] = []

    def refuse(bad: BadReport) -> None:
        refused.append(bad)
        _complain(str(bad))

    readings = _saying_skipped(Desk().read(*files, published=published, refused=refuse))
    if form == "json":
        print(schema.dumps(schema.readings_to_json(readings), indent=2))
    for reading in readings:
        if form == "jsonl":
            print(schema.dumps(schema.reading_to_json(reading)), flush=True)
        else:
            _print_reading(reading)
    raise typer.Exit(BadReport.exit_code if refused else 0)


@app.command()
def add(files: Files, db: Db = Path("crisis.db"), published: Published = None) -> None:
    """Read reports and keep what they yield on record. Run again, it adds only what is new."""
    from .desk import Desk

    with Desk.open(db) as desk, _progress() as tell:
        added = desk.add(*files, published=published, progress=tell)
    for reason, count in added.skipped.items():
        _complain(f"skipped: {reason}" + (f" ({count:,})" if count > 1 else ""))
    for bad in added.refused:
        _complain(str(bad))
    print(added)
    raise typer.Exit(BadReport.exit_code if added.refused else 0)


@app.command("list")
def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.", show_default=False)],
    db: Db = Path("crisis.db"),
    actor: Annotated[str | None, typer.Option(help=f"Who acts, speaks or takes the position: {Party}.")] = None,
    recipient: Annotated[str | None, typer.Option(help=f"Towards whom: {Party}.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="An event's PLOVER type, such as THREATEN.")] = None,
    mode: Annotated[str | None, typer.Option(help="An event's PLOVER mode, such as aerial.")] = None,
    act: Annotated[str | None, typer.Option(help="A statement's act, such as deny.")] = None,
    kind_of: Annotated[
        str | None, typer.Option("--kind", help="A position's, factor's or discrepancy's kind, such as demand.")
    ] = None,
    since: Annotated[dt.date | None, typer.Option(parser=_day, metavar="DAY", help="From this day on.")] = None,
    until: Annotated[dt.date | None, typer.Option(parser=_day, metavar="DAY", help="Up to this day.")] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="In this report.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help='With these words; "in quotes", next to each other.')
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help=f"At most so many; a table shows {ROWS} unless told.", show_default=False)
    ] = None,
    form: Annotated[
        Literal["table", "json", "jsonl", "csv"], typer.Option("--format", help="How to print it.")
    ] = "table",
) -> None:
    """List what is on record, the latest first: by the day it happened, else the day it was published."""
    with _open(db) as desk:
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
            limit=ROWS if limit is None and form == "table" else limit,
        )
    _print_list(kind, found, form)


@app.command()
def show(
    entry: Annotated[
        str, typer.Argument(metavar="ID", help="An id, or as much of its beginning as is unique.", show_default=False)
    ],
    db: Db = Path("crisis.db"),
) -> None:
    """Show an entry in its sentence and paragraph, and on whose word it is."""
    with _open(db) as desk:
        _print_shown(desk.show(entry))


@app.command()
def brief(
    out: Annotated[
        list[Path], typer.Option(help="A file to write: .md, .html, .pdf or .json. May be given more than once.")
    ],
    db: Db = Path("crisis.db"),
    form: Annotated[
        str | None,
        typer.Option("--format", help="md, html, pdf or json, whatever the file's name.", show_default=False),
    ] = None,
    as_of: Annotated[
        dt.date | None, typer.Option(parser=_day, metavar="DAY", help="Leave out what was published later.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title.", show_default=False)] = None,
) -> None:
    """Write a brief of what is on record; every line of it opens its source."""
    with _open(db) as desk:
        desk.save(desk.brief(as_of=as_of, title=title), *out, form=form)
    for path in out:
        print(f"wrote {path}")


def _open(db: Path) -> Desk:
    """The record that is asked: a name mistyped must not make a new one."""
    from .desk import Desk

    if not db.exists():
        raise BadInput(
            f"{db}: no record there: make one with `brinkwatch add FILES --db {db}`, or name another with --db"
        )
    return Desk.open(db)


def _complain(sentence: str, code: int = 1) -> int:
    print(_plain(sentence), file=sys.stderr)
    return code


def _saying_skipped(readings: Iterable[Reading]) -> Iterator[Reading]:
    for reading in readings:
        for each in reading.skipped:
            _complain(
                f"{reading.report.title or reading.report.id}: skipped: {each.reason}"
                + (f" ({each.count:,})" if each.count > 1 else "")
            )
        yield reading


@contextmanager
def _progress() -> Iterator[Callable[[Added], None] | None]:
    """Where a terminal watches, a line that tells what was added so far; also when the work is stopped."""
    from rich.console import Console

    from .desk import Added

    console, last = Console(stderr=True), [Added()]
    try:
        with console.status("Reading ...") as status:

            def tell(added: Added) -> None:
                last[0] = added
                status.update(str(added))

            yield tell
    except KeyboardInterrupt:
        _complain(f"{last[0]}; stopped: the same command goes on from there")
        raise


def _console() -> Console:
    from rich.console import Console

    # Where nobody watches, there is no width to fit in.
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE)


def _print_list(kind: str, found: Found[Any], form: str) -> None:
    from . import schema
    from .desk import footer_of, rows_of

    entries = [schema.item_to_json(entry) if kind in schema.KINDS else entry for entry in found]
    if form == "json":
        print(schema.dumps({kind: entries, "total": found.total, "undated": found.undated}, indent=2))
    elif form == "jsonl":
        for entry in entries:
            print(schema.dumps(entry))
    elif form == "csv":
        headings, rows = rows_of(kind, found)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    else:
        _print_table(kind, found)
    if form != "json" and (footer := footer_of(kind, found)):
        print(footer, file=sys.stdout if form == "table" else sys.stderr)


def _no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: reports are not ours, and a formula is executed."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _plain(text: str) -> str:
    """Text on one line without characters that steer a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in re.sub(r"\s+", " ", text))


def _print_table(kind: str, found: Found[Any]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from .desk import rows_of

    headings, rows = rows_of(kind, found)
    # Columns in which nothing is known, and the report's id, give their place to the words.
    shown = [n for n, name in enumerate(headings) if name != "Report" and any(row[n] for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n in shown:
        whole = headings[n] in {"Id", "Published"}
        table.add_column(headings[n], overflow="fold", no_wrap=whole, min_width=20 if n == 0 else None)
    for row in rows:
        if kind != "reports" and headings[-1] == "Id":
            row[-1] = row[-1][:ID_CHARACTERS]
        table.add_row(*(Text(_plain(row[n])) for n in shown))
    if rows:
        _console().print(table)


def _print_reading(reading: Reading) -> None:
    from .desk import found_in
    from .schema import KINDS

    print(_plain(reading.report.title or reading.report.id))
    for kind in KINDS:
        if found := found_in(reading, kind):
            print(f"\n{kind}")
            _print_table(kind, found)


def _print_shown(shown: Shown) -> None:
    from rich.table import Table
    from rich.text import Text

    from .desk import paragraphs_of, place_of, rows_of

    report, console = shown.report, _console()
    headings, rows = rows_of(shown.kind, shown.found)
    facts = [
        (name, cell)
        for name, cell in zip(headings, rows[0], strict=True)
        if cell and name not in {"Words", "Report", "Published"}
    ]
    if shown.span and shown.sentence:
        console.print(_marked(report.text, shown.span, shown.sentence, console.is_terminal), "", sep="\n")
        facts.append(("Place", place_of(shown.span, report.text)))
    if shown.item is not None:
        about = (report.title, report.publisher, str(report.published or "no date"), report.id)
        facts.append(("Report", ", ".join(filter(None, about))))
    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        table.add_row(Text(name, style="bold"), Text(_plain(value)))
    console.print(table)
    if shown.span and shown.paragraph and shown.paragraph != shown.sentence:
        console.print("", _marked(report.text, shown.span, shown.paragraph, console.is_terminal), sep="\n")
    for start, end in paragraphs_of(report.text) if shown.item is None else ():
        console.print("", Text(_plain(report.text[start:end])), sep="\n")
    for item in shown.related:
        span = getattr(item, "span", None)
        console.print("", Text(f"{item.id}  {_plain(report.text[span.start : span.end]) if span else ''}"), sep="\n")


def _marked(text: str, span: Span, around: Span, styled: bool) -> Text:
    """A passage with the words of a span in it set off: by style on a terminal, else by brackets."""
    from rich.text import Text

    before, words, after = (_plain(text[a:b]) for a, b in ((around.start, span.start), span, (span.end, around.end)))
    return Text.assemble(before.lstrip(), (words, "bold reverse") if styled else f"[{words}]", after.rstrip())
