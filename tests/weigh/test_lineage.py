"""Reprints are told from accounts of one's own."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.weigh.tell import DAY, report

from brinkwatch.model import Report
from brinkwatch.weigh.lineage import credit_of, lineage, relay_of, roots, short_name
from brinkwatch.weigh.wording import Wording

ACCOUNT = """The ferry Astrid ran aground on the Skerry bank before dawn on Sunday after a Sudmark cutter had ordered her to turn back.
Her captain said that the cutter came within forty metres of the bow and fired a flare across the bridge before she struck.
Nobody was hurt, and a tug pulled the vessel clear on the next tide while the coast guard of Norland kept watch from two miles off.
"We shall not let our ferries be chased from waters that have been ours since the treaty," the harbour minister declared."""
OWN = """Sudmark's coast guard turned a Norland passenger ship away from disputed waters at the weekend, officials in Port Ade announced.
A patrol boat hailed her three times by radio, they added; no shot was fired, and she touched bottom through her pilot's own fault.
"We shall not let our ferries be chased from waters that have been ours since the treaty," said Norland's harbour minister."""
BACKGROUND = "The two neighbours have quarrelled over the bank since the herring moved north nine years ago, and neither will hear of a judge."


def one(text: str, publisher: str, days: int = 0) -> Wording:
    return Wording(report(text, publisher, DAY + dt.timedelta(days)))


def test_a_copy_is_of_the_report_that_came_first() -> None:
    first, copy = one(ACCOUNT, "Ferry Post"), one(ACCOUNT.replace("Sunday", "6 May"), "Evening Mail", 1)
    (relay,) = lineage([copy, first])
    assert (relay.report, relay.origin, relay.kind) == (copy.report.id, first.report.id, "copy")
    assert relay.share > 0.8


def test_a_cut_and_headed_copy_is_one_too() -> None:
    cut = one("\n".join(ACCOUNT.split("\n")[1:3]), "Evening Mail", 1)
    assert [relay.kind for relay in lineage([one(ACCOUNT, "Ferry Post"), cut])] == ["copy"]


def test_what_is_copied_may_be_short() -> None:
    first = one(f"{ACCOUNT}\nNobody drowned.", "Ferry Post")
    copy = one(first.report.text, "Evening Mail", 1)
    (relay,) = lineage([first, copy])
    assert [copy.report.text[slice(*span)] for span in relay.spans][-1] == "Nobody drowned."


def test_of_two_equal_reports_of_one_moment_one_is_the_copy_whatever_the_order() -> None:
    a, b = one(ACCOUNT, "Ferry Post"), one(ACCOUNT, "Evening Mail")
    assert [r.report for r in lineage([a, b])] == [r.report for r in lineage([b, a])]


def test_a_speech_of_several_paragraphs_makes_no_reprint() -> None:
    speech = "\n".join(f"“{line}" for line in ACCOUNT.split("\n")[:3]) + "”"
    assert not lineage([one(f"{OWN}\n{speech}", "Ferry Post"), one(f"{BACKGROUND}\n{speech}", "Evening Mail")])


def test_one_quoted_sentence_makes_no_reprint() -> None:
    assert lineage([one(ACCOUNT, "Ferry Post"), one(OWN, "Evening Mail")]) == []


def test_a_paragraph_taken_is_told_and_the_rest_stays_its_own() -> None:
    taken = ACCOUNT.split("\n")[2]
    mixed = one(f"{OWN}\n{BACKGROUND}\n{taken}", "Evening Mail", 1)
    (relay,) = lineage([one(ACCOUNT, "Ferry Post"), mixed])
    assert [mixed.report.text[s.start : s.end] for s in relay.spans][-1] == taken
    assert len(relay.spans) == 1


def test_the_account_of_a_copy_of_a_copy_began_with_the_first() -> None:
    first, second = one(ACCOUNT, "Ferry Post"), one(ACCOUNT.replace("dawn", "daybreak"), "Evening Mail", 1)
    third = one(ACCOUNT.replace("dawn", "daybreak").replace("Nobody was", "No one was"), "Harbour Radio", 2)
    root = roots(lineage([first, second, third]))
    assert root == {second.report.id: first.report.id, third.report.id: first.report.id}


def test_a_credit_relays_the_report_of_the_service_that_it_names() -> None:
    first = one(ACCOUNT, "Ferry Post")
    relayed = one(
        "The Astrid is afloat again. A cutter of Sudmark drove her on the Skerry bank, Ferry reported, and Norland's coast guard looked on.",
        "Evening Mail",
        1,
    )
    (relay,) = lineage([first, relayed])
    assert relay.kind == "credit"
    assert relayed.report.text[relay.spans[0].start : relay.spans[0].end] == "Ferry"


def test_a_service_that_signs_its_dateline_credits_nobody() -> None:
    signed = report("PORT ADE, May 6 (Ferry) -- The harbour minister reported to the chamber today.", "Evening Mail")
    assert credit_of(signed, "Ferry Post") is None


def test_an_old_text_is_no_reprint_of_a_new_one() -> None:
    later = one(ACCOUNT, "Ferry Post", 400)
    assert relay_of(later, one(ACCOUNT, "Evening Mail")) is None
    assert relay_of(one(ACCOUNT, "Evening Mail"), later) is None


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ("Meridian News Agency", "Meridian"),
        ("The Times", None),
        ("Agencia del Plata", "Plata"),
        ("BBC News", "BBC"),
        ("Kyiv Independent", "Kyiv Independent"),
        ("", None),
    ],
)
def test_the_short_name_is_what_sets_a_service_apart(publisher: str, name: str | None) -> None:
    assert short_name(publisher) == name


def test_reports_without_words_take_nothing_from_each_other() -> None:
    empty = [Wording(Report(f"r{n}", "—", published=DAY)) for n in range(3)]
    assert lineage(empty) == []
