"""The front door: files, folders, patterns and addresses to reports, each file by its kind, folders through and through."""

from __future__ import annotations

import datetime as dt
import glob
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadReport
from ..model import Report
from .contents import read_content, unpacked
from .draft import finish
from .kinds import kind_by_name, kind_of
from .leads import leads_in
from .lines import read_lines
from .web import LEADS, Way, follow, is_address, open_address

if TYPE_CHECKING:
    from .fetch import Fetcher

MOST_BYTES = 64 * 1024 * 1024
"""Larger files are refused: no single report is that long, and parsing one would take a laptop's memory."""

_MAGIC = re.compile(r"[*?\[]")


def open_reports(
    sources: Sequence[Path | str],
    *,
    published: dt.date | None = None,
    allow_private: bool = False,
    fetcher: Fetcher | None = None,
) -> Iterator[Report | BadReport]:
    """The reports at `sources`, in that order, one at a time: files, folders (sorted by name), patterns of file names, http and
    https addresses.

    Feeds, sitemaps and lists of articles, at an address or in a file, are followed to their pages. What can't be taken in is yielded
    as a BadReport, so that the rest is still read. `published` is the publication day of those that give none themselves.
    `allow_private` lets addresses of private networks be fetched; `fetcher` is used where it is given.
    """
    way = Way(published, allow_private, fetcher)
    for source in sources:
        if isinstance(source, str) and is_address(source):
            yield from open_address(source, way)
            continue
        for path in _matching(str(source)):
            if isinstance(path, BadReport):
                yield path
                continue
            try:
                yield from _open_folder(path, way) if path.is_dir() else _open_file(path, way)
            except OSError as error:
                yield BadReport(str(path), _reason(error))


def how_many(sources: Sequence[Path | str]) -> int | None:
    """How many reports `open_reports` will come to, where the names of files tell: None where there is an address, or a file that holds many
    or leads to pages."""
    count = 0
    for source in sources:
        if isinstance(source, str) and is_address(source):
            return None
        for path in _matching(str(source)):
            files = _files(path) if isinstance(path, Path) and path.is_dir() else (path,)
            for file in files:
                if isinstance(file, Path) and kind_by_name(file.name) in {*LEADS, "lines", "mailbox", "archive"}:
                    return None
                count += 1
    return count


def _matching(source: str) -> Iterator[Path | BadReport]:
    """The files and folders that a pattern stands for (`**` for files in folders at any depth), sorted; any other name as it is."""
    if not _MAGIC.search(source) or os.path.lexists(source):
        yield Path(source)
        return
    deep = "**" in source
    # Not Path.glob, which takes no absolute pattern.
    names = sorted(glob.glob(source, recursive=True))  # noqa: PTH207
    found = [path for path in map(Path, names) if not (deep and path.is_dir())]
    if not found:
        yield BadReport(source, "no file matches this pattern")
    yield from found


def _open_folder(folder: Path, way: Way) -> Iterator[Report | BadReport]:
    found = False
    for file in _files(folder):
        found = True
        if isinstance(file, BadReport):
            yield file
        else:
            yield from _open_file(file, way)
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


def _open_file(path: Path, way: Way) -> Iterator[Report | BadReport]:
    try:
        kind = kind_by_name(path.name)
        if kind == "lines":
            yield from read_lines(path, way.published)
        elif kind == "mailbox":
            from .mailboxes import read_mailbox

            yield from read_mailbox(path, way.published)
        elif kind == "archive":
            from .archive import read_archive

            with path.open("rb") as file:
                yield from read_archive(file, str(path), way.published)
        else:
            yield from _read(path, way)
    except BadReport as bad:
        yield bad
    except OSError as error:
        yield BadReport(str(path), _reason(error))


def _read(path: Path, way: Way) -> Iterator[Report | BadReport]:
    """What is in a file that is read whole: a report, or what it leads to."""
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    where = str(path)
    if len(raw) > MOST_BYTES:
        raise BadReport(
            where, "larger than 64 MB: split it into files of one report each, or make it .jsonl with a report a line"
        )
    raw = unpacked(raw, where, MOST_BYTES)
    kind = kind_by_name(path.name) or kind_of(raw)
    if kind in LEADS:
        yield from follow(leads_in(kind, raw, where), where, way)
    else:
        yield finish(read_content(kind, raw, where), where, way.published)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "you may not read it: check its permissions"
    return f"it can't be read ({error.strerror or error})"
