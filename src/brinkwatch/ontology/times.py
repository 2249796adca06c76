"""How news English tells the time, from times.toml: words, and compiled patterns over them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .names import read_toml

DIGIT = "digit"
"""The hint that a word with a digit gives."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words in lower case and what they stand for; `rules` are kinds and patterns, whose named groups hold the words,
    under the hint without which none of them can apply; `hints` are the words that give one, a word with a digit aside (DIGIT)."""

    rules: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    hints: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    doubtful_months: frozenset[str]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    ordinals: Mapping[str, int]
    days: Mapping[str, int]
    named_days: Mapping[str, dt.date]
    feasts: Mapping[str, tuple[int, int]]
    seasons: Mapping[str, tuple[int, int]]
    steps: Mapping[str, int]
    then: Mapping[str, int]
    future: frozenset[str]
    cue: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    deadline: re.Pattern[str]
    giving: frozenset[str]
    beyond: re.Pattern[str]
    opening: re.Pattern[str]
    join: re.Pattern[str]


@cache
def time_words() -> TimeWords:
    """The shipped table."""
    data = read_toml("times.toml")
    words = data["words"]
    months = {form.lower(): n for n, forms in enumerate(words["months"], 1) for form in forms}
    numbers = {word: n for n, word in enumerate(words["numbers"])} | words["number_words"]
    units = {form: unit for unit in words["units"] for form in (unit, unit + "s")} | words["irregular_units"]
    then = _steps(words, "then_before", "then", "then_after")
    return TimeWords(
        rules=_rules(data, _slots(data, words, units)),
        hints=_hints(data, words, units),
        months=months,
        doubtful_months=frozenset(words["doubtful_months"]),
        weekdays={day.lower(): n for n, day in enumerate(words["weekdays"])},
        numbers=numbers,
        units=units,
        ordinals=words["ordinals"],
        days=words["days"],
        named_days={k.lower(): dt.date.fromisoformat(v) for k, v in words["named_days"].items()},
        feasts={k.lower(): (month, day) for k, (month, day) in words["feasts"].items()},
        seasons={k: (first, last) for k, (first, last) in words["seasons"].items()},
        steps=_steps(words, "before", "now", "after"),
        then=then,
        future=frozenset(words["future"]),
        cue=_right_before(words["cues"]),
        since=_right_before(words["since"]),
        until=_right_before(words["until"]),
        deadline=_right_before(words["deadline"]),
        giving=frozenset(words["giving"]),
        beyond=_right_before(words["beyond"]),
        opening=_right_before(("from", "between")),
        join=re.compile(rf"\s*(?:{_either(words['joins'])})\s*(?:on\s+|in\s+)?", re.IGNORECASE),
    )


def _steps(words: Mapping[str, Any], *lists: str) -> dict[str, int]:
    """Each word of three lists to -1, 0 or 1."""
    return {word: step for step, name in zip((-1, 0, 1), lists, strict=True) for word in words[name]}


def _right_before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})[\s-]+(?:the\s+)?\Z", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _rules(data: Mapping[str, Any], slots: Mapping[str, str]) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    by_hint: defaultdict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for rule in data["rules"]:
        hint = next((name for name in data["hints"] if f"{{{name}}}" in rule["pattern"]), DIGIT)
        by_hint[hint].append((rule["kind"], _compiled(rule["pattern"], slots)))
    return {hint: tuple(rules) for hint, rules in by_hint.items()}


def _hints(data: Mapping[str, Any], words: Mapping[str, Any], units: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The last word of everything that fills a slot, to the slots that it may fill."""
    fillings: dict[str, Iterable[str]] = {
        "month": [form for forms in words["months"] for form in forms],
        "month_name": [forms[0] for forms in words["months"]],
        "weekday": words["weekdays"],
        "feast": words["feasts"],
        "season": words["seasons"],
        "days": words["days"],
        "unit": units,
        "unit_word": data["alternatives"]["unit_word"],
        "part": data["alternatives"]["part"],
        DIGIT: data["alternatives"]["clock_word"],
    }
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for slot, phrases in fillings.items():
        for word in {re.findall(r"\w+", phrase)[-1].lower() for phrase in phrases}:
            by_word[word].append(slot)
    return {word: tuple(slots) for word, slots in by_word.items()}


def _slots(data: Mapping[str, Any], words: Mapping[str, Any], units: Iterable[str]) -> dict[str, str]:
    names = [form for forms in words["months"] for form in forms[:1]]
    short = [form for forms in words["months"] for form in forms[1:]]
    which = (
        *words["before"],
        *words["now"],
        *words["after"],
        *words["then"],
        *words["then_before"],
        *words["then_after"],
    )
    return {
        **data["slots"],
        **{name: f"(?:{_either(forms)})" for name, forms in data["alternatives"].items()},
        "month": rf"(?:(?:{_either(names)})|(?:{_either(short)})\.?)",
        "month_name": f"(?:{_either(names)})",
        "weekday": f"(?:{_either(words['weekdays'])})",
        "number": rf"(?:\d{{1,3}}|{_either((*words['numbers'], *words['number_words']))})",
        "vague": f"(?:{_either(words['vague'])})",
        "unit": rf"(?:{_either(units)})",
        "ordinal": f"(?:{_either(words['ordinals'])})",
        "which": f"(?:{_either(which)})",
        **{name: f"(?:{_either(words[name])})" for name in ("then", "then_before", "then_after", "days")},
        **{name[:-1]: f"(?:{_either(words[name])})" for name in ("named_days", "feasts", "seasons")},
    }


def _compiled(pattern: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern with its slots filled, thrice deep at most, blanks standing for any white space."""
    for _ in range(3):
        pattern = re.sub(r"\{([a-z_]+)\}", lambda slot: slots[slot[1]], pattern)
    spaced = pattern.replace(" ?", r"\s?").replace(" *", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<![\w/])(?:{spaced})(?!\w)", re.IGNORECASE)
