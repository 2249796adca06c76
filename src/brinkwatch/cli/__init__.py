"""The command line: one short command for each thing the desk does. The only place that prints, and that sets exit codes."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ..errors import BrinkwatchError
from .asking import brief, list_, show
from .correcting import correct, export_annotations, judge, log, mark, undo
from .following import feeds, follow
from .keeping import check, export, import_
from .printing import complain
from .reading import add, read

__all__ = ["OneSentence", "app", "main"]


class OneSentence(TyperGroup):
    """Commands whose errors are one sentence on stderr: exit code 2 for bad input, 1 for a failure."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command, as typer does."""
        standalone = options.get("standalone_mode", True)
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
            sys.stdout.flush()
        except BrinkwatchError as error:
            code = complain(str(error), error.exit_code)
        except OSError as error:
            # What was not written must not be tried again at the end, with a traceback.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            code = complain(
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


def main() -> None:
    """Run the command line on the process's arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        print(f"brinkwatch {__version__}")
        raise typer.Exit


def brinkwatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read reports of an international crisis; keep on record who said, demanded, threatened and did what, word for word."""


app = typer.Typer(
    name="brinkwatch",
    cls=OneSentence,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(brinkwatch)
app.command()(read)
app.command()(add)
app.command()(follow)
app.command()(feeds)
app.command("list")(list_)
app.command()(show)
app.command()(brief)
app.command()(correct)
app.command()(mark)
app.command()(judge)
app.command()(undo)
app.command()(log)
app.command()(check)
app.command()(export)
app.command("import")(import_)
app.command("export-annotations")(export_annotations)
