"""Fetching over HTTP, bounded in size, time and where it leads: a page of the web is a stranger's file."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .. import __version__
from ..errors import BadReport
from .manners import Manners

if TYPE_CHECKING:
    import ssl

    import httpx2

AGENT = "Brinkwatch"
"""The name that a robots.txt may speak to."""

MOST_BYTES = 20 * 1024 * 1024
"""Of an answer as it is decompressed: the longest report is far shorter, and a feed or sitemap hardly longer."""

MOST_REDIRECTS = 5
MOST_SECONDS = 30.0

_OK = 200

_FOR_GOOD = (301, 308)
"""Redirects that ask to use the new address from now on."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered. `body` is empty unless `status` is 200. `etag` and `modified` are to be given at the next fetch,
    `retry_after` is how many seconds the server asks to wait before it. `moved_to` is where the page is now for good, if it has moved."""

    url: str
    final_url: str
    status: int
    content_type: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None
    retry_after: float | None = None
    moved_to: str | None = None


class _TooSlow(BadReport):
    """No whole answer came in time."""


class Fetcher:
    """Fetches one page at a time and keeps no cookies: public addresses only unless `allow_private`, at most `most_bytes` decompressed,
    within `seconds` of wall clock for all of an answer with its redirects, as each host's robots.txt allows and as slowly as
    it asks (`clock` and `sleep` are for that wait, which doesn't count)."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        seconds: float = MOST_SECONDS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allow_private = allow_private
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._manners = Manners(AGENT, self._robots, clock, sleep)

    def fetch(self, url: str, etag: str | None = None, modified: str | None = None) -> Page:
        """The page at an address, after its redirects; whatever its status, which `checked` judges.

        With the `etag` or `modified` of an earlier page, the status is 304 where nothing has changed. Raises BadReport, which names
        `url`, where there is no answer, it is too long or slow, or robots.txt or the guard of private networks forbids it.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        given = {name: value for name, value in headers.items() if value}
        return self._follow(url, given, self._most_bytes, polite=True)

    def _follow(self, url: str, headers: dict[str, str], most: int, *, polite: bool, cut: bool = False) -> Page:
        """Answers one after the other, each from an address that is asked for anew, until one is no redirect."""
        import httpx2

        where, deadline = url, _Stopwatch(self._seconds)
        moved_to, for_good = None, True
        for _ in range(MOST_REDIRECTS + 1):
            _check_address(where, url)
            if polite:
                with deadline.stopped():
                    self._manners.wait(where, url)
            else:
                with deadline.stopped():
                    self._manners.wait_turn(where)
            with self._saying(url), self._client(deadline.left()) as client:
                request = client.build_request("GET", where, headers=headers)
                answer = client.send(request, stream=True)
                try:
                    if answer.has_redirect_location:
                        where = str(httpx2.URL(where).join(answer.headers["location"]))
                        for_good = for_good and answer.status_code in _FOR_GOOD
                        moved_to = where if for_good else moved_to
                        continue
                    return replace(self._page(url, answer, most, cut), moved_to=moved_to)
                finally:
                    answer.close()
        raise BadReport(url, f"redirected more than {MOST_REDIRECTS} times")

    def _page(self, url: str, answer: httpx2.Response, most: int, cut: bool) -> Page:
        headers = answer.headers
        return Page(
            url,
            str(answer.request.url),
            answer.status_code,
            headers.get("content-type"),
            _body(url, answer, most, cut) if answer.status_code == _OK else b"",
            headers.get("etag"),
            headers.get("last-modified"),
            _seconds_to_wait(headers.get("retry-after")),
        )

    def _robots(self, url: str) -> str | None:
        """The text of a host's robots.txt, None where it has none; raises TimeoutError or ConnectionError where that can't be told."""
        most = 512 * 1024  # RFC 9309: at least 500 KiB are to be read, the rest may be passed over
        try:
            page = self._follow(url, {}, most, polite=False, cut=True)
        except _TooSlow as error:
            raise TimeoutError from error
        if page.status >= 500:
            raise ConnectionError
        return page.body.decode("utf-8", "replace") if page.status == _OK else None

    def _client(self, seconds: float) -> httpx2.Client:
        import httpx2

        from .transport import GuardedTransport

        return httpx2.Client(
            transport=GuardedTransport(self._tls, seconds, allow_private=self._allow_private),
            headers={"User-Agent": f"{AGENT}/{__version__} (an open crisis desk)"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=None,  # the guard has the whole time in hand
            trust_env=False,
        )

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpx2

        return httpx2.create_ssl_context(trust_env=False)

    @contextmanager
    def _saying(self, url: str) -> Iterator[None]:
        """Turn what HTTP raises into a BadReport that names the address and says what happened."""
        import httpcore2
        import httpx2

        from .addresses import Forbidden, OutOfTime

        try:
            yield
        except Forbidden as error:
            raise BadReport(url, str(error)) from error
        except OutOfTime as error:
            raise _TooSlow(url, f"no whole answer within {self._seconds:g} seconds: try again later") from error
        except httpx2.InvalidURL as error:
            raise BadReport(
                url, f"no address of a page ({_said(error)}): write it as https://example.org/page"
            ) from error
        except (httpx2.HTTPError, httpx2.StreamError, UnicodeError) as error:
            raise BadReport(url, f"the answer can't be read ({_said(error)})") from error
        except (httpcore2.ConnectError, httpcore2.NetworkError) as error:
            raise BadReport(url, f"no connection: check the address and your network ({_said(error)})") from error
        except httpcore2.ProtocolError as error:
            raise BadReport(url, f"the server broke off or doesn't speak HTTP ({_said(error)})") from error


def checked(page: Page) -> Page:
    """The page itself where it was found; raises BadReport, which names its address, where the server refused."""
    if page.status == _OK:
        return page
    from http import HTTPStatus

    known = page.status in HTTPStatus.__members__.values()
    phrase = f" {HTTPStatus(page.status).phrase}" if known else ""
    raise BadReport(page.url, f"the server refused ({page.status}{phrase})")


class _Stopwatch:
    """What is left of a number of seconds, the times not counted in which it is stopped."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        return max(self._until - time.monotonic(), 0.0)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        since = time.monotonic()
        try:
            yield
        finally:
            self._until += time.monotonic() - since


def _check_address(where: str, url: str) -> None:
    """Raise BadReport, naming `url`, unless an address is one that may be asked for at all."""
    try:
        parts = urlsplit(where)
        _ = parts.port
    except ValueError as error:
        raise BadReport(url, "no address of a page: write it as https://example.org/page") from error
    reached = "" if where == url else f"it leads to {where}, which is "
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadReport(url, f"{reached}no http or https address")
    if parts.username is not None or parts.password is not None:
        raise BadReport(url, f"{reached}an address with a name or password in it: give one without")


def _body(url: str, answer: httpx2.Response, most: int, cut: bool) -> bytes:
    """The body, decompressed a piece (1 MB at most) at a time; stopped, and refused unless it may be `cut`, at the first one too many."""
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > most:
            if cut:
                return bytes(body[:most])
            raise BadReport(url, f"larger than {most / 1024 / 1024:g} MB: save what you need of it as a file")
    return bytes(body)


def _seconds_to_wait(stated: str | None) -> float | None:
    """The seconds of a Retry-After header, which tells them or the moment itself."""
    if stated is None:
        return None
    if stated.strip().isascii() and stated.strip().isdigit():
        return float(stated)
    try:
        moment = email.utils.parsedate_to_datetime(stated)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max((moment - dt.datetime.now(dt.UTC)).total_seconds(), 0.0)


def _said(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
