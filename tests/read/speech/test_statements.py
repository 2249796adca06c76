"""Who said what: cues, sources, contents and acts in sentences of our own."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brinkwatch.model import Report, Statement
from brinkwatch.ontology.cues import cue_words
from brinkwatch.ontology.estimative import estimative_words
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.likelihood import find_likelihood
from brinkwatch.read.speech.statements import find_statements


@cache
def read(text: str) -> tuple[Statement, ...]:
    page = next(open_pages([Report("r", text)]))
    return find_statements(page, find_cast(page))


def by_cue(text: str, cue: str) -> Statement:
    found = [s for s in read(text) if s.cue.text == cue]
    assert found, [(s.cue.text, s.content.text) for s in read(text)]
    return found[0]


# text | cue | a word of the source (-: nobody) | content | act | form
CASES = [
    line.split(" | ")
    for line in """
"We will not leave the port," the admiral said on Monday. | said | admiral | We will not leave the port | say | direct
The envoy said: "Both sides are close to a deal." | said | envoy | Both sides are close to a deal. | say | direct
“The bridge is ours,” shouted General Petrov. | shouted | Petrov | The bridge is ours | say | direct
«The talks are over», the minister declared. | declared | minister | The talks are over | say | direct
‘The border stays shut,’ Anna Keller told reporters. | told | Keller | The border stays shut | say | direct
''The border stays shut,'' Anna Keller said. | said | Keller | The border stays shut | say | direct
"Our patience," the president warned, "is running out." | warned | president | Our patience," the president warned, "is running out. | warn | direct
"Why did the guards open fire?" asked the ambassador. | asked | ambassador | Why did the guards open fire? | ask | direct
The premier said the raid was "an act of piracy" against her country. | said | premier | the raid was "an act of piracy" against her country | say | mixed
Kyiv said that the shelling had stopped. | said | Kyiv | the shelling had stopped | say | indirect
Officials in Ankara believe the jet strayed over the border. | believe | Officials | the jet strayed over the border | judge | indirect
The general warned that the dam could burst. | warned | general | the dam could burst | warn | indirect
The rebels denied that they had mined the road. | denied | rebels | they had mined the road | deny | indirect
The ministry confirmed that two sailors had died. | confirmed | ministry | two sailors had died | confirm | indirect
Analysts expect the fleet to return by spring. | expect | Analysts | the fleet to return by spring | predict | indirect
The mayor asked whether the convoy had arrived. | asked | mayor | whether the convoy had arrived | ask | indirect
The convoy had arrived, the mayor said. | said | mayor | The convoy had arrived | say | indirect
The convoy had arrived, state radio reports. | reports | radio | The convoy had arrived | say | indirect
The union insists that he leave at once. | insists | union | he leave at once | demand | indirect
Moscow promised to reopen the corridor. | promised | Moscow | to reopen the corridor | promise | indirect
Tehran threatened to close the strait. | threatened | Tehran | to close the strait | threaten | indirect
The generals refused to meet the mediators. | refused | generals | to meet the mediators | reject | indirect
Paris offered to host the talks. | offered | Paris | to host the talks | offer | indirect
The two governments agreed to exchange prisoners. | agreed | governments | to exchange prisoners | promise | indirect
The president hopes to visit the island. | hopes | president | to visit the island | say | indirect
Washington urged Belgrade to pull back its troops. | urged | Washington | Belgrade to pull back its troops | demand | indirect
Germany has been encouraging both sides to talk. | encouraging | Germany | both sides to talk | demand | indirect
The envoy would like to return next week. | like | envoy | to return next week | say | indirect
Serbia does not plan to recall its envoy. | plan | Serbia | to recall its envoy | deny | indirect
The council condemned the attack on the embassy. | condemned | council | the attack on the embassy | accuse | indirect
Japan welcomes the decision of the court. | welcomes | Japan | the decision of the court | praise | indirect
Cairo rejected the proposal. | rejected | Cairo | the proposal | reject | indirect
Iran denied the accusation. | denied | Iran | the accusation | deny | indirect
The bishops called for restraint. | called | bishops | restraint | demand | indirect
We offer our condolences to the families. | offer | We | our condolences to the families | say | indirect
The envoy stressed the need for a lasting truce. | stressed | envoy | the need for a lasting truce | demand | indirect
Baku accused Yerevan of breaking the truce. | accused | Baku | Yerevan of breaking the truce | accuse | indirect
The premier described the vote as a farce. | described | premier | the vote as a farce | say | indirect
The militia claimed responsibility for the blast. | claimed | militia | responsibility for the blast | say | indirect
Ottawa is confident that the treaty will hold. | confident | Ottawa | the treaty will hold | predict | indirect
The alliance is committed to defending its members. | committed | alliance | to defending its members | promise | indirect
The Kremlin is willing to discuss the map. | willing | Kremlin | to discuss the map | offer | indirect
The minister made clear that the base would stay. | clear | minister | the base would stay | say | indirect
We are appalled by the murder of the mediators. | appalled | We | the murder of the mediators | accuse | indirect
The army is not ready to withdraw. | ready | army | to withdraw | reject | indirect
Reports of new clashes reached the capital. | Reports | - | new clashes | say | indirect
The pact rests on Moscow's promise to withdraw. | promise | Moscow | to withdraw | promise | indirect
The ministry expressed concern about the arrests. | expressed concern | ministry | the arrests | judge | indirect
Hanoi's claim that the reef belongs to Vietnam angered Beijing. | claim | Hanoi | the reef belongs to Vietnam | say | indirect
Russia's main demand is that the alliance stop growing. | demand | Russia | the alliance stop growing | demand | indirect
According to the ministry, four soldiers were wounded. | According to | ministry | four soldiers were wounded | say | indirect
Four soldiers were wounded, according to the ministry. | according to | ministry | Four soldiers were wounded | say | indirect
The warlord is said to have fled across the lake. | said | - | to have fled across the lake | say | indirect
The warlord is believed to be in hiding. | believed | - | to be in hiding | judge | indirect
The warlord reportedly fled across the lake. | reportedly | - | The warlord reportedly fled across the lake | say | indirect
He was accused of spying. | accused | - | of spying | accuse | indirect
The court will hear of the alleged plot against the king. | alleged | - | plot against the king | accuse | indirect
"We never shelled the school," the colonel said. | said | colonel | We never shelled the school | deny | direct
The navy neither confirmed nor denied that a drone was lost. | denied | navy | a drone was lost | say | indirect
Many envoys viewed the draft – written in May – as designed to fail. | viewed | envoys | the draft – written in May – as designed to fail | judge | indirect
Not everyone agreed that the truce should end. | agreed | everyone | the truce should end | reject | indirect
The turnout, officials said, was low. | said | officials | The turnout, officials said, was low | say | indirect
The shells fell at dawn, the mayor said, adding that nobody was hurt. | said | mayor | The shells fell at dawn | say | indirect
The leak has been attributed to Pyongyang. | attributed | - | The leak | accuse | indirect
""".strip().splitlines()
]


@pytest.mark.parametrize(("text", "cue", "source", "content", "act", "form"), CASES, ids=[c[0][:40] for c in CASES])
def test_an_attribution(text: str, cue: str, source: str, content: str, act: str, form: str) -> None:
    found = by_cue(text, cue)
    assert (found.content.text, found.act, found.form) == (content, act, form)
    if source == "-":
        assert found.source is None
    else:
        assert found.source is not None
        assert source in found.source.text


@pytest.mark.parametrize(
    "text",
    [
        "The convoy crossed the river at dawn.",
        "Note that the map is out of date.",
        'The so-called "people\'s republic" has no airport.',
        "The evidence weighs ten tons.",
        "He supported the wall with a beam.",
        "Neither the bridge nor the tunnel was open.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert read(text) == ()


def test_a_quotation_of_several_paragraphs_is_one_statement() -> None:
    text = 'The minister said:\n\n"The first day went well.\n\n"The second will be harder."\n\nThe town was quiet.'
    (found,) = (s for s in read(text) if s.form == "direct")
    assert found.content.text == 'The first day went well.\n\n"The second will be harder.'


def test_speech_that_goes_on_in_a_new_sentence_keeps_its_cue() -> None:
    text = '"The first day went well," the minister said. "The second will be much harder."'
    first, second = read(text)
    assert (first.cue, first.source) == (second.cue, second.source)
    assert second.content.text == "The second will be much harder."
    assert first.id != second.id


def test_speech_after_a_clause_and_a_colon_is_a_second_statement_of_its_cue() -> None:
    text = "The envoy warned that the truce was frail: “If one shell falls, we will know that the war is back.”"
    clause, speech = sorted((s for s in read(text) if s.cue.text == "warned"), key=lambda s: s.content.span)
    assert (clause.content.text, clause.form) == ("the truce was frail", "indirect")
    assert (speech.content.text, speech.form) == ("If one shell falls, we will know that the war is back.", "direct")


def test_paragraphs_after_a_colon_are_speech_without_marks() -> None:
    text = "The Foreign Secretary said:\n\nThe attack was cruel. We stand by the victims.\n\nThe truce must hold.\n\nNotes to editors\n\nThe office opens at nine."
    found = by_cue(text, "said")
    assert found.form == "direct"
    assert found.content.text == "The attack was cruel. We stand by the victims.\n\nThe truce must hold."


def test_the_turns_of_a_transcript() -> None:
    text = "QUESTION: Will the talks go on?\n\nSECRETARY HOLM: They will.\n\nQUESTION: When?"
    first, second, third = (s for s in read(text) if s.form == "direct")
    assert [(s.content.text, s.act) for s in (first, second, third)] == [
        ("Will the talks go on?", "ask"), ("They will.", "say"), ("When?", "ask"),
    ]  # fmt: skip
    assert first.source is None
    assert second.source is not None


def test_a_statement_within_another_names_it() -> None:
    text = 'The spokesman said: "We condemn the attack on the convoy."'
    outer, inner = by_cue(text, "said"), by_cue(text, "condemn")
    assert (outer.within, inner.within) == (None, outer.id)


def test_who_is_quoted_by_somebody_else() -> None:
    text = "State radio quoted the colonel as saying that the fort had fallen."
    found = by_cue(text, "saying")
    assert found.source is not None
    assert "colonel" in found.source.text


def test_a_pronoun_is_the_source_where_it_stands_nearest() -> None:
    found = by_cue("Anna Keller left early. She said the talks were over.", "said")
    assert found.source is not None
    assert found.source.text == "She"


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("A senior official who asked not to be named said the raid had failed.", True),
        ("Unnamed diplomats said the raid had failed.", True),
        ("Sources said the raid had failed.", True),
        ("The president said the raid had failed.", False),
        ("Ambassador Lena Holm said the raid had failed.", False),
    ],
)
def test_unnamed_sources(text: str, anonymous: bool) -> None:
    found = next(s for s in read(text) if s.cue.text == "said")
    assert found.source is not None
    assert found.source.anonymous is anonymous


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("the ship is very likely lost", 0.80, 0.95),
        ("the ship is likely lost", 0.55, 0.80),
        ("rescue is highly unlikely", 0.05, 0.20),
        ("the ship was possibly sunk", 0.20, 0.80),
        ("it is almost certainly lost", 0.95, 0.99),
    ],
)
def test_likelihood(text: str, low: float, high: float) -> None:
    found = find_likelihood(text)
    assert found is not None
    assert (found.low, found.high) == (low, high)
    assert found.text in text


def test_likelihood_is_none_without_an_estimative_word() -> None:
    assert find_likelihood("the ship sank in the possession of its owner") is None


def test_bands_are_probabilities() -> None:
    for low, high in estimative_words().bands.values():
        assert 0 < low < high < 1


def test_the_vocabulary_is_in_lower_case_and_says_what_each_word_does() -> None:
    words = cue_words()
    for group in (words.verbs, words.adjectives, words.nouns):
        assert all(word == word.lower() and frames for word, frames in group.items())
    assert words.verbs["urge"]["order"] == "demand"


PIECES = st.sampled_from(
    ['"', "“", "”", "‘", "’", "«", "»", "''", "``", "\n\n", ", ", ". ", ": ", " ", "He said", "that", "the rebels", "will attack", "Paris",
     "denied", "according to", "We hope", "reportedly", "its threat to", "é", "👍", "A:", "B:"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_every_span_quotes_the_text(text: str) -> None:
    page = next(open_pages([Report("r", text)]))
    ids = set()
    for found in find_statements(page, find_cast(page)):
        parts = [(found.cue.text, found.cue.span), (found.content.text, found.content.span)]
        if found.source is not None:
            parts.append((found.source.text, found.source.span))
        for words, span in parts:
            assert words
            assert words == text[span.start : span.end]
            assert found.span.holds(span)
        ids.add(found.id)
        assert found.within != found.id
