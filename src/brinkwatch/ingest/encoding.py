"""Bytes to text: UTF-8 and UTF-16 by what they say, anything else by what it looks like."""

from __future__ import annotations

import codecs

from ..errors import BadReport

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.02
_MOST_SURE = 1_000_000
"""Bytes looked at where the encoding has to be guessed."""


def is_binary(raw: bytes) -> bool:
    """Whether bytes are no text in any encoding we know."""
    if marked(raw) or _unmarked_utf16(raw):
        return False
    sample = raw[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > _MOST_CONTROLS * len(sample)


def decode(raw: bytes, where: str, declared: str | None = None) -> str:
    """The text, line ends as they are, without a byte order mark; raises BadReport where no encoding fits.

    `declared` is the encoding that the file itself or its server names, if it does; one that doesn't fit is passed over. What is
    UTF-8 is not so by accident, whatever is declared.
    """
    stated = _meant(declared) if declared else ()
    likely = (*stated, "utf-8") if raw.isascii() else ("utf-8", *stated)
    for encoding in filter(None, (marked(raw), _unmarked_utf16(raw), *likely)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    guessed = _guess(raw)
    try:
        return raw.decode(guessed)
    except (UnicodeDecodeError, LookupError) as error:
        raise BadReport(where, "its encoding can't be told: save it as UTF-8") from error


def marked(raw: bytes) -> str | None:
    """The encoding that the first bytes, a byte order mark, tell; None where there is none."""
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def _meant(declared: str) -> tuple[str, ...]:
    """The encodings to try for a declared one: who says Latin-1 writes Windows-1252, as the WHATWG's encoding standard has it."""
    return ("cp1252", declared) if declared.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii") else (declared,)


def _unmarked_utf16(raw: bytes) -> str | None:
    """Most texts in UTF-16 without a mark have a zero in every other byte: the spaces and digits, and all Latin letters."""
    sample = raw[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or even + odd < len(sample) // 5:
        return None
    if even == 0:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 else None


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_MOST_SURE]).best()
    return best.encoding if best is not None else "utf-8"
