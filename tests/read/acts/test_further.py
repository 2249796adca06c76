"""Recipients that stand further off than a trigger's own object or preposition."""

from __future__ import annotations

import pytest

from brinkwatch.model import Event, Report
from brinkwatch.read.reader import Reader

READER = Reader()


def event(text: str, kind: str) -> Event:
    return next(e for e in READER.read(Report("r", text)).events if e.type == kind)


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("Serbia refused to discuss a plan drawn up by Germany.", "REJECT", "DEU"),
        ("Students staged rallies in Harare to demand the resignation of Zimbabwe's president.", "PROTEST", "ZWE"),
        ("Turkey threatened to cut off all trade with Armenia.", "THREATEN", "ARM"),
        ("Syria lifted the ban on imports from Jordan.", "CONCEDE", "JOR"),
    ],
)
def test_whom_the_words_are_about(text: str, kind: str, recipient: str) -> None:
    assert recipient in {a.country for a in event(text, kind).recipients}


def test_help_without_a_receiver_goes_to_the_country_of_its_place() -> None:
    found = event("French helicopters evacuated the wounded from Goma on Friday.", "AID")
    assert [a.country for a in found.recipients] == ["COD"]
    assert "French helicopters evacuated the wounded from Goma on Friday."[slice(*found.recipients[0].span)] == "Goma"


def test_a_nearer_recipient_stands() -> None:
    found = event("Serbia rejected Germany's plan for talks with Kosovo.", "REJECT")
    assert [a.country for a in found.recipients] == ["DEU"]


def test_nobody_is_made_up() -> None:
    assert event("Serbia refused to discuss the plan.", "REJECT").recipients == ()
