"""A real server on loopback, whose answers a test writes, and pages for it to give."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from brinkwatch.errors import BadReport
from brinkwatch.ingest import open_reports
from brinkwatch.ingest.fetch import Fetcher
from brinkwatch.model import Report

SENTENCES = (
    "Norway recalled its envoy from Lima on Monday, and the foreign minister said that talks would go on next week. "
    "Peru rejected the demand and warned that it would close the strait if the fleet came nearer. "
)


@dataclass
class Answer:
    """What the server gives: a status, headers and a body, or a function that writes to the connection itself."""

    body: bytes | str = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """Answers by path, and what was asked for: paths in order, and the headers of each."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, body: bytes | str = b"", kind: str = "text/html; charset=utf-8", **more: object) -> str:
        """Serve a body at a path; its address."""
        self.answers[path] = Answer(body, kind, **more)  # type: ignore[arg-type]
        return self.url + path

    @property
    def pages(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Site]:
    """A site that answers 404 to all that a test has not put there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers.items()))
            answer = site.answers.get(self.path, Answer(status=404))
            if answer.write:
                answer.write(self)
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": answer.kind,
                "Content-Length": str(len(body)),
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class Clock:
    """Time that passes when somebody sleeps, so that no test waits for its turn."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetcher(clock: Clock | None = None, **more: float) -> Fetcher:
    """One that may speak to the test's server, and waits for nobody."""
    clock = clock or Clock()
    return Fetcher(allow_private=True, clock=clock, sleep=clock.sleep, **more)  # type: ignore[arg-type]


def gathered(*sources: object) -> list[Report | BadReport]:
    """All that sources lead to."""
    return list(open_reports([str(source) for source in sources], fetcher=fetcher()))


def reports(*sources: object) -> list[Report]:
    """As gathered, where nothing may be refused."""
    found = gathered(*sources)
    assert not [str(bad) for bad in found if isinstance(bad, BadReport)]
    return [each for each in found if isinstance(each, Report)]


def refusals(*sources: object) -> list[str]:
    """The complaints about what was refused."""
    return [str(bad) for bad in gathered(*sources) if isinstance(bad, BadReport)]


def page(name: str, head: str = "") -> str:
    """A page of the web about `name`."""
    text = "".join(f"<p>{name} {n}: {SENTENCES}</p>" for n in range(3))
    return f"<!doctype html><html><head><title>{name}</title>{head}</head><body><article>{text}</article></body></html>"


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>{"".join(items)}</channel></rss>'


def record(url: str, body: str | bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    """A record of a web archive."""
    content = body.encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-02-02T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:6c1d2d8e-0b5c-4f1b-8d7e-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records, each packed by itself, as web archives are."""
    return b"".join(gzip.compress(each) for each in records)
