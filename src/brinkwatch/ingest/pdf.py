"""A PDF file: the text it holds, page by page."""

from __future__ import annotations

import logging
from io import BytesIO

from ..errors import BadReport
from .draft import Draft

_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    AssertionError,
    OverflowError,
    OSError,
)
"""What pypdf lets through, beside its own errors, on files that break the format."""


def read_pdf(raw: bytes, where: str) -> Draft:
    """The pages' text, an empty line between pages; raises BadReport for a scanned, locked or damaged file.

    The dates in a PDF say when the file was made, not when the report was published: they are not taken.
    """
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    _keep_quiet()
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise BadReport(where, "it is locked with a password: save it without one first")
        pages = [page.extract_text().strip() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise BadReport(where, "it is encrypted: save it without encryption first") from error
    except (PyPdfError, *_BROKEN) as error:
        raise BadReport(where, "the PDF is damaged: open it and save it anew") from error
    text = "\n\n".join(filter(None, pages))
    if not text:
        raise BadReport(where, "no text in it; run OCR first")
    return Draft(text, title=str(title).strip() or None if title else None)


def _keep_quiet() -> None:
    """What pypdf logs of a damaged file would go to the terminal, beside our own word on it, where nobody has asked for logs."""
    log = logging.getLogger("pypdf")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
