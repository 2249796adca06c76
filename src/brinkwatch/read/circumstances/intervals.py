"""Intervals of days at their own grain, and the arithmetic of the calendar on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta

from ...model import Grain


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included; both None where they aren't known."""

    start: dt.date | None
    end: dt.date | None
    grain: Grain

    def shift(self, **by: int) -> Interval:
        """Moved by so many days, weeks, months or years, at the same length; unknown where it was, or where the calendar ends."""
        if self.start is None or self.end is None:
            return self
        try:
            return replace(self, start=self.start + relativedelta(**by), end=self.end + relativedelta(**by))  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            return unknown(self.grain)


def unknown(grain: Grain = "period") -> Interval:
    """A time that can't be anchored."""
    return Interval(None, None, grain)


def day(date: dt.date) -> Interval:
    """One day."""
    return Interval(date, date, "day")


def between(start: dt.date | None, end: dt.date | None) -> Interval:
    """A period of its own length; unknown where either end is, or where they are the wrong way round."""
    if start is None or end is None or start > end:
        return unknown()
    return Interval(start, end, "period")


def date_of(year: int, month: int, number: int) -> dt.date | None:
    """A date, None where the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def months(year: int, first: int, last: int, grain: Grain) -> Interval:
    """Whole months from `first` to `last`, which is in the next year if it is the smaller; unknown outside the calendar."""
    start = date_of(year, first, 1)
    final = date_of(year + (last < first), last, 1)
    if start is None or final is None:
        return unknown(grain)
    return Interval(start, final + relativedelta(day=31), grain)


def years(first: int, last: int, grain: Grain) -> Interval:
    """Whole years; unknown outside the calendar."""
    start, end = date_of(first, 1, 1), date_of(last, 12, 31)
    return Interval(start, end, grain) if start and end else unknown(grain)


def around(date: dt.date, unit: str) -> Interval:
    """The calendar unit (day, week, weekend, fortnight, month, year, decade, century) that a day is in; unknown where it isn't whole."""
    if unit in ("week", "fortnight"):
        return _of_week(date, 0, 6, "week")
    if unit == "weekend":
        return _of_week(date, 5, 6, "period")
    if unit == "month":
        return months(date.year, date.month, date.month, "month")
    if unit == "year":
        return years(date.year, date.year, "year")
    if unit == "decade":
        return years(date.year // 10 * 10, date.year // 10 * 10 + 9, "decade")
    if unit == "century":
        return years((date.year - 1) // 100 * 100 + 1, (date.year - 1) // 100 * 100 + 100, "century")
    return day(date)


def _of_week(date: dt.date, first: int, last: int, grain: Grain) -> Interval:
    """Days of the week around a date, from 0 for Monday; unknown where the calendar ends."""
    start, end = (moved(date, number - date.weekday(), "day") for number in (first, last))
    return Interval(start, end, grain) if start and end else unknown(grain)


def moved(date: dt.date, number: int, unit: str) -> dt.date | None:
    """The day so many units later (earlier if negative), hours and minutes as days; None where the calendar ends."""
    hours = {"hour": 1, "minute": 1 / 60}.get(unit)
    if hours is not None:
        return moved(date, int(number * hours / 24), "day")
    name, times = {
        "fortnight": ("weeks", 2),
        "decade": ("years", 10),
        "century": ("years", 100),
        "weekend": ("weeks", 1),
    }.get(unit, (unit + "s", 1))
    try:
        return date + relativedelta(**{name: number * times})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
