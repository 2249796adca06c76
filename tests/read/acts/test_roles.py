"""Who did it to whom: sentences of our own, each with a trigger and the parties that a reader would name."""

from __future__ import annotations

import re

import pytest
from spacy.tokens import Doc, Token

from brinkwatch.model import Actor, Report, Span
from brinkwatch.ontology.roles import role_rules
from brinkwatch.read.acts.roles import find_roles
from brinkwatch.read.acts.triggers import Frame, Trigger
from brinkwatch.read.page import Page, open_pages
from brinkwatch.read.parties.cast import Cast

NAMES = {
    "Norway": "NOR", "Norwegian": "NOR", "Oslo": "NOR",
    "Peru": "PER", "Peruvian": "PER", "Lima": "PER",
    "Chile": "CHL", "Chilean": "CHL",
    "Kenya": "KEN", "Kenyan": "KEN",
    "Red": "RED",
}  # fmt: skip
"""Countries that will never be at war in these ways, their adjectives and capitals, and a movement."""

GROUPS = {"forces", "troops", "army", "government", "minister", "rebels", "president", "navy", "police", "villagers", "soldiers",
          "officials", "parliament", "envoy", "protesters", "students", "jets", "militants", "diplomats", "fighters", "journalists"}  # fmt: skip
"""Nouns that are parties when a name stands with them."""


def stand_in(page: Page) -> Cast:
    """A cast that knows the names above and the groups they stand with."""
    parties: dict[int, tuple[Actor, ...]] = {}
    for token in page.doc:
        country = NAMES.get(token.text) or _country_of_group(token)
        if country:
            parties[token.i] = (_actor(token, country),)
    return Cast(page, (), parties)


def _country_of_group(token: Token) -> str | None:
    if token.lower_ not in GROUPS:
        return None
    labels = ("amod", "compound", "poss", "pobj")
    near = (t for t in token.subtree if t.text in NAMES and t.dep_ in labels and token in (t.head, t.head.head))
    return next((NAMES[t.text] for t in near), token.lower_)


def _actor(token: Token, country: str) -> Actor:
    return Actor(token.text, Span(token.idx, token.idx + len(token)), token.text, None, country)


def roles(
    text: str, word: str, type_: str, *, frame: Frame = "acts", mode: str | None = None
) -> tuple[set[str | None], set[str | None]]:
    """The countries of the actors and of the recipients of the act that `word` reports."""
    page = next(open_pages((Report("r", text),)))
    start, end = span_of(page.doc, word)
    trigger = Trigger(start, end, page.doc[start:end].root.i, type_, mode, (), frame, role_rules().types[type_].to, 1.0)
    actors, recipients = find_roles(page, stand_in(page), trigger)
    return {a.country for a in actors}, {a.country for a in recipients}


def span_of(doc: Doc, word: str) -> tuple[int, int]:
    found = re.search(rf"\b{re.escape(word)}\b", doc.text)
    assert found is not None
    span = doc.char_span(*found.span(), alignment_mode="expand")
    assert span is not None
    return span.start, span.end


VERBS = [
    # actives and passives
    ("Norway attacked Peru on Monday.", "attacked", "ASSAULT", "NOR", "PER"),
    ("Peru was attacked by Norway on Monday.", "attacked", "ASSAULT", "NOR", "PER"),
    ("Peru was attacked on Monday.", "attacked", "ASSAULT", "", "PER"),
    ("Norwegian jets struck and destroyed a depot in Peru.", "struck", "ASSAULT", "NOR", "PER"),
    ("The depot was hit and destroyed by Norwegian jets.", "destroyed", "ASSAULT", "NOR", ""),
    ("The Peruvian envoy was killed in a Norwegian air strike.", "killed", "ASSAULT", "NOR", "PER"),
    ("Norway is committed to arming Peru.", "committed", "AGREE", "NOR", "PER"),
    ("Peru was appalled by the Norwegian attack.", "appalled", "ACCUSE", "PER", "NOR"),
    # relative clauses and participles
    ("The rebels who attacked Peru fled.", "attacked", "ASSAULT", "rebels", "PER"),
    ("Troops from Norway, which invaded Peru in May, dug in.", "invaded", "ASSAULT", "NOR", "PER"),
    ("The ships that Norway seized belonged to Peru.", "seized", "COERCE", "NOR", ""),
    ("Soldiers shelling Peru ran out of rounds.", "shelling", "ASSAULT", "soldiers", "PER"),
    ("The rebels backed by Norway took the town.", "backed", "SUPPORT", "NOR", "rebels"),
    ("Norwegian-backed rebels took the town.", "backed", "SUPPORT", "NOR", "rebels"),
    # control, raising, purpose, gerunds
    ("Norway vowed to attack Peru.", "attack", "ASSAULT", "NOR", "PER"),
    ("Norway urged Peru to attack Chile.", "attack", "ASSAULT", "PER", "CHL"),
    ("Peru was urged to attack Chile.", "attack", "ASSAULT", "PER", "CHL"),
    ("Norway promised Peru to attack Chile.", "attack", "ASSAULT", "NOR", "CHL"),
    ("Norway appears ready to invade Peru.", "invade", "ASSAULT", "NOR", "PER"),
    ("Norway crossed the river to attack Peru.", "attack", "ASSAULT", "NOR", "PER"),
    ("Norway announced plans to invade Peru.", "invade", "ASSAULT", "NOR", "PER"),
    ("Norway's decision to bomb Peru shocked the region.", "bomb", "ASSAULT", "NOR", "PER"),
    ("Chile accused Norway of attacking Peru.", "attacking", "ASSAULT", "NOR", "PER"),
    ("Norway responded by shelling Peru.", "shelling", "ASSAULT", "NOR", "PER"),
    ("Norway crossed the border and attacked Peru.", "attacked", "ASSAULT", "NOR", "PER"),
    ("Norway fired on the port, sinking a ship of the Peruvian navy.", "sinking", "ASSAULT", "NOR", "PER"),
    # what prepositions and clauses say
    ("Norway accused Peru of lying.", "accused", "ACCUSE", "NOR", "PER"),
    ("Norway alleged that Peru had broken the truce.", "alleged", "ACCUSE", "NOR", "PER"),
    ("Norway blamed the blast on Peru.", "blamed", "ACCUSE", "NOR", "PER"),
    ("Norway condemned the Peruvian bombardment of Chile.", "condemned", "ACCUSE", "NOR", "PER"),
    ("Norway condemned the killing of Chilean villagers by Peru.", "condemned", "ACCUSE", "NOR", "PER"),
    ("Norway called on Peru to withdraw.", "called", "REQUEST", "NOR", "PER"),
    ("Norway demanded that Peru withdraw its ships.", "demanded", "REQUEST", "NOR", "PER"),
    ("Norway asked Peru for help.", "asked", "REQUEST", "NOR", "PER"),
    ("Norway threatened to bomb Peru.", "threatened", "THREATEN", "NOR", "PER"),
    ("Norway threatened Peru with sanctions.", "threatened", "THREATEN", "NOR", "PER"),
    ("Norway threatened sanctions against Peru.", "threatened", "THREATEN", "NOR", "PER"),
    ("Norway sent grain to Peru.", "sent", "AID", "NOR", "PER"),
    ("Norway gave Peru ten tanks.", "gave", "AID", "NOR", "PER"),
    ("Norway promised to send Peru ten tanks.", "promised", "AGREE", "NOR", "PER"),
    ("Norway welcomed Peru's decision.", "welcomed", "SUPPORT", "NOR", "PER"),
    ("Norway welcomed the news that Peru had pulled back.", "welcomed", "SUPPORT", "NOR", "PER"),
    ("Norway rejected the offer from Peru.", "rejected", "REJECT", "NOR", "PER"),
    ("Norway withdrew its troops from Peru.", "withdrew", "RETREAT", "NOR", "PER"),
    ("Norway deployed troops along the river.", "deployed", "MOBILIZE", "NOR", ""),
    ("Norway massed its troops against Peru.", "massed", "MOBILIZE", "NOR", "PER"),
    ("Norway imposed tariffs on Peru.", "imposed", "SANCTION", "NOR", "PER"),
    ("Norway froze the assets of Peru.", "froze", "SANCTION", "NOR", "PER"),
    ("Students marched against the Peruvian government.", "marched", "PROTEST", "students", "PER"),
    ("Peruvian police fired tear gas at the students.", "fired", "ASSAULT", "PER", "students"),
    ("Norway seized the island from Peru.", "seized", "COERCE", "NOR", "PER"),
    ("The ships Norway lost were old.", "lost", "RETREAT", "NOR", ""),
]  # fmt: skip

NOUNS = [
    ("Norway's annexation of Peru was illegal.", "annexation", "COERCE", "NOR", "PER"),
    ("The attack by Norway on Peru was brief.", "attack", "ASSAULT", "NOR", "PER"),
    ("Norwegian air strikes against Peru went on.", "strikes", "ASSAULT", "NOR", "PER"),
    ("The Norwegian bombardment of Peru went on.", "bombardment", "ASSAULT", "NOR", "PER"),
    ("Norway launched an attack on Peru.", "attack", "ASSAULT", "NOR", "PER"),
    ("Norway carried out a raid against the rebels.", "raid", "ASSAULT", "NOR", "rebels"),
    ("A raid was carried out by Norway.", "raid", "ASSAULT", "NOR", ""),
    ("Norway condemned the attack.", "attack", "ASSAULT", "", ""),
    ("The attack killed twelve Peruvian soldiers.", "attack", "ASSAULT", "", "PER"),
    ("Norway claimed the attack that killed twelve Peruvian soldiers.", "attack", "ASSAULT", "NOR", "PER"),
    ("The attack was blamed on Norway.", "attack", "ASSAULT", "NOR", ""),
    ("Norway was involved in the attack.", "attack", "ASSAULT", "NOR", ""),
    ("Peru blamed Norway for the attack.", "attack", "ASSAULT", "NOR", ""),
    ("Norway claimed responsibility for the bombing.", "bombing", "ASSAULT", "NOR", ""),
    ("Ten Peruvian soldiers were killed in the attack.", "attack", "ASSAULT", "", "PER"),
    ("Peru suffered a heavy attack.", "attack", "ASSAULT", "", "PER"),
    ("Peru came under attack on Monday.", "attack", "ASSAULT", "", "PER"),
    ("Norway's campaign to crush Peru has stalled.", "campaign", "ASSAULT", "NOR", "PER"),
    ("Peru protested against his arrest by Norway.", "arrest", "COERCE", "NOR", ""),
    ("Norway imposed sanctions on Peru.", "sanctions", "SANCTION", "NOR", "PER"),
    ("Anti-government protests spread.", "protests", "PROTEST", "", "government"),
    ("Chile welcomed aid from Norway to Peru.", "aid", "AID", "NOR", "PER"),
    ("Peru rebuilt its fleet with the help of Norway.", "help", "AID", "NOR", "PER"),
    ("Norway spoke in support of Peru.", "support", "SUPPORT", "NOR", "PER"),
    ("Peru denied the accusation.", "accusation", "ACCUSE", "", "PER"),
    ("The withdrawal of Norwegian troops from Peru ended.", "withdrawal", "RETREAT", "NOR", "PER"),
    ("The Norwegian-led offensive has stalled.", "offensive", "ASSAULT", "NOR", ""),
    ("Peru was given assurances by Norway.", "assurances", "AGREE", "NOR", "PER"),
]  # fmt: skip

SHARED = [
    ("Norway met Peru in a third city.", "met", "CONSULT", "NOR PER", ""),
    ("Norway and Peru met in a third city.", "met", "CONSULT", "NOR PER", ""),
    ("The Norwegian minister met with the Peruvian president.", "met", "CONSULT", "NOR PER", ""),
    ("Norway held talks with Peru.", "talks", "CONSULT", "NOR PER", ""),
    ("Talks between Norway and Peru broke down.", "Talks", "CONSULT", "NOR PER", ""),
    ("Norwegian-Peruvian talks broke down.", "talks", "CONSULT", "NOR PER", ""),
    ("Norwegian troops clashed with the rebels.", "clashed", "ASSAULT", "NOR rebels", ""),
    ("Fighting between Norway and Peru went on.", "Fighting", "ASSAULT", "NOR PER", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "type_", "actors", "recipients"), VERBS)
def test_verbs(text: str, word: str, type_: str, actors: str, recipients: str) -> None:
    assert roles(text, word, type_) == (set(actors.split()), set(recipients.split()))


@pytest.mark.parametrize(("text", "word", "type_", "actors", "recipients"), NOUNS)
def test_nouns(text: str, word: str, type_: str, actors: str, recipients: str) -> None:
    assert roles(text, word, type_) == (set(actors.split()), set(recipients.split()))


@pytest.mark.parametrize(("text", "word", "type_", "actors", "recipients"), SHARED)
def test_what_both_sides_do(text: str, word: str, type_: str, actors: str, recipients: str) -> None:
    assert roles(text, word, type_, frame="mutual") == (set(actors.split()), set(recipients.split()))


def test_a_visitor_acts_and_the_host_receives() -> None:
    assert roles("The Norwegian minister visited Peru.", "visited", "CONSULT", frame="mutual", mode="visit") == (
        {"NOR"},
        {"PER"},
    )


def test_who_suffers_is_the_recipient() -> None:
    assert roles("Peru suffered at the hands of Norway.", "suffered", "ASSAULT", frame="undergoes") == (
        {"NOR"},
        {"PER"},
    )
    assert roles("Ten Peruvian soldiers died.", "died", "ASSAULT", frame="undergoes") == (set(), {"PER"})


def test_every_party_is_quoted_from_the_report() -> None:
    page = next(open_pages((Report("r", "Norway and Kenya attacked Peru and Chile."),)))
    start, end = span_of(page.doc, "attacked")
    trigger = Trigger(start, end, start, "ASSAULT", None, (), "acts", (), 1.0)
    actors, recipients = find_roles(page, stand_in(page), trigger)
    assert [a.text for a in actors] == ["Norway", "Kenya"]
    assert [a.text for a in recipients] == ["Peru", "Chile"]
    assert all(page.report.text[a.span.start : a.span.end] == a.text for a in (*actors, *recipients))
