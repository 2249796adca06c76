"""A crisis file says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from brinkwatch.crisis import read_crisis
from brinkwatch.errors import BadInput

GOOD = """
name = "Skerry bank"
record = "skerry.db"

[[sources]]
publisher = "Ferry Post"
reliability = "B"
feeds = ["https://ferry.example/rss"]

[[sources]]
publisher = "Evening Mail"
"""


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crisis.toml"
    path.write_text(GOOD)
    crisis = read_crisis(path)
    assert (crisis.name, crisis.record, crisis.every) == ("Skerry bank", tmp_path / "skerry.db", 15)
    assert crisis.reliability == {"Ferry Post": "B"}
    assert list(crisis.feeds) == ["https://ferry.example/rss"]


def test_a_server_is_no_path_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "crisis.toml"
    path.write_text('name = "x"\nrecord = "postgresql://desk@db/crisis"')
    assert read_crisis(path).record == "postgresql://desk@db/crisis"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('"B"', '"G"'), "there is no reliability G"),
        (("https://ferry", "ferry"), "is no web address"),
        (('name = "Skerry bank"', ""), "name"),
        (
            ('publisher = "Evening Mail"', 'publisher = "Evening Mail"\nfeeds = ["https://ferry.example/rss"]'),
            "a feed of both",
        ),
        (("[[sources]]", "[[sources"), "line"),
        (('record = "skerry.db"', "every = 0.1"), "use 1 or more"),
        (("reliability", "reliabilty"), "reliabilty"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    path = tmp_path / "crisis.toml"
    path.write_text(GOOD.replace(*change, 1))
    with pytest.raises(BadInput, match=complaint) as caught:
        read_crisis(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_crisis(tmp_path / "none.toml")
