"""The front door: paths to reports, each file by its kind, folders through and through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import BadReport
from ..model import Report
from .draft import Draft, finish
from .encoding import decode, is_binary
from .lines import read_lines

MOST_BYTES = 64 * 1024 * 1024
"""Larger files are refused: no single report is that long, and parsing one would take a laptop's memory."""

_PDF, _HTML, _MAIL, _LINES, _TEXT = ".pdf", ".html", ".eml", ".jsonl", ".txt"
_KINDS = {".htm": _HTML, ".xhtml": _HTML, ".ndjson": _LINES, ".md": _TEXT, ".text": _TEXT}


def open_reports(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Report | BadReport]:
    """The reports in the files and folders at `paths`, in that order, folders sorted by name, one at a time.

    What can't be taken in is yielded as a BadReport, so that the rest is still read. `published` is the publication day of those
    that give none themselves.
    """
    for path in paths:
        try:
            yield from _open_folder(path, published) if path.is_dir() else _open_file(path, published)
        except OSError as error:
            yield BadReport(str(path), _reason(error))


def _open_folder(folder: Path, published: dt.date | None) -> Iterator[Report | BadReport]:
    found = False
    for file in _files(folder):
        found = True
        if isinstance(file, BadReport):
            yield file
        else:
            yield from _open_file(file, published)
    if not found:
        yield BadReport(
            str(folder), "no reports in this folder: name one that holds text, HTML, PDF, .eml or .jsonl files"
        )


def _files(folder: Path) -> Iterator[Path | BadReport]:
    """Files in a folder and those below it, sorted, without hidden ones and readmes; a folder that can't be listed as a BadReport."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield BadReport(str(folder), _reason(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.stem.upper() == "README":
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # it may lead back to where we are
                yield from _files(entry)
        elif entry.is_file() or entry.is_symlink():
            yield entry


def _open_file(path: Path, published: dt.date | None) -> Iterator[Report | BadReport]:
    try:
        if _kind_by_name(path) == _LINES:
            yield from read_lines(path, published)
        else:
            yield finish(_read(path), str(path), published)
    except BadReport as bad:
        yield bad
    except OSError as error:
        yield BadReport(str(path), _reason(error))


def _read(path: Path) -> Draft:
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    where = str(path)
    if len(raw) > MOST_BYTES:
        raise BadReport(
            where, "larger than 64 MB: split it into files of one report each, or make it .jsonl with a report a line"
        )
    kind = _kind(path, raw)
    if not raw:
        raise BadReport(where, "the file is empty")
    if kind == _PDF:
        from .pdf import read_pdf

        return read_pdf(raw, where)
    if kind == _MAIL:
        from .mail import read_mail

        return read_mail(raw, where)
    if is_binary(raw):
        raise BadReport(where, "not a text: save it as text, HTML or PDF first")
    if kind == _HTML:
        from .webpage import read_webpage

        return read_webpage(raw, where)
    text = decode(raw, where)
    return Draft(text=text, title=_headline(text))


def _kind_by_name(path: Path) -> str:
    suffix = path.suffix.lower()
    return _KINDS.get(suffix, suffix)


def _kind(path: Path, raw: bytes) -> str:
    """A file's kind, by its name where that says it, else by how it begins."""
    named = _kind_by_name(path)
    if named in (_PDF, _HTML, _MAIL, _TEXT):
        return named
    start = raw[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return _PDF
    return _HTML if start.startswith((b"<!doctype html", b"<html")) else _TEXT


def _headline(text: str) -> str | None:
    """The first line where it looks like a headline: short, no sentence, with an empty line and more text after it."""
    lines = text.lstrip().split("\n", 2)
    first = lines[0].strip().lstrip("# ")
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None
    return first if first and len(first) <= 150 and not first.endswith((".", ",", ";", ":")) else None


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "you may not read it: check its permissions"
    return f"it can't be read ({error.strerror or error})"
