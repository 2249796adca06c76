"""A mailbox in one file (mbox): a report a mail, one at a time."""

from __future__ import annotations

import datetime as dt
import mailbox
from collections.abc import Iterator
from pathlib import Path

from ..errors import BadReport
from ..model import Report
from .draft import finish
from .fetch import MOST_BYTES
from .mail import read_mail


def read_mailbox(path: Path, published: dt.date | None) -> Iterator[Report | BadReport]:
    """A report, or what is wrong with it, for each mail, named by its number; raises BadReport where there is none.

    The file is gone through once to find where each mail begins; of the mails, one at a time is in memory.
    """
    with path.open("rb"):
        pass  # where it can't be read, this says why in the system's words, which mailbox doesn't
    box = mailbox.mbox(path, create=False)
    try:
        if not len(box):
            raise BadReport(str(path), 'there is no mail in it: each must begin with a line "From "')
        for number, key in enumerate(box.keys(), 1):
            with box.get_file(key) as file:
                raw = file.read(MOST_BYTES + 1)
            yield _mail(raw, f"{path}:{number}", published)
    finally:
        box.close()


def _mail(raw: bytes, where: str, published: dt.date | None) -> Report | BadReport:
    if len(raw) > MOST_BYTES:
        return BadReport(where, "a mail larger than 20 MB: save its text as a file of its own")
    try:
        return finish(read_mail(raw, where), where, published)
    except BadReport as bad:
        return bad
