"""Training: examples in, a network out."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from examples import IGNORED, Deed, Example
from network import AUXES, FACTS, Network
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn

from brinkwatch.read.learned.network import padded
from brinkwatch.read.learned.passages import mode_places, tokenizer


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the data, sentences a step, learning rates of the encoder and of the heads, weight decay, seed.

    `forget`: how often what the rules see is hidden from the network, so that it learns to do without. By report where the rules were
    written with it at hand, for there they look better than they are. `blank`: how often a word piece is
    masked.
    """

    epochs: int = 6
    batch: int = 16
    rate: float = 2e-4
    heads: float = 1e-3
    decay: float = 0.01
    forget: float = 0.05
    forget_known: float = 0.3
    blank: float = 0.1
    seed: int = 1


BLANK = int(tokenizer().token_to_id("[MASK]") or 0)

Say = Callable[[str], None]


def train(rows: Sequence[Example], weights: str, plan: Plan, known: frozenset[str], say: Say) -> Network:
    """A network trained on examples, from MiniLM's `weights` (a folder); `known` are the reports that the rules were written with."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)  # noqa: S311
    net = Network(weights)
    steps = plan.epochs * math.ceil(len(rows) / plan.batch)
    optimiser = torch.optim.AdamW(_groups(net, plan), weight_decay=plan.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )
    net.train()
    for epoch in range(plan.epochs):
        total = 0.0
        batches = _batches(rows, plan, rng)
        for batch in batches:
            forget = [plan.forget_known if r.report in known else plan.forget for r in batch]
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(net, batch, _inputs(batch, plan, forget, rng))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        say(f"epoch {epoch + 1}: loss {total / len(batches):.3f}")
    net.eval()
    return net


def _groups(net: Network, plan: Plan) -> list[dict[str, object]]:
    named = list(net.named_parameters())
    return [
        {"params": [p for n, p in named if n.startswith("bert") and p.requires_grad], "lr": plan.rate},
        {"params": [p for n, p in named if not n.startswith("bert")], "lr": plan.heads},
    ]


def _batches(rows: Sequence[Example], plan: Plan, rng: random.Random) -> list[list[Example]]:
    """Sentences of like length together, in an order of chance."""
    order = sorted(rng.sample(list(rows), len(rows)), key=lambda r: len(r.passage.pieces) + rng.random() * 10)
    batches = [order[at : at + plan.batch] for at in range(0, len(order), plan.batch)]
    rng.shuffle(batches)
    return batches


def _inputs(rows: Sequence[Example], plan: Plan, forget: Sequence[float], rng: random.Random) -> list[Tensor]:
    """What the network sees of the sentences, what the rules see in them hidden now and then."""
    pieces, hints, lexicon, mask = padded([r.passage for r in rows])
    for i, row in enumerate(rows):
        for at in range(1, len(row.passage.pieces) - 1):
            if rng.random() < plan.blank:
                pieces[i, at] = BLANK
    for i, share in enumerate(forget):
        if rng.random() < share:
            hints[i, 0] = 0
        for seen in np.flatnonzero(hints[i, 0]):
            if rng.random() < share:
                hints[i, 0, seen] = 0
    return [torch.from_numpy(each) for each in (pieces, hints, lexicon, mask)]


def _loss(net: Network, rows: Sequence[Example], inputs: Sequence[Tensor]) -> Tensor:
    """How wrong the network is: on which words report what, and for each annotated act on its mode, factuality and roles."""
    kinds, modes, facts, asks, answers, stances = (out.float() for out in net(*inputs))
    loss = 0.7 * _label_loss(kinds, [row.labels for row in rows]) + 0.3 * _label_loss(
        stances, [row.stances for row in rows]
    )
    deeds = [(i, d) for i, r in enumerate(rows) for d in r.deeds]
    if not deeds:
        return loss
    rows_at, pieces_at = torch.tensor([i for i, _ in deeds]), torch.tensor([d.piece for _, d in deeds])
    acts = [d for _, d in deeds]
    loss = (
        loss
        + 0.3 * _fact_loss(net, facts[rows_at, pieces_at], acts)
        + 0.3 * _mode_loss(modes[rows_at, pieces_at], acts)
    )
    fits = [
        (net.fit(d.kind, asks[i, d.piece], answers[i, torch.from_numpy(d.pieces)], torch.from_numpy(d.features)), d)
        for i, d in deeds
        if len(d.pieces)
    ]
    if fits:
        roles = torch.cat([torch.from_numpy(d.roles) for _, d in fits])
        loss = loss + fn.binary_cross_entropy_with_logits(torch.cat([fit for fit, _ in fits]).float(), roles)
    return loss


def _label_loss(scores: Tensor, labels: Sequence[NDArray[np.int64]]) -> Tensor:
    """Cross-entropy over all pieces, by the number of those that have something to say."""
    padded_labels = np.full(scores.shape[:2], IGNORED, np.int64)
    for i, row in enumerate(labels):
        padded_labels[i, : len(row)] = row
    wanted = torch.from_numpy(padded_labels).flatten()
    wrong = fn.cross_entropy(scores.flatten(0, 1), wanted, ignore_index=IGNORED, reduction="sum")
    return wrong / max(1, int((padded_labels > 0).sum()))


def _fact_loss(net: Network, scores: Tensor, acts: Sequence[Deed]) -> Tensor:
    rule = torch.zeros(len(acts), FACTS + AUXES)
    for n, act in enumerate(acts):
        rule[n, act.rule_factuality] = 1
        rule[n, FACTS:] = torch.tensor(act.rule_aux, dtype=torch.float)
    scores = scores + net.fact_by_rule(rule)
    values = torch.tensor([act.factuality for act in acts])
    aux = torch.tensor([act.aux for act in acts], dtype=torch.float)
    loss = fn.binary_cross_entropy_with_logits(scores[:, FACTS:], aux)
    if bool((values >= 0).any()):
        loss = loss + fn.cross_entropy(scores[:, :FACTS], values, ignore_index=-1)
    return loss


def _mode_loss(scores: Tensor, acts: Sequence[Deed]) -> Tensor:
    """Among the modes of the act's own type, and none."""
    others = torch.full_like(scores, -1e4)
    gold = []
    for n, act in enumerate(acts):
        places = mode_places(act.kind)
        others[n, places] = 0
        gold.append(places[act.mode])  # -1, none, is the last
    return fn.cross_entropy(scores + others, torch.tensor(gold))
