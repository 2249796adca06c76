"""Write the pages of docs/ that are made from the code: run it after a change to the command line or the public API."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import brinkwatch
from brinkwatch import incident
from brinkwatch.record import answers, coding, corrected

DOCS = Path(__file__).parent


def cli_page() -> str:
    """Every command, argument and option, as typer's own documentation command tells them."""
    command = [
        sys.executable,
        "-m",
        "typer",
        "brinkwatch.cli",
        "utils",
        "docs",
        "--name",
        "brinkwatch",
        "--title",
        "The command line",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=DOCS).stdout.strip() + "\n"


def api_page() -> str:
    """Every public name of the package, and what a desk answers with: signature, and what it says of itself."""
    parts = ["# The Python API", "What `from brinkwatch import ...` offers; anything else may change without notice."]
    for name in brinkwatch.__all__:
        parts += _described(name, getattr(brinkwatch, name))
    parts += ["## What a desk with a record is asked, and answers", "In `brinkwatch.record` and `brinkwatch.incident`."]
    asked = (answers.Filter, coding.Typed)
    answered = (answers.Found, answers.Shown, answers.LogEntry)
    for thing in (*asked, *answered, corrected.Correction, corrected.Coding, incident.Judgement):
        parts += _described(thing.__name__, thing, level=3)
    return "\n\n".join(parts) + "\n"


def _described(name: str, thing: type, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} `{name}`"
    yield inspect.getdoc(thing) or ""
    if fields := inspect.get_annotations(thing):
        yield "\n".join(
            f"* `{field}: {getattr(kind, '__forward_arg__', kind)}`"
            for field, kind in fields.items()
            if field[0] != "_"
        )
    for method, function in vars(thing).items():
        if not method.startswith("_") and inspect.isroutine(function) and inspect.getdoc(function):
            yield f"{'#' * (level + 1)} `{name}.{method}`"
            yield f"```python\n{method}{_signature(getattr(function, '__func__', function))}\n```"
            yield inspect.getdoc(function) or ""


class _Written(str):
    """An annotation as it stands in the source, without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


def _signature(function: Callable[..., object]) -> inspect.Signature:
    signature = inspect.signature(function)
    parameters = [
        each.replace(annotation=_Written(each.annotation))
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    return signature.replace(parameters=parameters, return_annotation=_Written(signature.return_annotation))


PAGES: Mapping[str, Callable[[], str]] = {"cli.md": cli_page, "api.md": api_page}
"""File name to what it should hold."""


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
