"""The annotated dispatches are the example's own text, and every annotation points into it."""

from __future__ import annotations

import datetime as dt
import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from annotations import load_gold

from brinkwatch.ontology.plover import plover

ROOT = Path(__file__).parents[2]
DISPATCHES = {file.stem: file for file in sorted((ROOT / "examples" / "thirteen-days").glob("*.eml"))}
GOLD = sorted((ROOT / "evals" / "gold").glob("*.json"))


def mail(file: Path) -> EmailMessage:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("file", DISPATCHES.values(), ids=DISPATCHES)
def test_a_dispatch_is_a_clean_mail_named_by_when_it_was_filed(file: Path) -> None:
    message = mail(file)
    assert not message.defects
    assert message["subject"]
    assert message["message-id"]
    filed = message["date"].datetime
    service = message["from"].addresses[0].domain.removesuffix(".example")
    assert file.stem == f"{filed.astimezone(dt.UTC):%Y-%m-%d-%H%M}-{service}"
    assert 80 <= len(message.get_content().split()) <= 260


def test_the_whole_example_is_annotated() -> None:
    assert [file.stem for file in GOLD] == list(DISPATCHES)
    assert len(GOLD) >= 27


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_gold_is_about_the_dispatch_of_its_name(file: Path) -> None:
    report = json.loads(file.read_text(encoding="utf-8"))["report"]
    message = mail(DISPATCHES[file.stem])
    assert report["id"] == file.stem
    assert report["text"] == message.get_content()
    assert report["title"] == message["subject"]
    assert report["publisher"] == message["from"].addresses[0].display_name
    assert report["published"] == message["date"].datetime.date().isoformat()


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_every_quote_is_found_in_the_text(file: Path) -> None:
    gold = load_gold(file)
    assert gold.lists["statements"]
    assert gold.lists["events"]
    for discrepancy in json.loads(file.read_text(encoding="utf-8"))["discrepancies"]:
        for quote in discrepancy["quotes"]:
            assert quote.partition("@@")[0] in gold.report.text


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_gold_refers_to_its_own_items_and_to_known_codes(file: Path) -> None:
    lists = load_gold(file).lists
    statements = {item["id"] for item in lists["statements"]}
    known = statements | {item["id"] for item in lists["events"]}
    assert len(known) == len(lists["statements"]) + len(lists["events"])
    types = plover().types
    for event in lists["events"]:
        assert event.get("mode") is None or event["mode"] in types[event["type"]].modes
    assert {item["within"] for item in lists["statements"]} - {None} <= statements
    assert {item["according_to"] for item in lists["events"]} - {None} <= statements
    for position in lists["positions"]:
        assert {*position["basis"], *position.get("answered_by", ())} <= known


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_an_event_lies_within_the_statement_that_holds_it(file: Path) -> None:
    lists = load_gold(file).lists
    contents: dict[str, Any] = {item["id"]: item["content"]["span"] for item in lists["statements"]}
    for event in lists["events"]:
        if held_by := event["according_to"]:
            start, end = contents[held_by]
            assert start <= event["trigger"]["span"][0] < end, event["id"]
