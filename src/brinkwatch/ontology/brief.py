"""What a brief shows where, from brief.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class BriefRules:
    """The rules of composing: which acts are spoken only, which track a type, mode or context belongs to, words, limits."""

    spoken: frozenset[str]
    not_happened: frozenset[str]
    grave: frozenset[str]
    tracks: dict[str, list[str]]
    track_of_mode: dict[str, str]
    track_of_context: dict[str, str]
    across_borders: dict[str, str]
    factuality: dict[str, str]
    kinds: dict[str, str]
    limits: dict[str, int]
    same: float

    def track(self, type_: str, mode: str | None, contexts: tuple[str, ...], *, abroad: bool) -> str:
        """The track an act belongs to; `abroad`: the acting country is not the one acted on."""
        by_context = next((t for c, t in self.track_of_context.items() if c in contexts), None)
        by_type = next((t for t, types in self.tracks.items() if type_ in types), "Diplomacy")
        track = self.track_of_mode.get(mode or "") or by_context or by_type
        return self.across_borders.get(track, track) if abroad else track


@cache
def brief_rules() -> BriefRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("brief.toml").read_text(encoding="utf-8"))
    return BriefRules(
        spoken=frozenset(data["spoken"]),
        not_happened=frozenset(data["not_happened"]),
        grave=frozenset(data["grave"]),
        tracks=data["tracks"],
        track_of_mode=data["track_of_mode"],
        track_of_context=data["track_of_context"],
        across_borders=data["across_borders"],
        factuality=data["factuality"],
        kinds=data["kinds"],
        limits=data["limits"],
        same=data["likeness"]["same"],
    )
