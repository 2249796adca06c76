"""Places on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brinkwatch.model import Place, Report
from brinkwatch.ontology.places import listed_places
from brinkwatch.read.circumstances.places import find_places
from brinkwatch.read.page import open_pages


def places(text: str) -> tuple[Place, ...]:
    return find_places(next(open_pages([Report("r", text)])))


def named(text: str) -> list[tuple[str, str | None]]:
    return [(place.text, place.country) for place in places(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell near Tehran.", [("Tehran", "IRN")]),
        ("A bomb went off in the city of Aleppo.", [("Aleppo", "SYR")]),
        ("Norway attacked a petrol station at al-Hilla.", [("al-Hilla", "IRQ")]),
        ("A convoy left Goma for Bukavu.", [("Goma", "COD"), ("Bukavu", "COD")]),
        ("Shells fell on Donetsk and Mariupol.", [("Donetsk", "UKR"), ("Mariupol", "UKR")]),
        ("Ministers from Norway and Peru met in Geneva.", [("Geneva", "CHE")]),
        ("The Mosul offensive began.", [("Mosul", "IRQ")]),
        ("Homs officials fled to Beirut.", [("Beirut", "LBN")]),
        ("Ships passed through the Strait of Hormuz.", [("Strait of Hormuz", None)]),
        ("Troops were sent to Crimea.", [("Crimea", "UKR")]),
        ("Fighting went on in Nagorno-Karabakh.", [("Nagorno-Karabakh", "AZE")]),
        ("He is held at Guantanamo Bay.", [("Guantanamo Bay", "CUB")]),
        ("The protests in Hong Kong went on.", [("Hong Kong", "HKG")]),
        ("They fled from the Gaza Strip.", [("Gaza Strip", "PSE")]),
        ("Police closed the road at Baghdad International Airport.", [("Baghdad", "IRQ")]),
        ("Planes were grounded at Lima International Airport.", [("Lima", "PER")]),
        ("Rockets hit a base in Kirkuk Province.", [("Kirkuk Province", "IRQ")]),
        ("Aid reached Tigray for the first time.", [("Tigray", "ETH")]),
        ("Fighting broke out in Darfur.", [("Darfur", "SDN")]),
        ("Shells fell on the Golan Heights.", [("Golan Heights", "SYR")]),
        ("Settlers were hurt in the West Bank.", [("West Bank", "PSE")]),
        ("He spoke in Tiraspol, Transnistria.", [("Tiraspol, Transnistria", "MDA")]),
        ("A tanker ran aground in the Suez Canal.", [("Suez Canal", "EGY")]),
        ("Two ships were stopped in the Taiwan Strait.", [("Taiwan Strait", None)]),
        ("The frigate was seen in the South China Sea.", [("South China Sea", None)]),
        ("The bombing of Dresden killed many.", [("Dresden", "DEU")]),
        ("Officials in Berlin are considering sanctions.", [("Berlin", "DEU")]),
        ("They crossed into Jordan.", [("Jordan", "JOR")]),
        ("He flew from Paris, Texas, to Paris, France.", [("Paris, Texas", "USA"), ("Paris, France", "FRA")]),
    ],
)
def test_where_something_is_placed(text: str, found: list[tuple[str, str | None]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Washington said no.",
        "Norway threatened Peru.",
        "Jordan Smith spoke.",
        "Paris Hilton arrived.",
        "Reading the text took hours.",
        "Nice words were spoken by all.",
        "Police were quiet.",
        "He told the Washington Post that Moscow would act.",
        "The mayor of London spoke.",
        "The Islamic State of Iraq and the Levant claimed it.",
        "Norway signed the treaty with Moscow.",
        "Ships patrolled in the U.S. 5th Fleet area of operations.",
        "Berlin is considering sanctions.",
        "Jordan said it closed its border.",
        "The Moscow Times reported it.",
        "The Bank of England raised its rate.",
        "The ambassador to Turkey left.",
        "London police said so.",
        "Many were reading in bed.",
        "Victoria said that Sydney would come with Austin.",
    ],
)
def test_parties_people_and_words_are_no_places(text: str) -> None:
    assert places(text) == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("They met in Tripoli.", "LBY"),
        ("They met in Tripoli, Lebanon.", "LBN"),
        ("Lebanon sent its army after a bomb went off in Tripoli.", "LBN"),
        ("They met in Alexandria.", "EGY"),
        ("They met in Alexandria, Virginia.", "USA"),
        ("He was born in Atlanta, Georgia.", "USA"),
        ("Troops entered Georgia.", "GEO"),
    ],
)
def test_towns_of_one_name(text: str, country: str) -> None:
    (place,) = places(text)
    assert place.country == country


def test_a_town_and_its_country_are_one_place_with_the_towns_position() -> None:
    (place,) = places("They met in Palmyra, Syria, on Monday.")
    assert (place.text, place.name) == ("Palmyra, Syria", "Palmyra")
    assert place.lat is not None
    assert place.lon is not None
    assert 34 < place.lat < 35
    assert 38 < place.lon < 39


def test_a_state_has_no_position() -> None:
    (place,) = places("They met in Norway.")
    assert (place.lat, place.lon) == (None, None)


def test_the_table_is_on_the_globe() -> None:
    table = listed_places()
    assert len(table) > 400
    for name, spot in table.items():
        assert spot.lat is not None
        assert spot.lon is not None
        assert -90 <= spot.lat <= 90, name
        assert -180 <= spot.lon <= 180, name
        assert spot.country is None or (len(spot.country) == 3 and spot.country.isupper()), name


WORDS = st.sampled_from(
    [
        "in",
        "Paris",
        ",",
        "Texas",
        "al",
        "-",
        "Hilla",
        "the",
        "city",
        "of",
        "Georgia",
        "from",
        "bombed",
        "Syria",
        "\n\n",
        "🚨",
        "New",
        "York",
        "’s",
        ".",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=20))
def test_whatever_the_words_places_quote_in_order(words: list[str]) -> None:
    text, end = " ".join(words), 0
    for place in places(text):
        assert text[place.span.start : place.span.end] == place.text
        assert place.span.start >= end
        end = place.span.end
