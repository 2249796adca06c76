"""One report's bytes to a draft, by their kind."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

from ..errors import BadReport
from .draft import Draft
from .encoding import decode, is_binary
from .kinds import Kind


def read_content(kind: Kind, raw: bytes, where: str, charset: str | None = None) -> Draft:
    """The draft of a "pdf", "mail", "html" or "text"; raises BadReport where it is none. `charset` is the encoding that its server
    names, if any."""
    if not raw:
        raise BadReport(where, "there is nothing in it: it is empty")
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(raw, where)
    if kind == "mail":
        from .mail import read_mail

        return read_mail(raw, where)
    if is_binary(raw):
        raise BadReport(where, "not a text: save it as text, HTML or PDF first")
    if kind == "html":
        from .webpage import read_webpage

        return read_webpage(raw, where, charset)
    text = decode(raw, where, charset)
    return Draft(text=text, title=_headline(text))


def unpacked(raw: bytes, where: str, most: int) -> bytes:
    """What is in a gzip file, whole; what is no gzip file is given back. Raises BadReport where it is damaged or holds more than `most`."""
    if not raw.startswith(b"\x1f\x8b\x08"):
        return raw
    try:
        with gzip.GzipFile(fileobj=BytesIO(raw)) as file:
            content = file.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadReport(where, "the gzip file is damaged or cut off: get it anew") from error
    if len(content) > most:
        raise BadReport(where, f"it holds more than {most // 1024 // 1024} MB: unpack it and split it")
    return content


def _headline(text: str) -> str | None:
    """The first line where it looks like a headline: short, no sentence, with an empty line and more text after it."""
    lines = text.lstrip().split("\n", 2)
    first = lines[0].strip().lstrip("# ")
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None
    return first if first and len(first) <= 150 and not first.endswith((".", ",", ";", ":")) else None
