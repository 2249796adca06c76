"""Verbs and adjectives that attribute words or thought, by the complements that syntax gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords, Frames
from ..parties.cast import Cast
from ..syntax import agents, child, is_passive, sentence_around, subjects
from .attributions import (
    Attribution,
    may_speak,
    preposition_phrases,
    source_of,
    speaker_above,
    stretch,
    text_of,
    trimmed,
)
from .complements import complement, prepositional
from .extents import around, clause_span, that_clause
from .frames import clause_frame, negated, opens_with, verb_frames


def find_cued(sentence: Iterable[Token], cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a verb or adjective of a sentence makes to its subject, or, in the passive, to its agent or nobody."""
    for token in sentence:
        adjective = _adjective_frames(token, words)
        if adjective is not None:
            found = _adjective(token, adjective, cast, words)
        elif (
            token.pos_ in ("VERB", "AUX")
            or token.tag_.startswith("VB")
            or (token.dep_ == "ROOT" and child(token, "nsubj", "dobj"))
        ):
            frames = verb_frames(token, words)
            found = _passive(token, frames, words) if is_passive(token) else _active(token, frames, cast, words)
        else:
            continue
        if found is not None:
            yield found


def _adjective_frames(token: Token, words: CueWords) -> Frames | None:
    frames = words.adjectives.get(token.lower_)
    if frames is None or token.dep_ in ("amod", "compound"):
        return None
    if token.pos_ == "ADJ":
        return frames
    passive = token.tag_ in ("VBN", "VBD") and child(token, "auxpass", "aux") is not None and not child(token, "dobj")
    passive = passive or (
        token.dep_ == "conj" and token.head.pos_ in ("ADJ", "VERB") and token.head.lower_ in words.adjectives
    )
    return frames if passive else None


def _adjective(token: Token, frames: Frames, cast: Cast, words: CueWords) -> Attribution | None:
    source = source_of(token)
    holders: list[Token] = [token]
    if token.head.lemma_ == "make" and token.dep_ in ("acomp", "oprd", "ccomp", "xcomp"):
        if "made" not in frames:
            return None
        source = source_of(token.head)
        holders.append(token.head)
    elif token.dep_ == "acomp" and token.head.dep_ in ("ccomp", "advcl", "csubj") and token.i + 1 < len(token.doc):
        holders.append(token.head)
    if source is None or not may_speak(source, cast, words):
        return None
    for holder in holders:
        for clause in holder.children:
            if clause.i <= token.i or clause.dep_ not in ("ccomp", "xcomp", "advcl", "acl"):
                continue
            frame = clause_frame(clause)
            if clause.dep_ in ("advcl", "acl") and frame == "clause" and not opens_with(clause, "that"):
                continue
            if frame in frames and not (frame == "clause" and clause.left_edge.i > token.i + 4):
                return _made(token, source, clause_span(clause, words), negated(token, frames[frame], frame))
    if "clause" in frames and (span := that_clause(token, words)):
        return _made(token, source, span, frames["clause"])
    if "made" in frames and (span := _told_beside(token, holders[-1])):
        return _made(token, source, span, frames["made"])
    found = prepositional(token, frames, words)
    return _made(token, source, *found) if found else None


def _told_beside(token: Token, holder: Token) -> Span | None:
    """What is clear though no "that" leads to it: "We have been clear: ...", "As we have made clear, ..."."""
    if holder == token:
        holder = token.head
    host = holder.head
    if holder.dep_ == "advcl" and opens_with(holder, "as") and host != holder:
        return around(holder, host)
    following = token.doc[token.i + 1] if token.i + 1 < sentence_around(token).end else None
    if following is None or following.text not in (",", ":", "–", "—", "-"):
        return None
    last = sentence_around(token)[-1]
    return trimmed(text_of(token.doc), following.idx, last.idx + len(last)) if last.i > following.i + 3 else None


def _made(cue: Token, source: Token | None, content: Span | None, act: Act) -> Attribution | None:
    if content is None:
        return None
    return Attribution((cue.i, cue.i + 1), source, content, act)


def _active(verb: Token, frames: Frames, cast: Cast, words: CueWords) -> Attribution | None:
    if not frames:
        return None
    source = source_of(verb)
    if source is None:
        return None
    source = speaker_above(verb, source, cast, words)
    if not _speaks(verb, source, cast, words):
        return None
    content, act = complement(verb, frames, words)
    return _made(verb, source, content, act)


def _speaks(verb: Token, source: Token, cast: Cast, words: CueWords) -> bool:
    """Whether a subject is the source of what a verb attributes: nobody is none, and things can't say what only people can."""
    if any(c.lower_ == "no" and c.dep_ == "det" for c in source.children):
        return False
    if source.tag_ in ("WDT", "WP"):
        return may_speak(source, cast, words)
    if source.head == verb and words.lemma(verb) in words.of_people and source.pos_ in ("NOUN", "PROPN", "PRON"):
        return source.lower_ not in ("there", "what")
    return may_speak(source, cast, words)


def _passive(verb: Token, frames: Frames, words: CueWords) -> Attribution | None:
    """Attributions in the passive: to the agent where "by" names one, else to nobody."""
    by = agents(verb)
    source = by[0] if by else None
    if not frames and words.lemma(verb) not in words.hearsay_verbs:
        return None
    for clause in verb.children:
        if clause.dep_ not in ("xcomp", "ccomp") or clause.i < verb.i:
            continue
        frame = clause_frame(clause)
        if frame == "inf" and (words.lemma(verb) in words.hearsay_verbs or "order" in frames):
            act = (
                frames.get("order", frames.get("clause", "say"))
                if words.lemma(verb) not in words.hearsay_verbs
                else frames.get("clause", "say")
            )
            return _made(verb, source, stretch(clause, clause), act)
        if frame == "clause" and "clause" in frames and clause.pos_ in ("VERB", "AUX"):
            return _made(verb, source, stretch(clause, clause), frames["clause"])
    for prep, led in preposition_phrases(verb):
        if "charge" in frames and prep.lower_ in ("of", "for") and prep.dep_ != "agent":
            return _made(verb, source, stretch(prep, led), frames["charge"])
        if prep.lower_ == "as" and "as" in frames:
            return _made(verb, source, stretch(led, led), frames["as"])
    blamed = (
        "to" in frames
        and verb.lemma_ in ("attribute", "ascribe")
        and any(p.lower_ == "to" for p, _ in preposition_phrases(verb))
    )
    only_spoken = "spoken" in frames and "object" not in frames
    if only_spoken and not any(words.lemma(t) in words.spoken for t in _undergoers(verb)):
        return None
    if (source is None and not blamed) or not {"object", "spoken", "to"} & set(frames):
        return None
    return _made(verb, source, _undergone(verb), frames.get("object") or frames.get("spoken") or frames["to"])


def _undergoers(verb: Token) -> list[Token]:
    return [verb.head] if verb.dep_ == "acl" else subjects(verb)


def _undergone(verb: Token) -> Span | None:
    """What a passive verb is said of: its subject, or the noun that a participle modifies."""
    if verb.dep_ == "acl":
        start, end = verb.head.left_edge, verb.doc[verb.left_edge.i - 1]
        return trimmed(text_of(verb.doc), start.idx, end.idx + len(end))
    found = subjects(verb)
    if not found:
        return None
    start, end = found[0].left_edge, found[0].right_edge
    if start.i <= verb.i <= end.i:
        end = verb.doc[verb.left_edge.i - 1]
    return trimmed(text_of(verb.doc), start.idx, end.idx + len(end))
