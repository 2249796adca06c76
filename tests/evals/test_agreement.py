"""Two annotators who write the same agree wholly, and what only one of them wrote is counted against both."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

import agreement
import pytest
from agreement import as_found
from annotations import Gold, load_gold
from corpus import Entry

TEXT = "On Monday Arland's minister warned that Borland would mine the strait. Borland denied any plan and expelled two envoys."
ARLAND = {"text": "Arland's minister", "country": "ARL"}
FIRST: dict[str, list[dict[str, Any]]] = {
    "statements": [
        {"source": ARLAND, "cue": "warned", "content": "Borland would mine the strait", "act": "warn"},
        {"source": {"text": "Borland@@2", "country": "BOR"}, "cue": "denied", "content": "any plan", "act": "deny"},
    ],
    "events": [
        {
            "clause": "Borland would mine the strait",
            "trigger": "mine",
            "type": "ASSAULT",
            "mode": "explosives",
            "actors": [{"text": "Borland@@1", "country": "BOR"}],
            "recipients": [],
            "factuality": "PR+",
            "aux": ["future"],
            "according_to": "s1",
        },
        {
            "clause": "Borland denied any plan and expelled two envoys",
            "trigger": "expelled",
            "type": "SANCTION",
            "mode": "expel",
            "actors": [{"text": "Borland@@2", "country": "BOR"}],
            "recipients": [{"text": "two envoys", "country": "ARL"}],
            "when": "On Monday",
            "when_value": ["2031-05-05", "2031-05-05"],
            "factuality": "CT+",
            "aux": [],
        },
    ],
    "positions": [],
    "warnings": [],
}


def annotated(folder: Path, name: str, lists: dict[str, Any]) -> Gold:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"report": {"id": name, "text": TEXT}, **lists}), encoding="utf-8")
    return load_gold(path)


def entry(gold: Gold, public: bool) -> Entry:
    return Entry(gold, public, frozenset(FIRST), "wire", ())


@pytest.fixture
def first(tmp_path: Path) -> Gold:
    return annotated(tmp_path, "first", FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Gold:
    """Misses the denial, gives another act, mode and certainty, another recipient, and a position more."""
    lists = copy.deepcopy(FIRST)
    del lists["statements"][1]
    lists["statements"][0]["act"] = "accuse"
    lists["events"][0] |= {"mode": "heavy-weapons", "factuality": "CT+"}
    lists["events"][1]["recipients"][0] = {"text": "two envoys", "country": "COR"}
    lists["positions"] = [
        {"kind": "threat", "issuers": [{"text": "Borland@@1", "country": "BOR"}], "content": "mine the strait"}
    ]
    return annotated(tmp_path, "second", lists)


def test_the_same_annotation_agrees_in_everything(first: Gold) -> None:
    rows = agreement.agreement([(entry(first, public=True), first)])["all"].rows()
    shares = {
        name: share
        for name, share in rows.items()
        if not name.endswith((".gold", ".asked")) and not name.startswith(("position", "warning"))
    }
    assert shares == dict.fromkeys(shares, 1.0)
    assert {"statement.f1", "event+both.f1", "event.mode.accuracy", "event.when.accuracy"} <= shares.keys()


def test_every_difference_counts(first: Gold, second: Gold) -> None:
    rows = agreement.agreement([(entry(first, public=True), second)])["all"].rows()
    assert rows["statement.precision"] == 1
    assert rows["statement.recall"] == 0.5
    assert rows["statement.f1"] == pytest.approx(2 / 3)
    assert rows["statement.source.accuracy"] == 1
    assert rows["statement.act.accuracy"] == 0
    assert rows["event.f1"] == rows["event+actors.f1"] == 1
    assert rows["event+both.f1"] == 0.5
    assert rows["event.mode.accuracy"] == rows["event.factuality.accuracy"] == 0.5
    assert rows["event.attributed.accuracy"] == 1
    assert rows["position.f1"] == 0


def test_public_and_own_reports_are_also_told_apart(first: Gold, second: Gold) -> None:
    figures = agreement.agreement([(entry(first, public=True), second), (entry(first, public=False), first)])
    assert list(figures) == ["all", "public", "own"]
    assert {name: part.gold["event"] for name, part in figures.items()} == {"all": 4, "public": 2, "own": 2}
    assert {name: part.matched["event+both"] for name, part in figures.items()} == {"all": 3, "public": 1, "own": 2}


def test_the_measures_of_agreement_know_no_order_where_both_have_all(first: Gold, second: Gold) -> None:
    one, other = (
        agreement.agreement([(entry(a, public=False), b)])["own"].rows() for a, b in ((first, second), (second, first))
    )
    for name in (
        "statement.f1",
        "event.f1",
        "event+both.f1",
        "position.f1",
        "statement.act.accuracy",
        "event.mode.accuracy",
    ):
        assert one[name] == other[name]


def test_a_time_is_found_with_its_days(first: Gold) -> None:
    mining, expulsion = as_found(first)["events"]
    assert "when" not in mining
    assert expulsion["when"] == {"text": "On Monday", "span": [0, 9], "start": "2031-05-05", "end": "2031-05-05"}
    assert first.lists["events"][1]["when"] == {"text": "On Monday", "span": [0, 9]}


def test_the_table_and_json_say_the_same(
    first: Gold, second: Gold, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(agreement, "load_twice", lambda texts: [(entry(first, public=True), second)])
    monkeypatch.setattr(sys, "argv", ["agreement.py"])
    agreement.main()
    heads, *lines = capsys.readouterr().out.splitlines()
    assert heads.split() == ["all", "first", "second", "public", "first", "second", "own", "first", "second"]
    cells = {line.split()[0]: line.split()[1:] for line in lines}
    assert cells["statement"] == ["0.667", "2", "1", "0.667", "2", "1", "0.000", "0", "0"]
    assert cells["event.mode"] == ["0.500", "1", "2", "0.500", "1", "2", "0.000", "0", "0"]
    monkeypatch.setattr(sys, "argv", ["agreement.py", "--json"])
    agreement.main()
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["all", "public", "own"]
    assert printed["public"]["statement.f1"] == pytest.approx(2 / 3)


def test_without_the_texts_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["agreement.py", "--texts", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"run python training/fetch\.py"):
        agreement.main()
