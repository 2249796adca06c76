"""The crisis file: what a desk says of its crisis, its sources and their feeds.

```toml
name = "Cuba 1962"
record = "cuba.db"                  # beside this file, or postgresql://user@host/database
every = 15                          # minutes between two looks at a feed

[[sources]]
publisher = "Meridian News Agency"  # as its reports name it
reliability = "B"                   # Admiralty code, A to F; F where nothing is said
feeds = ["https://meridian.example/rss"]
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from .errors import BadInput
from .ontology.grades import grades

LEAST_MINUTES = 1.0
KNOWN = "a crisis has name, record, every (minutes) and [[sources]], a source has publisher, reliability and feeds"


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publisher: its reliability (Admiralty code, A to F) and the addresses of its feeds."""

    publisher: str
    reliability: str | None = None
    feeds: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    record: str = "crisis.db"
    every: float = 15
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Crisis:
    """A crisis as its file describes it. `record` is a path or a `postgresql://` address; `every` is in minutes."""

    name: str
    record: Path | str
    every: float
    sources: tuple[Source, ...]

    @property
    def reliability(self) -> Mapping[str, str]:
        """The desk's grades by publisher, of those that have one."""
        return {s.publisher: s.reliability for s in self.sources if s.reliability}

    @property
    def feeds(self) -> Mapping[str, Source]:
        """The feeds by address, each with the source that it is of."""
        return {feed: source for source in self.sources for feed in source.feeds}


def read_crisis(path: Path | str) -> Crisis:
    """The crisis that a file describes; raises BadInput, saying what is wrong and where, for one that can't be used."""
    path = Path(path)
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file: name a crisis file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: it can't be read ({error}): save it as UTF-8 and check its permissions") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: this is not TOML: {error}") from error
    try:
        found = msgspec.convert(data, _File)
    except msgspec.ValidationError as error:
        raise BadInput(f"{path}: {error}: {KNOWN}") from error
    _check(path, found)
    record: Path | str = found.record if "://" in found.record else path.parent / found.record
    return Crisis(found.name, record, found.every, found.sources)


def _check(path: Path, found: _File) -> None:
    if found.every < LEAST_MINUTES:
        raise BadInput(f"{path}: every = {found.every:g}: feeds are looked at once a minute at most: use 1 or more")
    seen: dict[str, str] = {}
    for source in found.sources:
        if source.reliability is not None and source.reliability not in grades().reliability:
            known = ", ".join(f"{letter} ({meaning})" for letter, meaning in grades().reliability.items())
            raise BadInput(f"{path}: {source.publisher}: there is no reliability {source.reliability}: use {known}")
        for feed in source.feeds:
            if not feed.startswith(("http://", "https://")):
                raise BadInput(
                    f"{path}: {source.publisher}: {feed} is no web address: a feed begins with http:// or https://"
                )
            if feed in seen:
                raise BadInput(f"{path}: {feed} is a feed of both {seen[feed]} and {source.publisher}: name it once")
            seen[feed] = source.publisher
