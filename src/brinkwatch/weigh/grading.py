"""The Admiralty grade of an incident, by a rule that anyone can redo from its voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..incident import Voice
from ..ontology.grades import grades


def origins(voices: Sequence[Voice]) -> int:
    """How many independent origins assert it: each publisher that vouches for it and each source that is quoted, once. What was taken back
    counts no more; several sources without a name are one, for nobody knows that they are two."""
    return _count([v for v in voices if v.holds == "asserts" and not v.superseded])


def _count(voices: Sequence[Voice]) -> int:
    named = {(v.kind, v.name.casefold()) for v in voices if not v.anonymous}
    return len(named) + any(v.anonymous for v in voices)


def credibility(voices: Sequence[Voice]) -> int:
    """1 to 6, the first that fits: nobody asserts, doubts or denies it for certain (6); all who asserted it took it back, or more deny it than
    assert it (5); somebody denies it, or it is only held possible (4); three independent origins assert it (1); two (2); one (3), but 6 where
    that one has no name."""
    asserting, denying = origins(voices), _count([v for v in voices if v.holds == "denies"])
    doubting = any(v.holds == "doubts" for v in voices)
    taken_back = any(v.superseded for v in voices)
    if denying and denying > asserting or taken_back and not asserting:
        return 5
    if denying:
        return 4
    if asserting >= grades().confirmed:
        return 1
    if asserting >= grades().probable:
        return 2
    if asserting:
        return 3 if any(v.holds == "asserts" and not v.anonymous for v in voices) else 6
    return 4 if doubting else 6


def grade(voices: Sequence[Voice], figure: int, reliability: Mapping[str, str]) -> str:
    """Letter and figure, "B2". The letter is that of the most reliable publisher that vouches for it or quotes a source that does;
    `reliability` has the desk's letters by publisher."""
    standing = [v for v in voices if v.holds == "asserts" and not v.superseded]
    letters = [reliability.get(name, grades().unrated) for v in standing for name in v.publishers]
    return f"{min(letters, default=grades().unrated)}{figure}"
