"""From an address to reports: every kind of thing that can be there, and what it leads to."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import time
from itertools import islice
from pathlib import Path

import pytest
from tests.ingest.serving import SENTENCES, Site, fetcher, gathered, packed, page, record, refusals, reports, rss

from brinkwatch.errors import BadReport
from brinkwatch.ingest import open_reports, web
from brinkwatch.model import Report

NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    + '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def item(link: str, more: str = "") -> str:
    return f"<item><title>From the feed</title><link>{link}</link>{more}</item>"


def urlset(*entries: str) -> str:
    return f'<?xml version="1.0"?><urlset {SITEMAP} {NEWS}>{"".join(f"<url>{each}</url>" for each in entries)}</urlset>'


def test_a_page(site: Site) -> None:
    url = site.put("/a", page("Envoy recalled", '<meta name="author" content="Ilsa Verne">'))
    (report,) = reports(url)
    assert report.title == "Envoy recalled"
    assert "Norway recalled its envoy" in report.text
    assert (report.url, report.author, report.language) == (url, "Ilsa Verne", "en")
    assert (report.published, report.published_at, report.dated_by) == (None, None, None)


def test_a_page_under_another_address_of_its_host_has_that_and_no_strangers(site: Site) -> None:
    site.put("/a", page("A", f'<link rel="canonical" href="{site.url}/whole"/>'))
    site.put("/b", page("B", '<link rel="canonical" href="https://stranger.example/b"/>'))
    assert [report.url for report in reports(f"{site.url}/a", f"{site.url}/b")] == [
        f"{site.url}/whole",
        f"{site.url}/b",
    ]


def test_a_text_and_a_pdf_and_nothing(site: Site) -> None:
    pdf = b"%PDF-1.4 nonsense"
    urls = [
        site.put("/a", SENTENCES, "text/plain"),
        site.put("/b", pdf, "application/pdf"),
        site.put("/c", "", "text/html"),
    ]
    text, damaged, empty = gathered(*urls)
    assert isinstance(text, Report)
    assert text.text == SENTENCES
    assert str(damaged) == f"{urls[1]}: the PDF is damaged: open it and save it anew"
    assert str(empty) == f"{urls[2]}: there is nothing in it: it is empty"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page("“Ärger” in Zürich").encode("cp1252"), "text/html; charset=iso-8859-1"),
        (page("“Ärger” in Zürich").encode(), "text/html; charset=iso-8859-1"),
        (page("“Ärger” in Zürich").encode("utf-16"), "text/html"),
        (page("“Ärger” in Zürich").encode("cp1252"), "text/html; charset=utf-8"),
        (page("“Ärger” in Zürich").encode("cp1252"), "text/html; charset=no-such-thing"),
    ],
    ids=["as stated", "stated wrongly", "marked", "no utf-8", "unknown"],
)
def test_encodings_stated_and_misstated(site: Site, body: bytes, kind: str) -> None:
    (report,) = reports(site.put("/a", body, kind))
    assert report.title is not None
    assert report.title == "“Ärger” in Zürich" or "utf-8" in kind or "no-such" in kind
    assert report.title.endswith("rich")
    assert "Norway recalled its envoy" in report.text


def test_a_feed_leads_to_its_pages_once_each(site: Site) -> None:
    site.put("/1", page("First"))
    site.put("/2", page("Second"))
    feed = rss(item("/1"), item(f"{site.url}/2"), item("/1"), item("/gone"))
    first, second, gone = gathered(site.put("/feed", feed, "application/rss+xml"))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.title, first.publisher, second.title) == ("First", "The Post", "Second")
    assert str(gone) == f"{site.url}/gone: the server refused (404 Not Found)"
    assert site.pages == ["/feed", "/1", "/2", "/gone"]


def test_an_entry_that_carries_its_whole_text_is_not_fetched(site: Site) -> None:
    whole = "".join(f"<p>{n} {SENTENCES}</p>" for n in range(6))
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
        f'<entry><title>Whole</title><link href="/whole"/><published>2022-01-18T23:30:00-05:00</published>'
        f'<author><name>Ilsa Verne</name></author><content type="html">{whole.replace("<", "&lt;")}</content></entry>'
        '<entry><title>Part</title><link href="/part"/><content type="html">&lt;p>Norway recalled&lt;/p></content></entry>'
        "</feed>"
    )
    site.put("/part", page("The page"))
    carried, fetched = reports(site.put("/feed", atom, "text/xml"))
    assert site.pages == ["/feed", "/part"]
    assert carried.text.count("Norway recalled its envoy") == 6
    assert "<p>" not in carried.text
    assert (carried.title, carried.url, carried.author) == ("Whole", f"{site.url}/whole", "Ilsa Verne")
    assert carried.published == dt.date(2022, 1, 18), "the day where it was published"
    assert carried.published_at == dt.datetime(2022, 1, 19, 4, 30, tzinfo=dt.UTC)
    assert carried.dated_by == "feed"
    assert fetched.title == "The page"


def test_a_feed_that_is_a_page(site: Site) -> None:
    (report,) = reports(site.put("/feed.rss", page("Sorry, no feed"), "application/rss+xml"))
    assert report.title == "Sorry, no feed"


def test_a_feed_in_a_feed_is_not_gone_into(site: Site) -> None:
    site.put("/inner", rss(item("/1")), "text/xml")
    assert refusals(site.put("/feed", rss(item("/inner")), "text/xml")) == [
        f"{site.url}/inner: no report, but of the kind feed: give its address itself to follow it"
    ]


def test_a_long_feed_is_followed_as_it_is_asked_for(site: Site) -> None:
    for n in range(3):
        site.put(f"/{n}", page(f"Number {n}"))
    url = site.put("/feed", rss(*(item(f"/{n}") for n in range(10_000))), "text/xml")
    first = list(islice(open_reports([url], fetcher=fetcher()), 3))
    assert [each.title for each in first if isinstance(each, Report)] == ["Number 0", "Number 1", "Number 2"]
    assert site.pages == ["/feed", "/0", "/1", "/2"]


def test_a_feed_in_the_wrong_encoding(site: Site, tmp_path: Path) -> None:
    site.put("/1", "Norway acted.", "text/plain")
    feed = (
        rss(item(f"{site.url}/1")).replace('"1.0"?>', '"1.0" encoding="utf-8"?>').replace("The Post", "Züri Nöis Ärger")
    )
    path = tmp_path / "feed.xml"
    path.write_bytes(feed.encode("cp1252"))
    (report,) = reports(path)
    assert report.publisher is not None
    assert report.publisher.startswith("Z")
    path.write_bytes(feed.replace("utf-8", "windows-1252").encode("cp1252"))
    assert reports(path)[0].publisher == "Züri Nöis Ärger"


@pytest.mark.parametrize("feed", ["<rss><channel><item><title>cut", "<rss version='2.0'><channel/></rss>"])
def test_a_feed_with_nothing_in_it(site: Site, feed: str) -> None:
    (refusal,) = refusals(site.put("/feed", feed, "text/xml"))
    assert "feed" in refusal.removeprefix(f"{site.url}/feed: ") or "entry" in refusal


def test_an_entity_bomb_in_a_feed(site: Site) -> None:
    started = time.process_time()
    feed = (
        f'<?xml version="1.0"?>{BOMB}<rss version="2.0"><channel><item><title>&a8; &f;</title></item></channel></rss>'
    )
    for encoding in ("utf-8", "utf-16"):
        (refusal,) = refusals(site.put("/feed", feed.encode(encoding), "text/xml"))
        assert (
            refusal == f"{site.url}/feed: the feed declares entities of its own, which no feed needs: it is not taken"
        )
    assert time.process_time() - started < 1


def test_an_entity_bomb_in_a_sitemap(site: Site) -> None:
    started = time.process_time()
    body = f'<?xml version="1.0"?>{BOMB}<urlset {SITEMAP}><url><loc>/x&a8;&f;</loc></url></urlset>'
    found = refusals(site.put("/sitemap.xml", body, "text/xml"))
    assert found
    assert not [each for each in found if "root:" in each or "aaaa" in each]
    assert time.process_time() - started < 1


def test_a_sitemap_gives_the_days_of_news_but_not_of_changes(site: Site) -> None:
    site.put("/1", "Norway acted. " * 9, "text/plain")
    site.put("/2", "Peru acted. " * 9, "text/plain")
    news = (
        "<news:news><news:publication><news:name>The Post</news:name></news:publication><news:title>Acts</news:title>"
        "<news:publication_date>2022-01-18T09:00:00+01:00</news:publication_date></news:news>"
    )
    sitemap = urlset(f"<loc> {site.url}/1 </loc>{news}", f"<loc>{site.url}/2</loc><lastmod>2022-02-02</lastmod>")
    first, second = reports(site.put("/sitemap.xml", sitemap, "application/xml"))
    assert (first.title, first.publisher, first.published) == ("Acts", "The Post", dt.date(2022, 1, 18))
    assert (first.published_at, first.dated_by) == (dt.datetime(2022, 1, 18, 8, tzinfo=dt.UTC), "list")
    assert (second.published, second.dated_by) == (None, None)


def test_an_index_of_sitemaps_one_packed_one_damaged(site: Site) -> None:
    for name in "abc":
        site.put(f"/{name}", page(name))
    site.put("/1.xml.gz", gzip.compress(urlset(f"<loc>{site.url}/a</loc>").encode()), "application/gzip")
    site.put("/2.xml", urlset(f"<loc>{site.url}/b</loc>").replace("</urlset>", "<url><loc>"), "text/xml")
    site.put("/3.xml", urlset(f"<loc>{site.url}/a</loc>", f"<loc>{site.url}/c</loc>"), "text/xml")
    site.put("/4.xml", page("not one"))
    maps = "".join(
        f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in ("1.xml.gz", "2.xml", "3.xml", "4.xml")
    )
    found = gathered(site.put("/sitemap.xml", f"<sitemapindex {SITEMAP}>{maps}</sitemapindex>", "text/xml"))
    assert [each.title for each in found if isinstance(each, Report)] == ["a", "b", "c"]
    damaged, none = [str(each) for each in found if isinstance(each, BadReport)]
    assert damaged.startswith(f"{site.url}/2.xml: the sitemap is damaged")
    assert none == f"{site.url}/4.xml: an index of sitemaps leads here, and it is none"


def test_an_index_that_leads_to_itself_and_one_that_never_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_SITEMAPS", 5)
    for n in range(20):
        more = "".join(f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in (n, n + 1))
        site.put(f"/{n}", f"<sitemapindex {SITEMAP}>{more}</sitemapindex>", "text/xml")
    (refusal,) = refusals(f"{site.url}/0")
    assert refusal == f"{site.url}/0: it leads to more than 50,000 pages or 5 sitemaps: the rest is left out"
    assert len(site.pages) == 7


ARTICLES = [
    {"title": "Envoy  recalled", "seendate": "20220118T101500Z", "domain": "post.example", "language": "English"},
    {"title": "Second", "seendate": "20220120T000000Z", "domain": "post.example", "language": "English"},
]


@pytest.mark.parametrize("form", ["json", "csv", "gdelt's csv"])
def test_a_list_of_articles(site: Site, tmp_path: Path, form: str) -> None:
    urls = [site.put("/one", SENTENCES, "text/plain"), site.put("/2022/01/19/two", SENTENCES, "text/plain")]
    rows = [{"url": url, **article} for url, article in zip(urls, ARTICLES, strict=True)]
    if form == "json":
        text = json.dumps({"articles": rows})
    elif form == "csv":
        text = "\n".join(
            ["url,title,seendate,domain"] + [f'{r["url"]},"{r["title"]}",{r["seendate"]},{r["domain"]}' for r in rows]
        )
    else:
        times = ("2022-01-18 10:15:00", "2022-01-20 00:00:00")
        text = "\ufeffURL,MobileURL,Date,Title\n" + "\n".join(
            f"{r['url']},,{at},{r['title']}" for r, at in zip(rows, times, strict=True)
        )
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    for source in (path, site.put("/list", text, "application/json")):
        first, second = reports(source)
        assert (first.url, first.title, first.published, first.dated_by) == (
            urls[0],
            "Envoy recalled",
            dt.date(2022, 1, 18),
            "list",
        )
        assert first.published_at == (None if "gdelt" in form else dt.datetime(2022, 1, 18, 10, 15, tzinfo=dt.UTC))
        assert (second.published, second.published_at, second.dated_by) == (dt.date(2022, 1, 19), None, "url")
    if form != "gdelt's csv":
        assert first.publisher == "post.example"


@pytest.mark.parametrize(
    "text", ['{"articles": [', '{"articles": {}}', '{"articles": []}', '{"articles": [1, {"url": 2}]}']
)
def test_a_list_that_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(text)
    (refusal,) = refusals(path)
    assert "article" in refusal.removeprefix(str(path))


def test_data_that_is_no_list(site: Site) -> None:
    assert "no list of articles" in refusals(site.put("/a", '{"items": []}', "application/json; charset=utf-8"))[0]


def test_an_archive_at_an_address(site: Site) -> None:
    kept = packed(*(record(f"https://a.example/{n}", page(f"Kept {n}")) for n in (1, 2)))
    first, second = reports(site.put("/a.warc.gz", kept, "application/warc"))
    assert (first.title, first.url) == ("Kept 1", "https://a.example/1")
    assert second.title == "Kept 2"
    assert "cut off" in refusals(site.put("/b.gz", kept[:-40], "application/gzip"))[0]


def test_a_page_in_another_language_says_so(site: Site) -> None:
    text = (
        "Die Außenministerin erklärte am Montag, dass die Gespräche in der kommenden Woche fortgesetzt werden sollen. "
    )
    (report,) = reports(site.put("/a", text * 4, "text/plain; charset=utf-8"))
    assert report.language == "de"


def test_without_leave_nothing_of_our_own_network_is_fetched(site: Site, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(rss(item(site.put("/a", page("A")))))
    (bad,) = open_reports([feed])
    assert str(bad).startswith(f"{site.url}/a: 127.0.0.1 is not on the public internet")
    assert site.asked == []
