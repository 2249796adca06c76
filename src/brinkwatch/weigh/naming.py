"""People's names taken apart, and which of them may be one person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..actors import Form
from ..ontology.names import Known, fold, load_joints, load_names
from ..ontology.register import register_rules
from ..ontology.sectors import load_sectors

_LONGEST_TITLE = 4
_ARTICLES = tuple(prefix for prefix in load_joints().prefixes if prefix.endswith("-"))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without the title before it: as written (`plain`), its words folded, the suffix after it, and whether the title tells a woman."""

    title: str | None
    plain: str
    words: tuple[str, ...]
    suffix: str
    female: bool | None

    @property
    def key(self) -> str:
        """The words without articles and joints at their beginning: what a surname is looked up by."""
        return " ".join(_bare(self.words))

    @property
    def full(self) -> bool:
        """Whether it has more than a surname."""
        return len(_bare(self.words)) > 1 and self.words[0] not in load_joints().joints

    @property
    def surname(self) -> int:
        """Where the surname begins among the words."""
        at = len(self.words) - 1
        while at > 1 and self.words[at - 1] in load_joints().joints:
            at -= 1
        return max(at, 0)


@lru_cache(maxsize=65536)
def parse(name: str) -> PersonName:
    """A name taken apart: "General Galtieri" is Galtieri, a general."""
    written = name.split()
    sectors = load_sectors()
    cut = 0
    while cut < len(written) - 1:
        for count in range(min(_LONGEST_TITLE, len(written) - 1 - cut), 0, -1):
            phrase = " ".join(written[cut : cut + count]).casefold()
            if phrase in sectors.offices or phrase in sectors.address or phrase in sectors.abbreviations:
                cut += count
                break
        else:
            break
    titles = [word.casefold() for word in written[:cut]]
    female = any(t in sectors.female for t in titles) or (False if any(t in sectors.male for t in titles) else None)
    words = tuple(_article_off(word) for word in fold(" ".join(written[cut:])).replace(".", " ").split())
    suffix = ""
    if len(words) > 1 and words[-1].strip(",") in register_rules().suffixes:
        words, suffix = (*words[:-2], words[-2].strip(",")), words[-1]
    return PersonName(" ".join(written[:cut]) or None, " ".join(written[cut:]), words, suffix, female)


def spelled_out(name: PersonName) -> tuple[int, int, int]:
    """How full a form of a name is."""
    return sum(len(word) > 1 for word in name.words), len(name.words), len(name.plain)


def short_keys(name: PersonName, countries: Sequence[str]) -> Iterator[str]:
    """What a person of a full name is called for short."""
    rules, words = register_rules(), name.words
    for at in range(1, len(words)):
        if words[at] not in load_joints().joints:
            yield " ".join(words[at:])
    if len(words) > 1 and rules.family_first.intersection(countries):
        yield words[0]
    if len(words) > 2 and rules.two_surnames.intersection(countries):
        yield words[-2]


def alike(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one's: the same surname, and given names that are the same or each other's initials."""
    if one.words[one.surname :] != other.words[other.surname :] or one.suffix != other.suffix:
        return False
    a, b = one.words[: one.surname], other.words[: other.surname]
    if not a or not b or not _same_given(a[0], b[0]):
        return False
    return all(_same_given(x, y) for x, y in zip(a[1:], b[1:], strict=False))


def longer_by_a_surname(one: PersonName, other: PersonName) -> bool:
    """Whether a name is the other with the second of two surnames left out: "Fernando Belaunde" of "Fernando Belaunde Terry"."""
    return len(one.words) > 1 and one.words == other.words[:-1]


@lru_cache(maxsize=65536)
def is_name(name: str) -> bool:
    """Whether every word is written as a name's, and the whole is no office."""
    if fold(name) in load_sectors().offices or fold(name) in load_sectors().address:
        return False
    joints = load_joints().joints
    return all(word[0].isupper() or word in joints or word.startswith(_ARTICLES) for word in name.split())


@lru_cache(maxsize=65536)
def seeds(name: str) -> tuple[Known, ...]:
    """Those whom the table of leaders has under a name, in full or the surname alone."""
    return load_names().leaders.get(fold(name), ())


@lru_cache(maxsize=65536)
def office_of(title: str | None) -> str | None:
    """The office, of those that one person holds at a time, that a role is; None for any other."""
    office, holds = _office(title)
    return office if holds else None


def former_office_of(title: str | None) -> str | None:
    """The office that a role says was held before; None for any other role."""
    office, _ = _office(title)
    return office if title and register_rules().formerly.intersection(fold(title).replace("-", " ").split()) else None


def _office(title: str | None) -> tuple[str | None, bool]:
    """The office that a role names, and whether it is of who holds it."""
    role, rules = fold(title or ""), register_rules()
    for pattern, office in rules.offices.items():
        if found := pattern.search(role):
            before = role[: found.start()].replace("-", " ").split()
            return office, not rules.not_holding.intersection(before)
    return None, False


def role_of(form: Form) -> str | None:
    """The role of a form: as its reports have it, else the title before its name."""
    return form.title or parse(form.name).title


def _same_given(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    at = 0
    while at < len(words) - 1 and words[at] in load_joints().joints:
        at += 1
    return words[at:]


def _article_off(word: str) -> str:
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) > len(prefix):
            return word[len(prefix) :]
    return word
