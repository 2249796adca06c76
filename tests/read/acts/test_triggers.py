"""What is done: acts of every type and mode are found in plain sentences, and what only looks like one is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from brinkwatch.model import Report
from brinkwatch.ontology.plover import plover
from brinkwatch.read.acts.triggers import Trigger, find_triggers
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast

ACTS = [
    ("An Indian frigate stopped the tanker off Goa.", "COERCE", "restrict"),
    ("The naval quarantine of Haiti took effect at noon.", "COERCE", "restrict"),
    ("North Korea built a missile base near the border.", "MOBILIZE", "weapons"),
    ("Russia removed its missiles from Belarus.", "RETREAT", "disarm"),
    ("Five freighters turned back before the line.", "RETREAT", "withdraw"),
    ("The Peruvian ambassador protested against the search.", "ACCUSE", "disapprove"),
    ("The submarine sank an Iranian freighter.", "ASSAULT", None),
    ("Chile asked Brazil to mediate.", "REQUEST", None),
    ("Norway and Finland agreed on a common policy towards Russia.", "AGREE", None),
    ("Turkey promised to send doctors to Armenia.", "AGREE", None),
    ("The French president will visit Algeria in spring.", "AGREE", None),
    ("Japan said it would provide food aid to Yemen.", "AGREE", None),
    ("Egypt offered to mediate between the two sides.", "AGREE", None),
    ("Rebel leaders said they were ready to negotiate with the government.", "AGREE", None),
    ("Both governments reached a deal on fishing rights.", "AGREE", None),
    ("The Polish foreign minister met his Czech counterpart in Prague.", "CONSULT", None),
    ("Peru and Chile held talks on their maritime border.", "CONSULT", None),
    ("The Spanish king visited Morocco on Tuesday.", "CONSULT", "visit"),
    ("Qatar mediated between the Taliban and the United States.", "CONSULT", "third-party"),
    ("The chancellor telephoned the Turkish president.", "CONSULT", "phone"),
    ("Ministers of five countries attended a trilateral summit in Amman.", "CONSULT", "multilateral"),
    ("Canada praised the new government of Sudan.", "SUPPORT", None),
    ("Parliament ratified the treaty with Brazil.", "SUPPORT", None),
    ("Costa Rica recognised the state of Palestine.", "SUPPORT", None),
    ("Ireland thanked Portugal for its solidarity.", "SUPPORT", None),
    ("The Security Council adopted a resolution on Mali.", "SUPPORT", None),
    ("The government lifted the curfew in the capital.", "CONCEDE", None),
    ("Japan apologised to Korea for the treatment of workers.", "CONCEDE", None),
    ("The president pardoned three opposition leaders.", "CONCEDE", None),
    ("The guerrillas declared a ceasefire.", "CONCEDE", None),
    ("Ethiopia dropped its demand for a port.", "CONCEDE", None),
    ("India and Japan held a joint naval exercise.", "COOPERATE", None),
    ("Spain extradited the suspect to France.", "COOPERATE", None),
    ("Jordan shared intelligence with Britain.", "COOPERATE", None),
    ("The two navies cooperated in the Gulf of Aden.", "COOPERATE", None),
    ("Denmark delivered tents and medicine to Pakistan.", "AID", None),
    ("Uganda granted asylum to the deposed president.", "AID", None),
    ("American instructors trained Georgian soldiers.", "AID", None),
    ("Rescuers from Turkey evacuated the wounded.", "AID", None),
    ("Ethiopian troops withdrew from the border town.", "RETREAT", "withdraw"),
    ("The militia released two hostages.", "RETREAT", "release"),
    ("The rebels laid down their arms.", "RETREAT", "disarm"),
    ("Both armies observed the truce.", "RETREAT", "ceasefire"),
    ("Iran allowed inspectors into the country.", "RETREAT", "access"),
    ("The prime minister of Moldova resigned.", "RETREAT", "resign"),
    ("Greece urged Turkey to respect its airspace.", "REQUEST", "change"),
    ("Haiti asked for help from its neighbours.", "REQUEST", "assist"),
    ("The opposition demanded the release of its leader.", "REQUEST", "yield"),
    ("Tunisia called for a summit of Arab leaders.", "REQUEST", "meet"),
    ("Chile condemned the coup in Niger.", "ACCUSE", "disapprove"),
    ("Sudan accused Chad of arming rebels.", "ACCUSE", "allege"),
    ("Prosecutors charged the general with treason.", "ACCUSE", "allege"),
    ("Police investigated the minister over bribes.", "ACCUSE", "investigate"),
    ("Armenia rejected the peace plan.", "REJECT", None),
    ("Serbia refused to recognise Kosovo.", "REJECT", None),
    ("Russia vetoed the resolution.", "REJECT", None),
    ("The delegation walked out of the talks.", "REJECT", "meet"),
    ("Switzerland denied asylum to the banker.", "REJECT", "assist"),
    ("North Korea threatened to attack Seoul.", "THREATEN", "violence"),
    ("Brussels threatened sanctions against Belarus.", "THREATEN", None),
    ("The general vowed to bomb the capital.", "THREATEN", "violence"),
    ("China warned of consequences if the ship sailed.", "THREATEN", None),
    ("Thousands of people protested in Tbilisi against the law.", "PROTEST", "demo"),
    ("Students rioted in the capital of Kenya.", "PROTEST", "riot"),
    ("Railway workers went on strike across Belgium.", "PROTEST", "strike"),
    ("The prisoners began a hunger strike in Ankara.", "PROTEST", "hunger"),
    ("The opposition boycotted the election.", "PROTEST", "boycott"),
    ("Farmers blocked the roads to Warsaw.", "PROTEST", "obstruct"),
    ("Demonstrators toppled a statue of the general.", "PROTEST", "vandalize"),
    ("The United States imposed sanctions on Iranian banks.", "SANCTION", "discontinue"),
    ("Canada expelled two Russian diplomats.", "SANCTION", "expel"),
    ("Mexico severed ties with Ecuador.", "SANCTION", "discontinue"),
    ("Colombia recalled its ambassador from Buenos Aires.", "SANCTION", "withdraw"),
    ("A court in Cairo sentenced the activist to ten years in prison.", "SANCTION", "convict"),
    ("Russia massed troops on the border.", "MOBILIZE", "troops"),
    ("North Korea tested a ballistic missile.", "MOBILIZE", "weapons"),
    ("The government deployed riot police in the capital.", "MOBILIZE", "police"),
    ("The warlord recruited hundreds of fighters.", "MOBILIZE", "militia"),
    ("Paramilitaries seized the airport.", "COERCE", "seize"),
    ("The army laid siege to the city of Aden.", "COERCE", "restrict"),
    ("Vietnam blocked three foreign websites.", "COERCE", "censor"),
    ("The authorities imposed a curfew in Colombo.", "COERCE", "curfew"),
    ("The president of Peru declared a state of emergency.", "COERCE", "martial-law"),
    ("Belarus jailed a dozen journalists.", "COERCE", "arrest"),
    ("Algeria deported hundreds of migrants.", "COERCE", "deport"),
    ("The junta withheld food from the villagers.", "COERCE", "withhold"),
    ("Moscow spread disinformation about the vote.", "COERCE", "misinformation"),
    ("Hackers defaced the websites of the Estonian government.", "COERCE", "cyber"),
    ("Pirates kidnapped four sailors.", "ASSAULT", "abduct"),
    ("Officers beat the demonstrators.", "ASSAULT", "beat"),
    ("Guards tortured the detainees.", "ASSAULT", "torture"),
    ("Soldiers raped dozens of women.", "ASSAULT", "sexual"),
    ("Gunmen assassinated the mayor of Basra.", "ASSAULT", "targeted"),
    ("Settlers set fire to a mosque.", "ASSAULT", "destroy"),
    ("An attacker stabbed two soldiers in Paris.", "ASSAULT", "primitive"),
    ("Police opened fire on the crowd.", "ASSAULT", "firearms"),
    ("Insurgents detonated a bomb near the embassy.", "ASSAULT", "explosives"),
    ("A suicide bombing killed ten people in Kabul.", "ASSAULT", "suicide-attack"),
    ("Israeli jets bombed a depot near Damascus.", "ASSAULT", "aerial"),
    ("An American drone strike killed a commander in Yemen.", "ASSAULT", "drone"),
    ("Armenian forces shelled the village.", "ASSAULT", "heavy-weapons"),
    ("Police fired tear gas at the protesters.", "ASSAULT", "crowd-control"),
    ("The regime gassed civilians.", "ASSAULT", "unconventional"),
]

NO_ACTS = [
    "An official who asked not to be named spoke of the weather.",
    "Reporters asked whether the minister was ill.",
    "The family is building a website for its bakery.",
    "Passengers waited for the boarding of the flight.",
    "The old man died of a heart attack.",
    "She wants to strike a balance between work and family.",
    "The company fired its chief engineer after the audit.",
    "The striker fired the ball over the bar in the second half.",
    "Shares plunged as investors attacked the currency.",
    "The storm destroyed hundreds of houses on the coast.",
    "An earthquake killed forty people in the mountains.",
    "The team defeated its rivals in the final of the tournament.",
    "The firm launched a new phone in Berlin.",
    "The shop returned the money to its customers.",
    "The bank cut interest rates by half a point.",
    "The results demonstrate that the method works.",
    "The museum will close at six in the evening.",
    "The election campaign begins in March.",
    "The virus killed thousands of birds.",
    "The singer released a new album in June.",
    "The minister has a good knowledge of history.",
    "The weather is fine in Madrid today.",
    "The book sold two million copies.",
    "The river rises in the Alps.",
    "The bridge collapsed under the weight of the snow.",
    "The price of wheat rose by three per cent.",
    "The doctor operated on the patient for two hours.",
    "The country has a population of nine million.",
    "The train arrived late in Vienna.",
    "Flooding hit the northern provinces.",
    "The coach praised his goalkeeper after the match.",
    "Analysts expect the market to recover next year.",
    "The surgeon operated on her knee.",
    "The train strikes visitors as rather slow.",
    "The word processor crashed twice.",
    "The actor walked out of the theatre at midnight.",
    "Heavy rain battered the coast.",
    "The path crosses a field and reaches a lake.",
]

SAID_ONCE = [
    ("Kenya demanded that Somalia withdraw its soldiers.", ["REQUEST"]),
    ("Italy offered to host talks.", ["AGREE"]),
    ("The attack killed nine people and wounded twenty.", ["ASSAULT"]),
    ("Nine people were killed in an air strike.", ["ASSAULT"]),
    ("The army began an operation to retake Mosul.", ["ASSAULT"]),
    ("Sweden condemned the bombing of the hospital.", ["ACCUSE", "ASSAULT"]),
    ("The regime must withdraw its troops.", []),
    ("Poland signed an agreement with Lithuania.", ["SUPPORT"]),
    ("Germany will not negotiate with the hijackers.", ["REJECT"]),
]


def read(sentences: Iterable[str]) -> list[tuple[Trigger, ...]]:
    """The triggers of each sentence, read as a report of its own."""
    pages = open_pages(Report(str(i), text) for i, text in enumerate(sentences))
    return [find_triggers(page, find_cast(page)) for page in pages]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Trigger, ...]]:
    sentences = [*(s for s, _, _ in ACTS), *NO_ACTS, *(s for s, _ in SAID_ONCE)]
    return dict(zip(sentences, read(sentences), strict=True))


@pytest.mark.parametrize(("sentence", "code", "mode"), ACTS, ids=[s for s, _, _ in ACTS])
def test_an_act_is_found(found: dict[str, tuple[Trigger, ...]], sentence: str, code: str, mode: str | None) -> None:
    kinds = [(t.type, t.mode) for t in found[sentence]]
    assert code in [kind for kind, _ in kinds]
    if mode is not None:
        assert (code, mode) in kinds


@pytest.mark.parametrize("sentence", NO_ACTS)
def test_what_is_no_act_of_politics_is_left_alone(found: dict[str, tuple[Trigger, ...]], sentence: str) -> None:
    assert found[sentence] == ()


@pytest.mark.parametrize(("sentence", "codes"), SAID_ONCE, ids=[s for s, _ in SAID_ONCE])
def test_an_act_is_counted_once(found: dict[str, tuple[Trigger, ...]], sentence: str, codes: list[str]) -> None:
    assert [t.type for t in found[sentence]] == codes


def test_the_examples_cover_every_type_and_mode() -> None:
    covered = {(code, mode) for _, code, mode in ACTS}
    assert {(code, mode) for code, kind in plover().types.items() for mode in kind.modes} - covered <= {
        ("THREATEN", mode) for mode in plover().types["THREATEN"].modes
    } | {("REQUEST", "meet"), ("REJECT", "change"), ("REJECT", "yield")}
    assert {code for code, _ in covered} == set(plover().types)


def test_triggers_are_in_order_and_inside_the_page() -> None:
    text = "Iran seized a tanker. Britain condemned the seizure and recalled its ambassador."
    (page,) = open_pages([Report("r", text)])
    triggers = find_triggers(page, find_cast(page))
    assert [t.head for t in triggers] == sorted({t.head for t in triggers})
    assert all(0 <= t.start <= t.head < t.end <= len(page.doc) and 0 < t.weight <= 1 for t in triggers)
