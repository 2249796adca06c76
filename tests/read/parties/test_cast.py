"""Who is mentioned, and who it is: sentences of our own with the parties that they name."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brinkwatch.model import Actor, Report
from brinkwatch.ontology.names import load_names
from brinkwatch.ontology.sectors import load_sectors
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import Cast, cast_by_rules


class Read(NamedTuple):
    """A cast and the way to ask it of a word."""

    cast: Cast

    def of(self, words: str) -> tuple[Actor, ...]:
        """The parties of the noun phrase whose words these are, the last occurrence of them."""
        page = self.cast.page
        at = page.report.text.rindex(words)
        tokens = page.doc.char_span(at, at + len(words), alignment_mode="expand")
        assert tokens is not None
        return self.cast.actors_of(tokens.root)

    def kind(self, words: str) -> list[str]:
        return [f"{a.country or '?'}.{a.sector or '?'}" for a in self.of(words)]


def read(text: str, publisher: str | None = None) -> Read:
    return Read(cast_by_rules(next(open_pages((Report("r", text, publisher=publisher),))))[0])


@pytest.mark.parametrize(
    ("text", "words", "parties"),
    [
        # States, capitals and palaces
        ("Moscow warned Kyiv that it would answer any strike.", "Moscow", ["RUS.GOV"]),
        ("Moscow warned Kyiv that it would answer any strike.", "Kyiv", ["UKR.GOV"]),
        ("Diplomats gathered in Moscow on Tuesday.", "Moscow", []),
        ("Downing Street said the talks had failed.", "Downing Street", ["GBR.GOV"]),
        ("The Elysee said two frigates would sail.", "The Elysee", ["FRA.GOV"]),
        ("The Soviet Union accused Albania of spying.", "The Soviet Union", ["RUS.?"]),
        ("Czechoslovakia expelled two American diplomats.", "Czechoslovakia", ["CZE.?"]),
        ("Burma freed the monks.", "Burma", ["MMR.?"]),
        ("The U.S. and Japan signed the treaty.", "The U.S.", ["USA.?", "JPN.?"]),
        ("The Turks rejected the plan.", "The Turks", ["TUR.?"]),
        ("Russian support kept the garrison alive.", "Russian", ["RUS.?"]),
        # Groups with a nationality
        ("Zairean troops loyal to Mobutu fled.", "Zairean troops", ["COD.MIL"]),
        ("Czechoslovakia expelled two American diplomats.", "two American diplomats", ["USA.GOV"]),
        ("Iraqi Kurds accused Baghdad of cutting off fuel.", "Iraqi Kurds", ["IRQ.?"]),
        ("Thousands of Syrians have fled.", "Thousands of Syrians", ["SYR.CVL"]),
        ("Colombian police arrested 20 members of the Cali cartel.", "20 members of the Cali cartel", ["COL.CRM"]),
        ("Polish, Czech and Slovak miners went on strike.", "miners", ["POL.LAB", "CZE.LAB", "SVK.LAB"]),
        ("The government of Peru closed the border.", "The government of Peru", ["PER.GOV"]),
        ("The Supreme Court of Pakistan freed him.", "The Supreme Court of Pakistan", ["PAK.JUD"]),
        ("Refugees from Rwanda crossed into Uganda.", "Refugees from Rwanda", ["RWA.REF"]),
        ("Representatives from Iran and Oman met.", "Representatives from Iran and Oman", ["IRN.GOV", "OMN.GOV"]),
        ("Angry crowds attacked the French embassy in Ouagadougou.", "the French embassy", ["FRA.GOV"]),
        ("Parisians marched against the law.", "Parisians", ["FRA.?"]),
        ("East Timorese students marched in Canberra.", "East Timorese students", ["TLS.EDU"]),
        # Groups whose country the setting tells
        ("Police in Nairobi fired tear gas at students.", "students", ["KEN.EDU"]),
        ("Parliament in Ankara voted against it.", "Parliament", ["TUR.LEG"]),
        ("Gunmen killed a teacher near Mogadishu, residents said.", "residents", ["SOM.CVL"]),
        ("The Soviet Union accused China of massing troops along the river.", "troops", ["CHN.MIL"]),
        # Unknown ones
        ("Gunmen killed a teacher near Mogadishu.", "Gunmen", ["?.UAF"]),
        ("Unidentified attackers ambushed a lorry in Mali.", "Unidentified attackers", ["?.UAF"]),
        # Organisations
        ("NATO jets bombed the bridge.", "NATO jets", ["IGO.MIL"]),
        ("The UNHCR opened a camp.", "The UNHCR", ["UNO.?"]),
        ("The European Union lifted its embargo.", "The European Union", ["EUR.?"]),
        ("Hamas refused to join the truce.", "Hamas", ["PSE.REB"]),
        ("ISIL fighters burned the village.", "ISIL fighters", ["IMG.REB"]),
        ("Da’esh burned the village.", "Da’esh", ["IMG.REB"]),
        ("The US-led coalition bombed a depot.", "The US-led coalition", ["IGO.MIL"]),
        ("The International Criminal Court issued a warrant.", "The International Criminal Court", ["IGO.JUD"]),
        ("Microsoft closed its office.", "Microsoft", ["MNC.BUS"]),
        ("Hong Kong police cleared the square.", "Hong Kong police", ["HKG.COP"]),
        ("The Palestinian Authority condemned the raid.", "The Palestinian Authority", ["PSE.GOV"]),
        ("Members of the Security Council met.", "Members of the Security Council", ["UNO.?"]),
        # Things and places are no parties
        ("The price of bread rose sharply.", "The price", []),
        ("Market forces drove the rouble down.", "the rouble", []),
    ],
)
def test_whom_a_phrase_stands_for(text: str, words: str, parties: list[str]) -> None:
    assert read(text).kind(words) == parties


@pytest.mark.parametrize(
    ("text", "words", "name", "role", "country"),
    [
        ("The deputy foreign minister, Sergei Ryabkov, left.", "Sergei Ryabkov", "Sergei Ryabkov", "deputy foreign minister", "RUS"),
        ("Anna Lund, a senior analyst at the Baltic Institute in Riga, agreed.", "Anna Lund", "Anna Lund", "senior analyst", "LVA"),
        ("Norwegian Defence Minister Kari Vik resigned.", "Kari Vik", "Kari Vik", "Defence Minister", "NOR"),
        ("US Ambassador to Kenya Jane Roe spoke.", "Jane Roe", "Jane Roe", "Ambassador", "USA"),
        ("Defense Secretary Perry flew home.", "Perry", "William Perry", "defense secretary", "USA"),
        ("Putin offered talks.", "Putin", "Vladimir Putin", "president", "RUS"),
        ("President Mitterrand wrote back.", "Mitterrand", "Francois Mitterrand", "president", "FRA"),
        ("Recep Tayyip Erdoğan spoke. Erdogan then left.", "Erdogan", "Recep Tayyip Erdoğan", "president", "TUR"),
        ("Zambia's health minister, Joy Phiri, resigned. Phiri said nothing.", "Phiri", "Joy Phiri", "health minister", "ZMB"),
        ("Minister for the Middle East Ada Cole flew out.", "Ada Cole", "Ada Cole", "Minister for the Middle East", None),
        ("Captain Luis Ortega of the Ecuadorean navy fled.", "Luis Ortega", "Luis Ortega", "captain", "ECU"),
    ],
)  # fmt: skip
def test_people_and_their_offices(text: str, words: str, name: str, role: str, country: str | None) -> None:
    (person,) = read(text).of(words)
    assert (person.name, person.country) == (name, country)
    assert role.lower() in (person.role or "").lower()


def test_a_person_of_the_report_comes_before_a_leader_of_the_world() -> None:
    text = "Mayor Piet Clinton of Durban spoke. Clinton promised water."
    (person,) = read(text).of("Clinton")
    assert person.name == "Piet Clinton"


def test_an_office_alone_is_its_holder_in_the_report() -> None:
    found = read(
        "Kenyan Foreign Minister Ruth Maina arrived. The foreign minister of Chad was late. The foreign minister smiled."
    )
    assert [a.name for a in found.of("The foreign minister")] == ["Ruth Maina"]
    assert found.kind("The foreign minister of Chad") == ["TCD.GOV"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Iran said it would reply.", "it", "Iran"),
        ("Angela Merkel met Tony Blair before she flew home.", "she", "Angela Merkel"),
        ("Angela Merkel met Tony Blair before he flew home.", "he", "Tony Blair"),
        ("The rebels said they had won.", "they", "rebels"),
        ("Slovenia, which had seceded, closed its border.", "its", "Slovenia"),
        ("Turkey, whose army had crossed the river, stopped.", "whose", "Turkey"),
        ("It is clear that Chad will wait.", "It", None),
    ],
)
def test_pronouns(text: str, words: str, name: str | None) -> None:
    assert [a.name for a in read(text).of(words)] == ([name] if name else [])


def test_first_persons_are_the_speaker_and_the_speakers_side() -> None:
    found = read('"I know that we are ready," said Colonel Juan Paz of the Bolivian army.')
    assert [a.name for a in found.of("I")] == ["Juan Paz"]
    assert found.kind("we") == ["BOL.MIL"]


def test_a_body_that_publishes_speaks_for_its_state() -> None:
    assert read("We condemn the attack in Iraq.", publisher="US State Department").kind("We") == ["USA.?"]
    assert read("We condemn the attack in Iraq.", publisher="The Wellington Courier").of("We") == ()


def test_a_definite_noun_takes_up_a_body_named_before() -> None:
    found = read("Boko Haram burned a school. The group also took hostages.")
    assert [a.name for a in found.of("The group")] == ["Boko Haram"]


def test_both_sides_are_the_last_two_parties() -> None:
    assert read("Armenia and Azerbaijan met. The two countries agreed.").kind("The two countries") == ["ARM.?", "AZE.?"]


def test_a_possessor_gives_its_country() -> None:
    assert read("Hungary asked its parliament to vote.").kind("its parliament") == ["HUN.LEG"]


def test_allies_are_not_whose_allies_they_are() -> None:
    assert read("Hungary and its allies agreed.").kind("its allies") == ["?.?"]


def test_an_acronym_stands_for_the_body_it_was_given_to() -> None:
    found = read("The Malian Council for Order and Safety (MCOS) met. MCOS then closed the road.")
    assert found.kind("MCOS") == ["MLI.GOV"]


def test_unnamed_sources_are_anonymous_and_named_ones_are_not() -> None:
    found = read("A senior Israeli official spoke. Witnesses agreed. Ehud Barak denied it.")
    assert [a.anonymous for words in ("official", "Witnesses", "Ehud Barak") for a in found.of(words)] == [
        True,
        True,
        False,
    ]


def test_any_phrase_can_be_asked_as_a_source() -> None:
    found = read("The annual survey shows a fall in trade.")
    token = next(t for t in found.cast.page.doc if t.text == "survey")
    assert found.cast.party(token).name == "annual survey"
    assert found.cast.party(token).text == "The annual survey"


def test_mentions_within_a_stretch_are_the_outermost() -> None:
    cast = read("The prime minister of Chad met Libya's king.").cast
    assert [m.actor.text for m in cast.within(0, len(cast.page.doc))] == ["The prime minister of Chad", "Libya's king"]


@given(st.text(alphabet="Iran's U.S.-led “we” he said:\n(of) Gen. al-Assad 12", max_size=80))
def test_every_mention_quotes_its_report(text: str) -> None:
    cast = read(text).cast
    assert all(text[a.span.start : a.span.end] == a.text for actors in cast.parties.values() for a in actors)


def test_the_ontology_holds_codes_only() -> None:
    codes = {known.country for entries in load_names().phrases.values() for _, known in entries} - {None}
    assert all(code is not None and len(code) == 3 and code.isupper() for code in codes)
    sectors = {known.sector for entries in load_names().phrases.values() for _, known in entries} - {None}
    assert sectors <= set(load_sectors().groups.values()) | {"PRE"}


def test_leaders_are_many_and_known_by_any_spelling() -> None:
    leaders = load_names().leaders
    assert len({known.name for people in leaders.values() for known in people}) > 1500
    assert {k.country for k in leaders["bashar al-asad"]} == {k.country for k in leaders["assad"]} == {"SYR"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("LISBON, May 3 (Harbour Wire) — Officials said that the port was closed.", "PRT"),
        ("NAIROBI — Officials said that the road to Juba was open.", "KEN"),
    ],
)
def test_officials_without_a_country_are_those_of_the_dateline(text: str, country: str) -> None:
    page = next(open_pages([Report("r", text)]))
    officials = next(t for t in page.doc if t.text == "Officials")
    assert [a.country for a in cast_by_rules(page)[0].actors_of(officials)] == [country]
    assert officials.is_sent_start


@pytest.mark.parametrize("word", ["Sunday", "October"])
def test_days_and_months_are_nobody(word: str) -> None:
    page = next(open_pages([Report("r", f"Chad wanted an answer by {word}. {word} was quiet.")]))
    assert word not in {m.actor.name for m in cast_by_rules(page)[0].mentions}


@pytest.mark.parametrize("title", ["Staff Sgt.", "Capt.", "Col.", "Lt. Gen.", "Rear Adm."])
def test_a_title_written_short_ends_no_sentence(title: str) -> None:
    heard = read(f"The drill in Norway was led by {title} Adam Reed of the U.S. Army, who praised the crews.")
    assert len(heard.cast.page.sentences) == 1
    assert [(a.name, a.country, a.sector) for a in heard.of("Reed")] == [("Adam Reed", "USA", "MIL")]


def test_a_long_headline_ends_with_its_line() -> None:
    headline = "Finland and Sweden agree to patrol the northern gulf together"
    first = "Ministers of both states said on Monday that their ships would sail in turns from May until the ice returns, and that others may join."
    assert [s.text.strip() for s in read(f"{headline}\n{first}").cast.page.sentences] == [headline, first]


def test_lines_of_even_width_are_read_through() -> None:
    text = "The ministers of both states said on Monday that the\nBaltic patrols would begin in May and would go on\nuntil the ice returns."
    assert len(read(text).cast.page.sentences) == 1


@pytest.mark.parametrize(
    ("who", "where", "country"),
    [("Military sources", "", "GBR"), ("A senior official", "", "GBR"), ("An eyewitness", " in Nairobi", "KEN")],
)
def test_unnamed_officials_are_of_the_dateline_and_witnesses_of_the_place(who: str, where: str, country: str) -> None:
    heard = read(
        f"LONDON, May 3 (Agency) — Ministers met on Tuesday. {who}{where} said that shots were fired in Kenya."
    )
    assert {a.country for a in heard.of(who)} == {country}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Mahan Air", "IRN.BUS"), ("Aeroflot", "RUS.BUS"), ("CNN", "USA.JRN"), ("Kathimerini", "GRC.JRN")],
)
def test_carriers_firms_and_newspapers_have_their_country(name: str, kind: str) -> None:
    assert read(f"{name} said on Friday that the flight had been turned back.").kind(name) == [kind]


@pytest.mark.parametrize(("ship", "country"), [("USS Harlan", "USA"), ("HMS Brightwater", "GBR"), ("HMCS Tern", "CAN")])
def test_warships_are_of_their_navy(ship: str, country: str) -> None:
    heard = read(f"The {ship} fired on the freighter near the strait. The freighter stopped.")
    assert [(a.country, a.sector) for a in heard.of(ship)] == [(country, "MIL")]
