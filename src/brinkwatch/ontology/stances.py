"""What makes a position, a conditional warning, a precedent, a factor or an assessment, from stances.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..model import Act, FactorKind, PositionKind


@dataclass(frozen=True, slots=True)
class PositionRules:
    """Kinds by event type and statement act, and the words that change or bar them (lemmas)."""

    kind_of_type: dict[str, PositionKind]
    kind_of_act: dict[Act, PositionKind]
    offers: frozenset[str]
    red_lines: frozenset[str]
    red_line_nouns: frozenset[str]
    harms: frozenset[str]
    courtesies: frozenset[str]
    to_come: frozenset[str]
    no_acts: frozenset[str]
    kindly: frozenset[str]
    reticence: frozenset[str]
    reticent_about: frozenset[str]
    about_what: frozenset[str]
    orders: frozenset[str]
    own: tuple[str, ...]
    not_harm: frozenset[str]
    questions: frozenset[str]
    anonymity: frozenset[str]
    demanding_nouns: frozenset[str]
    no_position: frozenset[str]
    obligations: frozenset[str]
    obliged_to: frozenset[str]
    complement_prepositions: frozenset[str]
    pleas: frozenset[str]
    conditions: frozenset[str]
    condition_phrases: tuple[str, ...]
    deadline_marks: frozenset[str]
    answers_demand: frozenset[str]
    alike: float


@dataclass(frozen=True, slots=True)
class WarningRules:
    """Marks of a condition, forms of a forecast, verbs that cause, and nouns that name an act."""

    marks: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    named: frozenset[str]
    forecasts: frozenset[str]
    causes: frozenset[str]
    acts: frozenset[str]
    act_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrecedentRules:
    """Types of acts that are precedents when old, words of an outcome and of citing, and which types a past act bears on."""

    types: frozenset[str]
    outcomes: frozenset[str]
    against: frozenset[str]
    citing: frozenset[str]
    same_matter: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FactorRules:
    """For each kind of factor its verbs (lemmas) and phrases, the verbs that need a cause (with their particle), and the words that
    name each domain."""

    kinds: dict[FactorKind, tuple[frozenset[str], tuple[str, ...]]]
    causes: dict[str, str]
    domains: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """Words that look ahead, what they must be about, and the direction they point in."""

    adjectives: frozenset[str]
    verbs: frozenset[str]
    forecasts: frozenset[str]
    possible: frozenset[str]
    seeming: frozenset[str]
    outcome_nouns: frozenset[str]
    complete: frozenset[str]
    adverbs: frozenset[str]
    acts: frozenset[str]
    about: frozenset[str]
    escalation: frozenset[str]
    relief: frozenset[str]
    negations: frozenset[str]


@dataclass(frozen=True, slots=True)
class DiscrepancyRules:
    """Words of contrast, nouns whose number is no claim, verbs and nouns of tolls, and when two statements are of one thing."""

    contrast: frozenset[str]
    uncounted: frozenset[str]
    tolls: frozenset[str]
    alike: float


@dataclass(frozen=True, slots=True)
class StanceRules:
    """All of stances.toml."""

    position: PositionRules
    warning: WarningRules
    precedent: PrecedentRules
    factor: FactorRules
    assessment: AssessmentRules
    discrepancy: DiscrepancyRules


@cache
def stance_rules() -> StanceRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("stances.toml").read_text(encoding="utf-8"))
    position, warning, precedent, factor = data["position"], data["warning"], data["precedent"], data["factor"]
    maps = {"kind_of_type", "kind_of_act", "alike"}
    rows = {"condition_phrases", "own"}
    return StanceRules(
        position=PositionRules(
            **{key: position[key] for key in maps},
            condition_phrases=tuple(position["condition_phrases"]),
            own=tuple(position["own"]),
            **_sets({key: words for key, words in position.items() if key not in maps | rows}),
        ),
        warning=WarningRules(
            phrases=tuple(map(tuple, warning["phrases"])),
            act_endings=tuple(warning["act_endings"]),
            **_sets({key: words for key, words in warning.items() if key not in ("phrases", "act_endings")}),
        ),
        precedent=PrecedentRules(
            same_matter={key: frozenset(types) for key, types in precedent["same_matter"].items()},
            **_sets({key: words for key, words in precedent.items() if key != "same_matter"}),
        ),
        factor=FactorRules(
            kinds={
                kind: (frozenset(words["verbs"]), tuple(words["phrases"]))
                for kind, words in factor.items()
                if kind not in ("domains", "causes")
            },
            causes=factor["causes"]["verbs"],
            domains={key: frozenset(words) for key, words in factor["domains"].items()},
        ),
        assessment=AssessmentRules(**_sets(data["assessment"])),
        discrepancy=DiscrepancyRules(
            alike=data["discrepancy"].pop("alike"),
            **_sets(data["discrepancy"]),
        ),
    )


def _sets(words: dict[str, list[str]]) -> dict[str, Any]:
    return {key: frozenset(value) for key, value in words.items()}
