"""Fetching a page: what is taken of it, and what a server can't do to us."""

from __future__ import annotations

import gzip
import time
import zlib
from functools import cache
from http.server import BaseHTTPRequestHandler

import pytest
from tests.ingest.serving import Clock, Site, fetcher, page

from brinkwatch import __version__
from brinkwatch.errors import BadReport
from brinkwatch.ingest.fetch import checked


def refused(url: str) -> str:
    with pytest.raises(BadReport) as error:
        checked(fetcher().fetch(url))
    assert error.value.where == url
    return error.value.reason


def redirects(site: Site, count: int) -> str:
    for n in range(count):
        site.put(f"/{n}", status=302, headers={"Location": f"/{n + 1}" if n + 1 < count else "/end"})
    site.put("/end", "there", "text/plain")
    return site.url + "/0"


def test_a_page_comes_with_what_its_server_says_of_it(site: Site) -> None:
    url = site.put("/a", "hello", "text/plain", headers={"ETag": '"1"', "Last-Modified": "then", "Retry-After": "7"})
    page = fetcher().fetch(url)
    assert (page.url, page.final_url, page.status, page.body) == (url, url, 200, b"hello")
    assert (page.content_type, page.etag, page.modified, page.retry_after) == ("text/plain", '"1"', "then", 7.0)
    assert site.headers[-1]["User-Agent"].startswith(f"Brinkwatch/{__version__} ")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    url = site.put("/a", status=304, headers={"ETag": '"1"'})
    page = fetcher().fetch(url, etag='"1"', modified="Tue, 18 Jan 2022 09:00:00 GMT")
    assert (page.status, page.body, page.etag) == (304, b"", '"1"')
    assert site.headers[-1]["If-None-Match"] == '"1"'
    assert site.headers[-1]["If-Modified-Since"] == "Tue, 18 Jan 2022 09:00:00 GMT"


def test_a_server_that_asks_to_wait_is_heard(site: Site) -> None:
    url = site.put("/a", "busy", status=503, headers={"Retry-After": "Tue, 18 Jan 2022 09:00:00 GMT"})
    page = fetcher().fetch(url)
    assert (page.status, page.body, page.retry_after) == (503, b"", 0.0)
    assert refused(url) == "the server refused (503 Service Unavailable)"


def test_five_redirects_are_followed(site: Site) -> None:
    page = fetcher().fetch(redirects(site, 5))
    assert page.body == b"there"
    assert page.final_url == f"{site.url}/end"


def test_six_redirects_are_too_many(site: Site) -> None:
    assert refused(redirects(site, 6)) == "redirected more than 5 times"
    assert "/end" not in site.asked


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@example.org/", "http://[x/"]
)
def test_a_redirect_to_what_is_no_page(site: Site, target: str) -> None:
    assert "address" in refused(site.put("/a", status=302, headers={"Location": target}))


def test_no_cookie_is_kept(site: Site) -> None:
    site.put("/b", "there", "text/plain")
    url = site.put("/a", status=302, headers={"Location": "/b", "Set-Cookie": "who=you"})
    fetching = fetcher()
    fetching.fetch(url)
    fetching.fetch(url)
    assert not [sent for sent in site.headers if "Cookie" in sent]


def test_a_missing_page_and_a_server_that_is_not_there(site: Site) -> None:
    assert refused(f"{site.url}/gone") == "the server refused (404 Not Found)"
    assert refused("http://127.0.0.1:1/").startswith("no connection: check the address and your network")
    assert "there is no host nowhere.invalid" in refused("http://nowhere.invalid/")


def test_the_longest_page_and_one_byte_more(site: Site) -> None:
    most = 20 * 1024 * 1024
    assert len(fetcher().fetch(site.put("/a", b"x" * most)).body) == most
    assert refused(site.put("/b", b"x" * (most + 1))).startswith("larger than 20 MB")


@cache
def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    zeros = bytes(1024 * 1024)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip"])
def test_a_bomb_is_cut_while_it_is_unpacked(site: Site, coding: str) -> None:
    body = bomb(150)
    url = site.put("/a", gzip.compress(body) if "," in coding else body, headers={"Content-Encoding": coding})
    started = time.process_time()
    assert refused(url).startswith("larger than 20 MB")
    assert time.process_time() - started < 0.5, "no more was unpacked than could be kept"


def drip(handler: BaseHTTPRequestHandler, *, head: bool) -> None:
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + (b"" if head else b"\r\n"))
        for n in range(200):
            handler.wfile.write(b"X-%d: y\r\n" % n if head else b"x")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        pass  # it hung up, as it should


@pytest.mark.parametrize("head", [False, True], ids=["body", "head"])
def test_a_server_that_drips_for_ever_is_left(site: Site, head: bool) -> None:
    fetching = fetcher(seconds=0.3)
    fetching.fetch(site.put("/first", "x"))  # robots.txt and certificates are there
    url = site.put("/a", write=lambda handler: drip(handler, head=head))
    started = time.monotonic()
    with pytest.raises(BadReport, match=r"no whole answer within 0\.3 seconds"):
        fetching.fetch(url)
    assert time.monotonic() - started < 1


def test_what_is_no_http_is_said(site: Site) -> None:
    url = site.put("/a", write=lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n") and None)
    assert "doesn't speak HTTP" in refused(url)
    damaged = site.put("/b", b"not packed", headers={"Content-Encoding": "gzip"})
    assert "can't be read" in refused(damaged)


def test_robots_txt_is_asked_once_and_heeded(site: Site) -> None:
    site.put(
        "/robots.txt", "User-agent: *\nDisallow: /private/\n\nUser-agent: brinkwatch\nDisallow: /ours/\n", "text/plain"
    )
    fetching = fetcher()
    assert fetching.fetch(site.put("/a", "x")).status == 200
    site.put("/b", status=301, headers={"Location": "/ours/1"})
    for path in ("/ours/1", "/b"):
        with pytest.raises(BadReport, match=r"asks programs not to fetch it \(robots.txt\)"):
            fetching.fetch(site.url + path)
    assert fetching.fetch(site.put("/private/1", "x")).status == 200, "the rules for us, not those for all"
    assert site.asked.count("/robots.txt") == 1
    assert "/ours/1" not in site.asked


def test_a_site_in_trouble_is_left_alone_for_a_while(site: Site) -> None:
    site.put("/robots.txt", status=500)
    url, clock = site.put("/a", "x"), Clock()
    fetching = fetcher(clock)
    for _ in range(2):
        with pytest.raises(BadReport, match="try again later"):
            fetching.fetch(url)
    assert site.asked == ["/robots.txt"]
    del site.answers["/robots.txt"]
    clock.now += 3600
    assert fetching.fetch(url).status == 200


@pytest.mark.parametrize(("asked", "waited"), [("", 1.0), ("0.2", 1.0), ("5", 5.0), ("86400", 30.0)])
def test_a_host_is_given_time(site: Site, asked: str, waited: float) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}\n" if asked else "", "text/plain")
    clock = Clock()
    fetching, url = fetcher(clock), site.put("/a", "x")
    fetching.fetch(url)
    clock.now += 0.25
    fetching.fetch(url)
    clock.now += 100
    fetching.fetch(url)
    assert clock.slept == [waited, waited - 0.25]


def test_where_a_page_has_moved_to_for_good(site: Site) -> None:
    site.put("/c", page("C"))
    site.put("/b", status=302, headers={"Location": "/c"})
    moved = site.put("/a", status=301, headers={"Location": "/b"})
    found = fetcher().fetch(moved)
    assert (found.moved_to, found.final_url) == (f"{site.url}/b", f"{site.url}/c")
    assert fetcher().fetch(f"{site.url}/b").moved_to is None
