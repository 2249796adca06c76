"""The corpus is what its files say, about the very text that they annotate; a second annotation is never counted in."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import corpus
import pytest
from corpus import Missing, counts, load, load_twice

OWN = "Arland did not shell the port of Lesk, its minister said. Borland will answer, he warned."
GAME = "Arland shelled Borland's goal for an hour. Nobody was hurt."
PUBLIC = "Borland recalled its envoy."


def write(folder: Path, name: str, text: str, head: dict[str, Any], lists: dict[str, Any]) -> None:
    folder.mkdir(exist_ok=True)
    head = {
        "id": name,
        "text_file": f"{name}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "register": "wire",
        **head,
    }
    (folder / f"{name}.json").write_text(json.dumps({"report": head, **lists}), encoding="utf-8")


def span(text: str, words: str) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def event(text: str, trigger: str, kind: str, **more: Any) -> dict[str, Any]:
    found = {"trigger": span(text, trigger), "type": kind, "actors": [], "recipients": [], "factuality": "CT+"}
    return found | more


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the public texts; the corpus beside it has two reports of our own and a public one, annotated twice."""
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    minister = {"text": span(OWN, "its minister"), "country": "ARL"}
    lists = {
        "statements": [
            {"source": minister, "cue": span(OWN, "said"), "content": [0, 37], "act": "deny"},
            {
                "source": minister,
                "cue": span(OWN, "warned"),
                "content": span(OWN, "Borland will answer"),
                "act": "warn",
            },
        ],
        "events": [event(OWN, "shell", "ASSAULT", mode="heavy-weapons", factuality="CT-")],
        "positions": [{"kind": "threat", "issuers": [], "addressees": [], "content": span(OWN, "answer")}],
    }
    write(tmp_path / "own", "lesk", OWN, {}, lists)
    write(tmp_path / "own", "game", GAME, {"layers": ["events"], "register": "op-ed"}, {"not_events": [[0, 42]]})
    (tmp_path / "own" / "lesk.txt").write_text(OWN, encoding="utf-8")
    (tmp_path / "own" / "game.txt").write_text(GAME, encoding="utf-8")
    write(
        tmp_path / "public", "envoy", PUBLIC, {}, {"events": [event(PUBLIC, "recalled", "SANCTION", mode="withdraw")]}
    )
    write(tmp_path / "second", "envoy", PUBLIC, {}, {"events": [event(PUBLIC, "recalled", "REJECT")]})
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "envoy.txt").write_text(PUBLIC, encoding="utf-8")
    return folder


def test_our_own_reports_come_first_with_what_is_annotated_in_them(texts: Path) -> None:
    game, lesk, envoy = load(texts)
    assert [entry.gold.report.id for entry in (game, lesk, envoy)] == ["game", "lesk", "envoy"]
    assert [entry.public for entry in (game, lesk, envoy)] == [False, False, True]
    assert game.layers == {"events"}
    assert [GAME[start:end] for start, end in game.plain] == ["Arland shelled Borland's goal for an hour."]
    assert lesk.layers == envoy.layers == {"statements", "events", "positions", "warnings"}
    assert lesk.plain == ()
    assert [item["cue"]["text"] for item in lesk.gold.lists["statements"]] == ["said", "warned"]
    assert envoy.gold.report.text == PUBLIC


def test_everything_is_counted_once(texts: Path) -> None:
    assert counts(load(texts)) == {
        "reports": 3,
        "words": len(f"{OWN} {GAME} {PUBLIC}".split()),
        "register: wire": 2,
        "register: op-ed": 1,
        "sentences that look like events and are none": 1,
        "statements": 2,
        "act: deny": 1,
        "act: warn": 1,
        "events": 2,
        "ASSAULT": 1,
        "ASSAULT heavy-weapons": 1,
        "factuality: CT-": 1,
        "SANCTION": 1,
        "SANCTION withdraw": 1,
        "factuality: CT+": 1,
        "positions": 1,
        "position: threat": 1,
    }


def test_a_second_annotation_stands_beside_the_first(texts: Path) -> None:
    [(entry, second)] = load_twice(texts)
    assert entry.gold.report == second.report
    assert [gold.lists["events"][0]["type"] for gold in (entry.gold, second)] == ["SANCTION", "REJECT"]


def test_a_text_that_is_not_at_hand_is_named_with_what_to_do(texts: Path) -> None:
    (texts / "envoy.txt").unlink()
    with pytest.raises(Missing, match=re.escape(f"no text for envoy.json in {texts}: run python training/fetch.py")):
        load(texts)


def test_another_text_is_refused_whoever_annotated_it(texts: Path) -> None:
    second = texts.parent / "second" / "envoy.json"
    second.write_text(second.read_text(encoding="utf-8").replace('"sha256": "', '"sha256": "0'), encoding="utf-8")
    assert len(load(texts)) == 3
    with pytest.raises(Missing, match=r"not the text that envoy\.json annotates"):
        load_twice(texts)
    (texts / "envoy.txt").write_text(PUBLIC.upper(), encoding="utf-8")
    with pytest.raises(Missing, match=r"not the text that envoy\.json annotates"):
        load(texts)


def test_the_counts_are_printed_types_first(
    texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["corpus.py", "--texts", str(texts)])
    corpus.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "AGREE 0"
    assert any(re.match(r"SANCTION 1 \(.*\bwithdraw 1\b", line) for line in lines)
    assert lines[-2:] == ["statements 2", "words 30"]
    (texts / "envoy.txt").unlink()
    with pytest.raises(SystemExit, match=r"no text for envoy\.json"):
        corpus.main()


HERE = Path(__file__).parents[2] / "training" / "corpus"
FIRST = {path.stem: path for name in ("own", "public") for path in (HERE / name).glob("*.json")}


def items_of(value: Any) -> list[Any]:
    """Every JSON object at any depth."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for part in inner for found in items_of(part)] + ([value] if isinstance(value, dict) else [])


def test_of_public_texts_no_words_are_kept() -> None:
    assert not list((HERE / "public").glob("*.txt"))
    for path in [*(HERE / "public").glob("*.json"), *(HERE / "second").glob("*.json")]:
        data = json.loads(path.read_text(encoding="utf-8"))
        assert "text" not in data["report"]
        for item in items_of(data):
            quotes = {key for key in ("text", "content", "cue", "trigger", "clause", "when", "where") if key in item}
            assert all(isinstance(item[key], list) for key in quotes), path.name


def test_a_second_annotation_is_of_a_first_one() -> None:
    again = sorted((HERE / "second").glob("*.json"))
    assert again
    for path in again:
        heads = [json.loads(file.read_text(encoding="utf-8"))["report"] for file in (FIRST[path.stem], path)]
        assert heads[0]["sha256"] == heads[1]["sha256"]
        assert heads[0]["text_file"] == heads[1]["text_file"]


def test_the_example_of_the_guidelines_can_be_taken_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (HERE / "GUIDELINES.md").read_text(encoding="utf-8")
    [text], [annotation] = (re.findall(f"```{kind}\n(.*?)\n```", guide, re.DOTALL) for kind in ("text", "json"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "guide-01.txt").write_text(text, encoding="utf-8")
    (tmp_path / "own" / "guide-01.json").write_text(annotation, encoding="utf-8")
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    [entry] = load(tmp_path)
    lists = entry.gold.lists
    assert [statement["cue"]["text"] for statement in lists["statements"]] == ["accused", "said"]
    assert [(event["trigger"]["text"], event["type"]) for event in lists["events"]] == [
        ("accused", "ACCUSE"),
        ("shelling", "ASSAULT"),
        ("fire", "ASSAULT"),
        ("close", "THREATEN"),
    ]
    assert [position["content"]["text"] for position in lists["positions"]] == ["close the crossing"]
    assert [warning["if"]["text"] for warning in lists["warnings"]] == ["they fire again"]
