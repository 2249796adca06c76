"""What each kind of time expression comes to: one function a kind, from its words to an interval."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ...ontology.times import time_words
from .intervals import Interval, around, between, date_of, day, months, moved, unknown, years
from .tense import Tense

_TO_DAY = ("hour", "minute")


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an expression stands: the publication day, the time told before it, and the tense around it."""

    published: dt.date | None
    told: Interval | None
    tense: Callable[[], Tense]

    @property
    def told_day(self) -> dt.date | None:
        """The day told before, where it was one day."""
        return self.told.start if self.told is not None and self.told.grain == "day" else None


Parts = Mapping[str, str]
Rule = Callable[[Parts, Moment], Interval]


def resolve(kind: str, match: re.Match[str], moment: Moment) -> Interval:
    """The days that a matched expression covers; unknown where they can't be anchored."""
    parts = {name: " ".join(value.lower().split()).rstrip(".") for name, value in match.groupdict().items() if value}
    return _RULES[kind](parts, moment)


def _number(words: str) -> int:
    return int(digits[0]) if (digits := re.match(r"\d+", words)) else time_words().numbers[words]


def _iso(parts: Parts, _: Moment) -> Interval:
    return _one_day(date_of(int(parts["year"]), int(parts["month_number"]), _number(parts["day"])))


def _slashed(parts: Parts, _: Moment) -> Interval:
    """14/01/2022 and 01/14/2022 can be read in one way only; 03/04/2022 can't."""
    first, second, year = int(parts["first"]), int(parts["second"]), int(parts["year"])
    ways = {date_of(year, month, number) for number, month in ((first, second), (second, first))} - {None}
    return _one_day(ways.pop() if len(ways) == 1 else None)


def _named_day(parts: Parts, _: Moment) -> Interval:
    return day(time_words().named_days[parts["named_day"]])


def _date(parts: Parts, moment: Moment) -> Interval:
    """Day and month, a span of days in a month, or a feast."""
    if "feast" in parts:
        month, first = time_words().feasts[parts["feast"]]
    else:
        month, first = time_words().months[parts["month"]], _number(parts["day"])
    last = _number(parts["day2"]) if "day2" in parts else first

    def in_year(year: int) -> Interval:
        start, end = date_of(year, month, first), date_of(year, month, last)
        return _one_day(start) if first == last else between(start, end)

    return _of_year(parts, moment, in_year)


def _month(parts: Parts, moment: Moment) -> Interval:
    number = time_words().months[parts["month"]]
    return _of_year(parts, moment, lambda year: months(year, number, number, "month"))


def _season(parts: Parts, moment: Moment) -> Interval:
    first, last = time_words().seasons[parts["season"]]
    return _of_year(parts, moment, lambda year: months(year, first, last, "season"))


def _of_year(parts: Parts, moment: Moment, in_year: Callable[[int], Interval]) -> Interval:
    """What recurs each year, in the year that is said, else in the one that tense and publication day fix."""
    if "year" in parts:
        return in_year(int(parts["year"]))
    published, which = moment.published, parts.get("which", "")
    if published is None:
        return unknown(in_year(2000).grain)
    if which.endswith("year") or which in ("the same", "that"):
        return unknown()
    every = [in_year(published.year + step) for step in (-1, 0, 1)]
    known = [each for each in every if each.start is not None and each.end is not None]
    if which and "month" in parts and "day" in parts:
        return in_year(published.year + time_words().steps.get(which, 0))
    return _choose(known, published, which, moment.tense)


def _choose(every: list[Interval], published: dt.date, which: str, tense: Callable[[], Tense]) -> Interval:
    """Of one time in several years: the last that has begun, the next that has not ended, or the nearest."""
    step = time_words().steps.get(which)
    begun = [each for each in every if each.start is not None and each.start <= published]
    ahead = [each for each in every if each.end is not None and each.end >= published]
    over = [each for each in every if each.end is not None and each.end < published]
    to_come = [each for each in every if each.start is not None and each.start > published]
    if step == -1:
        return over[-1] if over else unknown()
    if step == 1:
        return to_come[0] if to_come else unknown()
    how = tense()
    if how == "past":
        return begun[-1] if begun else unknown()
    if how == "future":
        return ahead[0] if ahead else unknown()
    return min(every, key=lambda each: _distance(each, published), default=unknown())


def _distance(interval: Interval, date: dt.date) -> int:
    assert interval.start is not None
    assert interval.end is not None
    return max((interval.start - date).days, (date - interval.end).days, 0)


def _quarter(parts: Parts, _: Moment) -> Interval:
    number = int(parts["quarter"]) if "quarter" in parts else time_words().ordinals[parts["ordinal"]]
    length = 6 if parts.get("share") == "half" else 3
    if number * length > 12:
        return unknown()
    return months(int(parts["year"]), number * length - length + 1, number * length, "period")


def _decade(parts: Parts, _: Moment) -> Interval:
    return years(int(parts["decade"]), int(parts["decade"]) + 9, "decade")


def _century(parts: Parts, _: Moment) -> Interval:
    last = int(parts["century"]) * 100
    return years(last - 99, last, "century")


def _year(parts: Parts, _: Moment) -> Interval:
    return years(int(parts["year"]), int(parts["year"]), "year")


def _days(parts: Parts, moment: Moment) -> Interval:
    return _one_day(moved(moment.published, time_words().days[parts["days"]], "day") if moment.published else None)


def _weekday(parts: Parts, moment: Moment) -> Interval:
    """Tense decides: said of the past, the last such day on or before publication; of what is to come, the next after it."""
    words, published, which = time_words(), moment.published, parts.get("which", "")
    number = words.weekdays[parts["weekday"]]
    if which in words.then and which not in words.steps and moment.told_day is not None:
        return _after_told(moment.told_day, number, words.then[which])
    if published is None or (which in words.then and which not in words.steps):
        return unknown("day")
    if "week" in parts:
        step = words.steps.get(parts["week"])
        return (
            unknown("day")
            if step is None
            else _one_day(moved(published, number - published.weekday() + 7 * step, "day"))
        )
    back = (published.weekday() - number) % 7
    step = words.steps.get(which, 0)
    if step == 1 or (step == 0 and moment.tense() == "future"):
        return _one_day(moved(published, 7 - back, "day"))
    if step == -1 and back <= 1:  # "last Friday" is not yesterday: that would be "on Friday"
        back += 7
    return _one_day(moved(published, -back, "day"))


def _after_told(told: dt.date, number: int, step: int) -> Interval:
    ahead = (number - told.weekday()) % 7
    if step == 0:
        return day(told) if ahead == 0 else unknown("day")
    return _one_day(moved(told, ahead or 7, "day") if step > 0 else moved(told, ahead - 7, "day"))


def _unit(parts: Parts, moment: Moment) -> Interval:
    """ "Last week", "that day", "the following month", "the day after"."""
    words = time_words()
    unit, which = words.units.get(parts["unit"], parts["unit"]), parts.get("which", "")
    if unit in _TO_DAY:
        return unknown()
    if "way" in parts or which in words.then and which not in words.steps or (unit == "day" and which != "this"):
        step = {"before": -1, "after": 1}.get(parts.get("way", ""), words.then.get(which, words.steps.get(which, 0)))
        if moment.told is None or moment.told.start is None or (unit == "day" and moment.told.grain != "day"):
            return unknown()
        return _moved_unit(moment.told.start, step, unit)
    if moment.published is None:
        return unknown(around(dt.date(2000, 1, 1), unit).grain)
    step = words.steps.get(which, 0)
    if unit == "weekend" and step <= 0:
        return _weekend(moment.published, which, moment.tense)
    return _moved_unit(moment.published, step, unit)


def _weekend(published: dt.date, which: str, tense: Callable[[], Tense]) -> Interval:
    """The last weekend that has begun, or this week's where it is to come; "last weekend" is one that is over."""
    this = around(published, "weekend")
    over = time_words().steps.get(which, 0) == -1
    if over or (this.start is not None and published < this.start and tense() != "future"):
        return this.shift(days=-7)
    return this


def _moved_unit(date: dt.date, number: int, unit: str) -> Interval:
    target = moved(date, number, unit)
    return around(target, unit) if target is not None else unknown()


def _window(parts: Parts, moment: Moment) -> Interval:
    """ "The past two weeks": up to publication; "the next two weeks": from it."""
    unit = time_words().units[parts["unit"]]
    if "number" not in parts:
        if parts["way"] in ("following", "next", "previous") and moment.told is not None and moment.told.grain == "day":
            return _unit({"which": f"the {parts['way']}", "unit": unit}, moment)
        if parts["unit"].endswith("s") or parts["way"] in ("following", "previous"):
            return unknown()
    number = parts.get("number", "1")
    if moment.published is None or not _counts(number):
        return unknown()
    if parts["way"] in ("next", "coming", "following"):
        return between(moment.published, moved(moment.published, _number(number), unit))
    return between(moved(moment.published, -_number(number), unit), moment.published)


def _within(parts: Parts, moment: Moment) -> Interval:
    """ "Within 48 hours", "in three weeks": from publication on, if said of what is to come."""
    unit = time_words().units[parts["unit"]]
    if moment.published is None or not _counts(parts["number"]) or "of" in parts or moment.tense() != "future":
        return unknown()
    return between(moment.published, moved(moment.published, _number(parts["number"]), unit))


def _shift(parts: Parts, moment: Moment) -> Interval:
    """ "Two weeks ago" counts from publication, "two weeks earlier" from the time told before; whole weeks, months and years."""
    way, unit = parts["way"], time_words().units[parts["unit"]]
    if not _counts(parts["number"]) or way in ("before", "after"):
        return unknown()
    number = _number(parts["number"])
    if way in ("earlier", "later"):
        told = moment.told
        if told is None or told.start is None or _is_finer(unit, told.grain):
            return unknown()
        return _moved_unit(told.start, number if way == "later" else -number, unit)
    if moment.published is None:
        return unknown()
    return _moved_unit(moment.published, -number if way == "ago" else number, unit)


def _is_finer(unit: str, grain: str) -> bool:
    """Whether a unit is smaller than the time it is counted from: months from a year can't be told."""
    sizes = ("day", "week", "month", "year", "decade", "century")
    size = sizes.index(unit) if unit in sizes else 0
    return grain not in sizes or size < sizes.index(grain)


def _duration(_: Parts, __: Moment) -> Interval:
    return unknown()


def _clock(_: Parts, moment: Moment) -> Interval:
    return _one_day(moment.told_day)


def _one_day(date: dt.date | None) -> Interval:
    return day(date) if date is not None else unknown("day")


def _counts(words: str) -> bool:
    return words in time_words().numbers or words.isdigit()


_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "iso": _iso,
        "slashed": _slashed,
        "named_day": _named_day,
        "date": _date,
        "month": _month,
        "season": _season,
        "quarter": _quarter,
        "decade": _decade,
        "century": _century,
        "year": _year,
        "days": _days,
        "weekday": _weekday,
        "unit": _unit,
        "window": _window,
        "within": _within,
        "shift": _shift,
        "duration": _duration,
        "clock": _clock,
    }
)
