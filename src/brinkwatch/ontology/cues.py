"""Words that attribute words or thought to a source, from cues.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from ..model import Act

Frames = dict[str, Act]
"""What a word does in each frame that it can stand in: see the comments in cues.toml."""


class Word(Protocol):
    """Anything with a lemma, such as a parsed token."""

    @property
    def lemma_(self) -> str:
        """The dictionary form."""
        ...


@dataclass(frozen=True, slots=True)
class CueWords:
    """Frames by lemma (verbs, nouns) or by word (adjectives), and the classes of words that attribution turns on, in lower case."""

    verbs: dict[str, Frames]
    adjectives: dict[str, Frames]
    nouns: dict[str, Frames]
    owned: frozenset[str]
    hearsay_verbs: frozenset[str]
    hearsay_adverbs: dict[str, Act]
    hearsay_adjectives: dict[str, Act]
    light: frozenset[str]
    listing: frozenset[str]
    object_acts: dict[str, Act]
    prepositions: frozenset[str]
    spoken: frozenset[str]
    texts: frozenset[str]
    people: frozenset[str]
    quantities: frozenset[str]
    of_people: frozenset[str]
    anonymous: frozenset[str]
    marks: frozenset[str]
    denial: re.Pattern[str]
    beside: frozenset[str]
    empty: frozenset[str]
    lemmas: dict[str, str]
    questions: frozenset[str]
    answers: frozenset[str]
    ends: tuple[str, ...]

    def lemma(self, token: Word) -> str:
        """A word's lemma in lower case, put right where the language model mistakes it."""
        lemma = token.lemma_.lower()
        return self.lemmas.get(lemma, lemma)


@cache
def cue_words() -> CueWords:
    """The shipped vocabulary."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    speakers = {name: frozenset(words.split()) for name, words in data["speakers"].items()}
    return CueWords(
        verbs=_frames(data["verbs"]),
        adjectives=_frames(data["adjectives"]),
        nouns=_frames(data["nouns"]),
        owned=frozenset(w for g in data["nouns"] if g["needs"] == "owner" for w in g["words"].split()),
        hearsay_verbs=frozenset(data["passive"]["hearsay"].split()),
        hearsay_adverbs=_acts(data["adverbs"]),
        hearsay_adjectives=_acts(data["hearsay_adjectives"]),
        light=frozenset(data["light"]["verbs"].split()),
        listing=frozenset(data["listing"]["words"].split()),
        object_acts=_acts(data["object_acts"]),
        prepositions=frozenset(data["prepositions"]["words"].split()),
        spoken=frozenset(data["spoken"]["words"].split()),
        texts=speakers["texts"],
        people=speakers["people"],
        quantities=speakers["quantities"],
        of_people=speakers["of_people"],
        anonymous=speakers["anonymous"],
        marks=speakers["marks"],
        denial=re.compile(data["denials"]["opening"], re.IGNORECASE),
        beside=frozenset(data["beside"]["prepositions"].split()),
        empty=frozenset(data["empty"]["verbs"].split()),
        lemmas=data["lemmas"],
        questions=frozenset(data["layout"]["questions"].split()),
        answers=frozenset(data["layout"]["answers"].split()),
        ends=tuple(data["layout"]["ends"]),
    )


def _acts(table: dict[Act, str]) -> dict[str, Act]:
    return {word: act for act, words in table.items() for word in words.split()}


def _frames(groups: list[dict[str, Any]]) -> dict[str, Frames]:
    found: dict[str, Frames] = {}
    for group in groups:
        for word in group["words"].split():
            for frame in group["frames"]:
                found.setdefault(word, {}).setdefault(frame, group["act"])
    return found
