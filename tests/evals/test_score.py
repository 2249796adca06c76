"""The scorer gives full marks to the annotation itself, and takes them off where they are lost."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
from annotations import Gold, Item, load_gold
from hypothesis import given
from hypothesis import strategies as st
from score import Figures, compare, overlap, pair_up

TEXT = (
    "Arland's minister warned on Monday that Borland would pay a price. "
    "If Borland mines the strait, Arland will cut its gas. Borland shelled a port on 3 May."
)


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    arland, borland = {"text": "Arland", "name": "Arland", "country": "ARL"}, {"name": "Borland", "country": "BOR"}
    annotation = {
        "report": {"id": "r1", "published": "2031-05-06", "text": TEXT},
        "statements": [
            {
                "clause": "Arland's minister warned on Monday that Borland would pay a price",
                "source": {"text": "Arland's minister", "country": "ARL", "sector": "GOV"},
                "cue": "warned",
                "content": "Borland would pay a price",
                "act": "warn",
            }
        ],
        "events": [
            {
                "clause": "Arland will cut its gas",
                "trigger": "cut",
                "type": "THREATEN",
                "mode": "restrict",
                "actors": [arland | {"text": "Arland@@2"}],
                "recipients": [borland | {"text": "Borland@@2"}],
                "factuality": "CT+",
                "aux": ["future"],
            },
            {
                "clause": "Borland shelled a port on 3 May",
                "trigger": "shelled",
                "type": "ASSAULT",
                "actors": [borland | {"text": "Borland@@3"}],
                "recipients": [arland | {"text": "Arland@@2"}],
                "factuality": "CT+",
                "when": "on 3 May",
                "when_value": ["2031-05-03", "2031-05-03"],
            },
        ],
        "positions": [
            {
                "clause": "If Borland mines the strait, Arland will cut its gas",
                "kind": "threat",
                "issuers": [arland | {"text": "Arland@@2"}],
                "content": "cut its gas",
            }
        ],
        "warnings": [{"if": "Borland mines the strait", "then": "Arland will cut its gas"}],
    }
    file = tmp_path / "r1.json"
    file.write_text(json.dumps(annotation), encoding="utf-8")
    return load_gold(file)


@pytest.fixture
def record(gold: Gold) -> dict[str, list[Item]]:
    """What a perfect reader finds."""
    record = copy.deepcopy(dict(gold.lists))
    record["events"][1]["when"].update(start="2031-05-03", end="2031-05-03")
    for event in record["events"]:
        event.pop("when_value", None)
    return record


def scored(gold: Gold, record: dict[str, list[Item]]) -> dict[str, float]:
    figures = Figures()
    compare(figures, gold, record)
    return figures.rows()


def test_the_annotation_itself_gets_full_marks(gold: Gold, record: dict[str, list[Item]]) -> None:
    rows = scored(gold, record)
    shares = {key: row for key, row in rows.items() if not key.endswith((".gold", ".asked"))}
    assert shares == dict.fromkeys(shares, 1.0)
    assert {
        "statement.f1",
        "event+both.f1",
        "position.f1",
        "warning.f1",
        "event.when.accuracy",
        "span_is_quote.accuracy",
    } <= set(shares)
    assert rows["event.gold"] == 2
    assert rows["event.when.asked"] == 1
    assert rows["event.mode.asked"] == 1


def test_nothing_found_is_zero(gold: Gold) -> None:
    rows = scored(gold, {key: [] for key in gold.lists})
    assert {
        rows[f"{name}.f1"] for name in ("statement", "event", "event+actors", "event+both", "position", "warning")
    } == {0.0}


def test_a_content_that_overlaps_by_half_is_matched(gold: Gold, record: dict[str, list[Item]]) -> None:
    [statement] = record["statements"]
    start, end = statement["content"]["span"]
    for lost, f1 in ((12, 1.0), (13, 0.0)):  # of 25 characters
        statement["content"] = {"text": TEXT[start + lost : end], "span": [start + lost, end]}
        assert scored(gold, record)["statement.f1"] == f1


def test_wrong_answers_cost_accuracy_but_no_match(gold: Gold, record: dict[str, list[Item]]) -> None:
    record["statements"][0]["act"] = "say"
    record["statements"][0]["source"] = None
    record["events"][1] |= {"factuality": "CT-", "according_to": "s1", "when": None}
    rows = scored(gold, record)
    assert rows["statement.f1"] == rows["event.f1"] == 1
    assert (
        rows["statement.act.accuracy"] == rows["statement.source.accuracy"] == rows["statement.country.accuracy"] == 0
    )
    assert (
        rows["event.factuality.accuracy"] == rows["event.polarity.accuracy"] == rows["event.attributed.accuracy"] == 0.5
    )
    assert rows["event.when.accuracy"] == 0


def test_another_type_is_another_event(gold: Gold, record: dict[str, list[Item]]) -> None:
    record["events"][0]["type"] = "REJECT"
    assert scored(gold, record)["event.f1"] == 0.5


def test_a_party_of_another_sentence_may_be_left_out_but_not_replaced(
    gold: Gold, record: dict[str, list[Item]]
) -> None:
    shelling = record["events"][1]
    shelling["recipients"] = []
    assert scored(gold, record)["event+both.f1"] == 1
    shelling["recipients"] = [{"text": "a port", "country": "COR", "span": [0, 0]}]
    assert scored(gold, record)["event+both.f1"] == 0.5
    shelling["actors"] = []
    assert scored(gold, record)["event+actors.f1"] == 0.5


def test_a_span_that_does_not_quote_is_counted(gold: Gold, record: dict[str, list[Item]]) -> None:
    record["statements"][0]["source"]["text"] = "Arland's foreign minister"
    assert 0 < scored(gold, record)["span_is_quote.accuracy"] < 1


def test_the_same_item_twice_is_matched_once(gold: Gold, record: dict[str, list[Item]]) -> None:
    record["warnings"] *= 2
    rows = scored(gold, record)
    assert (rows["warning.precision"], rows["warning.recall"]) == (0.5, 1.0)


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: [pair[0], pair[0] + pair[1]])


@given(spans, spans)
def test_overlap_is_symmetric_and_1_only_for_equal_spans(one: list[int], other: list[int]) -> None:
    assert 0 <= overlap(one, other) == overlap(other, one) <= 1
    assert (overlap(one, other) == 1) == (one == other)


@given(st.lists(spans), st.lists(spans))
def test_pairs_use_no_item_twice(gold: list[list[int]], found: list[list[int]]) -> None:
    golds, founds = ([{"span": span, "n": n} for n, span in enumerate(items)] for items in (gold, found))
    pairs = list(pair_up(golds, founds, lambda g, f: overlap(g["span"], f["span"])))
    assert len({g["n"] for g, _ in pairs}) == len({f["n"] for _, f in pairs}) == len(pairs)
    closeness = [overlap(g["span"], f["span"]) for g, f in pairs]
    assert closeness == sorted(closeness, reverse=True)


def test_the_reader_is_scored_through_the_desk(gold: Gold) -> None:
    from score import score

    assert gold.report.published == dt.date(2031, 5, 6)
    rows = score([gold]).rows()
    assert rows["statement.gold"] == 1
    assert rows.get("span_is_quote.accuracy", 1.0) == 1.0
