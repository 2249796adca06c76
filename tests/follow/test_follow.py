"""What looks at feeds come to, on a real server: what is new is read once, and what is wrong is said and borne."""

from __future__ import annotations

import datetime as dt
import time
from http.server import BaseHTTPRequestHandler

import pytest
from tests.follow.conftest import START, Follow, item, put_feed
from tests.ingest.serving import SENTENCES, Site, fetcher, page, rss

from brinkwatch.desk import Desk
from brinkwatch.desk import follow as following


def test_what_is_new_is_read_once(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 2, 1)
    assert str(follow.one(feed)) == "Ferry Post: 2 reports added"
    put_feed(site, 3, 2, 1)
    looked = follow.one(after=15)
    assert (looked.added.reports, looked.added.already_there, looked.waiting) == (1, 0, 0)
    assert site.pages == ["/feed", "/2", "/1", "/feed", "/3"]
    assert follow.titles() == ["Page 1", "Page 2", "Page 3"]
    health = follow.health()
    assert (health.state, health.items, health.reports, health.refused) == ("fresh", 3, 3, 0)
    assert health.feed.next_due == START + dt.timedelta(minutes=30)


def test_a_feed_is_looked_at_when_it_is_due(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1)
    assert follow.once(feed)
    assert not follow.once(after=13)
    assert follow.once(after=1), "cron is a little early at times"
    assert site.pages == ["/feed", "/1", "/feed"]


def test_only_what_has_changed_is_asked_for(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1, etag='"one"')
    site.answers["/feed"].headers["Last-Modified"] = "Mon, 06 May 2024 11:00:00 GMT"
    follow.once(feed)
    site.put("/feed", status=304)
    looked = follow.one(after=15)
    assert (looked.feed.failures, looked.is_news) == (0, False)
    assert site.headers[-1]["If-None-Match"] == '"one"'
    assert site.headers[-1]["If-Modified-Since"] == "Mon, 06 May 2024 11:00:00 GMT"
    follow.once(after=15)
    assert site.headers[-1]["If-None-Match"] == '"one"'


def test_the_crisis_file_names_the_publisher_where_nobody_else_does(site: Site, follow: Follow) -> None:
    nameless = rss(item(1)).replace("<title>The Post</title>", "")
    site.put("/1", page("One"))
    follow.once(site.put("/feed", nameless, "application/rss+xml"))
    site.put("/2", page("Two"))
    follow.once(site.put("/other", rss(item(2)), "application/rss+xml"))
    with Desk.open(follow.path) as desk:
        assert {report.title: report.publisher for report in desk.reports()} == {"One": "Ferry Post", "Two": "The Post"}


def test_a_page_that_two_feeds_lead_to_is_fetched_once(site: Site, follow: Follow) -> None:
    feeds = put_feed(site, 1, 2), put_feed(site, 2, 3, path="/other")
    assert [looked.added.reports for looked in follow.once(*feeds)] == [2, 1]
    assert site.pages == ["/feed", "/1", "/2", "/other", "/3"]


def test_entries_of_one_address_with_texts_of_their_own_are_all_read(site: Site, follow: Follow) -> None:
    def wire(n: int, guid: str) -> str:
        whole = "".join(f"<p>{n}{m} {SENTENCES}</p>" for m in range(6)).replace("<", "&lt;")
        return (
            f"<item><title>Wire {n}</title><link>/wire</link><guid>{guid}</guid>"
            f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{whole}</content:encoded></item>'
        )

    follow.once(site.put("/feed", rss(wire(1, "a"), wire(2, "b")), "application/rss+xml"))
    assert follow.titles() == ["Wire 1", "Wire 2"]
    assert site.pages == ["/feed"]


def test_a_feed_that_gives_all_entries_the_same_id(site: Site, follow: Follow) -> None:
    put_feed(site, 1, 2)
    same = rss(*(f"<item><link>/{n}</link><guid>same</guid></item>" for n in (1, 2)))
    assert follow.one(site.put("/feed", same, "application/rss+xml")).added.reports == 2


def test_an_entry_that_is_refused_is_tried_three_times_more(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1, 2, etag='"e"')
    del site.answers["/2"]
    assert str(follow.one(feed)) == (
        f"Ferry Post: 1 report added; 1 refused; the first, {site.url}/2: the server refused (404 Not Found)"
    )
    for _ in range(200):
        follow.once(after=15)
    assert site.pages.count("/2") == 4
    assert site.pages.count("/1") == 1
    assert "If-None-Match" in site.headers[-1], "once nothing is left to try, the feed need not be sent"
    assert (follow.health().refused, follow.health().state) == (1, "fresh")


def test_an_entry_that_was_refused_may_come(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1)
    site.put("/1", status=503)
    assert follow.one(feed).added.refused
    site.put("/1", page("Page 1"))
    assert follow.one(after=15).added.reports == 1
    assert (follow.health().refused, follow.health().reports) == (0, 1)


def test_a_server_of_pages_that_is_ill_costs_few_tries(site: Site, follow: Follow) -> None:
    feed = put_feed(site, *range(20), pages=False)
    looked = follow.one(feed)
    assert (len(looked.added.refused), looked.waiting) == (following.MOST_REFUSED, 20 - following.MOST_REFUSED)
    put_feed(site, *range(20))
    assert follow.one(after=15).added.reports == 20


def test_a_page_in_place_of_a_feed_is_said(site: Site, follow: Follow) -> None:
    looked = follow.one(site.put("/feed", page("Welcome")))
    assert str(looked) == (
        f"{site.url}/feed: no feed, but of the kind html: give the address of its RSS or Atom feed; "
        "tried again after 2024-05-06 12:15 UTC"
    )
    put_feed(site, 1)
    assert follow.one(after=15).added.reports == 1
    assert follow.health().state == "fresh"


def test_a_feed_with_nothing_in_it_is_none_that_fails(site: Site, follow: Follow) -> None:
    looked = follow.one(site.put("/feed", rss(), "application/rss+xml"))
    assert (looked.is_news, looked.feed.failures) == (False, 0)


def test_failures_wait_longer_and_longer_up_to_a_day(site: Site, follow: Follow) -> None:
    follow.feeds = (site.put("/feed", status=500),)
    waits = []
    for _ in range(10):
        looked = follow.one()
        assert looked.feed.next_due
        waits.append((looked.feed.next_due - follow.now).total_seconds() / 60)
        follow.now = looked.feed.next_due - dt.timedelta(seconds=1)
        assert not follow.once(), "not before its time"
        follow.now += dt.timedelta(seconds=1)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    assert (follow.health().state, follow.health().feed.failing_since) == ("failing", START)
    put_feed(site, 1)
    assert follow.one().feed.failures == 0
    assert follow.health().feed.next_due == follow.now + dt.timedelta(minutes=15)


def test_a_server_may_say_when_to_come_back(site: Site, follow: Follow) -> None:
    feed = site.put("/feed", status=429, headers={"Retry-After": "7200"})
    assert follow.one(feed).feed.next_due == START + dt.timedelta(hours=2)
    assert not follow.once(after=119)
    site.put("/feed", status=503, headers={"Retry-After": "999999999"})
    assert follow.one(after=1).feed.next_due == follow.now + dt.timedelta(days=7)


def test_a_feed_that_is_not_found_is_tried_again_and_one_that_is_gone_is_not(site: Site, follow: Follow) -> None:
    feed = site.put("/feed", status=404)
    assert follow.one(feed).feed.failures == 1
    site.put("/feed", status=410)
    assert str(follow.one(after=15)) == (
        f"{feed}: the server refused (410 Gone): the feed is gone and not looked at again, take it out of the crisis file"
    )
    put_feed(site, 1)
    assert not follow.once(after=10_000_000)
    health = follow.health()
    assert (health.state, health.feed.next_due) == ("gone", None)
    assert "410 Gone" in (health.feed.problem or "")


def test_a_feed_that_leads_in_circles_fails(site: Site, follow: Follow) -> None:
    site.put("/b", status=301, headers={"Location": "/feed"})
    looked = follow.one(site.put("/feed", status=301, headers={"Location": "/b"}))
    assert "redirected more than 5 times" in str(looked)
    assert (looked.feed.failures, looked.feed.moved_to) == (1, None)


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_has_moved_for_good_is_told_and_used(site: Site, follow: Follow, status: int) -> None:
    new = put_feed(site, 1, path="/new")
    feed = site.put("/feed", status=status, headers={"Location": "/new"})
    assert str(follow.one(feed)) == (
        f"Ferry Post: 1 report added; {feed} has moved to {new}, which is used from now on: put that in the crisis file"
    )
    assert not follow.one(after=15).is_news
    assert site.pages == ["/feed", "/new", "/1", "/new"]
    assert follow.health().feed.moved_to == new


def test_a_feed_that_has_moved_for_a_while_is_asked_for_where_it_was(site: Site, follow: Follow) -> None:
    put_feed(site, 1, path="/new")
    site.put("/between", status=301, headers={"Location": "/new"})
    feed = site.put("/feed", status=302, headers={"Location": "/between"})
    assert follow.one(feed).moved_to is None
    follow.one(after=15)
    assert site.pages == ["/feed", "/between", "/new", "/1", "/feed", "/between", "/new"]


def test_a_move_to_what_is_no_feed_is_not_followed_for_good(site: Site, follow: Follow) -> None:
    site.put("/login", page("Please pay"))
    feed = site.put("/feed", status=301, headers={"Location": "/login"})
    assert follow.one(feed).feed.moved_to is None
    put_feed(site, 1)
    assert follow.one(after=15).added.reports == 1


def test_a_feed_that_is_lost_where_it_moved_to_is_looked_for_where_it_was(site: Site, follow: Follow) -> None:
    put_feed(site, 1, path="/new")
    follow.once(site.put("/feed", status=301, headers={"Location": "/new"}))
    put_feed(site, 1, 2)
    site.put("/new", status=410)
    assert follow.one(after=15).feed.failures == 1
    assert follow.one(after=15).added.reports == 1


def test_an_answer_that_never_ends_costs_its_seconds_and_no_more(site: Site, follow: Follow) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"<rss>")
            time.sleep(0.05)

    follow.fetcher = fetcher(seconds=0.5)
    feeds = site.put("/endless", write=drip), put_feed(site, 1)
    since = time.monotonic()
    slow, good = follow.once(*feeds)
    assert time.monotonic() - since < 5
    assert "no whole answer within 0.5 seconds" in str(slow)
    assert good.added.reports == 1


def test_a_feed_of_ten_thousand_is_read_in_parts_the_newest_first(site: Site, follow: Follow) -> None:
    def dated(n: int) -> str:
        moment = dt.datetime(2023, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=n)
        return item(n, f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} GMT</pubDate>")

    total, most = 10_000, following.MOST_PAGES
    site.put("/feed", rss(*map(dated, range(total))), "application/rss+xml", headers={"ETag": '"big"'})
    for n in range(total - 2 * most - 5, total):
        site.put(f"/{n}", f"Norland attacked Port{n}. {SENTENCES}", "text/plain")
    looked = follow.one(f"{site.url}/feed")
    assert str(looked) == "Ferry Post: 200 reports added (200 events); 9,800 entries wait for the next look"
    assert site.pages[1:] == [f"/{n}" for n in range(total - 1, total - 1 - most, -1)]
    assert [each.waiting for each in follow.progress] == list(range(9_999, 9_799, -1)), "progress is said"
    assert follow.one(after=15).waiting == 9_600
    assert site.headers[-most - 1].get("If-None-Match") is None, "the rest is in the feed, so all of it is asked for"
    assert site.pages[-1] == f"/{total - 2 * most}"
    health = follow.health()
    assert (health.items, health.reports, health.waiting) == (10_000, 400, 9_600)


def test_a_clock_that_is_set_loses_no_look_and_makes_none_twice(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1)
    follow.once(feed)
    year = 365 * 24 * 60
    for jump in (-year, 2 * year, -3 * year, -1440):
        assert len(follow.once(after=jump)) == 1
        assert follow.once() == [], "once is enough"
        assert len(follow.once(after=15)) == 1
    assert site.pages.count("/1") == 1


def test_a_refused_entry_is_tried_though_the_clock_was_set_back(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1, pages=False)
    follow.once(feed)
    put_feed(site, 1)
    assert follow.one(after=-100_000).added.reports == 1


def test_a_wish_to_stop_is_heeded_after_the_report_at_hand(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1, 2, 3)
    follow.most = 1
    other = put_feed(site, 4, path="/other")
    assert [looked.added.reports for looked in follow.once(feed, other)] == [1]
    follow.most = 10
    assert [looked.added.reports for looked in follow.once()] == [2, 1], "taken up at once"
    assert sorted(site.pages) == sorted(["/feed", "/feed", "/other", "/1", "/2", "/3", "/4"])


def test_a_feed_is_stale_when_it_is_silent_for_longer_than_it_was(site: Site, follow: Follow) -> None:
    follow.feeds = (put_feed(site, 0),)
    follow.once()
    for n, gap in enumerate((60, 180, 60, 120), 1):
        put_feed(site, *range(n + 1))
        follow.once(after=gap)
    assert follow.health().usual_gap == dt.timedelta(hours=3)
    follow.once(after=180)
    assert follow.health().state == "fresh"
    follow.once(after=15)
    health = follow.health()
    assert (health.state, health.news_at) == ("stale", START + dt.timedelta(hours=7))


def test_what_was_never_looked_at_is_told(site: Site, follow: Follow) -> None:
    follow.once(put_feed(site, 1))
    with Desk.open(follow.path) as desk:
        assert len(desk.feeds()) == 1
        follow.feeds = (*follow.feeds, "https://ferry.example/rss")
        assert [health.state for health in desk.feeds(follow.crisis)] == ["fresh", "never looked at"]
