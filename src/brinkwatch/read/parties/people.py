"""People named on a page: their names, the offices that stand before or after them, and who a short name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ...ontology.names import INTERNATIONAL, Known, fold, load_joints, load_names, surname_keys
from ...ontology.pronouns import load_pronouns
from ...ontology.sectors import country_of_title, load_sectors
from ...ontology.times import time_words
from ..page import Page
from .known import Found
from .offices import Office, leads_to_name, office_after, office_announced, office_before
from .setting import Setting, is_placed
from .ties import Identity

_LOCAL = frozenset({"GOV", "JUD", "COP", "LEG", "MIL", "OPP", "SPY"})
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})
_NO_NAME = frozenset({"NORP", "LANGUAGE"})
_ALSO_US_STATES = frozenset({"GEO"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person's mention: the name's tokens `start` to before `end`, those of the whole mention with its office `left` to before
    `right`, whether anything but capitals says that it is a person, and whether the mention brings its own office."""

    start: int
    end: int
    left: int
    right: int
    identity: Identity
    sure: bool
    titled: bool


def find_people(page: Page, known: Mapping[int, Found], setting: Setting) -> tuple[Person, ...]:
    """Every mention of a person by name, in order, each with the fullest name, office and country the report gives for it."""
    found: list[Person] = []
    for start, end in _runs(page.doc, known):
        if found and found[-1].sure and start < found[-1].right:  # the office that follows a name is not another name
            continue
        person = _read(page.doc, start, end, known, setting)
        if person is not None:
            found.append(person)
    return tuple(_join(page.doc, found))


def _runs(doc: Doc, known: Mapping[int, Found]) -> Iterator[tuple[int, int]]:
    """Stretches of proper nouns that may hold a person's name."""
    i = 0
    while i < len(doc):
        if not _may_name(doc[i], known):
            i += 1
            continue
        end = i + 1
        while (
            end < len(doc)
            and not doc[end].is_sent_start
            and (_may_name(doc[end], known) or _joins(doc, end, known) or _hyphenated(doc, end))
        ):
            end += 1
        if doc[i].pos_ != "PROPN" and doc[i].is_sent_start and end == i + 1 and doc[i].ent_type_ != "PERSON":
            i = end
            continue
        yield i, end
        i = end


def _may_name(token: Token, known: Mapping[int, Found]) -> bool:
    match = known.get(token.i)
    if match is not None:
        return match.known.kind == "person"
    if not token.text[:1].isupper() or token.ent_type_ in _TIMES:
        return False
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        return True
    return token.pos_ in ("NOUN", "VERB", "ADJ") and len(token) > 3 and fold(token.text) in load_names().leaders


def _joins(doc: Doc, i: int, known: Mapping[int, Found]) -> bool:
    """Whether a token inside a name joins its parts: "bin", "al-", "J.D." in quotation marks, the point of "Sgt."."""
    if i + 1 >= len(doc):
        return False
    token, after = doc[i], doc[i + 1]
    if token.lower_ in load_joints().joints:
        return _may_name(after, known) or after.text in "-–" or after.lower_ in load_joints().joints
    if token.text in ("-", "–", "'", "’"):
        return not token.whitespace_ and not doc[i - 1].whitespace_ and after.text[:1].isalpha()
    return token.text == "." and doc[i - 1].lower_ in load_sectors().offices and _may_name(after, known)


def _fuller(before: Office | None, after: Office | None) -> Office | None:
    """The office that says more: of a rank before and an office after, the latter; a state after the name adds to a title before."""
    if before is None or after is None:
        return before or after
    if after.role is None and before.title:
        return replace(before, seat=(after.start, after.end))
    return after if before.sector in ("MIL", None) or not before.title else before


def _hyphenated(doc: Doc, i: int) -> bool:
    """Whether a token is the small second half of a name: "kwan" of "Yu Hoi-kwan"."""
    return doc[i].is_alpha and doc[i - 1].text == "-" and not doc[i - 1].whitespace_


def _read(doc: Doc, start: int, end: int, known: Mapping[int, Found], setting: Setting) -> Person | None:
    """The person named in a stretch of proper nouns, None where it can name none."""
    begin = _name_start(doc, start, end)
    name = " ".join(doc[begin:end].text.split())
    if _is_no_name(name) or (end - begin > 1 and doc[end - 1].lower_ in load_sectors().groups):
        return None
    if doc[end - 1].is_lower and any(
        doc[j:end].text.lower() in load_sectors().offices for j in range(max(0, end - 4), end)
    ):
        return None  # "Prime Minister-designate"
    before = office_before(doc, begin, known)
    after = office_after(doc, end) or office_announced(doc, before.start if before else begin)
    office = _fuller(before, after)
    leader = _leader(doc, name, office, known, begin, setting)
    named = any(t.ent_type_ == "PERSON" for t in doc[begin:end])
    sure = bool(leader or (office and office.title) or begin > start or (named and end - begin > 1))
    if is_placed(doc[end - 1]) and not leader and not begin > start:
        return None
    if not sure and doc[begin].ent_type_ in _NO_NAME:
        return None
    identity = _identify(doc, name, office, known, setting, leader)
    left = min(before.start if before else begin, after.start if after and after.end <= begin else begin)
    return Person(
        begin,
        end,
        left,
        after.end if after and after.start >= end else end,
        identity,
        sure,
        bool(office and office.role),
    )


def _is_no_name(name: str) -> bool:
    """Whether a stretch can't be a name: no letter first, a weekday or month alone, or an office alone ("Secretary-*General*")."""
    alone = name.lower()
    words = time_words()
    return not name[:1].isalpha() or alone in words.weekdays or alone in words.months or alone in load_sectors().offices


def _name_start(doc: Doc, start: int, end: int) -> int:
    """Where the name starts after titles: past the last word that ends an office or a form of address, or where the parser's
    person starts ("the Middle East | Tobias ...")."""
    words, begin = load_sectors(), start
    for i in range(start, end - 1):
        if doc[i].lower_.rstrip(".") in words.address or doc[i].lower_ in words.address:
            begin = i + 1
        elif any(doc[j : i + 1].text.lower() in words.offices for j in range(max(0, i - 3), i + 1)):
            begin = i + 1
        elif i == begin and end - i > 2 and doc[i].lower_ in words.groups and doc[i].ent_type_ != "PERSON":
            begin = i + 1  # "Voter Kitty Mak"
    while begin < end - 1 and doc[begin].text in (".", "-", "–"):
        begin += 1
    if (
        begin == start
        and end - begin > 2
        and start > 1
        and doc[start - 1].lower_ in ("for", "the")
        and leads_to_name(doc, start - 1)
    ):
        return end - 2  # "Minister for the Middle East | Tobias ..."
    persons = [i for i in range(begin, end) if doc[i].ent_type_ == "PERSON"]
    if persons and persons[0] > begin and doc[begin].ent_type_ and end - persons[0] > 1:
        return persons[0]
    return begin


def _identify(
    doc: Doc, name: str, office: Office | None, known: Mapping[int, Found], setting: Setting, leader: Known | None
) -> Identity:
    tie = office.tie(doc, known) if office else None
    country, sector, role = (
        tie.country if tie else None,
        office.sector if office else None,
        office.role if office else None,
    )
    if tie and tie.kind == "organisation" and tie.sector and (office is None or office.sector in ("GOV", None)):
        sector = tie.sector
    if leader and (
        country is None or country == leader.country or leader.country in INTERNATIONAL or country in INTERNATIONAL
    ):
        usual = name if " " in name and _bearers(name) and len(name) >= len(leader.name) - 2 else leader.name
        past = (role or "").startswith(("former ", "ex-", "late "))
        own = "ELI" if past else sector if sector in ("OPP", "REB", "PRM", "ELI") else leader.sector
        return Identity(usual, role or leader.role, leader.country, own)
    if country in _ALSO_US_STATES and role is not None and load_sectors().of_us_states & set(role.lower().split()):
        country = "USA"
    country = country or country_of_title(role, setting.countries)
    guessed = country is None and office is not None and bool(office.title) and office.sector in _LOCAL
    if guessed and office is not None:
        country = setting.home or setting.country_at(doc[office.start])
    if office and (role or "").startswith(("former ", "ex-")):
        sector = "ELI"
    return Identity(
        name.title() if name.isupper() and len(name) > 4 else name,
        role,
        country,
        sector,
        guessed=guessed or country is None,
    )


def _leader(
    doc: Doc, name: str, office: Office | None, known: Mapping[int, Found], begin: int, setting: Setting
) -> Known | None:
    """The well-known holder of office that a name means: by full name, or by a surname that no leader of another country bears
    whom the report might mean."""
    bearers = _bearers(name)
    if not bearers and begin in known and known[begin].known.kind == "person":
        return known[begin].known
    if not bearers or (" " not in name and doc[begin].ent_type_ in _TIMES):
        return None
    tie = office.tie(doc, known) if office else None
    near = {tie.country} if tie and tie.country else set()
    if near and not any(k.country in near for k in bearers) and not near & INTERNATIONAL:
        return None
    fitting = [k for k in bearers if k.country in near] or list(bearers)
    if office and office.role and len(fitting) > 1:
        fitting = [k for k in fitting if k.role and (k.role in office.role or office.role in k.role)] or fitting
    if len(fitting) > 1 and begin and doc[begin - 1].lower_ in load_sectors().female:
        fitting = [k for k in fitting if k.name.split(" ")[0] in load_pronouns().female] or fitting
    countries = dict.fromkeys(k.country for k in fitting)
    if len(countries) > 1 and " " not in name:
        there = [c for c in countries if c in setting.countries]
        return next((k for k in fitting if k.country == there[0]), None) if len(there) == 1 else None
    return fitting[0]


def _bearers(name: str) -> tuple[Known, ...]:
    """Leaders of that name, also written with a middle initial or name ("Vladimir V. Putin")."""
    leaders, key = load_names().leaders, fold(name)
    words = [word for word in key.split(" ") if not (len(word) == 2 and word.endswith("."))]
    return (
        leaders.get(key)
        or leaders.get(" ".join(words))
        or (leaders.get(f"{words[0]} {words[-1]}", ()) if len(words) > 2 else ())
    )


def _join(doc: Doc, found: list[Person]) -> Iterator[Person]:
    """Give every mention the fullest name and what the report says of that person elsewhere; drop what only looks like a person."""
    full: dict[str, Identity] = {}
    short: defaultdict[str, list[str]] = defaultdict(list)
    for person in found:
        written = fold(doc[person.start : person.end].text)
        if person.sure and " " in written:
            key = fold(person.identity.name)
            if key not in full:
                parts = key.split(" ")
                for part in {*surname_keys(key), parts[0], " ".join(parts[:2]), parts[0] + " " + parts[-1]}:
                    short[part].append(key)
            full[key] = _merge(full[key], person.identity) if key in full else person.identity
    alone: dict[str, Identity] = {}
    for person in found:
        written, key = fold(doc[person.start : person.end].text), fold(person.identity.name)
        longer = [
            k
            for k in short.get(written, ())
            if k != written and (not person.titled or _agree(full[k], person.identity))
        ]
        if longer and (" " not in written or len(longer) == 1):
            known_here = full[longer[0]]
            yield replace(person, identity=_merge(known_here, person.identity) if key == written else known_here)
        elif key in full:
            yield replace(person, identity=_merge(full[key], person.identity))
        elif person.sure or key in alone or _speaks(doc[person.end - 1]):
            alone[key] = _merge(alone[key], person.identity) if key in alone else person.identity
            yield replace(person, identity=alone[key])


def _agree(full: Identity, other: Identity) -> bool:
    """Whether a short name with its own title can be the person of a full name: not "King Hussein" for Saddam Hussein."""
    return (
        other.role is None
        or other.country is None
        or full.country in (None, other.country)
        or full.country in INTERNATIONAL
    )


def _speaks(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.dep_ in ("nsubj", "poss")


def _merge(full: Identity, other: Identity) -> Identity:
    surer = (
        other if full.country is None or (full.guessed and other.country is not None and not other.guessed) else full
    )
    return Identity(
        full.name, full.role or other.role, surer.country, full.sector or other.sector, full.anonymous, surer.guessed
    )
