"""Events that tell one happening are put together; those that exclude each other never are."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.weigh.tell import DAY, report, telling

from brinkwatch.weigh.joining import blocks, join
from brinkwatch.weigh.likeness import Rarity, excluded
from brinkwatch.weigh.tellings import Telling

NEXT = DAY + dt.timedelta(1)
FRIDAY, MONDAY = dt.date(2024, 5, 3), dt.date(2024, 5, 6)
RARE = Rarity(100, {"norlan": 90, "sudmar": 90})


def unbound(_: Telling) -> bool:
    """Nobody has judged anything."""
    return False


def sunk(publisher: str, when: dt.date | None = FRIDAY, trigger: str = "sank", **more: object) -> Telling:
    text = f"A Norland frigate {trigger} the trawler Astrid off the Skerry bank."
    return telling(text, trigger, publisher=publisher, when=(when, when) if when else None, **more)  # type: ignore[arg-type]


def test_the_same_act_of_the_same_parties_on_the_same_day_joins() -> None:
    choice = join(sunk("Evening Mail", trigger="sunk"), {"i1": [sunk("Ferry Post")]}, RARE, unbound)
    assert choice is not None
    assert choice.incident == "i1"
    assert "the same day" in choice.reasons


def test_of_two_incidents_the_liker_one_is_chosen() -> None:
    other = telling("A Norland frigate shelled a lighthouse.", "shelled", when=(FRIDAY, FRIDAY))
    choice = join(sunk("Evening Mail"), {"i1": [other], "i2": [sunk("Ferry Post")]}, RARE, unbound)
    assert choice is not None
    assert choice.incident == "i2"


def test_another_act_starts_an_incident() -> None:
    visit = telling("The envoy of Norland met the queen of Sudmark.", "met", type_="CONSULT", day=NEXT)
    assert join(visit, {"i1": [sunk("Ferry Post")]}, RARE, unbound) is None


@pytest.mark.parametrize("publisher", ["Ferry Post", "Evening Mail"])
def test_acts_of_different_days_never_join(publisher: str) -> None:
    monday = sunk(publisher, MONDAY, day=NEXT)
    assert excluded(sunk("Ferry Post"), monday) == "on different days"
    group = [sunk("Harbour Radio", None), sunk("Ferry Post")]
    assert join(monday, {"i1": group}, RARE, unbound) is None


def test_two_acts_of_one_sentence_never_join() -> None:
    of = report("A Norland frigate sank one trawler and sank another.")
    one = telling(of.text, "sank one", of=of)
    two = telling(of.text, "sank another", of=of)
    assert excluded(one, two) == "told apart in one sentence"
    assert join(two, {"i1": [one]}, RARE, unbound) is None


def test_what_is_told_as_done_is_not_what_was_done_later() -> None:
    later = sunk("Evening Mail", DAY + dt.timedelta(9), day=DAY + dt.timedelta(10))
    undated = sunk("Ferry Post", None)
    assert excluded(undated, later) == "told as past before it was"


def test_tellings_that_join_are_looked_up_by_something_in_common() -> None:
    assert blocks(sunk("Ferry Post"), RARE) & blocks(sunk("Evening Mail", None, "sunk", day=NEXT), RARE)


def test_tellings_of_other_weeks_without_a_rare_word_in_common_are_not_compared() -> None:
    common = Rarity(10_000, dict.fromkeys(sunk("Ferry Post").around | sunk("Ferry Post").trigger, 5000))
    month = DAY + dt.timedelta(40)
    assert not blocks(sunk("Ferry Post"), common) & blocks(sunk("Evening Mail", month, day=month), common)
