"""How surely an act is held to have happened: sentences of our own, with FactBank's value and PLOVER's modes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brinkwatch.model import Act, Form, Quote, Report, Span, Statement
from brinkwatch.ontology.factuality import Kind, factuality_words
from brinkwatch.read.acts.factuality import RANK, Held, judge_factuality
from brinkwatch.read.acts.triggers import Trigger
from brinkwatch.read.page import open_pages


def judge(
    text: str,
    word: str,
    type_: str = "ASSAULT",
    *,
    content: str | None = None,
    act: Act = "say",
    form: Form = "indirect",
    published: dt.date | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The value and modes of the act that `word` reports, within a statement that holds `content` if given."""
    page = next(open_pages((Report("r", text, published=published),)))
    found = re.search(rf"\b{re.escape(word)}\b", text)
    assert found is not None
    tokens = page.doc.char_span(*found.span(), alignment_mode="expand")
    assert tokens is not None
    trigger = Trigger(tokens.start, tokens.end, tokens.root.i, type_, None, (), "acts", (), 1.0)
    statement = None
    if content is not None:
        start = text.index(content)
        quote = Quote(content, Span(start, start + len(content)))
        statement = Statement("s", "r", Span(0, len(text)), None, quote, quote, form, act)
    return judge_factuality(page, trigger, statement)


CERTAIN = [
    ("The navy shelled the port.", "shelled"),
    ("The port was shelled.", "shelled"),
    ("The navy began to shell the port.", "shell"),
    ("The rebels managed to seize the port.", "seize"),
    ("The rebels went on attacking the port.", "attacking"),
    ("The attack on the port may be linked to the talks.", "attack"),
    ("The army not only shelled the port but looted it.", "shelled"),
    ("The army responded to the attack.", "attack"),
    ("The envoy flew home to discuss the attack.", "attack"),
    ("They must stop the attack.", "attack"),
    ("After the attack the port was closed.", "attack"),
]

UNREAL = [
    # will and would
    ("The navy will shell the port.", "shell", "CT+", "future"),
    ("The navy is about to shell the port.", "shell", "CT+", "future"),
    ("The navy would shell the port.", "shell", "PR+", "future"),
    ("The navy seems to have shelled the port.", "shelled", "PR+", ""),
    ("The navy probably shelled the port.", "shelled", "PR+", ""),
    ("The navy is expected to shell the port.", "shell", "PR+", ""),
    ("I think the navy shelled the port.", "shelled", "PR+", ""),
    # can, may, fear
    ("The navy may shell the port.", "shell", "PS+", "hypothetical"),
    ("The navy could shell the port.", "shell", "PS+", "hypothetical"),
    ("An attack could come within days.", "attack", "PS+", "hypothetical"),
    ("Villagers fear an attack.", "attack", "PS+", "hypothetical"),
    ("The law allows the navy to seize ships.", "seize", "PS+", "hypothetical"),
    ("The bill would ban the party.", "ban", "PS+", "hypothetical"),
    ("There is a risk of an attack.", "attack", "PS+", "hypothetical"),
    ("Perhaps the rebels shelled the port.", "shelled", "PS+", "hypothetical"),
    # wanted, tried, planned, supposed
    ("The navy hopes to seize the port.", "seize", "Uu", "hypothetical"),
    ("The navy tried to seize the port.", "seize", "Uu", "hypothetical"),
    ("The navy plans to seize the port.", "seize", "Uu", "future"),
    ("The navy vowed to attack the port.", "attack", "Uu", "future"),
    ("The navy entered the bay to attack the port.", "attack", "Uu", "future"),
    ("If the navy attacks the port, we leave.", "attacks", "Uu", "hypothetical"),
    ("Unless the rebels attack the port, we stay.", "attack", "Uu", "hypothetical"),
    ("The rebels called for an attack on the port.", "attack", "Uu", "hypothetical"),
    ("The king ordered the army to seize the port.", "seize", "Uu", "hypothetical"),
    ("The rebels do not plan to attack the port.", "attack", "Uu", "negation"),
    ("A planned attack was not mentioned.", "attack", "Uu", "future"),
    ("They took a step towards attacking the port.", "attacking", "Uu", "hypothetical"),
    ("An attack would be a mistake.", "attack", "Uu", "hypothetical"),
    ("Did the navy attack the port?", "attack", "Uu", ""),
]

DENIED = [
    ("The navy did not shell the port.", "shell", "CT-"),
    ("The navy has never shelled the port.", "shelled", "CT-"),
    ("The navy failed to seize the port.", "seize", "CT-"),
    ("The navy refused to attack the port.", "attack", "CT-"),
    ("The navy could not seize the port.", "seize", "CT-"),
    ("The navy cannot seize the port.", "seize", "CT-"),
    ("The navy may not attack the port.", "attack", "PS-"),
    ("No rebels attacked the port.", "attacked", "CT-"),
    ("Nobody attacked the port.", "attacked", "CT-"),
    ("There was no attack on the port.", "attack", "CT-"),
    ("The troops left without attacking the port.", "attacking", "CT-"),
    ("The envoy prevented an attack on the port.", "attack", "CT-"),
    ("The rebels no longer attack the port.", "attack", "CT-"),
    ("The minister denied the attack.", "attack", "CT-"),
    ("The minister ruled out an attack.", "attack", "CT-"),
    ("The rebels did not manage to seize the port.", "seize", "CT-"),
]


@pytest.mark.parametrize(("text", "word"), CERTAIN)
def test_what_happened(text: str, word: str) -> None:
    assert judge(text, word) == ("CT+", ())


@pytest.mark.parametrize(("text", "word", "value", "mode"), UNREAL)
def test_what_is_thought_of(text: str, word: str, value: str, mode: str) -> None:
    assert judge(text, word) == (value, tuple(mode.split()))


@pytest.mark.parametrize(("text", "word", "value"), DENIED)
def test_what_did_not_happen(text: str, word: str, value: str) -> None:
    found, modes = judge(text, word)
    assert found == value
    assert "negation" in modes


def test_a_denial_holds_for_all_that_the_statement_contains() -> None:
    text = "The minister denied that the navy had shelled the port."
    assert judge(text, "shelled", content="the navy had shelled the port", act="deny") == ("CT-", ("negation",))


def test_a_denial_outside_the_parse_still_counts() -> None:
    text = "“The navy shelled nothing but rocks.” The minister called the report false."
    assert (
        judge(text, "shelled", content="The navy shelled nothing but rocks.", act="deny", form="direct")[0][-1] in "+-"
    )
    plain = "The navy shelled the port, the minister was told."
    assert judge(plain, "shelled", content="The navy shelled the port", act="deny")[0] == "CT-"


def test_a_denied_accusation_was_still_made() -> None:
    text = "The minister denied the accusation."
    assert judge(text, "accusation", "ACCUSE", content="the accusation", act="deny") == ("CT+", ())


def test_a_refusal_that_is_the_trigger_itself_is_certain() -> None:
    assert judge("We will not tolerate such raids.", "will not tolerate", "THREATEN") == ("CT+", ())


def test_a_promise_of_help_is_agreed_already() -> None:
    assert judge("The envoy will visit the port.", "visit", "AGREE") == ("CT+", ())


def test_wanting_to_thank_is_thanking() -> None:
    assert judge("I want to thank the envoy.", "thank", "SUPPORT") == ("CT+", ())


BACKGROUND = [
    ("The navy had shelled the port before the talks.", "shelled"),
    ("The navy shelled the port in 2011.", "shelled"),
    ("The navy shelled the port last year.", "shelled"),
    ("The navy shelled the port two years ago.", "shelled"),
    ("The navy shelled the port on 3 March.", "shelled"),
    ("The navy previously shelled the port.", "shelled"),
    ("Last month's attack on the port was the first.", "attack"),
    ("The 2014 attack on the port was the first.", "attack"),
    ("A previous attack on the port was repelled.", "attack"),
]


@pytest.mark.parametrize(("text", "word"), BACKGROUND)
def test_background(text: str, word: str) -> None:
    assert judge(text, word, published=dt.date(2021, 6, 18)) == ("CT+", ("historical",))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The navy shelled the port on Tuesday.", "shelled"),
        ("The navy has shelled the port since 2014.", "shelled"),
        ("The navy has shelled the port over the last year.", "shelled"),
        ("The navy shelled the port on 16 June.", "shelled"),
    ],
)
def test_the_story_itself_is_no_background(text: str, word: str) -> None:
    assert judge(text, word, published=dt.date(2021, 6, 18)) == ("CT+", ())


def test_what_others_reported_in_the_past_perfect_need_not_be_background() -> None:
    text = "The minister said the navy had shelled the port."
    assert judge(text, "shelled", content="the navy had shelled the port") == ("CT+", ())


def test_without_a_date_of_publication_the_latest_year_mentioned_is_the_present() -> None:
    text = "The navy shelled the port in 2009. In 2014 it shelled it again."
    assert judge(text, "shelled")[1] == ("historical",)
    assert judge(text.replace("shelled the", "passed the", 1), "shelled")[1] == ()


@given(st.lists(st.sampled_from(sorted(factuality_words().governors)), max_size=6))
def test_certainty_never_rises_on_the_way_up(names: list[str]) -> None:
    held = Held()
    for name in names:
        kind: Kind = factuality_words().governors[name]
        above = held.under(kind)
        assert RANK[above.certainty] >= RANK[held.certainty]
        assert (above.denied != held.denied) is kind.denies
        held = above
