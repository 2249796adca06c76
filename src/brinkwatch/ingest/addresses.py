"""The guard: which machines may be spoken to, checked on the very address that is connected to, and for how long."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

_IPV6_OF_THE_INTERNET = ipaddress.ip_network("2000::/3")
_IPV6_IN_DISGUISE = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16", "3fff::/20")))
"""Parts of it that hold an IPv4 address (Teredo, 6to4) or nothing that is public (special purposes, documentation)."""


class Forbidden(Exception):
    """A host has no address on the public internet; the text is a reason, and says which it has."""


class OutOfTime(Exception):
    """The time for the whole answer is used up."""


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, and holds no other one that might not be.

    IPv6 is taken from 2000::/3 only: beside loopback, link-local, unique local, site-local and multicast, this leaves out the
    mapped and translated forms of IPv4 (::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48), whatever they stand for.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _IPV6_OF_THE_INTERNET and ip.is_global and not any(ip in each for each in _IPV6_IN_DISGUISE)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to public addresses only, unless told otherwise, and gives up when `seconds` have passed since it was made.

    A name is resolved once, and the connection made to an address that was checked: what the name stands for a moment later
    doesn't matter.
    """

    def __init__(self, seconds: float, *, allow_private: bool = False) -> None:
        self._until = time.monotonic() + seconds
        self._allow_private = allow_private

    def left(self) -> float:
        """Seconds that are left; raises OutOfTime where none are."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise OutOfTime
        return seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (what is left is the limit)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A stream to the first of the host's permitted addresses that answers; raises Forbidden where it has none."""
        addresses = self._resolve(host, port)
        allowed = [each for each in addresses if self._allow_private or is_public(each)]
        if not allowed:
            raise Forbidden(_forbidden(host, addresses))
        for address in allowed[:-1]:
            try:
                return self._connect(address, port, local_address, socket_options)
            except httpcore2.ConnectError:
                continue  # a host may have an address in a network that we are not in
        return self._connect(allowed[-1], port, local_address, socket_options)

    def _connect(
        self, address: str, port: int, local_address: str | None, options: Iterable[Any] | None
    ) -> httpcore2.NetworkStream:
        plain = httpcore2.SyncBackend()
        try:
            stream = plain.connect_tcp(address, port, self.left(), local_address, options)
        except httpcore2.ConnectTimeout as error:
            raise OutOfTime from error
        return _TimedStream(stream, self.left)

    def _resolve(self, host: str, port: int) -> list[str]:
        """The host's addresses, in the system's order. The system's look-up has no limit of time, so it is not waited for longer."""
        found: list[str] = []
        failed: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                failed.append(error)
            else:
                found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

        worker = threading.Thread(target=look_up, daemon=True)
        worker.start()
        worker.join(self.left())
        if worker.is_alive():
            raise OutOfTime
        if not found:
            raise httpcore2.ConnectError(f"there is no host {host}")
        return found


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step must end within what is left of the whole time, so that a slow drip doesn't go on for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        try:
            return self._stream.read(max_bytes, self._left())
        except httpcore2.ReadTimeout as error:
            raise OutOfTime from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            self._stream.write(buffer, self._left())
        except httpcore2.WriteTimeout as error:
            raise OutOfTime from error

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        try:
            return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._left)
        except httpcore2.ConnectTimeout as error:
            raise OutOfTime from error

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _forbidden(host: str, addresses: list[str]) -> str:
    named = host if host in addresses else f"{host} ({', '.join(addresses[:3])})"
    return f"{named} is not on the public internet: give --allow-private if it is a server of your own network"
