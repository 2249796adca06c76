"""A sentence as the network sees it: its word pieces, and what the rules say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span as Tokens
from spacy.tokens import Token
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from ...model import PositionKind, Statement
from ...ontology.plover import plover
from ...ontology.vocabulary import PartOfSpeech, vocabulary
from ..acts.triggers import Trigger
from ..page import Page
from ..parties.cast import Cast

MOST_PIECES = 192
"""Word pieces of a sentence that the network reads; what comes after has no vote."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence for the network: `pieces` and, for each piece, what the rules and the parser found there (`hints`, shape (5, pieces):
    the type of the act that they see, whose mention it is in, whose words it is in, its part of speech, its dependency; see `HINTS`) and
    which types of act its word may report at all (`lexicon`, shape (pieces, 16), 0 or 1). `first` gives a token's first piece."""

    pieces: Ids
    hints: Ids
    lexicon: NDArray[np.float32]
    first: Mapping[int, int]


@cache
def types() -> tuple[str, ...]:
    """PLOVER's types in the order in which the network counts them."""
    return tuple(plover().types)


@cache
def mode_places(kind: int) -> list[int]:
    """Where the network counts the modes of the type that it counts as `kind`, in PLOVER's order, and last "none of them": all types'
    modes come first, then a "none" for each type."""
    sizes = [len(plover().types[code].modes) for code in types()]
    start = sum(sizes[:kind])
    return [*range(start, start + sizes[kind]), sum(sizes) + kind]


FACTUALITY = ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu")
AUX = ("historical", "future", "hypothetical", "negation")
"""FactBank's values and PLOVER's auxiliary modes in the order in which the network counts them."""

STANCES: tuple[PositionKind, ...] = get_args(PositionKind)
"""The kinds of position in the order in which the network counts them."""

POS = ("VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX", "PRON", "DET", "ADP", "PART", "SCONJ", "CCONJ", "NUM", "PUNCT")
DEPENDENCIES = (
    "ROOT", "nsubj", "nsubjpass", "dobj", "pobj", "conj", "ccomp", "xcomp", "advcl", "acl", "relcl", "amod", "compound", "poss", "pcomp",
    "appos", "attr", "agent", "prep", "dep", "parataxis", "nmod", "oprd", "acomp", "csubj", "aux", "auxpass", "neg", "prt", "mark",
)  # fmt: skip

HINTS = (17, 3, 4, 1 + len(POS), 1 + len(DEPENDENCIES))
"""How many values each hint has: no act or one of 16 types; no mention, a party's head word, another word of a party; the report's
own words, a cue, said words, a source; 0 or one of POS; 0 or one of DEPENDENCIES."""


@cache
def tokenizer() -> Tokenizer:
    """BERT's uncased word pieces, from the vocabulary shipped."""
    rows = files(__package__).joinpath("pieces.txt").read_text(encoding="utf-8").splitlines()
    made = Tokenizer(
        WordPiece({piece: i for i, piece in enumerate(rows)}, unk_token="[UNK]", max_input_chars_per_word=100)  # noqa: S106
    )
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", rows.index("[CLS]")), ("[SEP]", rows.index("[SEP]"))]
    )
    return made


def passages(
    page: Page, cast_: Cast, statements: Sequence[Statement], triggers: Sequence[Trigger], sentences: Sequence[Tokens]
) -> list[Passage]:
    """Sentences of a page as the network sees them, in order."""
    acts = {t.head: 1 + types().index(t.type) for t in triggers}
    mentions = _mentions(cast_)
    voices = _voices(page, statements)
    rows = tokenizer().encode_batch([[t.text for t in s] for s in sentences], is_pretokenized=True)
    found = []
    for sentence, row in zip(sentences, rows, strict=True):
        words = [None if w is None else w + sentence.start for w in row.word_ids[:MOST_PIECES]]
        first: dict[int, int] = {}
        for at, word in enumerate(words):
            if word is not None:
                first.setdefault(word, at)
        tables = (acts, mentions, voices, *_grammar(sentence))
        hints = [[table.get(w, 0) if w is not None else 0 for w in words] for table in tables]
        lexicon = np.zeros((len(words), len(types())), np.float32)
        for word, at in first.items():
            lexicon[at, [types().index(t) for t in may_report(page.doc[word])]] = 1
        found.append(Passage(np.array(row.ids[:MOST_PIECES], np.int64), np.array(hints, np.int64), lexicon, first))
    return found


def may_report(token: Token) -> set[str]:
    """The types of act that the vocabulary has under a word, whatever else an entry demands."""
    entries, lemma = vocabulary().entries, token.lemma_.lower()
    keys: tuple[tuple[PartOfSpeech, str], ...] = (
        ("verb", lemma),
        ("noun", lemma),
        ("adjective", token.lower_),
        ("phrase", token.lower_),
    )
    return {entry.type for key in keys for entry in entries.get(key, ())}


def _grammar(sentence: Tokens) -> tuple[dict[int, int], dict[int, int]]:
    """Part of speech and dependency of each token, as the network counts them."""
    pos = {t.i: 1 + POS.index(t.pos_) for t in sentence if t.pos_ in POS}
    return pos, {t.i: 1 + DEPENDENCIES.index(t.dep_) for t in sentence if t.dep_ in DEPENDENCIES}


def _mentions(cast_: Cast) -> dict[int, int]:
    marks: dict[int, int] = {}
    for mention in cast_.mentions:
        for i in range(mention.start, mention.end):
            marks.setdefault(i, 2)
    for i, actors in cast_.parties.items():
        if actors:
            marks[i] = 1
    return marks


def _voices(page: Page, statements: Sequence[Statement]) -> dict[int, int]:
    marks: dict[int, int] = {}
    for statement in statements:
        parts = [(2, statement.content.span), (1, statement.cue.span)]
        if statement.source is not None:
            parts.insert(1, (3, statement.source.span))
        for mark, span in parts:
            token = page.token_at(span.start)
            while token is not None and token.idx < span.end:
                marks[token.i] = mark
                token = token.nbor() if token.i + 1 < len(page.doc) else None
    return marks
