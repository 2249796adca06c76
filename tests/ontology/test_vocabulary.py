"""The vocabulary of acts and PLOVER's facts: broad, sound, and refusing what PLOVER doesn't have."""

from __future__ import annotations

from typing import Any

import pytest

from brinkwatch.ontology.acts import act_rules
from brinkwatch.ontology.plover import plover
from brinkwatch.ontology.vocabulary import read_entries, vocabulary


def test_plover_has_its_sixteen_types_and_scores() -> None:
    assert len(plover().types) == 16
    assert {kind.quad for kind in plover().types.values()} == {"VC", "MC", "VX", "MX"}
    assert plover().score("COERCE", "seize") == -7
    assert plover().score("AID", None) == 10
    with pytest.raises(KeyError):
        plover().score("AID", "seize")


def test_cooperation_scores_above_conflict() -> None:
    for kind in plover().types.values():
        scores = [kind.score, *kind.modes.values()]
        assert min(scores) > 0 if kind.quad in ("VC", "MC") else max(scores) <= 0.5
        assert all(-10 <= score <= 10 for score in scores)


def test_every_type_and_mode_has_words() -> None:
    entries = [entry for group in vocabulary().entries.values() for entry in group]
    assert len(entries) >= 900
    have = {(entry.type, entry.mode) for entry in entries}
    announced = {"THREATEN", "REQUEST", "REJECT"}  # their modes come from what is threatened, asked or refused too
    for code, kind in plover().types.items():
        assert any(c == code for c, _ in have)
        assert code in announced or {(code, mode) for mode in kind.modes} <= have


def test_weights_are_shares() -> None:
    for group in vocabulary().entries.values():
        assert all(0 < entry.weight <= 1 and 0 < entry.alone <= 1 for entry in group)
        assert [e.demands for e in group] == sorted((e.demands for e in group), reverse=True)


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"verbs": ["poke"], "mode": "poke"}, "no such mode"),
        ({"verbs": ["poke"], "colour": "red"}, "unknown keys"),
        ({"verbs": ["poke"], "contexts": ["weather"]}, "no contexts"),
        ({"verbs": ["poke"], "object": ["@nobody"]}, "no class"),
    ],
)
def test_a_group_that_breaks_the_rules_is_refused(group: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        list(read_entries("ASSAULT", {"words": [group]}, {}))


def test_how_entries_are_written() -> None:
    group = {"verbs": ["lay down:arms", "flee"], "nouns": ["cease-fire"], "phrases": ["in custody"]}
    verb, plain, noun, phrase = read_entries("RETREAT", {"words": [group]}, {})
    assert (verb.words, verb.taken, verb.head) == (("lay", "down"), "arms", "lay")
    assert (plain.words, plain.taken) == (("flee",), None)
    assert (noun.words, noun.head) == (("cease", "-", "fire"), "fire")
    assert (phrase.words, phrase.head) == (("in", "custody"), "in")


def test_threats_get_modes_that_plover_has() -> None:
    modes = plover().types["THREATEN"].modes
    assert set(act_rules().threatened.values()) <= set(modes)
    assert act_rules().speaking | act_rules().kind <= set(plover().types)
