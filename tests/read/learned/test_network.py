"""The shipped network."""

from __future__ import annotations

import numpy as np
import pytest

from brinkwatch.model import Report
from brinkwatch.ontology.plover import plover
from brinkwatch.read.acts.triggers import find_triggers
from brinkwatch.read.learned.judge import SIGNS
from brinkwatch.read.learned.network import Tables, load_network
from brinkwatch.read.learned.passages import AUX, FACTUALITY, HINTS, Passage, passages
from brinkwatch.read.learned.rules import FEATURES
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.statements import find_statements

TEXTS = (
    "Canada expelled two Russian diplomats on Tuesday.",
    "Rain fell.",
    "The minister said that if the shelling went on, his government would recall its ambassador from Baku.",
)


@pytest.fixture(scope="module")
def views() -> list[Passage]:
    found = []
    for page in open_pages([Report(str(i), text) for i, text in enumerate(TEXTS)]):
        cast = find_cast(page)
        found += passages(page, cast, find_statements(page, cast), find_triggers(page, cast), page.sentences)
    return found


def test_each_sentence_is_scored_the_same_alone_and_with_others(views: list[Passage]) -> None:
    network = load_network()
    together = network.score(views)
    for view, scores in zip(views, together, strict=True):
        (alone,) = network.score([view])
        assert scores.kinds.shape == (len(view.pieces), 1 + len(plover().types))
        # int8 activations are scaled by batch, so scores differ a little
        assert np.abs(alone.kinds - scores.kinds).max() < 1.5
        assert (alone.kinds.argmax(-1) == scores.kinds.argmax(-1)).mean() > 0.9


def test_nothing_is_scored_of_nothing() -> None:
    assert load_network().score([]) == []


def test_the_tables_fit_what_they_weigh() -> None:
    tables, kinds = load_network().tables, 1 + len(plover().types)
    assert tables.kind_rule.shape == (HINTS[0], kinds)
    assert tables.roles.shape == (FEATURES, 2)
    assert tables.facts.shape == (len(FACTUALITY) + len(AUX),) * 2
    assert len(tables.confidence) == SIGNS
    assert all(np.isfinite(getattr(tables, name)).all() for name in Tables.__slots__)
