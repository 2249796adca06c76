"""Countries of parties: what is told is kept, what is not is weighed from all around."""

from __future__ import annotations

import pytest

from brinkwatch.model import Report
from brinkwatch.ontology.sectors import country_of_title
from brinkwatch.read.circumstances.places import find_places
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import Cast, cast_by_rules, find_cast
from brinkwatch.read.parties.countries import FEATURES, KINDS, Countries, is_told, load_weights


def cast_of(text: str) -> Cast:
    (page,) = open_pages([Report("r", text)])
    return find_cast(page, find_places(page))


def country(text: str, word: str) -> str | None:
    cast = cast_of(text)
    token = next(t for t in cast.page.doc if t.text == word)
    return cast.party(token).country


def test_there_is_a_weight_for_each_kind_and_sign() -> None:
    assert load_weights().shape == (len(KINDS), len(FEATURES))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kenyan police clashed with Somali traders in Uganda.", "police", "KEN"),
        ("Kenyan police clashed with Somali traders in Uganda.", "traders", "SOM"),
        ("Ash Carter, the American defense secretary, landed in Baghdad.", "Carter", "USA"),
        ("Reuters said that troops had entered Khartoum.", "Reuters", None),
    ],
)
def test_what_the_words_themselves_tell_is_kept(text: str, word: str, expected: str | None) -> None:
    assert country(text, word) == expected


def test_a_party_that_no_word_of_its_own_places_is_of_the_country_where_things_happen() -> None:
    text = "Fighting spread in Sudan on Monday. Shells fell on Khartoum. A doctor said that gunmen had looted the hospital."
    assert country(text, "doctor") == "SDN"


def test_somebody_whom_no_rule_knows_may_be_a_party_all_the_same() -> None:
    cast = cast_of("Icelandic trawlers rammed a British patrol boat.")
    trawlers = next(t for t in cast.page.doc if t.text == "trawlers")
    assert cast.party(trawlers).country == "ISL"


def test_a_title_that_one_government_uses_tells_the_country() -> None:
    assert country_of_title("Taoiseach", ()) == "IRL"
    assert country_of_title("foreign secretary", ("IND", "PAK")) == "IND"
    assert country_of_title("minister", ("IND",)) is None
    text = (
        "BEIJING — The Treasury secretary, Jacob J. Lew, said that China made too much steel, and that Beijing knew it."
    )
    assert country(text, "Lew") == "USA"


def test_an_answer_bears_on_those_that_follow() -> None:
    (page,) = open_pages([Report("r", "Chile and Peru met. The delegation left. The delegation wept.")])
    cast, casting = cast_by_rules(page)
    countries = Countries(page, casting.known, casting.setting, ())
    first, second = (t for t in page.doc if t.text == "delegation")
    countries.remember(first, None, "PER")
    case = countries.case(second, None)
    row = case.rows[case.countries.index("PER")]
    assert row[FEATURES.index("lemma")] == 1
    assert case.rows[case.countries.index("CHL")][FEATURES.index("lemma")] == 0
    assert not is_told(casting, second)
    assert cast.page is page
