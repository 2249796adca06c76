"""Commands as they are typed, run in the test's own process, and files for them to read."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from brinkwatch.cli import app


def run(*arguments: str | Path, code: int = 0) -> Result:
    """A command's result, which ended with `code` and never with a traceback."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def complaint(*arguments: str | Path, code: int = 2) -> str:
    """The one line on stderr with which a command refuses."""
    result = run(*arguments, code=code)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path
