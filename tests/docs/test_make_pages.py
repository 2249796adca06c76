"""The generated pages say what the code does now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from make_pages import DOCS, PAGES


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_the_page_is_up_to_date(name: str, page: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(), f"docs/{name} is out of date: run `make docs`"
