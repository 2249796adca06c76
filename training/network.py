"""The network: MiniLM-L6 over one sentence, with a head for each task."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from brinkwatch.read.learned.passages import AUX, FACTUALITY, HINTS, STANCES, mode_places, types
from brinkwatch.read.learned.rules import FEATURES

WIDTH = 384
PAIR = 64
KINDS, FACTS, AUXES = len(types()), len(FACTUALITY), len(AUX)
MODES = len({place for kind in range(KINDS) for place in mode_places(kind)})


class Network(nn.Module):
    """Pieces (batch, length), hints (batch, hint, length), lexicon (batch, length, type) and mask (batch, length) to scores of each piece."""

    def __init__(self, weights: Path | str) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(weights, add_pooling_layer=False, attn_implementation="eager")
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.hints = nn.ModuleList(nn.Embedding(n, WIDTH) for n in HINTS)
        for table in self.hints:
            nn.init.zeros_(table.weight)
        self.lexicon = nn.Linear(KINDS, WIDTH, bias=False)
        nn.init.zeros_(self.lexicon.weight)
        self.drop = nn.Dropout(0.2)
        self.kind = nn.Linear(WIDTH, 1 + KINDS)
        self.kind_by_rule = nn.Embedding(HINTS[0], 1 + KINDS)
        nn.init.zeros_(self.kind_by_rule.weight)
        with torch.no_grad():
            for i in range(HINTS[0]):
                self.kind_by_rule.weight[i, i] = 3.0
        self.kind_by_lexicon = nn.Linear(KINDS, 1 + KINDS, bias=False)
        with torch.no_grad():
            self.kind_by_lexicon.weight.zero_()
            self.kind_by_lexicon.weight[1:] = torch.eye(KINDS)
        self.mode = nn.Linear(WIDTH, MODES)
        self.fact = nn.Linear(WIDTH, FACTS + AUXES)
        self.asks = nn.Linear(WIDTH, PAIR)
        self.answers = nn.Linear(WIDTH, PAIR)
        self.pair_features = nn.Linear(FEATURES, PAIR, bias=False)
        self.pair_kinds = nn.Embedding(KINDS, PAIR)
        self.pair_out = nn.Linear(PAIR, 2)
        nn.init.normal_(self.pair_kinds.weight, std=0.1)
        self.by_standing = nn.Linear(FEATURES, 2, bias=False)
        nn.init.zeros_(self.by_standing.weight)
        with torch.no_grad():
            self.by_standing.weight[0, 0] = self.by_standing.weight[1, 1] = 4.0
            self.pair_out.bias.fill_(-2.0)
        self.stance = nn.Linear(WIDTH, 1 + len(STANCES))
        self.fact_by_rule = nn.Linear(FACTS + AUXES, FACTS + AUXES, bias=False)
        with torch.no_grad():
            self.fact_by_rule.weight.copy_(4 * torch.eye(FACTS + AUXES))

    def forward(self, pieces: Tensor, hints: Tensor, lexicon: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Scores as in brinkwatch.read.learned.network.Scores, for each piece."""
        words = self.bert.embeddings.word_embeddings(pieces)
        for i, table in enumerate(self.hints):
            words = words + table(hints[:, i])
        words = words + self.lexicon(lexicon)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden)
        kinds = self.kind(hidden) + self.kind_by_rule(hints[:, 0]) + self.kind_by_lexicon(lexicon)
        return kinds, self.mode(hidden), self.fact(hidden), self.asks(hidden), self.answers(hidden), self.stance(hidden)

    def fit(self, kind: int, ask: Tensor, answers: Tensor, features: Tensor) -> Tensor:
        """Log-odds that a party has a role (party, role), as in brinkwatch.read.learned.network.Tables.fit."""
        hidden = torch.relu(ask + answers + self.pair_features(features) + self.pair_kinds.weight[kind])
        fits: Tensor = self.pair_out(self.drop(hidden)) + self.by_standing(features)
        return fits
