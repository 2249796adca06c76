"""NUL, which texts may hold and PostgreSQL's can't: kept there as U+001A and "0", and U+001A itself, as rare, as U+001A and "1"."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from psycopg.types.string import TextLoader as PlainTextLoader

_JSON_PARTS = re.compile(rb"\\(?:u001a[01]|u0000|u001a|.)", re.DOTALL)
"""Every escape of a JSON text, so that an escaped backslash before `u0000` isn't taken for the start of one."""

_WITHOUT = {rb"\u0000": rb"\u001a0", rb"\u001a": rb"\u001a1"}
_WITH = {value: key for key, value in _WITHOUT.items()}


def text_without(text: str) -> str:
    """A text as PostgreSQL can hold it."""
    return text.replace("\x1a", "\x1a1").replace("\0", "\x1a0") if "\0" in text or "\x1a" in text else text


def text_with(text: str) -> str:
    """A text as it was."""
    return text.replace("\x1a0", "\0").replace("\x1a1", "\x1a") if "\x1a" in text else text


def json_without(value: Any) -> bytes:
    """A value as JSON that PostgreSQL can look into."""
    data = msgspec.json.encode(value)
    if rb"\u0000" not in data and rb"\u001a" not in data:
        return data
    return re.sub(rb"\\(?:u0000|u001a|.)", lambda found: _WITHOUT.get(found[0], found[0]), data, flags=re.DOTALL)


def json_with(data: str | bytes) -> Any:
    """A value from such JSON."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    if rb"\u001a" in data:
        data = _JSON_PARTS.sub(lambda found: _WITH.get(found[0], found[0]), data)
    return msgspec.json.decode(data)


class TextDumper(StrDumperUnknown):
    """Sends texts that may hold NUL."""

    def dump(self, obj: str) -> Buffer | None:
        """A text as it is sent."""
        return super().dump(text_without(obj))


class TextLoader(PlainTextLoader):
    """Receives texts that may hold NUL."""

    def load(self, data: Buffer) -> bytes | str:
        """A text as it was."""
        text = super().load(data)
        return text_with(text) if isinstance(text, str) else text
