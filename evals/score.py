"""Score the reader against hand annotations (see annotations.py for their form).

    python evals/score.py evals/gold            a table
    python evals/score.py evals/gold --json     the same figures as one JSON object

Items are matched one to one, the closest first.
  statement      the contents overlap by half (shared characters over all characters)
  event          the same type, and the trigger of either lies in the other's clause
  event+actors   ... and the same actors, by country (by name where none is known); a party that the event's own
                 sentence doesn't name may be given or not
  event+both     ... and the same recipients
  position       the same kind, and the contents overlap by 0.3
  warning        condition and consequence each overlap by 0.3
Accuracies are over matched items for which the annotation has an answer. `span_is_quote` is the share of spans found
whose text is what the report has there; anything but 1 is an error of the reader.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations import Gold, Item, Unreadable, load_gold

from brinkwatch.desk import Desk
from brinkwatch.ontology.confidence import confidence_rules
from brinkwatch.schema import reading_to_json

Pair = tuple[Item, Item]
Closeness = Callable[[Item, Item], float]
Question = Callable[[Item, Item], bool | None]
"""Whether the second item answers as the first does; None where the first, annotated, has no answer."""


@dataclass(frozen=True)
class Kind:
    """How one list of the record is scored. `narrower` measures count matched pairs that pass all tests so far."""

    name: str
    list: str
    closeness: Closeness
    questions: Mapping[str, Question]
    narrower: Mapping[str, Callable[[Item, Item], bool]] = field(default_factory=dict)


@dataclass
class Figures:
    """Counts over all reports so far."""

    matched: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, matched: int, gold: int, found: int) -> None:
        """Add one report's matches of a measure."""
        self.matched[name] += matched
        self.gold[name] += gold
        self.found[name] += found

    def ask(self, name: str, answer: bool | None) -> None:
        """Add one answer, unless there was no question."""
        if answer is not None:
            self.right[name] += answer
            self.asked[name] += 1

    def rows(self) -> dict[str, float]:
        """`NAME.precision`, `.recall`, `.f1`, `.gold` for each measure and `NAME.accuracy`, `.asked` for each question."""
        out: dict[str, float] = {}
        for name, gold in self.gold.items():
            matched, found = self.matched[name], self.found[name]
            out[f"{name}.precision"] = ratio(matched, found)
            out[f"{name}.recall"] = ratio(matched, gold)
            out[f"{name}.f1"] = ratio(2 * matched, gold + found)
            out[f"{name}.gold"] = gold
        for name, asked in self.asked.items():
            out[f"{name}.accuracy"] = ratio(self.right[name], asked)
            out[f"{name}.asked"] = asked
        return out


def ratio(part: float, whole: float) -> float:
    """0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


def touch(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share a character."""
    return min(one[1], other[1]) > max(one[0], other[0])


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Shared characters over all characters from the first start to the last end."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return ratio(max(0, shared), max(one[1], other[1]) - min(one[0], other[0]))


def part_of(item: Item, key: str) -> Sequence[int]:
    """The span of an item's part, of the whole item where it has no such part."""
    span: Sequence[int] = (item.get(key) or item)["span"]
    return span


def pair_up(gold: list[Item], found: list[Item], closeness: Closeness) -> Iterator[Pair]:
    """Pairs of what was annotated and what was found, the closest first, no item twice."""
    candidates = [(closeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    taken_gold, taken_found = set(), set()
    for close, i, j in sorted(candidates, key=lambda candidate: -candidate[0]):
        if close > 0 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            yield gold[i], found[j]


def close_contents(least: float) -> Closeness:
    """Overlap of the contents, 0 below `least`."""

    def closeness(gold: Item, found: Item) -> float:
        close = overlap(part_of(gold, "content"), part_of(found, "content"))
        return close if close >= least else 0

    return closeness


def close_positions(gold: Item, found: Item) -> float:
    """Overlap of the contents of two positions of one kind."""
    return close_contents(0.3)(gold, found) if gold["kind"] == found["kind"] else 0


def close_warnings(gold: Item, found: Item) -> float:
    """The smaller overlap of the two halves, 0 below 0.3."""
    close = min(overlap(part_of(gold, half), part_of(found, half)) for half in ("if", "then"))
    return close if close >= 0.3 else 0


def close_events(gold: Item, found: Item) -> float:
    """Over 3 where the triggers touch, over 1 where a trigger lies in the other's clause, 0 for another type."""
    if gold["type"] != found["type"]:
        return 0
    wanted, trigger = part_of(gold, "trigger"), part_of(found, "trigger")
    if touch(wanted, trigger):
        return 3 + overlap(wanted, trigger)
    if touch(wanted, found["span"]) or touch(trigger, gold["span"]):
        return 1 + (overlap(gold["span"], found["span"]) + (names(gold["actors"]) == names(found["actors"]))) / 2
    return 0


def names(parties: Iterable[Item] | None) -> set[str]:
    """What parties are compared by: the country, else the name, else the words."""
    return {str(p.get("country") or p.get("name") or p.get("text") or "?").upper() for p in parties or ()}


def same_parties(key: str) -> Callable[[Item, Item], bool]:
    """A test of one role: all parties of the event's own sentence are there, and none that is not annotated."""

    def test(gold: Item, found: Item) -> bool:
        needed = names(party for party in gold[key] or () if not party.get("elsewhere"))
        return needed <= names(found[key]) <= names(gold[key])

    return test


def same(key: str) -> Question:
    """Whether both have the same value."""
    return lambda gold, found: gold.get(key) == found.get(key)


def same_source(gold: Item, found: Item) -> bool:
    """Whether both name nobody, or mentions that touch."""
    wanted, source = gold.get("source"), found.get("source")
    return touch(wanted["span"], source["span"]) if wanted and source else not wanted and not source


def same_country(gold: Item, found: Item) -> bool | None:
    """Whether the source's country is right, where one is annotated."""
    country = (gold.get("source") or {}).get("country")
    return (found.get("source") or {}).get("country") == country if country else None


def same_days(gold: Item, found: Item) -> bool | None:
    """Whether the event is on the same days, or equally unanchored, where the text gives a time."""
    when = found.get("when") or {}
    return [when.get("start"), when.get("end")] == gold["when_value"] if "when_value" in gold else None


def polarity(event: Item) -> str:
    """Whether the act is held to have happened: + - or u."""
    return str(event.get("factuality") or "CT+")[-1]


KINDS = (
    Kind(
        "statement",
        "statements",
        close_contents(0.5),
        {"source": same_source, "act": same("act"), "country": same_country},
    ),
    Kind(
        "event",
        "events",
        close_events,
        {
            "factuality": same("factuality"),
            "polarity": lambda gold, found: polarity(gold) == polarity(found),
            "aux": lambda gold, found: sorted(gold.get("aux") or ()) == sorted(found.get("aux") or ()),
            "attributed": lambda gold, found: bool(gold.get("according_to")) == bool(found.get("according_to")),
            "mode": lambda gold, found: gold["mode"] == found.get("mode") if gold.get("mode") else None,
            "when": same_days,
        },
        narrower={"actors": same_parties("actors"), "both": same_parties("recipients")},
    ),
    Kind(
        "position",
        "positions",
        close_positions,
        {"issuer": lambda gold, found: names(gold["issuers"]) == names(found["issuers"])},
    ),
    Kind("warning", "warnings", close_warnings, {}),
)


def compare(figures: Figures, gold: Gold, record: Item) -> None:
    """Add one report: what was annotated against what a reader found, a `brinkwatch/record/1` object."""
    for quote in quotes_in([record[kind.list] for kind in KINDS]):
        start, end = quote["span"]
        figures.ask("span_is_quote", gold.report.text[start:end] == quote["text"])
    for kind in KINDS:
        wanted, found = gold.lists[kind.list], record[kind.list]
        pairs = list(pair_up(wanted, found, kind.closeness))
        figures.count(kind.name, len(pairs), len(wanted), len(found))
        for name, question in kind.questions.items():
            for pair in pairs:
                figures.ask(f"{kind.name}.{name}", question(*pair))
        for name, test in kind.narrower.items():
            pairs = [pair for pair in pairs if test(*pair)]
            figures.count(f"{kind.name}+{name}", len(pairs), len(wanted), len(found))


def quotes_in(value: Any) -> Iterator[Item]:
    """Every JSON object, at any depth, that has both a text and its span."""
    if isinstance(value, dict):
        if value.get("text") is not None and value.get("span") is not None:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from quotes_in(part)


def score(golds: Sequence[Gold]) -> Figures:
    """Read the annotated reports as `brinkwatch read` does unless told otherwise, and compare."""
    figures = Figures()
    least = confidence_rules().hidden_below
    readings = Desk().read(*(gold.report for gold in golds), min_confidence=least)
    for gold, reading in zip(golds, readings, strict=True):
        compare(figures, gold, reading_to_json(reading))
    return figures


def table(figures: Figures) -> str:
    """The figures for a person to read."""
    rows = figures.rows()
    lines = [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'matched':>9}{'gold':>6}{'found':>7}"]
    for name, gold in figures.gold.items():
        measures = "".join(f"{rows[f'{name}.{part}']:7.3f}" for part in ("precision", "recall", "f1"))
        lines.append(f"{name:22}{measures}{figures.matched[name]:9}{gold:6}{figures.found[name]:7}")
    lines += [
        f"{name:22}{rows[f'{name}.accuracy']:7.3f}{figures.right[name]:7} of {asked}"
        for name, asked in figures.asked.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Score the files and folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="annotation files, or folders of them")
    parser.add_argument(
        "--texts", type=Path, help="where the files' text_file paths are looked up (default: beside the file)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    files = [file for path in args.gold for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    if not files:
        parser.error(f"no annotation files in {', '.join(map(str, args.gold))}")
    try:
        golds = [load_gold(file, args.texts) for file in files]
    except (Unreadable, OSError) as error:
        sys.exit(str(error))
    figures = score(golds)
    print(json.dumps(figures.rows(), indent=1) if args.json else table(figures))


if __name__ == "__main__":
    main()
