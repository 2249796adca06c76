"""What the rules think of an act, put into numbers for the network to weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ...model import Actor, Statement
from ..acts.factuality import judge_factuality
from ..acts.further import further_recipients
from ..acts.roles import find_roles
from ..acts.triggers import Trigger
from ..page import Page
from ..parties.cast import Cast
from ..syntax import SUBJECTS, sentence_around

FEATURES = 16
"""Numbers that tell where a candidate stands to an act."""


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
    """Somebody whom the sentence mentions: who may be an actor or a recipient. `features` says where it stands to the act."""

    token: int
    actors: tuple[Actor, ...]
    features: tuple[float, ...]


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
        if not parties and token.i not in cast.others:
            continue
        known, parties = bool(parties), parties or (cast.others[token.i],)
        span = parties[0].span
        distance = token.i - head.i
        path = _path(token, head)
        found.append(
            Candidate(
                token.i,
                parties,
                (
                    float(span in actors),
                    float(span in recipients),
                    float(span in further),
                    float(not (actors or recipients)),
                    float(distance < 0),
                    min(abs(distance), 20) / 20,
                    float(token.head.i == head.i and token.dep_ in SUBJECTS),
                    float(token.head.i == head.i and token.dep_ in ("dobj", "poss")),
                    float(token.dep_ == "pobj" and token.head.head.i == head.i),
                    float(head.is_ancestor(token)),
                    float(token.pos_ == "PRON"),
                    float(speaker is not None and span.touches(speaker)),
                    float(token.dep_ in ("compound", "amod", "nmod", "poss")),
                    float(parties[0].country is None),
                    min(path, 8) / 8,
                    float(known),
                ),
            )
        )
    return found


def _path(token: Token, head: Token) -> int:
    """Steps in the parse between two words."""
    up = [head.i, *(a.i for a in head.ancestors)]
    for steps, node in enumerate((token, *token.ancestors)):
        if node.i in up:
            return steps + up.index(node.i)
    return 20
