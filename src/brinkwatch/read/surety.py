"""Leaving out what is likelier wrong than right."""

from __future__ import annotations

from dataclasses import replace

from ..model import Reading, Skipped


def surer_than(reading: Reading, least: float) -> Reading:
    """A reading without events of less confidence than `least` (0 to 1), which are counted as skipped; an event that another entry rests
    on stays."""
    held = {id_ for p in reading.positions for id_ in (*p.basis, *p.answered_by)}
    held |= {p.event for p in reading.precedents} | {id_ for d in reading.discrepancies for id_ in d.items}
    kept = tuple(e for e in reading.events if e.confidence >= least or e.id in held)
    unsure = len(reading.events) - len(kept)
    if not unsure:
        return reading
    why = Skipped(f"events read with a confidence below {least:.0%}", unsure)
    return replace(reading, events=kept, skipped=(*reading.skipped, why))
