"""What a telling counts: "two marines", "368 dead"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from functools import lru_cache

from text_to_num import alpha2digit

from ..ontology.incidents import incident_rules
from .tellings import Telling, stem

_COUNT = re.compile(r"(?<![\w.,$£€-])(\d{1,3}(?:,\d{3})+|\d{1,9})(?![\w.,]*\d|[%-])(?=((?: [\w'’-]+){0,3}))")
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)


def counts(telling: Telling) -> dict[str, int]:
    """What an event's clause counts, of what incidents.toml knows to be counted, its times left out; of two numbers of one thing, which are
    those of parts, the larger.

    "Killed 12 people" counts dead, "12 dead" too; else the word for the thing is one of the three after the number.
    """
    text, (start, end) = telling.report.text, telling.event.span
    clause = text[start:end]
    when = telling.event.when
    if when is not None:
        clause = clause.replace(when.text, " ")
    found: dict[str, int] = {}
    digits = _digits(clause)
    for place in _COUNT.finditer(digits):
        words = place[2].lower().split()
        if words and words[0] in _MONTHS:
            continue
        thing = _thing(digits[: place.start()].lower().split()[-3:], words)
        if thing is not None:
            found[thing] = max(found.get(thing, 0), int(place[1].replace(",", "")))
    return found


def _thing(before: Sequence[str], after: Sequence[str]) -> str | None:
    """What is counted, by the words around a number."""
    rules = incident_rules()
    counted = {stem(word): name for word, name in rules.counted.items()}
    done = [counted[stem(word)] for word in before if counted.get(stem(word)) in rules.fates]
    joined = next((i for i, word in enumerate(after) if not stem(word)), len(after))
    things = [counted[stem(word)] for word in after[:joined] if stem(word) in counted]
    fates = [thing for thing in things if thing in rules.fates]
    return next(iter((*fates, *done[-1:], *things)), None)


@lru_cache(maxsize=4096)
def _digits(clause: str) -> str:
    return str(alpha2digit(clause, "en"))
