"""A site of one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.ingest.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback that a test fills."""
    with serving() as served:
        yield served
