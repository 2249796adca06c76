"""What a telling counts: "two marines", "368 dead"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import alpha2digit

from ..ontology.incidents import incident_rules
from .tellings import Telling, stem

_COUNT = re.compile(r"(?<![\w.,$£€-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w.,]*\d|[%-])(?=((?: [\w'’-]+){1,3}))")
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts, as incidents.toml calls it."""

    number: int
    thing: str


def counts(telling: Telling) -> Iterator[Count]:
    """The counts in an event's clause, its times left out, of what incidents.toml knows to be counted; the word for it is one of the three after
    the number."""
    text, (start, end) = telling.report.text, telling.event.span
    clause = text[start:end]
    when = telling.event.when
    if when is not None:
        clause = clause.replace(when.text, " ")
    counted = {stem(word): name for word, name in incident_rules().counted.items()}
    for found in _COUNT.finditer(_digits(clause)):
        number, words = int(found[1].replace(",", "")), found[2].lower().split()
        if words[0] in _MONTHS:
            continue
        thing = next((counted[stem(word)] for word in words if stem(word) in counted), None)
        if thing is not None:
            yield Count(number, thing)


@lru_cache(maxsize=4096)
def _digits(clause: str) -> str:
    return str(alpha2digit(clause, "en"))
