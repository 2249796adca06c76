"""When a report was published: whose word counts, and that nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ingest.serving import Site, page, reports, rss

from brinkwatch.ingest.dates import ORDER, Dated, believed, day_in_address, stated

DAY = dt.date(2022, 1, 18)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2022-01-18", DAY, None),
        ("2022-01-18T23:30:00", DAY, None),
        ("2022-01-18T23:30:00Z", DAY, 23),
        ("2022-01-18T23:30:00+05:00", DAY, 18),
        ("20220118T233000Z", DAY, 23),
        ("Tue, 18 Jan 2022 23:30:00 +0200", DAY, 21),
        ("Tue, 18 Jan 2022 23:30:00 GMT", DAY, 23),
        ("Tue, 18 Jan 2022 23:30:00 -0000", DAY, None),
    ],
)
def test_what_is_stated(text: str, day: dt.date, hour: int | None) -> None:
    found = stated(text, "feed")
    assert found is not None
    assert (found.day, found.by) == (day, "feed")
    assert (found.moment and found.moment.hour) == hour
    assert found.moment is None or found.moment.tzinfo is dt.UTC


@pytest.mark.parametrize("text", [None, "", "yesterday", "January 2022", "2022", "2022-01", "18/01/2022", "2022-13-40",
                                  "1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "Tue, 99 Jan 2022 23:30:00 GMT", "9:30"])  # fmt: skip
def test_what_is_not_stated(text: str | None) -> None:
    assert stated(text, "feed") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2022/01/18/talks.html", DAY),
        ("/news/2022/1/18/", DAY),
        ("/2022/01/18", DAY),
        ("/2022/02/30/talks", None),
        ("/2022/01/talks", None),
        ("/2022/01/181/talks", None),
        ("/a?then=/2022/01/18/", None),
        ("/12022/01/18/talks", None),
    ],
)
def test_a_day_in_an_address(path: str, day: dt.date | None) -> None:
    found = day_in_address(f"https://post.example{path}")
    assert (found and found.day) == day
    assert found is None or (found.by, found.moment) == ("url", None)


def test_who_is_believed() -> None:
    assert ",".join(ORDER) == "page,feed,mail,url,list,given"
    each = [Dated(dt.date(2022, 1, n + 1), None, by) for n, by in enumerate(ORDER)]
    while each:
        assert believed(*reversed(each), None) == each[0]
        each.pop(0)
    assert believed(None) is None


def test_a_time_is_taken_from_who_states_the_same_day() -> None:
    moment = dt.datetime(2022, 1, 18, 9, tzinfo=dt.UTC)
    same, other = Dated(DAY, moment, "feed"), Dated(dt.date(2022, 1, 19), moment, "feed")
    assert believed(Dated(DAY, None, "page"), same) == Dated(DAY, moment, "page")
    assert believed(Dated(DAY, None, "page"), other) == Dated(DAY, None, "page")


@pytest.mark.parametrize(
    ("head", "day", "moment", "by"),
    [
        ('<meta property="article:published_time" content="2022-01-17T23:30:00-05:00">',
         dt.date(2022, 1, 17), dt.datetime(2022, 1, 18, 4, 30, tzinfo=dt.UTC), "page"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-01-17T09:00:00Z"}]}</script>',
         dt.date(2022, 1, 17), dt.datetime(2022, 1, 17, 9, tzinfo=dt.UTC), "page"),
        ('<meta name="date" content="2022-01-17">', dt.date(2022, 1, 17), None, "page"),
        ('<meta property="article:modified_time" content="2022-01-19T23:30:00Z"><script type="application/ld+json">{oops</script>',
         DAY, dt.datetime(2022, 1, 18, 8, tzinfo=dt.UTC), "feed"),
        ("", DAY, dt.datetime(2022, 1, 18, 8, tzinfo=dt.UTC), "feed"),
    ],
)  # fmt: skip
def test_a_pages_word_comes_before_its_feeds(
    site: Site, head: str, day: dt.date, moment: dt.datetime | None, by: str
) -> None:
    site.put("/2022/01/01/a", page("A", head))
    item = "<item><link>/2022/01/01/a</link><pubDate>Tue, 18 Jan 2022 09:00:00 +0100</pubDate></item>"
    (report,) = reports(site.put("/feed", rss(item), "text/xml"))
    assert (report.published, report.published_at, report.dated_by) == (day, moment, by)


def test_an_address_with_a_day_dates_a_page_that_states_none(site: Site) -> None:
    (report,) = reports(site.put("/2022/01/18/talks", page("A")))
    assert (report.published, report.published_at, report.dated_by) == (DAY, None, "url")
