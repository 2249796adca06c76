"""The example on the record's page is a record, and its spans quote its text."""

from __future__ import annotations

import json
import re
from pathlib import Path

from annotations import Item
from score import quotes_in

import brinkwatch
from brinkwatch import schema

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def example() -> Item:
    [block] = re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)
    record: Item = json.loads(block)
    return record


def test_the_example_is_of_the_shape() -> None:
    record = example()
    assert json.loads(schema.dumps(schema.reading_to_json(schema.reading_from_json(record)))) == record


def test_the_examples_spans_quote_its_text() -> None:
    record = example()
    text = record["reports"][0]["text"]
    quotes = list(quotes_in({key: record[key] for key in schema.KINDS}))
    assert len(quotes) > 10
    assert all(text[slice(*quote["span"])] == quote["text"] for quote in quotes)


def test_the_page_names_every_list_and_its_class() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| `(\w+)` \|$", PAGE, re.MULTILINE))
    assert {name: kind.__name__ for name, kind in schema.KINDS.items()}.items() <= rows.items()
    assert set(rows) == set(example()) - {"schema"}
    assert set(rows.values()) <= set(brinkwatch.__all__)
