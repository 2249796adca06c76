"""Between httpx2 and the guard: the only way by which a request leaves."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator

import httpcore2
import httpx2

from .addresses import GuardedBackend


class GuardedTransport(httpx2.BaseTransport):
    """Sends requests over HTTP/1.1 through a `GuardedBackend`, by no proxy; all must be done within `seconds`."""

    def __init__(self, tls: ssl.SSLContext, seconds: float, *, allow_private: bool) -> None:
        backend = GuardedBackend(seconds, allow_private=allow_private)
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, max_connections=1, network_backend=backend)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to a request, its body still to come."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(httpcore2.Request("GET", url, headers=request.headers.raw))
        assert isinstance(answer.stream, Iterable)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream, answer.close))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    """The body as it comes."""

    def __init__(self, pieces: Iterable[bytes], close: object) -> None:
        self._pieces = pieces
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        if callable(self._close):
            self._close()
