"""How network and rules come to one judgement: a network that says what the test wants, weighed by tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from brinkwatch.model import Report
from brinkwatch.read.acts.triggers import find_triggers
from brinkwatch.read.learned.judge import Judged, judge
from brinkwatch.read.learned.network import Scores, Tables, load_network
from brinkwatch.read.learned.passages import AUX, FACTUALITY, STANCES, Passage, mode_places, tokenizer, types
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.statements import find_statements

MODES = max(mode_places(len(types()) - 1)) + 1


class Wanted:
    """A network that takes given words for acts of given types, and is deaf to the rules."""

    def __init__(self, words: dict[str, str]) -> None:
        shipped = load_network().tables
        self.words = words
        self.tables: Tables = replace(
            shipped,
            kind_scale=np.ones_like(shipped.kind_scale),
            kind_bias=np.zeros_like(shipped.kind_bias),
            kind_rule=np.zeros_like(shipped.kind_rule),
            kind_lexicon=np.zeros_like(shipped.kind_lexicon),
        )

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        return [self._scores(p) for p in passages]

    def _scores(self, passage: Passage) -> Scores:
        length = len(passage.pieces)
        kinds = np.zeros((length, 1 + len(types())), np.float32)
        kinds[:, 0] = 6
        for at, piece in enumerate(passage.pieces):
            type_ = self.words.get(tokenizer().id_to_token(int(piece)) or "")
            if type_ is not None:
                kinds[at, 1 + types().index(type_)] = 12
        zeros = [
            np.zeros((length, n), np.float32) for n in (MODES, len(FACTUALITY) + len(AUX), 64, 64, 1 + len(STANCES))
        ]
        return Scores(kinds, *zeros)


def acts(text: str, words: dict[str, str]) -> tuple[Judged, ...]:
    (page,) = open_pages([Report("r", text)])
    cast = find_cast(page)
    return judge(page, cast, find_statements(page, cast), find_triggers(page, cast), Wanted(words)).acts


def test_an_act_that_only_the_network_sees_is_found_with_its_parties() -> None:
    (act,) = acts("Norway berated Iceland over the quotas.", {"be": "ACCUSE"})
    assert act.trigger.type == "ACCUSE"
    assert [a.country for a in act.actors] == ["NOR"]


def test_an_act_that_only_the_rules_see_is_dropped_by_a_network_that_is_sure() -> None:
    assert acts("Canada expelled two Russian diplomats.", {}) == ()


@pytest.mark.parametrize("words", [{"opened": "ASSAULT", "fire": "ASSAULT"}, {"fire": "ASSAULT"}])
def test_two_words_of_one_trigger_are_one_act(words: dict[str, str]) -> None:
    (act,) = acts("Soldiers of Chad opened fire on Sudanese traders.", words)
    assert act.trigger.type == "ASSAULT"


def test_nobody_both_acts_and_undergoes() -> None:
    for act in acts(
        "Turkey and Greece met in Vienna and Turkey shelled Greece.", {"met": "CONSULT", "shelled": "ASSAULT"}
    ):
        assert not {a.span for a in act.actors} & {a.span for a in act.recipients}


def test_confidence_is_a_share() -> None:
    found = acts("Iran seized a tanker, and Oman condemned Iran.", {"seized": "COERCE", "condemned": "ACCUSE"})
    assert len(found) == 2
    assert all(0 < act.confidence < 1 for act in found)
