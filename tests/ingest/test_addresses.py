"""Who may be spoken to: the public internet, and nobody behind our own door unless told so."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from tests.ingest.serving import Clock, Site

from brinkwatch.errors import BadReport
from brinkwatch.ingest.addresses import is_public
from brinkwatch.ingest.fetch import Fetcher


def strict() -> Fetcher:
    clock = Clock()
    return Fetcher(clock=clock, sleep=clock.sleep, seconds=5)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "3fff::1",
        "100::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "10.0.0.1",
    ],
)
def test_our_own_network_is_refused_however_it_is_written(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    url = f"http://{host}:{port}/a"
    with pytest.raises(BadReport, match="is not on the public internet: give --allow-private") as error:
        strict().fetch(url)
    assert error.value.where == url
    assert site.asked == []


def test_a_name_that_stands_for_a_private_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.url.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(BadReport, match=r"news\.example \(127\.0\.0\.1\) is not on the public internet"):
        strict().fetch(f"http://news.example:{port}/a")
    assert site.asked == []


def public_at_first(monkeypatch: pytest.MonkeyPatch, site: Site, *later: str) -> list[str]:
    """A world in which news.example is public when first asked for and `later` afterwards, and the only server is the site; the addresses
    that were connected to."""
    answers, connected, connect = ["93.184.216.34", *later], [], socket.create_connection
    port = int(site.url.rpartition(":")[2])

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        address = host
        if host == "news.example":
            address = answers[0] if len(answers) == 1 else answers.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connecting(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        connected.append(address[0])
        monkeypatch.setattr(socket, "getaddrinfo", real)
        try:
            return connect(("127.0.0.1", port), *rest, **more)
        finally:
            monkeypatch.setattr(socket, "getaddrinfo", look_up)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connecting)
    return connected


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = public_at_first(monkeypatch, site, "93.184.216.34", "127.0.0.1")
    site.put("/a", "x")
    fetching = strict()
    assert fetching.fetch("http://news.example/a").status == 200
    with pytest.raises(BadReport, match="not on the public internet"):
        fetching.fetch("http://news.example/a")
    assert connected == ["93.184.216.34"] * 2, "robots.txt and the page; never what the name became"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "//10.0.0.1/"]
)
def test_a_redirect_into_our_own_network(site: Site, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    connected = public_at_first(monkeypatch, site)
    site.put("/a", status=302, headers={"Location": target})
    with pytest.raises(BadReport, match="is not on the public internet"):
        strict().fetch("http://news.example/a")
    assert set(connected) == {"93.184.216.34"}


def test_no_proxy_is_taken_from_the_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, site.url)
    with pytest.raises(BadReport, match="not on the public internet"):
        strict().fetch("http://10.0.0.1/")
    assert site.asked == []
