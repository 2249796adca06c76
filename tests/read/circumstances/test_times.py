"""Time expressions on sentences of our own, published on Thursday 14 June 2035 unless said otherwise."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brinkwatch.model import Grain, Report, When
from brinkwatch.read.circumstances.intervals import Interval, around, moved
from brinkwatch.read.circumstances.times import find_times
from brinkwatch.read.page import open_pages

THURSDAY = dt.date(2035, 6, 14)
SIZES: dict[Grain, tuple[int, int]] = {
    "day": (1, 1),
    "week": (7, 7),
    "month": (28, 31),
    "season": (89, 92),
    "year": (365, 366),
    "decade": (3652, 3653),
    "century": (36524, 36525),
    "period": (1, 10_000_000),
}


def times(text: str, published: dt.date | None = THURSDAY) -> tuple[When, ...]:
    return find_times(next(open_pages([Report("r", text, published=published)])))


def only(text: str, published: dt.date | None = THURSDAY) -> tuple[str, str | None, str | None]:
    found = times(text, published)
    assert len(found) == 1, [w.text for w in found]
    when = found[0]
    return when.text, when.start.isoformat() if when.start else None, when.end.isoformat() if when.end else None


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Norway signed it on 14 January 2032.", "14 January 2032", "2032-01-14", "2032-01-14"),
        ("Norway signed it on January 14th, 2032.", "January 14th, 2032", "2032-01-14", "2032-01-14"),
        ("Norway signed it on the 14th of January 2032.", "the 14th of January 2032", "2032-01-14", "2032-01-14"),
        ("Norway signed it on 2032-01-14.", "2032-01-14", "2032-01-14", "2032-01-14"),
        ("Norway signed it on 14/01/2032.", "14/01/2032", "2032-01-14", "2032-01-14"),
        ("Norway signed it on 01/14/2032.", "01/14/2032", "2032-01-14", "2032-01-14"),
        ("Norway signed it on 03/04/2032.", "03/04/2032", None, None),
        ("Norway signed it in Jan. 2032.", "Jan. 2032", "2032-01-01", "2032-01-31"),
        ("Norway signed it in 2014.", "2014", "2014-01-01", "2014-12-31"),
        ("Norway fished there in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("Norway signed it in mid-October 2034.", "mid-October 2034", "2034-10-01", "2034-10-31"),
        ("Norway signed it in early October 2034.", "early October 2034", "2034-10-01", "2034-10-31"),
        ("Norway signed it in spring 2014.", "spring 2014", "2014-03-01", "2014-05-31"),
        ("Norway signed it in the winter of 2014.", "the winter of 2014", "2014-12-01", "2015-02-28"),
        ("Exports fell in Q3 2020.", "Q3 2020", "2020-07-01", "2020-09-30"),
        ("Exports fell in the second half of 2020.", "the second half of 2020", "2020-07-01", "2020-12-31"),
        ("It was a war of the 21st century.", "the 21st century", "2001-01-01", "2100-12-31"),
        ("Talks were held from 3 to 5 March 2034.", "3 to 5 March 2034", "2034-03-03", "2034-03-05"),
        ("Talks were held on March 3-5, 2034.", "March 3-5, 2034", "2034-03-03", "2034-03-05"),
        ("Talks went on from 28 May to 4 June 2034.", "from 28 May to 4 June 2034", "2034-05-28", "2034-06-04"),
        ("The two fought between 2011 and 2014.", "between 2011 and 2014", "2011-01-01", "2014-12-31"),
        ("Norway signed it on 31 February 2032.", "31 February 2032", None, None),
    ],
)
def test_absolute(text: str, words: str, start: str | None, end: str | None) -> None:
    assert only(text) == (words, start, end)
    assert only(text, None) == (words, start, end), "no publication date is needed"


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Norway acted yesterday.", "yesterday", "2035-06-13", "2035-06-13"),
        ("Norway acts today.", "today", "2035-06-14", "2035-06-14"),
        ("Norway will act tomorrow.", "tomorrow", "2035-06-15", "2035-06-15"),
        ("Norway acted last night.", "last night", "2035-06-13", "2035-06-13"),
        ("Ministers meet tonight.", "tonight", "2035-06-14", "2035-06-14"),
        ("Norway acted on Friday.", "Friday", "2035-06-08", "2035-06-08"),
        ("Norway will act on Friday.", "Friday", "2035-06-15", "2035-06-15"),
        ("Norway plans to act on Friday.", "Friday", "2035-06-15", "2035-06-15"),
        ("Norway acted on Thursday.", "Thursday", "2035-06-14", "2035-06-14"),
        ("Norway acted last Friday.", "last Friday", "2035-06-08", "2035-06-08"),
        ("Norway acted last Wednesday.", "last Wednesday", "2035-06-06", "2035-06-06"),
        ("Ministers will meet next Monday.", "next Monday", "2035-06-18", "2035-06-18"),
        ("Police fired Friday night.", "Friday night", "2035-06-08", "2035-06-08"),
        ("Norway will act next week.", "next week", "2035-06-18", "2035-06-24"),
        ("Norway acted this week.", "this week", "2035-06-11", "2035-06-17"),
        ("Norway acted last month.", "last month", "2035-05-01", "2035-05-31"),
        ("Norway acted this year.", "this year", "2035-01-01", "2035-12-31"),
        ("Norway acted two days ago.", "two days ago", "2035-06-12", "2035-06-12"),
        ("Norway acted a week ago.", "a week ago", "2035-06-04", "2035-06-10"),
        ("Norway acted three years ago.", "three years ago", "2032-01-01", "2032-12-31"),
        ("Norway will act in three weeks.", "in three weeks", "2035-06-14", "2035-07-05"),
        ("It shelled them over the past two weeks.", "over the past two weeks", "2035-05-31", "2035-06-14"),
        ("It has shelled them since 2014.", "since 2014", "2014-01-01", "2035-06-14"),
        ("It has shelled them since Monday.", "since Monday", "2035-06-11", "2035-06-14"),
        ("They met from Monday to Wednesday.", "from Monday to Wednesday", "2035-06-11", "2035-06-13"),
        ("Norway must leave by the end of the year.", "by the end of the year", "2035-06-14", "2035-12-31"),
        ("The truce will hold until Friday.", "until Friday", "2035-06-14", "2035-06-15"),
        ("Norway will reply within 48 hours.", "within 48 hours", "2035-06-14", "2035-06-16"),
        ("Norway acted on 12 October.", "12 October", "2034-10-12", "2034-10-12"),
        ("Norway will act on 12 October.", "12 October", "2035-10-12", "2035-10-12"),
        ("Norway acted in May.", "May", "2035-05-01", "2035-05-31"),
        ("Norway acted last December.", "last December", "2034-12-01", "2034-12-31"),
        ("They were seen at 19:00 on Monday.", "at 19:00 on Monday", "2035-06-11", "2035-06-11"),
        ("They were seen on Monday at 7 p.m.", "Monday at 7 p.m.", "2035-06-11", "2035-06-11"),
    ],
)
def test_relative(text: str, words: str, start: str, end: str) -> None:
    assert only(text) == (words, start, end)


@pytest.mark.parametrize(
    "text",
    ["Norway acted yesterday.", "Norway acted on Friday.", "Norway acted last week.", "Norway acted on 12 October.", "Norway acted in July.",
     "Norway acted two days ago.", "It has shelled them since Monday.", "It has shelled them since 2014.", "It fought on for several days.",
     "They were seen at 19:00.", "Norway will reply within 48 hours.", "It happened the following day."],
)  # fmt: skip
def test_without_a_publication_date_nothing_relative_is_anchored(text: str) -> None:
    _, start, end = only(text, None)
    assert (start, end) == (None, None)


@pytest.mark.parametrize(
    "text", ["They fought on for several days.", "They fought in recent weeks over the past few years."]
)
def test_what_is_not_said_is_not_anchored(text: str) -> None:
    assert all(w.start is None and w.end is None for w in times(text))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Norway recalled its envoy on 3 March 2034. Peru replied the following day.", "2034-03-04", "2034-03-04"),
        ("Norway recalled its envoy on 3 March 2034. Peru replied the same day.", "2034-03-03", "2034-03-03"),
        ("Norway recalled its envoy on Friday. That same Friday, Peru replied.", "2035-06-08", "2035-06-08"),
        ("Norway recalled its envoy on 3 March 2034. Peru had done so two days earlier.", "2034-03-01", "2034-03-01"),
        ("Norway left in 2011. Three years later it returned.", "2014-01-01", "2014-12-31"),
        ("Norway recalled its envoy on Friday. Peru was told at 5 p.m. Lima time.", "2035-06-08", "2035-06-08"),
    ],
)
def test_anchored_on_what_was_told_before(text: str, start: str, end: str) -> None:
    last = times(text)[-1]
    assert (str(last.start), str(last.end)) == (start, end)


def test_the_day_before_is_not_taken_from_one_to_come() -> None:
    last = times("He was arrested on Friday. He will appear in court on 5 July. A second man was held the same day.")[
        -1
    ]
    assert last.start == dt.date(2035, 6, 8)


def test_a_month_is_no_finer_than_itself() -> None:
    last = times("Norway left in 2011. Peru followed two months later.")[-1]
    assert last.start is None


@pytest.mark.parametrize(
    "text",
    ["Norway may act.", "Troops march on Lima.", "The 2500 troops left.", "An august assembly met.", "Prices rose by 20 percent.", "Theresa May resigned.",
     "The week was long.", "They fired 14 rockets and 1,950 shells."],
)  # fmt: skip
def test_no_time(text: str) -> None:
    assert times(text) == ()


FRAGMENTS = st.sampled_from(
    ["on Monday", "last", "since", "from", "to", "between", "and", "3", "March", "2014", "two", "weeks", "ago", "the", "same", "day", "by", "until",
     "May", "19:00", "early", "the end of", "next", "year", "99/99/2014", "0999", "31 June", "the past", "in", "within", "hours", "of", ",", ".", "\n\n",
     "“", "🚨", "century", "100", "several", "earlier", "tomorrow", "that", "9/11", "1000s", "999 years ago", "decades later", "it fell"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25), st.none() | st.dates())
def test_whatever_the_words_spans_quote_and_intervals_fit_their_grain(
    words: list[str], published: dt.date | None
) -> None:
    text = " ".join(words)
    end = 0
    for when in times(text, published):
        assert text[when.span.start : when.span.end] == when.text != ""
        assert when.span.start >= end
        end = when.span.end
        assert (when.start is None) == (when.end is None)
        if when.start and when.end:
            least, most = SIZES[when.grain]
            assert least <= (when.end - when.start).days + 1 <= most


@given(st.dates(), st.sampled_from(["day", "week", "month", "year", "decade", "century"]))
def test_a_unit_holds_its_day(date: dt.date, unit: str) -> None:
    whole = around(date, unit)
    if whole.start is None or whole.end is None:
        assert date.year < 100 or date.year > 9900, "the calendar ends there"
    else:
        assert whole.start <= date <= whole.end


@given(
    st.dates(),
    st.integers(-999, 999),
    st.sampled_from(["hour", "day", "week", "fortnight", "month", "year", "century"]),
)
def test_moving_never_leaves_the_calendar(date: dt.date, number: int, unit: str) -> None:
    there = moved(date, number, unit)
    assert there is None or (there >= date if number >= 0 else there <= date)


@given(st.dates(), st.integers(-5000, 5000))
def test_shifting_keeps_the_length(date: dt.date, days: int) -> None:
    shifted = Interval(date, date, "day").shift(days=days)
    assert shifted.start == shifted.end
