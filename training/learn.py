"""Training: examples in, a network out."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from brinkwatch.ontology.plover import plover
from brinkwatch.read.learned.passages import HINTS
from examples import IGNORED, Deed, Example
from network import AUXES, FACTS, KINDS, MODES, ROLE, Network

MODE_STARTS = np.cumsum([0, *(len(t.modes) for t in plover().types.values())])


@dataclass(frozen=True, slots=True)
class Plan:
    epochs: int = 8
    batch: int = 16
    rate: float = 2e-4
    heads: float = 1e-3
    decay: float = 0.01
    forget: float = 0.15
    seed: int = 1


def collate(rows: Sequence[Example], forget: dict[str, float] | None = None, default: float = 0.0, rng: random.Random | None = None) -> tuple[Tensor, ...]:
    longest = max(len(r.passage.pieces) for r in rows)
    pieces = np.zeros((len(rows), longest), np.int64)
    hints = np.zeros((len(rows), len(HINTS), longest), np.int64)
    lexicon = np.zeros((len(rows), longest, KINDS), np.float32)
    mask = np.zeros((len(rows), longest), np.int64)
    labels = np.full((len(rows), longest), IGNORED, np.int64)
    for i, row in enumerate(rows):
        n = len(row.passage.pieces)
        pieces[i, :n], mask[i, :n], labels[i, :n] = row.passage.pieces, 1, row.labels
        hints[i, :, :n], lexicon[i, :n] = row.passage.hints, row.passage.lexicon
        if rng is not None:
            p = (forget or {}).get(row.report, default)
            if rng.random() < p:
                hints[i, 0, :n] = 0
            for j in range(n):
                if hints[i, 0, j] and rng.random() < p:
                    hints[i, 0, j] = 0
    return tuple(map(torch.from_numpy, (pieces, hints, lexicon, mask, labels)))  # type: ignore[return-value]


def loss_of(net: Network, rows: Sequence[Example], inputs: tuple[Tensor, ...], smooth: float = 0.0) -> Tensor:
    *seen, labels = inputs
    kinds, modes, facts, asks, answers = net(*seen)
    loss = fn.cross_entropy(kinds.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum", label_smoothing=smooth) / max(1, int((labels > 0).sum())) * 0.7
    deeds = [(i, d) for i, r in enumerate(rows) for d in r.deeds]
    if not deeds:
        return loss
    at = torch.tensor([[i, d.piece] for i, d in deeds])
    f = facts[at[:, 0], at[:, 1]]
    rule = torch.zeros(len(deeds), FACTS + AUXES)
    for n, (_, d) in enumerate(deeds):
        rule[n, d.rule_factuality] = 1
        rule[n, FACTS:] = torch.tensor(d.rule_aux, dtype=torch.float)
    f = f + net.fact_by_rule(rule)
    want = torch.tensor([d.factuality for _, d in deeds])
    if (want >= 0).any():
        loss = loss + 0.3 * fn.cross_entropy(f[:, :FACTS], want, ignore_index=-1)
    loss = loss + 0.3 * fn.binary_cross_entropy_with_logits(f[:, FACTS:], torch.tensor([d.aux for _, d in deeds], dtype=torch.float)) 
    m = modes[at[:, 0], at[:, 1]]
    own = torch.full_like(m, -1e4)
    gold = []
    for n, (_, d) in enumerate(deeds):
        a, b = MODE_STARTS[d.kind], MODE_STARTS[d.kind + 1]
        own[n, a:b] = 0
        own[n, MODES + d.kind] = 0
        gold.append(a + d.mode if d.mode >= 0 else MODES + d.kind)
    loss = loss + 0.3 * fn.cross_entropy(m + own, torch.tensor(gold))
    pairs = [(i, d) for i, d in deeds if len(d.pieces)]
    if pairs:
        scores, wants = [], []
        for i, d in pairs:
            scores.append(role_scores(net, asks[i, d.piece], answers[i, torch.from_numpy(d.pieces)], d))
            wants.append(torch.from_numpy(d.roles))
        loss = loss + 1.0 * fn.binary_cross_entropy_with_logits(torch.cat(scores), torch.cat(wants))
    return loss


def role_scores(net: Network, ask: Tensor, answer: Tensor, deed: Deed) -> Tensor:
    feats = torch.from_numpy(deed.features)
    own = net.weigh_by_kind.weight[deed.kind].view(2, -1)
    rule = net.weigh(feats) + feats @ own.T
    return rule + torch.stack([(answer[:, r * ROLE : (r + 1) * ROLE] * ask[r * ROLE : (r + 1) * ROLE]).sum(-1) / math.sqrt(ROLE) for r in (0, 1)], -1)


def train(rows: Sequence[Example], weights: str, plan: Plan, forget: dict[str, float] | None = None, say=None) -> Network:
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    net = Network(weights)
    body = [p for n, p in net.named_parameters() if n.startswith("bert") and "word_embeddings" not in n]
    emb = [p for n, p in net.named_parameters() if "word_embeddings" in n]
    heads = [p for n, p in net.named_parameters() if not n.startswith("bert")]
    opt = torch.optim.AdamW([{"params": body, "lr": plan.rate}, {"params": emb, "lr": plan.rate / 2}, {"params": heads, "lr": plan.heads}], weight_decay=plan.decay)
    rows = list(rows)
    steps = plan.epochs * math.ceil(len(rows) / plan.batch)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps))
    net.train()
    for epoch in range(plan.epochs):
        order = sorted(rng.sample(rows, len(rows)), key=lambda r: len(r.passage.pieces) + rng.random() * 10)
        batches = [order[i : i + plan.batch] for i in range(0, len(order), plan.batch)]
        rng.shuffle(batches)
        total = 0.0
        for batch in batches:
            loss = loss_of(net, batch, collate(batch, forget, plan.forget, rng))
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            sched.step()
            total += loss.item()
        if say:
            say(f"epoch {epoch + 1}: loss {total / len(batches):.3f}")
    net.eval()
    return net
