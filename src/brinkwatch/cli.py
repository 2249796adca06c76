"""The command line: one short command for each method of the desk."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from .errors import BrinkwatchError

app = typer.Typer(name="brinkwatch", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def brinkwatch() -> None:
    """Read reports of a crisis; keep who said, demanded, threatened and did what, word for word."""


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="Text, HTML or PDF files, or .jsonl with a report a line.")],
    format: Annotated[Literal["json", "jsonl"], typer.Option(help="One object, or one a report.")] = "json",
    published: Annotated[str | None, typer.Option(help="Publication day of reports that state none.")] = None,
) -> None:
    """Read reports and print what they yield."""
    from . import schema
    from .desk import Desk

    bad: list[str] = []
    day = dt.date.fromisoformat(published) if published else None
    readings = Desk().read(*files, published=day, refused=lambda b: bad.append(str(b)))
    objects = (schema.reading_to_json(reading) for reading in readings)
    if format == "jsonl":
        for data in objects:
            print(schema.dumps(data), flush=True)
    else:
        whole: dict[str, object] = {}
        for data in objects:
            for key, value in data.items():
                whole[key] = [*whole.get(key, []), *value] if isinstance(value, list | tuple) else value  # type: ignore[misc]
        print(schema.dumps(whole, indent=2))
    for line in bad:
        print(line, file=sys.stderr)
    if bad:
        raise typer.Exit(2)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrinkwatchError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
