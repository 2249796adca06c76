"""Origins are counted, not reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.weigh.tell import DAY, telling

from brinkwatch.incident import Relay, Voice
from brinkwatch.model import Span
from brinkwatch.weigh.grading import credibility, grade, origins
from brinkwatch.weigh.tellings import Telling
from brinkwatch.weigh.voices import Lineage, voices

NEXT = DAY + dt.timedelta(1)
FIRST = telling("Norland shelled Port Ade.", "shelled")
OTHER = telling("Gunners of Norland hit the port.", "hit", publisher="Evening Mail")


def lineage_of(*tellings: Telling, relays: tuple[Relay, ...] = ()) -> Lineage:
    by_report: dict[str, list[Relay]] = {}
    for relay in relays:
        by_report.setdefault(relay.report, []).append(relay)
    return Lineage(by_report, {t.report.id: t.report for t in tellings})


def heard(*tellings: Telling, relays: tuple[Relay, ...] = ()) -> tuple[Voice, ...]:
    return voices(tellings, lineage_of(*tellings, relays=relays))


def test_two_services_that_vouch_for_it_are_two_origins() -> None:
    assert origins(heard(FIRST, OTHER)) == 2


def test_a_reprint_adds_no_origin() -> None:
    copy = Relay(OTHER.report.id, FIRST.report.id, "copy", 0.9, (Span(0, len(OTHER.report.text)),))
    found = heard(FIRST, OTHER, relays=(copy,))
    assert [(v.name, v.relays) for v in found] == [("Ferry Post", (OTHER.id,))]
    assert origins(found) == 1


def test_what_a_reprint_adds_in_its_own_words_is_its_own() -> None:
    elsewhere = Relay(OTHER.report.id, FIRST.report.id, "part", 0.2, (Span(500, 600),))
    assert origins(heard(FIRST, OTHER, relays=(elsewhere,))) == 2


def test_two_services_that_quote_one_source_are_one_origin() -> None:
    quoting = [
        telling(
            f"Norland shelled Port {n}, the general said.", "shelled", publisher=n, source=("Ulrik Dahl", "DNK", False)
        )
        for n in ("Ferry Post", "Evening Mail")
    ]
    found = heard(*quoting)
    assert [(v.name, v.kind, v.publishers) for v in found] == [("Ulrik Dahl", "source", ("Ferry Post", "Evening Mail"))]
    assert origins(found) == 1


def test_what_a_report_says_itself_rests_on_the_source_that_it_names() -> None:
    text = "Norland shelled Port Ade.\nIt shelled the mole too, the general said."
    own = telling(text, "shelled")
    quoted = telling(text, "mole", source=("Ulrik Dahl", "DNK", False), of=own.report)
    assert origins(heard(own, quoted)) == 1


def test_sources_without_a_name_are_one_at_most() -> None:
    hidden = [
        telling(f"Norland shelled {n}, officials said.", "shelled", publisher=n, source=("officials", country, True))
        for n, country in (("Ferry Post", "DNK"), ("Evening Mail", "SWE"))
    ]
    assert origins(heard(*hidden)) == 1


def test_a_service_that_is_quoted_is_the_origin() -> None:
    quoting = telling(
        "Norland shelled Port Ade, Ferry Post reported.",
        "shelled",
        publisher="Evening Mail",
        source=("Ferry Post", None, False),
    )
    assert [v.name for v in heard(FIRST, quoting)] == ["Ferry Post"]


def test_a_publisher_takes_back_what_it_denies_later() -> None:
    back = telling("Norland did not shell Port Ade.", "shell", day=NEXT, factuality="CT-")
    found = heard(FIRST, back)
    assert [(v.holds, v.superseded) for v in found] == [("asserts", True), ("denies", False)]
    assert origins(found) == 0
    assert credibility(found) == 5


def test_a_correction_takes_back_what_it_quotes_its_own_service_with() -> None:
    text = "CORRECTION. Ferry reported that Norland shelled Port Ade. That was wrong."
    back = telling(text, "shelled", day=NEXT, source=("Ferry", None, False))
    relayed = telling(
        "Ferry reports that Norland hit Ade.", "hit", publisher="Evening Mail", source=("Ferry", None, False)
    )
    found = heard(FIRST, relayed, back)
    assert [(v.name, v.holds, v.superseded) for v in found] == [
        ("Ferry Post", "asserts", True),
        ("Ferry Post", "denies", False),
    ]


def test_reports_without_a_publisher_are_one_origin_at_most() -> None:
    unknown = [telling(f"Norland shelled Port {n}.", "shelled", publisher=None) for n in range(3)]
    found = heard(*unknown)
    assert (origins(found), credibility(found)) == (1, 6)


def test_the_last_word_of_a_publisher_counts() -> None:
    denied = telling("Norland did not shell Ade.", "shell", day=NEXT, factuality="CT-")
    again = telling("Norland shelled Ade after all.", "shelled", day=NEXT + dt.timedelta(1))
    assert [v.superseded for v in heard(FIRST, denied, again)] == [False, False]


def test_critics_who_call_a_campaign_wrong_correct_nothing() -> None:
    text = "Critics say the campaign was wrong.\nWe reported that Norland shelled Ade."
    back = telling(text, "shelled", publisher="Echo", day=NEXT, source=("We", None, False))
    whole = back.statement
    assert whole is not None
    assert [v.holds for v in heard(back)] == ["denies"], "a statement over both paragraphs has the words of correction"
    start = text.index("We")
    inner = replace(whole, span=Span(start, len(text)))
    assert [v.holds for v in heard(Telling(replace(back.told, statement=inner)))] == ["asserts"]


def test_unnamed_deniers_are_one() -> None:
    deniers = [
        telling(
            f"Norland did not shell it, {n} said.", "shell", publisher="Echo", factuality="CT-", source=(n, "NOR", True)
        )
        for n in ("officials", "a diplomat")
    ]
    assert credibility(heard(FIRST, *deniers)) == 4


def test_credibility_falls_as_origins_get_fewer_and_doubts_more() -> None:
    third = telling("Port Ade was shelled by Norland.", "shelled", publisher="Harbour Radio")
    denial = telling(
        "Norland did not shell it, its envoy said.",
        "shell",
        publisher="Echo",
        factuality="CT-",
        source=("Per Lund", "NOR", False),
    )
    perhaps = telling("Norland may have shelled Port Ade.", "shelled", factuality="PS+")
    unnamed = telling("Norland shelled it, officials said.", "shelled", source=("officials", "DNK", True))
    assert [
        credibility(heard(*tellings))
        for tellings in (
            (FIRST, OTHER, third),
            (FIRST, OTHER),
            (FIRST,),
            (FIRST, OTHER, denial),
            (perhaps,),
            (denial,),
            (unnamed,),
        )
    ] == [1, 2, 3, 4, 4, 5, 6]


def test_the_grade_has_the_letter_of_the_best_publisher_and_f_for_unrated_ones() -> None:
    found = heard(FIRST, OTHER)
    assert grade(found, 2, {}) == "F2"
    assert grade(found, 2, {"Evening Mail": "B", "Ferry Post": "C"}) == "B2"
