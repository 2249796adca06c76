"""People named on a page: their names, the offices that stand before or after them, and who a short name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ..ontology.names import INTERNATIONAL, Known, load_names, surname_keys
from ..ontology.sectors import Sectors, load_sectors
from .known import Found
from .noun_phrases import phrase_end, phrase_start
from .page import Page
from .setting import Setting
from .ties import Identity

_JOINTS = frozenset({"al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "da", "di", "ul", "ad", "as", "-", "–", "’", "'"})
_NOT_OF = frozenset({"to", "for", "on", "against", "about", "over", "by"})
_LOCAL = frozenset({"GOV", "JUD", "COP", "LEG", "MIL", "OPP"})
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person's mention: the name's tokens `start` to before `end`, those of the mention with its title or office."""

    start: int
    end: int
    left: int
    right: int
    identity: Identity


def find_people(page: Page, known: Mapping[int, Found], setting: Setting) -> tuple[Person, ...]:
    """Every mention of a person by name, in order, each with the fullest name, office and country the report gives for it."""
    found = [p for start, end in _runs(page.doc, known) if (p := _read(page.doc, start, end, known, setting))]
    return tuple(_join(found))


def _runs(doc: Doc, known: Mapping[int, Found]) -> Iterator[tuple[int, int]]:
    """Stretches of proper nouns that may hold a person's name."""
    i = 0
    while i < len(doc):
        if not _may_name(doc[i], known):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and (_may_name(doc[end], known) or _joins(doc, end, known)):
            end += 1
        yield i, end
        i = end


def _may_name(token: Token, known: Mapping[int, Found]) -> bool:
    match = known.get(token.i)
    if match is not None:
        return match.known.kind == "person"
    if not token.text[:1].isupper() or token.ent_type_ in _TIMES:
        return False
    return token.pos_ == "PROPN" or token.ent_type_ == "PERSON" or (token.pos_ == "NOUN" and token.i + 1 < len(token.doc) and _surname_of(token) is not None)


def _surname_of(token: Token) -> tuple[Known, ...] | None:
    return load_names().surnames.get(token.text.replace("’", "'"))


def _joins(doc: Doc, i: int, known: Mapping[int, Found]) -> bool:
    return doc[i].lower_ in _JOINTS and i + 1 < len(doc) and doc[i].text != "'s" and (
        _may_name(doc[i + 1], known) or (doc[i].lower_ in ("al", "el") and doc[i + 1].text in "-–")
        or (doc[i].text in "-–" and doc[i + 1].text[:1].isupper() and not doc[i].whitespace_)
    )


def _read(doc: Doc, start: int, end: int, known: Mapping[int, Found], setting: Setting) -> Person | None:
    """The person named in a stretch of proper nouns, None where it names none."""
    words = load_sectors()
    begin = _name_start(doc, start, end, words)
    name = doc[begin:end]
    if not name.text[:1].isalpha() or name[-1].lower_ in words.groups and len(name) > 1:
        return None
    before = _before(doc, begin, known, words)
    after = _after(doc, end, words) or _announced(doc, begin, words)
    leader = _leader(name.text, before, known, begin, titled=begin > start)
    role_words = before if _office(doc, before, words) else after or before
    office = _office(doc, role_words, words)
    if not (leader or office or any(t.ent_type_ == "PERSON" for t in name) or begin > start):
        return None
    identity = _identify(doc, name.text.replace("\n", " "), role_words, office, known, setting, leader)
    left = before[0] if before else begin
    return Person(begin, end, left, max(end, after[1]) if after and after[0] >= end else end, identity)


def _name_start(doc: Doc, start: int, end: int, words: Sectors) -> int:
    """Where the name starts after titles: past the last word that ends an office or a form of address."""
    begin = start
    for i in range(start, end - 1):
        if doc[i].lower_ in words.address or doc[i].lower_.rstrip(".") in words.address:
            begin = i + 1
        elif any(doc[j : i + 1].text.lower() in words.offices for j in range(start, i + 1)):
            begin = i + 1
    return begin


def _before(doc: Doc, begin: int, known: Mapping[int, Found], words: Sectors) -> tuple[int, int] | None:
    """The words of title and nationality right before a name, as a stretch of tokens."""
    left = begin
    while left > 0:
        token = doc[left - 1]
        if token.pos_ in ("NOUN", "PROPN", "ADJ") or token.i in known or token.lower_ in words.address or token.text in ("-", "–"):
            left -= 1
        elif token.lower_ in ("of", "for") and left > 1 and doc[left - 2].lower_ in words.offices:
            left -= 1
        elif token.lower_ == "'s" or token.text == "’s":
            left -= 1
        else:
            break
        if doc[left].is_sent_start:
            break
    return (left, begin) if left < begin else None


def _after(doc: Doc, end: int, words: Sectors) -> tuple[int, int] | None:
    """The office that follows a name after a comma: ", deputy director of the Eurasia Centre"."""
    if end + 1 >= len(doc) or doc[end].text not in (",", "("):
        return None
    i = end + 1
    while i < len(doc) and doc[i].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADV", "PUNCT") and doc[i].text not in ",.;()":
        head = doc[i]
        if head.pos_ in ("NOUN", "PROPN") and _ends_office(doc, end + 1, i, words) and not _compounds(head):
            return end + 1, max(i + 1, phrase_end(head))
        i += 1
    return None


def _compounds(token: Token) -> bool:
    return token.dep_ == "compound" and token.head.i == token.i + 1


def _announced(doc: Doc, begin: int, words: Sectors) -> tuple[int, int] | None:
    """The office that leads to a name with a comma: "the deputy foreign minister, Sergei ..."."""
    if begin < 2 or doc[begin - 1].text != ",":
        return None
    head = doc[begin - 2]
    while head.head.i < head.i and head.dep_ in ("pobj", "prep", "compound") and not head.is_sent_start:
        head = head.head
    start = phrase_start(head)
    if head.pos_ in ("NOUN", "PROPN") and _ends_office(doc, start, head.i, words):
        return start, begin - 1
    return None


def _ends_office(doc: Doc, start: int, i: int, words: Sectors) -> bool:
    return any(doc[j : i + 1].text.lower() in words.offices for j in range(max(start, i - 3), i + 1))


def _office(doc: Doc, stretch: tuple[int, int] | None, words: Sectors) -> tuple[str, str] | None:
    """The office in a stretch, the longest from the left, and its sector."""
    if stretch is None:
        return None
    start, end = stretch
    for i in range(start, end):
        for j in range(min(end, i + 5), i, -1):
            text = doc[i:j].text.lower()
            if text in words.offices:
                return text, words.offices[text]
    return None


def _identify(
    doc: Doc, name: str, stretch: tuple[int, int] | None, office: tuple[str, str] | None,
    known: Mapping[int, Found], setting: Setting, leader: Known | None,
) -> Identity:  # fmt: skip
    tie = _tie(doc, stretch, known) if stretch else None
    country = tie.country if tie else None
    sector = office[1] if office else None
    if tie and tie.kind == "organisation" and tie.sector and (office is None or office[1] == "GOV"):
        sector = tie.sector
    if leader and (country is None or country == leader.country or country in INTERNATIONAL):
        return Identity(_fuller(name, leader.name), _role(doc, stretch, office, known) or leader.role, leader.country, leader.sector)
    if country is None and office and office[1] in _LOCAL:
        country = setting.country_at(doc[(stretch or (0, 0))[0]])
    if sector is None and stretch:
        sector = next((load_sectors().groups[t.lower_] for t in doc[stretch[0] : stretch[1]] if t.lower_ in load_sectors().groups), None)
    return Identity(name, _role(doc, stretch, office, known), country, sector)


def _fuller(name: str, usual: str) -> str:
    return name if " " in name and len(name) >= len(usual) - 3 else usual


def _tie(doc: Doc, stretch: tuple[int, int], known: Mapping[int, Found]) -> Known | None:
    """The state or organisation that an office belongs to, not the one that it is turned to ("ambassador to Germany")."""
    for i in range(*stretch):
        if doc[i].lower_ in _NOT_OF:
            break
        match = known.get(i)
        if match is not None and match.known.kind != "person" and match.known.country is not None:
            return match.known
    rest = (known[i].known for i in range(*stretch) if i in known and known[i].known.kind == "organisation")
    return next(rest, None)


def _role(doc: Doc, stretch: tuple[int, int] | None, office: tuple[str, str] | None, known: Mapping[int, Found]) -> str | None:
    if stretch is None or office is None:
        return office[0] if office else None
    start, end = stretch
    while start < end and (doc[start].pos_ in ("DET", "PUNCT", "PART") or (start in known and known[start].known.kind in ("nationality", "state"))):
        start += 1
    text = doc[start:end].text.replace("\n", " ").strip(" ,")
    return text.lower() if text.lower() in load_sectors().offices else text or office[0]


def _leader(
    name: str, before: tuple[int, int] | None, known: Mapping[int, Found], begin: int, *, titled: bool
) -> Known | None:
    """The well-known holder of office that a name means: a full name, or a surname that no other country's leader bears."""
    if begin in known and known[begin].known.kind == "person":
        return known[begin].known
    bearers = load_names().surnames.get(name.replace("’", "'").replace("\n", " "), ())
    countries = {k.country for k in bearers}
    if before:
        near = {known[i].known.country for i in range(*before) if i in known}
        if near & countries:
            return next(k for k in bearers if k.country in near)
        if near - {None} and not titled:
            return None
    return bearers[0] if bearers and len(countries) == 1 else None


def _join(found: list[Person]) -> Iterator[Person]:
    """Give every mention the fullest name, and what the report says of that person elsewhere."""
    full: dict[str, Identity] = {}
    for person in found:
        identity, name = person.identity, person.identity.name
        old = full.get(name)
        full[name] = identity if old is None else _merge(old, identity)
    short: defaultdict[str, list[str]] = defaultdict(list)
    for name in full:
        if " " in name:
            for key in {*surname_keys(name), name.split(" ")[0], " ".join(name.split(" ")[:2])}:
                short[key.casefold()].append(name)
    for person in found:
        name = person.identity.name
        longer = short.get(name.casefold(), [name]) if " " not in name or name not in short else [name]
        merged = _merge(full[longer[0]], person.identity)
        yield replace(person, identity=merged)


def _merge(full: Identity, other: Identity) -> Identity:
    return Identity(
        full.name, full.role or other.role, full.country or other.country, full.sector or other.sector, full.anonymous
    )
