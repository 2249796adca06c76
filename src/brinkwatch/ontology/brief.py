"""What a brief shows where, from brief.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model import Event


@dataclass(frozen=True, slots=True)
class BriefRules:
    """The rules of composing: which acts are spoken only, which track a type, mode or context belongs to, words, limits;
    it draws on the last `window` days."""

    spoken: frozenset[str]
    mutual: frozenset[str]
    forecasts: tuple[str, ...]
    pronouns: frozenset[str]
    hollow: frozenset[str]
    not_happened: frozenset[str]
    warlike: frozenset[str]
    grave: frozenset[str]
    tracks: dict[str, list[str]]
    track_of_mode: dict[str, str]
    track_of_context: dict[str, str]
    across_borders: dict[str, str]
    by_civil_parties: dict[str, str]
    civil: frozenset[str]
    factuality: dict[str, str]
    kinds: dict[str, str]
    limits: dict[str, int]
    window: int
    same: float

    def track(self, event: Event) -> str:
        """The track an act belongs to, by its mode, context, type, and by whether it crosses a border or stays at home."""
        by_context = next((t for c, t in self.track_of_context.items() if c in event.contexts), None)
        by_type = next((t for t, types in self.tracks.items() if event.type in types), "Diplomacy")
        track = self.track_of_mode.get(event.mode or "") or by_context or by_type
        actors = {a.country for a in event.actors} - {None}
        recipients = {a.country for a in event.recipients} - {None}
        if actors and recipients and not actors & recipients:
            return self.across_borders.get(track, track)
        sectors = {a.sector for a in (*event.actors, *event.recipients)}
        at_home = sectors & self.civil and event.mode not in self.warlike
        return self.by_civil_parties.get(track, track) if at_home else track


@cache
def brief_rules() -> BriefRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("brief.toml").read_text(encoding="utf-8"))
    return BriefRules(
        spoken=frozenset(data["spoken"]),
        mutual=frozenset(data["mutual"]),
        forecasts=tuple(data["forecasts"]),
        pronouns=frozenset(data["pronouns"]),
        hollow=frozenset(data["hollow"]),
        not_happened=frozenset(data["not_happened"]),
        warlike=frozenset(data["warlike"]),
        grave=frozenset(data["grave"]),
        tracks=data["tracks"],
        track_of_mode=data["track_of_mode"],
        track_of_context=data["track_of_context"],
        across_borders=data["across_borders"],
        by_civil_parties=data["by_civil_parties"],
        civil=frozenset(data["civil"]),
        factuality=data["factuality"],
        kinds=data["kinds"],
        limits=data["limits"],
        window=data["window"]["days"],
        same=data["likeness"]["same"],
    )
