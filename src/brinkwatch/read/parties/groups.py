"""Groups and bodies that a common noun names: "Iraqi forces", "the ministry", "dozens of protesters", "members of the SDF"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from ...ontology.names import load_names
from ...ontology.pronouns import load_pronouns
from ...ontology.sectors import Sectors, country_of_title, load_sectors
from ..syntax import sentence_around
from .known import Found
from .noun_phrases import NOMINAL, joined, phrase_end, phrase_start, prepositions
from .setting import Setting
from .ties import Identity, behind, in_front, is_national

_KINDRED = frozenset({"LEG", "JUD", "COP"})
_OFFICIAL = frozenset({"GOV", "MIL", "SPY"})
_NEAR = 150
"""Tokens over which a body of the same kind tells the country: "Congress ... senators"."""

Resolve = Callable[[Token], tuple[Identity, ...]]
"""Who an earlier noun or a possessor is: asked of tokens outside the phrase's own head."""


@dataclass(frozen=True, slots=True)
class Groups:
    """What is needed to tell who a common noun means on one page."""

    known: Mapping[int, Found]
    setting: Setting
    words: Sectors
    resolve: Resolve
    tied: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Countries that the report tied to a noun or to a sector so far, with the token where it did."""

    def identify(self, head: Token) -> tuple[Identity, ...]:
        """Whom the noun phrase under `head` stands for, one identity a country where it names several; nobody where it stands
        for a thing, a place or an idea."""
        found = self._contained(head) or self._described(head) or self._led(head)
        if found:
            return found
        if self._warring(head):
            return (Identity(self._name(head)),)
        sector = self.sector_of(head)
        if sector is None:
            return self._neutral(head) or self._people_alone(head)
        ties = self._ties(head)
        if not ties and self._is_loose(head):
            return ()
        name = self._name(head)
        self._remember(head, ties, sector)
        if ties:
            return tuple(
                Identity(name, self._role(head), country, own or sector, self._anonymous(head)) for country, own in ties
            )
        role, anonymous = self._role(head), self._anonymous(head)
        country = country_of_title(role, self.setting.countries)
        guessed = country is None and not self._is_settled(head, sector)
        return (Identity(name, role, country or self._untied(head, sector), sector, anonymous, guessed),)

    def _untied(self, head: Token, sector: str) -> str | None:
        """The country of a group whose own words name none: its commander's, the publisher's for an office, else the setting's."""
        if forms(head) & self.words.unplaced or self._foreign(head):
            return None
        if any(head.doc[i : head.i + 1].text.lower() in self.words.peacekeepers for i in (head.i, max(0, head.i - 1))):
            return "IGO"
        if before := self._before(head, sector):
            return before
        if self._anonymous(head) and sector in _OFFICIAL and self.setting.filed:
            return self.setting.filed
        if sector == "MIL" and head.dep_ == "dobj" and head.head.lemma_ in self.words.deploy:
            for master in _masters(head.head):
                return next((i.country for i in self.resolve(master)), None)
        if sector == "GOV" and self._role(head) and head.tag_ not in ("NNS", "NNPS") and not self._anonymous(head):
            return self.setting.home or self.setting.country_at(head)
        undergoes = sector == "JRN" and head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in self.words.harm
        if sector not in self.words.local and not undergoes:
            return None
        return self.setting.country_at(head, without=self._addressed(head))

    def _is_settled(self, head: Token, sector: str) -> bool:
        """Whether what `_untied` says is a convention rather than a guess: unknown attackers are of no country, unnamed officials of the
        dateline's, a body that publishes of its own."""
        if forms(head) & self.words.unplaced or self._foreign(head):
            return True
        if self._anonymous(head) and sector in _OFFICIAL and self.setting.filed:
            return True
        office = sector == "GOV" and self._role(head) is not None and head.tag_ not in ("NNS", "NNPS")
        return office and not self._anonymous(head) and self.setting.home is not None

    def _addressed(self, head: Token) -> frozenset[str]:
        """Countries that the phrase's own verb is turned against: "the army accused Israel" is not of Israel's army."""
        verb = head.head
        if head.dep_ != "nsubj" or verb.lemma_ not in load_pronouns().addressing:
            return frozenset()
        objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i in self.known]
        return frozenset(country for c in objects if (country := self.known[c.i].known.country) is not None)

    def _remember(self, head: Token, ties: list[tuple[str | None, str | None]], sector: str | None = None) -> None:
        for country, _ in ties[:1]:
            for key in (head.lemma_.lower(), sector):
                if country is not None and key is not None:
                    self.tied.setdefault(key, []).append((head.i, country))

    def _before(self, head: Token, sector: str) -> str | None:
        """The country that the report tied to the same noun before ("Syrian army ... the army"), or to the same kind of body."""
        definite = any(child.lower_ in ("the", "this", "these", "those") for child in head.lefts)
        keys = [head.lemma_.lower()] if definite and not self.words.offices.get(head.lemma_.lower()) else []
        keys += [sector] if sector in _KINDRED else []
        for key in keys:
            reach = _NEAR if key == sector else head.i
            found = [(i, country) for i, country in self.tied.get(key, []) if head.i - reach <= i < head.i]
            if found:
                return max(found)[1]
        return None

    def is_tied(self, head: Token) -> bool:
        """Whether the phrase's own words tie it to a country or organisation."""
        return bool(self._ties(head))

    def sector_of(self, head: Token) -> str | None:
        """PLOVER's sector for a noun with the words right before it, the longest phrase that the ontology has."""
        doc, end = head.doc, head.i + 1
        for start in range(max(sentence_around(head).start, head.i - 3), head.i + 1):
            text = doc[start:end].text.lower()
            lemma = (
                doc[start : head.i].text.lower() + doc[head.i - 1].whitespace_ * (start < head.i) + head.lemma_.lower()
            )
            for table in (self.words.groups, self.words.offices):
                for phrase in (text, lemma.strip()):
                    if phrase in table:
                        return table[phrase]
        if (
            forms(head) & self.words.containers
            and head.i > sentence_around(head).start
            and head.nbor(-1).dep_ == "compound"
        ):
            return self.sector_of(head.nbor(-1))  # "student groups"
        return None

    def _warring(self, head: Token) -> bool:
        """Whether "parties" or "sides" are those to a conflict, of no one kind or country."""
        if head.tag_ != "NNS" or not forms(head) & self.words.parties or self._has_front(head, phrase_start(head)):
            return False
        return any(c.lower_ in ("all", "warring", "both", "conflicting", "rival") for c in head.lefts) or any(
            True for _ in prepositions(head, "to")
        )

    def _led(self, head: Token) -> tuple[Identity, ...]:
        """A coalition that a state leads is international: "the Saudi-led coalition"."""
        led = any(child.lower_.endswith("led") for child in head.lefts)
        if not led or head.lemma_.lower() not in ("coalition", "alliance", "force"):
            return ()
        return (Identity(self._name(head), None, "IGO", "MIL"),)

    def _described(self, head: Token) -> tuple[Identity, ...]:
        """Who a description means that names its party right after: "our ally Turkey", "the city of Aleppo", "the group Hamas"."""
        for child in head.rights:
            if (
                child.dep_ == "appos"
                and child.i <= head.i + 2
                and head.doc[head.i + 1].text != ","
                and child.i in self.known
            ):
                return self.resolve(child)
        return ()

    def _neutral(self, head: Token) -> tuple[Identity, ...]:
        """What has a party's colour but no kind of its own: "partners in Syria", "the Turkish statement", "a rebel stronghold"."""
        if not forms(head) & (self.words.neutral | self.words.sources):
            return ()
        anonymous = self._anonymous(head)
        ties = self._ties(head, agent=True)
        if not ties and forms(head) & self.words.releases and self.setting.home:
            ties = [(self.setting.home, None)]
        guessed = not ties
        self._remember(head, ties)
        if not ties and (country := self._before(head, "")):
            ties = [(country, None)]
        if not ties and self._has_front(head, phrase_start(head)):  # a people of several states: "Kurdish groups"
            ties = [(self.setting.country_at(head), None)]
        if not ties and forms(head) & self.words.others and any(c.dep_ == "poss" for c in head.lefts):
            ties = [(None, None)]
        if not ties and anonymous and forms(head) & self.words.unnamed:
            seen = forms(head) & self.words.witnesses
            guessed = not seen and self.setting.filed is None
            ties = [(self.setting.country_at(head) if seen else self.setting.filed, None)]
        name = self._name(head)
        return tuple(Identity(name, None, country, sector, anonymous, guessed) for country, sector in ties)

    def _people_alone(self, head: Token) -> tuple[Identity, ...]:
        """People whom only a clause or number describes: "those who fled", "150 were killed"."""
        clause = (
            any(c.dep_ in ("relcl", "acl") for c in head.rights) or head.nbor(1).tag_ == "VBN"
            if head.i + 1 < len(head.doc)
            else False
        )
        harmed = head.pos_ == "NUM" or head.lower_ in self.words.counts
        hurt = (
            harmed
            and head.dep_ in ("dobj", "nsubjpass")
            and head.head.lemma_ in self.words.harm
            and all(c.pos_ not in NOMINAL for c in head.children)
        )
        if hurt or (head.lower_ in ("those", "anyone", "everyone") and clause):
            return (Identity(self._name(head), None, self.setting.country_at(head), "CVL", guessed=True),)
        return ()

    def _is_loose(self, head: Token) -> bool:
        """Whether a noun is too general to be a party by itself: "an agency", but not "the authorities" or "military force"."""
        plural = head.lower_ != head.lemma_.lower() and head.lower_ in self.words.groups
        if plural or head.lemma_.lower() not in self.words.loose or self._counted(head):
            return False
        return not (
            head.i > sentence_around(head).start and head.nbor(-1).dep_ in ("compound", "amod") and self._longer(head)
        )

    def _longer(self, head: Token) -> bool:
        phrase = head.doc[head.i - 1 : head.i + 1].text.lower()
        return phrase in self.words.groups or phrase.removesuffix("s") in self.words.groups

    def _contained(self, head: Token) -> tuple[Identity, ...]:
        """Members of a party are that party; a number of people are those people."""
        if not forms(head) & self.words.containers and head.pos_ != "NUM":
            return ()
        for _, target in prepositions(head, "of", "from", "among", "in", "within"):
            found = [i for noun in (target, *joined(target)) for i in self._whole(noun)]
            if found:
                return tuple(found)
        return ()

    def _whole(self, noun: Token) -> tuple[Identity, ...]:
        """Who a counted noun is; counted people of a nationality are civilians ("thousands of Syrians")."""
        found = self.resolve(noun)
        match = self.known.get(noun.i)
        if match and match.known.kind in ("people", "nationality"):
            return tuple(Identity(i.name, i.role, i.country, i.sector or "CVL") for i in found)
        return found

    def _ties(self, head: Token, *, agent: bool = False) -> list[tuple[str | None, str | None]]:
        """Country and, where an organisation gives it, sector, of all that the phrase's words tie it to."""
        start = phrase_start(head)
        office = next((self.words.offices[f] for f in forms(head) if f in self.words.offices), None)
        found = [
            *in_front(head, self.known, start),
            *(
                []
                if office and self._has_front(head, start)
                else behind(
                    head, self.known, also_for=not office or office != "GOV" or bool(forms(head) & self.words.voices)
                )
            ),
        ]
        agent = agent or bool(forms(head) & self.words.agents)
        ties: list[tuple[str | None, str | None]] = []
        for match in found:
            if match.known.country is None:
                continue
            sector = match.known.sector if agent and match.known.kind in ("organisation", "person", "people") else None
            tie = (match.known.country, sector)
            if tie not in ties and (match.known.country, None) not in ties:
                ties.append(tie)
        front = [match for match in in_front(head, self.known, start) if is_national(match) and match.known.country]
        if front:
            countries = dict.fromkeys(match.known.country for match in front)
            return [next(t for t in ties if t[0] == country) for country in countries]
        if not ties and not any(True for _ in prepositions(head)):  # "the government and people of Iraq"
            ties = [
                (m.known.country, None) for other in joined(head) for m in behind(other, self.known) if m.known.country
            ]
        if not ties:
            ties = [(i.country, i.sector if agent else None) for i in self._owners(head) if i.country]
        return list(dict.fromkeys(ties))

    def _has_front(self, head: Token, start: int) -> bool:
        return any(True for _ in in_front(head, self.known, start))

    def _owners(self, head: Token) -> tuple[Identity, ...]:
        """Who a possessor or an "of" phrase without a known name means: "their government", "the president's guards"."""
        for child in head.lefts:
            if child.dep_ == "poss":
                return () if forms(head) & self.words.others else self.resolve(child)
        for _, target in prepositions(head, "of", "from", "within", "inside", "at", "by"):
            found = self.resolve(target)
            if found:
                return found
        return ()

    def _foreign(self, head: Token) -> bool:
        """Whether a group is said to be of elsewhere: "foreign fighters", but not "foreign minister"."""
        if self._role(head) and head.tag_ not in ("NNS", "NNPS"):
            return False
        return any(
            child.lower_ in ("foreign", "international", "global", "world", "foreign-born") for child in head.lefts
        )

    def _counted(self, head: Token) -> bool:
        return any(child.dep_ == "nummod" for child in head.lefts) and self.words.groups.get(head.lemma_.lower()) in (
            "CVL",
            "REB",
        )

    def _name(self, head: Token) -> str:
        start, end = phrase_start(head), phrase_end(head)
        while start < head.i and head.doc[start].pos_ == "DET":
            start += 1
        return " ".join(head.doc[start:end].text.split())

    def _role(self, head: Token) -> str | None:
        for start in range(max(sentence_around(head).start, head.i - 3), head.i + 1):
            text = head.doc[start : head.i + 1].text.lower()
            if text in self.words.offices:
                return text
        return None

    def _anonymous(self, head: Token) -> bool:
        return head.lower_ in self.words.anonymous


def _masters(verb: Token) -> list[Token]:
    """Who does what a verb says: its subject, or whoever is said to be doing it ("accused China of massing troops")."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if subjects or verb.dep_ not in ("pcomp", "xcomp", "conj", "advcl"):
        return subjects
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    objects = [c for c in above.children if c.dep_ == "dobj"] if verb.dep_ in ("pcomp", "xcomp") else []
    return objects or _masters(above)


def forms(token: Token) -> set[str]:
    """A noun as written, its lemma, and without a plural ending, in lower case: capitals keep the lemma from being the singular."""
    return {token.lower_, token.lemma_.lower(), token.lower_.removesuffix("s")}


def make_groups(known: Mapping[int, Found], setting: Setting, resolve: Resolve) -> Groups:
    """Groups with the ontology's words, and the courts, police and parliaments that the report names."""
    groups = Groups(known, setting, load_sectors(), resolve)
    for match in known.values():
        if match.known.kind == "organisation" and match.known.sector in _KINDRED and match.known.country is not None:
            groups.tied.setdefault(match.known.sector, []).append((match.start, match.known.country))
    return groups


def state_name(country: str) -> str:
    """A state's short English name; the code itself where the ontology has none."""
    return load_names().states.get(country, country)
