"""What the rules think of an act, put into numbers for the network to weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from ...model import Actor, Statement
from ..acts.factuality import judge_factuality
from ..acts.further import further_recipients
from ..acts.roles import find_roles
from ..acts.triggers import Trigger
from ..page import Page
from ..parties.cast import Cast
from ..syntax import SUBJECTS, sentence_around


class Standing(NamedTuple):
    """Where somebody stands to an act, 0 to 1 each. For the rules: `actor`, `recipient`, a `further` recipient, or they have nobody (`none`).
    In the sentence: `before` the act's word, how far in words (`distance`) and in steps of the parse (`path`); its `subject`, `object` or
    possessor, led to by a `preposition`, `below` it; `coordinated`: all this as the words that it is joined to or in apposition to; a
    `pronoun`, the source of the words (`speaker`), part of another name (`modifier`). Whether no country is known (`stateless`), and whether the rules take it for a party (`party`)."""

    actor: bool
    recipient: bool
    further: bool
    none: bool
    before: bool
    distance: float
    subject: bool
    object: bool
    preposition: bool
    below: bool
    coordinated: bool
    pronoun: bool
    speaker: bool
    modifier: bool
    stateless: bool
    path: float
    party: bool


FEATURES = len(Standing._fields)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the rules say of the act at a word, taken to be of a given type; `found`: they see such an act there themselves."""

    trigger: Trigger
    found: bool
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    further: tuple[Actor, ...]
    factuality: str
    aux: tuple[str, ...]
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the sentence mentions: who may be an actor or a recipient. `features` says where they stand to the act."""

    token: int
    actors: tuple[Actor, ...]
    features: Standing


def opinion(
    page: Page, cast: Cast, statements: Sequence[Statement], triggers: Sequence[Trigger], head: Token, type_: str
) -> Opinion:
    """The rules' roles and factuality for the act at `head`."""
    own = next((t for t in triggers if t.type == type_ and (t.start <= head.i < t.end or t.head == head.i)), None)
    trigger = own or Trigger(head.i, head.i + 1, head.i, type_, None, (), "acts", (), 1.0)
    quote = page.quote(trigger.start, trigger.end)
    holding = [s for s in statements if s.content.span.holds(quote.span) and not s.cue.span.touches(quote.span)]
    statement = min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)
    actors, recipients = find_roles(page, cast, trigger)
    further = () if recipients else further_recipients(page, cast, trigger, actors)
    factuality, aux = judge_factuality(page, trigger, statement)
    return Opinion(trigger, own is not None, actors, recipients, further, factuality, aux, statement)


def candidates(cast: Cast, head: Token, held: Opinion) -> list[Candidate]:
    """The noun phrases of an act's sentence, in order: parties, and what may be one."""
    sentence = sentence_around(head)
    actors = {a.span for a in held.actors}
    recipients = {a.span for a in held.recipients}
    further = {a.span for a in held.further}
    speaker = held.statement.source.span if held.statement is not None and held.statement.source is not None else None
    found = []
    for token in sentence:
        parties = cast.parties.get(token.i, ())
        if parties or token.i in cast.others:
            someone = parties or (cast.others[token.i],)
            span = someone[0].span
            standing = _standing(token, head)._replace(
                actor=span in actors,
                recipient=span in recipients,
                further=span in further,
                none=not (actors or recipients),
                speaker=speaker is not None and span.touches(speaker),
                stateless=someone[0].country is None,
                party=bool(parties),
            )
            found.append(Candidate(token.i, someone, standing))
    return found


def _standing(token: Token, head: Token) -> Standing:
    """Where a word stands to the act's word in the sentence; what hangs on the report is left false."""
    stem = _stem(token)
    near = stem.head.i == head.i
    return Standing(
        actor=False,
        recipient=False,
        further=False,
        none=False,
        before=token.i < head.i,
        distance=min(abs(token.i - head.i), 20) / 20,
        subject=near and stem.dep_ in SUBJECTS,
        object=near and stem.dep_ in ("dobj", "poss"),
        preposition=stem.dep_ == "pobj" and stem.head.head.i == head.i,
        below=head.is_ancestor(token),
        coordinated=stem.i != token.i,
        pronoun=token.pos_ == "PRON",
        speaker=False,
        modifier=token.dep_ in ("compound", "amod", "nmod", "poss"),
        stateless=False,
        path=min(_path(token, head), 8) / 8,
        party=False,
    )


def _stem(token: Token) -> Token:
    """The first of words joined by "and" or in apposition."""
    while token.dep_ in ("conj", "appos"):
        token = token.head
    return token


def _path(token: Token, head: Token) -> int:
    """Steps in the parse between two words."""
    up = [head.i, *(a.i for a in head.ancestors)]
    for steps, node in enumerate((token, *token.ancestors)):
        if node.i in up:
            return steps + up.index(node.i)
    return 20
