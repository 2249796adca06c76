"""The words that report acts of PLOVER's types, from triggers/*.toml, indexed by lemma.

A file is named for its type and holds groups of words that share everything else. How an entry is written:

    verbs       "withdraw"   "walk out of" (particles and prepositions)   "lay:siege" (with that object or complement)
    nouns       "raid"       "air strike" (words right before it)
    adjectives  "grateful"   (the form itself)
    phrases     "in custody" (words in a row, lemmas or forms; a comma or article between them is not skipped)

Conditions are lists of lemmas; "@name" is a class of classes.toml, "@party", "@place" and "@name" are asked of the page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from .plover import plover

PartOfSpeech = Literal["verb", "noun", "adjective", "phrase"]
Frame = Literal["acts", "mutual", "undergoes"]

_KINDS: Mapping[str, PartOfSpeech] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective", "phrases": "phrase"}
_CONDITIONS = (
    "object",
    "not_object",
    "subject",
    "not_subject",
    "modifier",
    "not_modifier",
    "of",
    "not_of",
    "under",
    "not_under",
)
_KEYS = {"mode", "contexts", "frame", "to", "weight", "alone", "form", "prep", *_CONDITIONS, *_KINDS}


@dataclass(frozen=True, slots=True)
class Words:
    """A set of lemmas, and whether any party, place or name will do as well."""

    lemmas: frozenset[str]
    party: bool = False
    place: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of the vocabulary.

    `words`: the verb and its particles, the words before and the noun, the form, or the words in a row. `taken`: the lemma that
    must be the verb's object or complement, None for none. `weight` (0 to 1): how often the word reports such an act when a
    party is near; where none is, `alone` is what is left of that. Each condition holds where any of its words stands in its place:
    `object` and `subject` are the understood ones (of a passive, the other way round), `modifier` stands before a noun, `of` is
    led to by a preposition after it, `under` governs it. `prep`: one of these prepositions must follow.
    """

    words: tuple[str, ...]
    taken: str | None
    pos: PartOfSpeech
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    frame: Frame
    to: tuple[str, ...]
    weight: float
    alone: float
    form: Literal["active", "passive", "intransitive", "future"] | None
    prep: frozenset[str]
    conditions: Mapping[str, Words]

    @property
    def head(self) -> str:
        """The word that the entry is found by."""
        return self.words[-1] if self.pos == "noun" else self.words[0]

    @property
    def demands(self) -> int:
        """How much must be there for the entry to hold: of several that do, the one with most is meant."""
        positive = sum(3 for key in self.conditions if not key.startswith("not_"))
        return (
            4 * (len(self.words) - 1) + 4 * (self.taken is not None) + positive + 2 * bool(self.prep) + bool(self.form)
        )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All entries by part of speech and head word, the most demanding first; `classes` are the named sets of lemmas."""

    entries: Mapping[tuple[PartOfSpeech, str], tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary as shipped; raises ValueError where a file breaks the rules above."""
    folder = files(__package__).joinpath("triggers")
    classes = {
        name: frozenset(words)
        for name, words in tomllib.loads(folder.joinpath("classes.toml").read_text(encoding="utf-8")).items()
        if isinstance(words, list)
    }
    index: dict[tuple[PartOfSpeech, str], list[Entry]] = {}
    for code in plover().types:
        text = folder.joinpath(f"{code.lower()}.toml").read_text(encoding="utf-8")
        for entry in read_entries(code, tomllib.loads(text), classes):
            index.setdefault((entry.pos, entry.head), []).append(entry)
    return Vocabulary({k: tuple(sorted(v, key=lambda e: (-e.demands, -e.weight))) for k, v in index.items()}, classes)


def read_entries(code: str, data: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Iterator[Entry]:
    """The entries of one type's file; raises ValueError for a key, mode, context or class that doesn't exist."""
    for number, group in enumerate(data["words"], 1):
        where = f"{code} group {number} ({group.get('mode', 'no mode')})"
        _check(where, code, group)
        conditions = {key: _words(where, group[key], classes) for key in _CONDITIONS if key in group}
        for kind, pos in _KINDS.items():
            for written in group.get(kind, ()):
                spoken, _, taken = written.partition(":")
                yield Entry(
                    words=tuple(spoken.replace("-", " - ").split() if pos != "adjective" else spoken.split()),
                    taken=taken.strip() or None,
                    pos=pos,
                    type=code,
                    mode=group.get("mode"),
                    contexts=tuple(group.get("contexts", ())),
                    frame=group.get("frame", data.get("frame", "acts")),
                    to=tuple(group.get("to", data.get("to", ()))),
                    weight=group.get("weight", 0.8),
                    alone=group.get("alone", 0.8),
                    form=group.get("form"),
                    prep=frozenset(group.get("prep", ())),
                    conditions=conditions,
                )


def _check(where: str, code: str, group: Mapping[str, Any]) -> None:
    if unknown := group.keys() - _KEYS:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
    if group.get("mode") not in (None, *plover().types[code].modes):
        raise ValueError(f"{where}: PLOVER has no such mode")
    if unknown := set(group.get("contexts", ())) - plover().contexts:
        raise ValueError(f"{where}: PLOVER has no contexts {sorted(unknown)}")


def _words(where: str, written: Iterable[str], classes: Mapping[str, frozenset[str]]) -> Words:
    lemmas: set[str] = set()
    asked = set()
    for word in written:
        if word in ("@party", "@place", "@name"):
            asked.add(word)
        elif not word.startswith("@"):
            lemmas.add(word)
        elif word[1:] in classes:
            lemmas |= classes[word[1:]]
        else:
            raise ValueError(f"{where}: no class {word}")
    return Words(frozenset(lemmas), "@party" in asked, "@place" in asked, "@name" in asked)
