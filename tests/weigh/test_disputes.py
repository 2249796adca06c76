"""What tellings don't agree on stands side by side."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.weigh.tell import DAY, telling

from brinkwatch.incident import Dispute
from brinkwatch.model import Discrepancy
from brinkwatch.weigh.counts import counts
from brinkwatch.weigh.incidents import incident
from brinkwatch.weigh.tellings import Telling
from brinkwatch.weigh.voices import Lineage


def disputes_of(*tellings: Telling, discrepancies: tuple[Discrepancy, ...] = ()) -> tuple[Dispute, ...]:
    return incident("i1", tellings, Lineage({}, {t.report.id: t.report for t in tellings}), discrepancies).disputes


def sides(dispute: Dispute) -> list[str]:
    return [side.says for side in dispute.sides]


def test_accounts_that_agree_have_no_dispute() -> None:
    assert (
        disputes_of(
            telling("Norland killed 12 soldiers.", "killed"), telling("A raid killed twelve soldiers.", "killed")
        )
        == ()
    )


def test_different_numbers_of_one_thing() -> None:
    (dispute,) = disputes_of(
        telling("Norland killed 12 soldiers.", "killed"), telling("It killed about thirty soldiers.", "killed")
    )
    assert (dispute.kind, sides(dispute)) == ("number", ["12 dead", "30 dead"])


def test_different_days_places_and_actors() -> None:
    friday, saturday = DAY - dt.timedelta(3), DAY - dt.timedelta(2)
    found = disputes_of(
        telling("Norland shelled Ade.", "shelled", when=(friday, friday), where=("Ade", "DNK", 55.0, 10.0)),
        telling(
            "Osterland shelled Bey.",
            "shelled",
            when=(saturday, saturday),
            where=("Bey", "FIN", 60.0, 20.0),
            actors=(("Osterland", "FIN"),),
        ),
    )
    assert {d.kind: sorted(sides(d)) for d in found} == {
        "attribution": ["Norland (NOR)", "Osterland (FIN)"],
        "date": ["2024-05-03", "2024-05-04"],
        "place": ["Ade", "Bey"],
    }


def test_two_names_of_one_place_and_an_unknown_actor_are_no_dispute() -> None:
    assert not disputes_of(
        telling("Norland shelled Ade.", "shelled", where=("Ade", "DNK", 55.0, 10.0)),
        telling(
            "Gunners shelled Ade harbour.",
            "shelled",
            where=("Ade harbour", "DNK", 55.1, 10.1),
            actors=(("gunners", None),),
        ),
    )


def test_a_denial_names_both_sides() -> None:
    denied = telling(
        "Norland did not shell it, its envoy said.", "shell", factuality="CT-", source=("Per Lund", "NOR", False)
    )
    (dispute,) = disputes_of(telling("Norland shelled Ade.", "shelled"), denied)
    assert (dispute.kind, sides(dispute)) == ("denial", ["Ferry Post: it happened", "Per Lund: it did not"])
    assert dispute.sides[1].events == (denied.id,)


def test_what_a_report_contradicts_itself_is_a_dispute_of_the_incident() -> None:
    text = "Sudmark annexed the Skerries.\nIn truth it annexed one rock."
    one = telling(text, "annexed")
    two = telling(text, "one rock", of=one.report)
    found = disputes_of(
        one, two, discrepancies=(Discrepancy("d1", "argument", (one.id, two.id), "of the Skerries and of one rock"),)
    )
    assert [d.kind for d in found] == ["argument"]


def test_a_sea_that_holds_a_place_is_no_other_place() -> None:
    assert not disputes_of(
        telling("Norland shelled Ade.", "shelled", where=("Ade", "DNK", 55.0, 10.0)),
        telling("Gunners shelled the Grey Sea coast.", "shelled", where=("Grey Sea", "DNK", 60.0, 3.0)),
    )


def test_numbers_of_parts_in_one_telling_are_no_dispute() -> None:
    assert (
        disputes_of(telling("The raid killed 12 people and wounded 30 people, three of them marines.", "killed")) == ()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed five hundred people.", {"dead": 500}),
        ("A blast at the gate, killing four, closed it.", {"dead": 4}),
        ("It cost 1,200 marines and 3 tanks.", {"troops": 1200, "tanks": 3}),
        ("The raid killed 12 and wounded 30 soldiers.", {"dead": 12, "wounded": 30}),
        ("The raid of 12 October hit nobody.", {}),
        ("In 1982 it raised 4.5 percent.", {}),
        ("Some 30 bodies were found.", {"dead": 30}),
        (f"They counted {'9' * 5000} ships.", {}),
    ],
)
def test_counts_are_of_what_reports_count(text: str, expected: dict[str, int]) -> None:
    assert counts(telling(text, text.split()[1])) == expected
