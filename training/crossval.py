"""Reading each report by models that were trained without it: how good is the whole, and how often is an event of given confidence right?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from corpus import ALL, Entry
from examples import trigger_head
from numpy.typing import NDArray
from score import Figures, close_events, compare, pair_up, touch
from torch.nn import functional as fn

from brinkwatch.ontology.confidence import confidence_rules
from brinkwatch.read.acts.triggers import find_triggers
from brinkwatch.read.circumstances.places import find_places
from brinkwatch.read.learned.judge import SIGNS, judge
from brinkwatch.read.learned.network import Scorer, Scores
from brinkwatch.read.learned.passages import Passage
from brinkwatch.read.page import Page, open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.reader import read_page
from brinkwatch.read.speech.statements import find_statements
from brinkwatch.schema import reading_to_json

BINS = 10

REAL = 3
"""How often what is in a public text counts where network and rules are weighed, and confidence fitted; what we wrote counts once."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A report as read: its record; for each of its events the signs of confidence and whether an annotated event matches it; how many
    of its words the network looked at, and how many annotated triggers it did not."""

    entry: Entry
    record: dict[str, Any]
    signs: NDArray[np.float32]
    right: NDArray[np.bool_]
    words: int
    looked_at: int
    overlooked: int


Fold = list[Judgement]


def judge_fold(entries: Sequence[Entry], scorer: Scorer) -> Fold:
    """Read the reports of a fold."""
    return [_judged(entry, page, scorer) for entry in entries for page in open_pages((entry.gold.report,))]


class Once:
    """A scorer that is asked but once for the same sentences, and then remembers what it said."""

    def __init__(self, scorer: Scorer) -> None:
        self.tables = scorer.tables
        self._scorer = scorer
        self._said: list[Scores] | None = None

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Scores of each sentence, in order."""
        if self._said is None:
            self._said = self._scorer.score(passages)
        return self._said


def _judged(entry: Entry, page: Page, asked: Scorer) -> Judgement:
    scorer = Once(asked)
    record = reading_to_json(read_page(page, scorer))
    cast = find_cast(page, find_places(page))
    verdict = judge(page, cast, find_statements(page, cast), find_triggers(page, cast), scorer)
    heads = [trigger_head(page, event) for event in entry.gold.lists["events"]]
    matched = {id(found) for _, found in pair_up(entry.gold.lists["events"], record["events"], close_events)}
    return Judgement(
        entry,
        record,
        np.array([act.signs for act in verdict.acts], np.float32).reshape(len(verdict.acts), SIGNS),
        np.array([id(event) in matched for event in record["events"]], np.bool_),
        len(page.doc),
        len(verdict.stances),
        sum(head is not None and head.i not in verdict.stances for head in heads),
    )


def calibrate(folds: Sequence[Fold]) -> tuple[list[float], dict[str, Any]]:
    """Weights of the signs that make confidence a frequency, and the figures of the whole reading by kind of text: of all events, and of
    those that are shown unless more are asked for."""
    own = [fitted([j for other in folds if other is not fold for j in other]) for fold in folds]
    held = [(confidence(j.signs, w), j.right) for fold, w in zip(folds, own, strict=True) for j in fold if len(j.right)]
    least = confidence_rules().hidden_below
    everything = [j for fold in folds for j in fold]
    surer = [shown(j, w, least) for fold, w in zip(folds, own, strict=True) for j in fold]
    return fitted(everything), {
        "prefilter": passed_over(everything),
        "calibration_error": calibration_error(*(np.concatenate(part) for part in zip(*held, strict=True))),
        "hard_negatives": false_alarms(everything),
        "cross_validated": by_text(everything),
        "shown": {"least": least, "hard_negatives": false_alarms(surer), "cross_validated": by_text(surer)},
    }


def by_text(judged: Sequence[Judgement]) -> dict[str, dict[str, float]]:
    """The figures of all reports, of those with public texts, and of our own."""
    return {
        "all": rows_of(judged),
        "public texts": rows_of([j for j in judged if j.entry.public]),
        "own reports": rows_of([j for j in judged if not j.entry.public]),
    }


def passed_over(judged: Sequence[Judgement]) -> dict[str, float]:
    """What is not given to the network, for want of a word of the vocabulary: the share of words, and of annotated events."""
    events = sum(len(j.entry.gold.lists["events"]) for j in judged)
    return {
        "words": round(1 - sum(j.looked_at for j in judged) / max(1, sum(j.words for j in judged)), 4),
        "events": events,
        "events_lost": sum(j.overlooked for j in judged),
    }


def fitted(rows: Sequence[Judgement]) -> list[float]:
    """Logistic regression of "an annotated event matches" on the signs."""
    signs = torch.from_numpy(np.concatenate([j.signs for j in rows if len(j.right)]))
    right = torch.from_numpy(np.concatenate([j.right for j in rows if len(j.right)])).float()
    counts = torch.tensor([REAL if j.entry.public else 1.0 for j in rows for _ in j.right])
    weights = torch.zeros(signs.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        wrong = fn.binary_cross_entropy_with_logits(signs @ weights, right, weight=counts)
        loss: torch.Tensor = wrong + 1e-4 * (weights**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return [round(float(w), 4) for w in weights.detach()]


def confidence(signs: NDArray[np.float32], weights: Sequence[float]) -> NDArray[np.float32]:
    """The confidence of events with these signs, 0 to 1."""
    odds = 1 / (1 + np.exp(-(signs @ np.array(weights, np.float32))))
    return odds.astype(np.float32)


def calibration_error(said: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Expected calibration error: how far confidence lies from the share of right ones, over ten equal bins, weighed by their size."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(said[bins == b].mean()) - float(right[bins == b].mean())) * int((bins == b).sum())
        for b in range(BINS)
        if (bins == b).any()
    ]
    return sum(gaps) / len(said)


def rows_of(judged: Sequence[Judgement]) -> dict[str, float]:
    """The figures of evals/score.py over reports that are annotated in every layer."""
    figures = Figures()
    for each in judged:
        if each.entry.layers == ALL:
            compare(figures, each.entry.gold, each.record)
    return {key: round(value, 4) for key, value in figures.rows().items()}


def false_alarms(judged: Sequence[Judgement]) -> dict[str, float]:
    """Sentences that look like events and are none: how many there are, and the share in which an event is seen."""
    seen = [any(touch(span, trigger) for trigger in _triggers(j)) for j in judged for span in j.entry.plain]
    return {"sentences": len(seen), "with_an_event": round(sum(seen) / max(1, len(seen)), 4)}


def _triggers(judged: Judgement) -> Iterator[list[int]]:
    yield from (event["trigger"]["span"] for event in judged.record["events"])


def shown(judged: Judgement, weights: Sequence[float], least: float) -> Judgement:
    """A report as read, without events of less confidence than `least`."""
    sure = confidence(judged.signs, weights) >= least
    events = [event for event, kept in zip(judged.record["events"], sure, strict=True) if kept]
    return replace(
        judged, record={**judged.record, "events": events}, signs=judged.signs[sure], right=judged.right[sure]
    )
