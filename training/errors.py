"""What goes wrong, by type, with examples from our own reports."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from annotations import sentence_around
from crossval import Judgement
from score import close_events, pair_up, touch

from brinkwatch.ontology.plover import plover

SEED = 30
SAMPLES = 30
EXAMPLES = 2
"""Examples of each kind of error, a type."""


def by_type(judged: Sequence[Judgement]) -> dict[str, dict[str, int]]:
    """For each type: events annotated, found, matched."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    matched: Counter[str] = Counter()
    for each in judged:
        events, read = each.entry.gold.lists["events"], each.record["events"]
        gold.update(e["type"] for e in events)
        found.update(e["type"] for e in read)
        matched.update(g["type"] for g, _ in pair_up(events, read, close_events))
    return {code: {"gold": gold[code], "found": found[code], "matched": matched[code]} for code in plover().types}


def examples(judged: Sequence[Judgement]) -> list[dict[str, Any]]:
    """For each type a few events missed, and a few seen where none is or where one of another type is, from own reports."""
    rows = list(_errors(judged))
    random.Random(SEED).shuffle(rows)  # noqa: S311
    kept: Counter[tuple[str, str]] = Counter()
    chosen = []
    for row in rows:
        key = row["type"], row["error"]
        if kept[key] < EXAMPLES:
            kept[key] += 1
            chosen.append(row)
    return sorted(chosen, key=lambda r: (r["type"], r["error"], r["sentence"]))


def _errors(judged: Sequence[Judgement]) -> Iterator[dict[str, Any]]:
    for each in judged:
        if each.entry.public:
            continue
        text, events, read = each.entry.gold.report.text, each.entry.gold.lists["events"], each.record["events"]
        pairs = list(pair_up(events, read, close_events))
        hit, right = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
        for event in read:
            if id(event) not in right:
                other = next((g for g in events if touch(g["trigger"]["span"], event["trigger"]["span"])), None)
                error = f"is {other['type']}" if other else "no event"
                yield _row(text, event, "taken for one" if not other else "of another type", error)
        for event in events:
            if id(event) not in hit and not any(touch(event["trigger"]["span"], p["trigger"]["span"]) for p in read):
                yield _row(text, event, "missed", "")


def _row(text: str, event: dict[str, Any], error: str, note: str) -> dict[str, Any]:
    start, end = sentence_around(text, event["trigger"]["span"][0])
    return {
        "type": event["type"],
        "error": error,
        "note": note,
        "trigger": event["trigger"]["text"],
        "sentence": " ".join(text[start:end].split()),
    }


def samples(judged: Sequence[Judgement]) -> list[dict[str, Any]]:
    """Events drawn at random from what was read in own reports, with what the annotation has there."""
    pool = [(each, event) for each in judged if not each.entry.public for event in each.record["events"]]
    drawn = random.Random(SEED).sample(pool, min(SAMPLES, len(pool)))  # noqa: S311
    return [_sample(each, event) for each, event in drawn]


def _sample(each: Judgement, event: dict[str, Any]) -> dict[str, Any]:
    pairs = pair_up(each.entry.gold.lists["events"], each.record["events"], close_events)
    gold = next((g for g, p in pairs if p is event), None)
    return {
        **_row(each.entry.gold.report.text, event, "right" if gold else "wrong", ""),
        "read": _told(event),
        "annotated": _told(gold) if gold else None,
        "confidence": event["confidence"],
    }


def _told(event: dict[str, Any]) -> str:
    def codes(key: str) -> str:
        return "+".join(a.get("country") or a["name"] for a in event[key]) or "?"

    mode = f"/{event['mode']}" if event.get("mode") else ""
    return f"{codes('actors')} {event['type']}{mode} {codes('recipients')} {event['factuality']}"
