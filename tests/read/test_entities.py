"""Weapons, platforms, units, ministries and agencies in the words that name them."""

from __future__ import annotations

import pytest

from brinkwatch.model import Entity, Report
from brinkwatch.read.entities import find_entities
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast


def entities(text: str) -> tuple[Entity, ...]:
    (page,) = open_pages([Report("r", text, language="en")])
    return find_entities(page, find_cast(page))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Rebels fired heavy mortars at the town.", "weapon", "heavy mortars"),
        ("A car bomb went off near the market.", "weapon", "car bomb"),
        ("The army moved S-400 missiles to the border.", "weapon", "S-400 missiles"),
        ("Two attack helicopters circled over the port.", "platform", "attack helicopters"),
        ("HMS Aldernay shadowed the convoy.", "platform", "HMS Aldernay"),
        ("Pilots of three MiG-29 fighters defected.", "platform", "MiG-29 fighters"),
        ("Soldiers of the 82nd Airborne Division landed at dawn.", "unit", "82nd Airborne Division"),
        ("The Ministry of Defence and Aviation denied it.", "ministry", "Ministry of Defence and Aviation"),
        ("The foreign ministry summoned the envoy.", "ministry", "foreign ministry"),
        ("The National Border Guard closed the road.", "agency", "National Border Guard"),
        ("Files of the Mossad were leaked.", "agency", "Mossad"),
    ],
)  # fmt: skip
def test_things_are_found_in_their_words(text: str, kind: str, words: str) -> None:
    assert (kind, words) in {(e.kind, e.text) for e in entities(text)}
    assert all(text[e.span.start : e.span.end] == e.text for e in entities(text))


@pytest.mark.parametrize(
    "text", ["A think tank in Oslo published figures.", "The passenger aircraft was late.", "A suicide bomber was stopped."]
)  # fmt: skip
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert not entities(text)


def test_whose_it_is_is_told_where_the_words_tell() -> None:
    (tanks,) = entities("Russian tanks rolled into the valley.")
    assert (tanks.text, tanks.country) == ("Russian tanks", "RUS")
    (drones,) = entities("Drones were heard at night.")
    assert drones.country is None


def test_of_overlapping_names_the_longer_one_is_kept() -> None:
    assert [e.text for e in entities("They used a rocket launcher.")] == ["rocket launcher"]
