"""How answers, readings and complaints look on a terminal, in a file, or to another program."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from ..actors import RegisteredActor
from ..incident import Incident

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ..desk import Found, LogEntry, Shown
    from ..model import Reading, Span

ROWS = 50
"""What a table shows unless told otherwise: a few screens. Files (JSON, CSV) hold all."""

WIDTH_OF_A_FILE = 160
"""Characters on a line of a table that goes to a file or another program."""

WIDTH_FOR_CONFIDENCE = 120
"""Characters on a line from which there is room for one more column in a table of events."""

ID_CHARACTERS = 10
"""What a table shows of an id: enough to tell entries apart, and for `show` to find them."""


def complain(sentence: str, code: int = 1) -> int:
    """Say on stderr, on one line, what went wrong, and give back the exit code."""
    print(plain(sentence), file=sys.stderr)
    return code


def say(sentence: str) -> None:
    """Print a sentence on one line, whatever a report has put into it."""
    print(plain(sentence))


def _console() -> Console:
    from rich.console import Console

    # Where nobody watches, there is no width to fit in.
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE)


def print_list(kind: str, found: Found[Any], form: str) -> None:
    """A list as `form`, and what of it is not shown."""
    from .. import schema
    from ..desk import footer_of, rows_of

    entries = [schema.item_to_json(entry) if kind in schema.KINDS else entry for entry in found]
    if form == "json":
        counts = {"total": found.total, "undated": found.undated, "unsure": found.unsure}
        print(schema.dumps({kind: entries, **counts}, indent=2))
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


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]], whole: Collection[str] = ()) -> None:
    """A table; the columns named in `whole` are not broken into lines."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in whole)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    _console().print(table)


def _no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: reports are not ours, and a formula is executed."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def plain(text: str) -> str:
    """Text on one line without characters that steer a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in re.sub(r"\s+", " ", text))


def _print_table(kind: str, found: Found[Any]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from ..desk import rows_of

    console = _console()
    headings, rows = rows_of(kind, found)
    # Columns in which nothing is known, the report's id, and where it is narrow the confidence, give their place to the words.
    given_up = {"Report", "Confidence"} if console.width < WIDTH_FOR_CONFIDENCE else {"Report"}
    shown = [n for n, name in enumerate(headings) if name not in given_up and any(row[n] for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n in shown:
        whole = headings[n] in {"Id", "Published"}
        table.add_column(headings[n], overflow="fold", no_wrap=whole, min_width=20 if n == 0 else None)
    for row in rows:
        if kind != "reports" and headings[-1] == "Id":
            row[-1] = row[-1][:ID_CHARACTERS]
        table.add_row(*(Text(plain(row[n])) for n in shown))
    if rows:
        console.print(table)


def print_log(entries: Sequence[LogEntry], form: str) -> None:
    """What was done to the record, a row or line each, or one object."""
    from .. import schema
    from ..desk import Found

    if form == "json":
        print(schema.dumps({"log": entries}, indent=2))
    elif form == "jsonl":
        for entry in entries:
            print(schema.dumps(entry))
    else:
        _print_table("log", Found(tuple(entries), len(entries)))


def print_reading(reading: Reading) -> None:
    """A table for each kind of entry that a reading has."""
    from ..desk import found_in
    from ..schema import KINDS

    print(plain(reading.report.title or reading.report.id))
    for kind in KINDS:
        if found := found_in(reading, kind):
            print(f"\n{kind}")
            _print_table(kind, found)


def print_shown(shown: Shown) -> None:
    """An entry in its sentence, what is known of it, its paragraph, and the items it names."""
    from rich.table import Table
    from rich.text import Text

    from ..desk import paragraphs_of, place_of, rows_of

    if shown.kind in _PRINTED:
        _PRINTED[shown.kind](shown)
        return
    report, console = shown.report, _console()
    headings, rows = rows_of(shown.kind, shown.found)
    facts = [
        (name, cell)
        for name, cell in zip(headings, rows[0], strict=True)
        if cell and name not in {"Words", "Report"} and (name != "Published" or shown.item is None)
    ]
    if shown.item is None and report.url:
        facts.append(("Address", report.url))
    if shown.span and shown.sentence:
        console.print(_marked(report.text, shown.span, shown.sentence, console.is_terminal), "", sep="\n")
        facts.append(("Place", place_of(shown.span, report.text)))
    if shown.item is not None:
        about = (report.title, report.publisher, str(report.published or "no date"), report.id)
        facts.append(("Report", ", ".join(filter(None, about))))
    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        table.add_row(Text(name, style="bold"), Text(plain(value)))
    console.print(table)
    if shown.span and shown.paragraph and shown.paragraph != shown.sentence:
        console.print("", _marked(report.text, shown.span, shown.paragraph, console.is_terminal), sep="\n")
    for start, end in paragraphs_of(report.text) if shown.item is None else ():
        console.print("", Text(plain(report.text[start:end])), sep="\n")
    for item in shown.related:
        span = getattr(item, "span", None)
        console.print("", Text(f"{item.id}  {plain(report.text[span.start : span.end]) if span else ''}"), sep="\n")


def _print_incident(shown: Shown) -> None:
    """An incident: what is known of it, on whose word, what is disputed, and every telling in its sentence."""
    from rich.table import Table
    from rich.text import Text

    from ..desk import rows_of
    from ..ontology.grades import grades

    incident, console = shown.item, _console()
    assert isinstance(incident, Incident)
    headings, rows = rows_of("incidents", shown.found)
    table = Table.grid(padding=(0, 2))
    meanings = grades()
    meaning = f"{meanings.reliability[incident.grade[0]]}; {meanings.credibility[incident.credibility]}"
    facts = [
        (n, c) for n, c in zip(headings, rows[0], strict=True) if c and n not in {"Report", "Disputed", "Published"}
    ]
    for name, value in [(n, f"{c} ({meaning})" if n == "Grade" else c) for n, c in facts]:
        table.add_row(Text(name, style="bold"), Text(plain(value)))
    console.print(table)
    console.print("", Text("On whose word", style="bold"), sep="\n")
    for voice in incident.voices:
        through = f", in {', '.join(voice.publishers)}" if voice.kind == "source" else ""
        relayed = f", {len(voice.relays)} relayed" if voice.relays else ""
        back = ", taken back since" if voice.superseded else ""
        console.print(
            Text(plain(f"  {voice.name} {voice.holds} it{through} ({len(voice.events)} told{relayed}{back})"))
        )
    for dispute in incident.disputes:
        console.print("", Text(f"Disputed: {dispute.kind}", style="bold"), sep="\n")
        for side in dispute.sides:
            console.print(Text(plain(f"  {side.says} ({len(side.events)})")))
    for item in shown.related:
        report = shown.told_in[getattr(item, "report", "")]
        about = ", ".join(filter(None, (report.publisher, str(report.published or "no date"), report.id)))
        span = getattr(item, "span", None)
        console.print("", Text(plain(f"{about}: {item.id}")), sep="\n")
        if span:
            console.print(Text("  " + plain(report.text[span.start : span.end])))


def _print_actor(shown: Shown) -> None:
    """An actor: what is known of it, its aliases and why they are its own, its roles, where it was first and last seen."""
    from rich.text import Text

    actor, console = shown.item, _console()
    assert isinstance(actor, RegisteredActor)
    facts = [("Name", actor.name), ("Kind", actor.kind), ("Country", ", ".join(actor.countries))]
    facts += [("Sector", actor.sector or ""), ("Entries", str(actor.entries)), ("Reports", str(actor.reports))]
    facts += [("Acting", str(actor.acting)), ("Receiving", str(actor.receiving)), ("Speaking", str(actor.speaking))]
    for name, day in (("first", actor.first), ("last", actor.last)):
        report = shown.told_in[name]
        about = (str(day or "no date"), report.title, report.publisher, report.id)
        facts.append((f"{name.capitalize()} seen", ", ".join(filter(None, about))))
    if actor.candidates:
        facts.append(("May be", ", ".join(actor.candidates)))
    _print_facts([*facts, ("Id", actor.id)])
    console.print("", Text("Aliases", style="bold"), sep="\n")
    for alias in actor.aliases:
        codes = ".".join(filter(None, (alias.country, alias.sector)))
        where = f"{alias.entries} in {alias.reports} {'report' if alias.reports == 1 else 'reports'}"
        console.print(Text(plain(f"  {alias.name}{f' ({codes})' if codes else ''}, {where}: {alias.evidence}")))
    if actor.roles:
        console.print("", Text("Roles", style="bold"), sep="\n")
    for role in actor.roles:
        days = (
            f"{role.first or 'no date'} to {role.last or 'no date'}"
            if role.first != role.last
            else f"{role.first or 'no date'}"
        )
        console.print(
            Text(plain(f"  {role.title}: {days}, {role.reports} {'report' if role.reports == 1 else 'reports'}"))
        )


def _print_facts(facts: list[tuple[str, str]]) -> None:
    """What is known of an entry, a line each."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        if value:
            table.add_row(Text(name, style="bold"), Text(plain(value)))
    _console().print(table)


_PRINTED = {"incidents": _print_incident, "actors": _print_actor}


def _marked(text: str, span: Span, around: Span, styled: bool) -> Text:
    """A passage with the words of a span in it set off: by style on a terminal, else by brackets."""
    from rich.text import Text

    before, words, after = (plain(text[a:b]) for a, b in ((around.start, span.start), span, (span.end, around.end)))
    return Text.assemble(before.lstrip(), (words, "bold reverse") if styled else f"[{words}]", after.rstrip())
