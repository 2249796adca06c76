"""Annotations turn into items whose spans quote the report, or are refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from annotations import Unreadable, find_quote, load_gold, sentence_around
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Arland closed the strait. Borland told Arland to open the strait by Friday."


def annotated(folder: Path, **lists: list[dict[str, Any]]) -> Path:
    file = folder / "strait.json"
    file.write_text(
        json.dumps({"report": {"id": "strait", "published": "2031-05-06", "text": TEXT}, **lists}), encoding="utf-8"
    )
    return file


def test_quotes_become_text_and_span(tmp_path: Path) -> None:
    event = {
        "clause": "Borland told Arland to open the strait",
        "trigger": "told",
        "type": "REQUEST",
        "actors": [{"text": "Borland", "name": "Borland", "country": None}],
        "recipients": [{"text": "Arland@@2", "name": "Arland"}],
        "when_value": ["2031-05-09", "2031-05-09"],
    }
    gold = load_gold(annotated(tmp_path, events=[event]))
    [item] = gold.lists["events"]
    assert TEXT[slice(*item["span"])] == event["clause"]
    assert item["trigger"] == {"text": "told", "span": [TEXT.index("told"), TEXT.index("told") + 4]}
    assert item["recipients"][0]["span"][0] == TEXT.rindex("Arland")
    assert item["when_value"] == ["2031-05-09", "2031-05-09"]
    assert gold.report.published is not None
    assert gold.lists["statements"] == []


def test_a_party_of_another_sentence_is_marked(tmp_path: Path) -> None:
    event = {
        "trigger": "told",
        "type": "REQUEST",
        "actors": [{"text": "Arland@@1"}],
        "recipients": [{"text": "Arland@@2"}],
    }
    [item] = load_gold(annotated(tmp_path, events=[event])).lists["events"]
    assert item["actors"][0]["elsewhere"]
    assert not item["recipients"][0]["elsewhere"]


@pytest.mark.parametrize(("quote", "times"), [("Corland", 0), ("strait", 2), ("strait@@3", 2)])
def test_unclear_quotes_are_refused(tmp_path: Path, quote: str, times: int) -> None:
    with pytest.raises(Unreadable, match=rf"strait.json: statements: .* is {times} times in the text"):
        load_gold(annotated(tmp_path, statements=[{"clause": quote, "cue": "told"}]))


def test_a_text_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"report": {"text_file": "a.txt"}}), encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert load_gold(tmp_path / "a.json").report.text == TEXT
    with pytest.raises(FileNotFoundError):
        load_gold(tmp_path / "a.json", tmp_path / "elsewhere")


@given(st.text(min_size=1), st.data())
def test_offsets_come_back_as_they_are(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_quote(text, [start, end]) == {"text": text[start:end], "span": [start, end]}


@given(st.text(alphabet="Ab .!\n”", min_size=1), st.data())
def test_every_offset_lies_in_its_sentence(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = sentence_around(text, offset)
    assert start <= offset < end
    assert "\n" not in text[start:end].rstrip()
