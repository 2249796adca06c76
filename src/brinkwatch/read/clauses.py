"""Verbs and adjectives that attribute words or thought, by the complements that syntax gives them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..model import Act, Span
from ..ontology.cues import CueWords, Frames
from .attributions import Attribution, may_speak, preposition_phrases, source_of, stretch, trimmed
from .cast import Cast
from .syntax import agents, child, is_infinitive, is_passive, subjects

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADDRESS = frozenset({"on", "upon", "for", "to", "with"})
_CHARGES = frozenset({"of", "for", "over", "on", "with", "about", "against"})
_TURNED: dict[Act, Act] = {
    "promise": "reject",
    "offer": "reject",
    "praise": "reject",
    "confirm": "reject",
    "accuse": "say",
}

Found = tuple[Span | None, Act]


def find_cued(sentence: Iterator[Token], cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a verb or adjective of a sentence makes to its subject, or, in the passive, to its agent or nobody."""
    for token in sentence:
        adjective = _adjective_frames(token, words)
        if adjective is not None:
            found = _adjective(token, adjective, cast, words)
        elif token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            frames = _verb_frames(token, words)
            found = _passive(token, frames, words) if is_passive(token) else _active(token, frames, cast, words)
        else:
            continue
        if found is not None:
            yield found


def _verb_frames(verb: Token, words: CueWords) -> Frames:
    """What a verb, with its particle if it has one ("point out"), can do."""
    lemma = verb.lemma_.lower()
    particle = next(
        (c for c in verb.children if c.dep_ == "prt" or (c.dep_ in ("advmod", "prep") and c.i == verb.i + 1)), None
    )
    with_particle = words.verbs.get(f"{lemma}_{particle.lower_}") if particle is not None else None
    return with_particle if with_particle is not None else words.verbs.get(lemma, {})


def _adjective_frames(token: Token, words: CueWords) -> Frames | None:
    frames = words.adjectives.get(token.lower_)
    if frames is None or token.dep_ in ("amod", "compound"):
        return None
    if token.pos_ == "ADJ":
        return frames
    passive = token.tag_ in ("VBN", "VBD") and child(token, "auxpass", "aux") is not None and not child(token, "dobj")
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
            frame = _clause_frame(clause)
            if clause.dep_ in ("advcl", "acl") and frame == "clause" and not _opens_with(clause, "that"):
                continue
            if frame in frames and not (frame == "clause" and clause.left_edge.i > token.i + 4):
                return _made(token, source, clause_span(clause, words), _negated(token, frames[frame], frame))
    if "clause" in frames and (span := that_clause(token)):
        return _made(token, source, span, frames["clause"])
    found = _prepositional(token, frames)
    return _made(token, source, *found) if found else None


def _made(cue: Token, source: Token | None, content: Span | None, act: Act) -> Attribution | None:
    if content is None:
        return None
    return Attribution((cue.i, cue.i + 1), source, content, act)


def _active(verb: Token, frames: Frames, cast: Cast, words: CueWords) -> Attribution | None:
    if not frames:
        return None
    source = source_of(verb)
    if source is None or not may_speak(source, cast, words):
        return None
    content, act = _complement(verb, frames, words)
    return _made(verb, source, content, act)


def _complement(verb: Token, frames: Frames, words: CueWords) -> Found:
    """What stands for the words or thought of an active verb, and what the verb does with it."""
    for clause in verb.children:
        if clause.dep_ not in ("ccomp", "xcomp", "advcl") or clause.i < verb.i:
            continue
        found = _clause(verb, clause, frames, words)
        if found is not None:
            return found
    if "clause" in frames and (span := that_clause(verb)):
        return span, _negated(verb, frames["clause"], "clause")
    found = _predicate(verb, frames) or _object(verb, frames, words) or _prepositional(verb, frames)
    return found or _before(verb, frames) or (None, "say")


def _clause_frame(clause: Token) -> str:
    """The frame that a complement clause stands in."""
    if is_infinitive(clause):
        return "order" if child(clause, "nsubj", "nsubjpass") else "inf"
    first = clause.left_edge
    if first.tag_ in ("WRB", "WP", "WDT", "WP$") or first.lower_ in ("whether", "if", "how", "why", "when", "where"):
        return "question"
    if clause.tag_ == "VBG" and not child(clause, "aux"):
        return "ing"
    return "clause"


def _opens_with(clause: Token, word: str) -> bool:
    return any(c.dep_ in ("mark", "complm") and c.lower_ == word for c in clause.children)


def _clause(verb: Token, clause: Token, frames: Frames, words: CueWords) -> Found | None:
    frame = _clause_frame(clause)
    target = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None)
    if clause.dep_ == "advcl" and not _is_complement(clause, frame, target, frames):
        return None
    if _opens_with(clause, "for") and "for" in frames:
        return trimmed_after(clause, "for"), frames["for"]
    if frame == "inf":
        if target is not None:
            return (stretch(target, clause), frames["order"]) if "order" in frames else None
        called = next((led for p, led in preposition_phrases(verb) if p.lower_ in _ADDRESS and led.i < clause.i), None)
        if called is not None and "order" in frames and "inf" not in frames:
            return stretch(called, clause), frames["order"]
        if "would" in frames and any(c.dep_ == "aux" and c.lower_ in ("would", "'d", "’d") for c in verb.children):
            return stretch(clause, clause), frames["would"]
    if frame == "question" and "question" not in frames and "clause" in frames:
        return stretch(clause, clause), frames["clause"]
    if frame == "clause" and _is_small(clause):
        return (stretch(clause, clause), frames["as"]) if "as" in frames else None
    if frame not in frames or (frame == "clause" and not _is_content(clause)):
        return None
    if frame == "clause" and clause.tag_ == "VB" and not child(clause, "aux"):
        return stretch(clause, clause), "demand"
    return clause_span(clause, words), _negated(verb, frames[frame], frame)


def _is_complement(clause: Token, frame: str, target: Token | None, frames: Frames) -> bool:
    """Whether what was taken for an adverbial clause is what a cue leads to."""
    if frame == "clause":
        return _opens_with(clause, "that")
    return frame in ("inf", "order") and (target is not None or (_opens_with(clause, "for") and "for" in frames))


def _is_content(clause: Token) -> bool:
    """Whether a finite clause tells what is said, not why or when."""
    return all(c.lower_ in ("that", "if", "whether") or c.i > clause.i for c in clause.children if c.dep_ == "mark")


def trimmed_after(clause: Token, word: str) -> Span | None:
    """The words of a clause after the first `word` in it."""
    opening = next(c for c in clause.children if c.lower_ == word)
    last = clause.right_edge
    return trimmed(clause.doc.text, opening.idx + len(opening), last.idx + len(last))


def that_clause(cue: Token) -> Span | None:
    """The clause that "that" opens right after a cue, whatever the parse hangs it on."""
    doc = cue.doc
    if cue.i + 2 >= len(doc) or doc[cue.i + 1].lower_ != "that" or doc[cue.i + 1].dep_ != "mark":
        return None
    last = doc[cue.i + 1].head.right_edge
    return trimmed(doc.text, doc[cue.i + 2].idx, last.idx + len(last)) if last.i > cue.i + 1 else None


def clause_span(clause: Token, words: CueWords) -> Span | None:
    """A clause up to where somebody else is heard ("... and others said"), which is no part of what is attributed."""
    span = stretch(clause, clause)
    if span is None:
        return None
    for other in clause.children:
        if (
            other.dep_ == "conj"
            and other.i > clause.i
            and child(other, "nsubj")
            and "quote" in _verb_frames(other, words)
        ):
            return trimmed(clause.doc.text, span.start, _start_with_conjunction(other).idx)
    for other in clause.subtree:
        if other.dep_ == "relcl" and other.left_edge.i and other.left_edge.nbor(-1).text == ",":
            if any(
                "quote" in _verb_frames(t, words) and child(t, "nsubj") is not None
                for t in (other, other.head)
                if t.pos_ == "VERB"
            ):
                return trimmed(clause.doc.text, span.start, other.left_edge.nbor(-1).idx)
    return span


def _start_with_conjunction(other: Token) -> Token:
    first = other.left_edge
    before = first.nbor(-1) if first.i else first
    return before if before.dep_ == "cc" else first


def _is_small(clause: Token) -> bool:
    """Whether a clause has a subject but no finite verb ("called it a trap")."""
    if clause.pos_ in ("VERB", "AUX"):
        return False
    return not any(c.pos_ in ("VERB", "AUX") for c in clause.children)


def _negated(cue: Token, act: Act, frame: str) -> Act:
    """What a negated cue does: not agreeing rejects, not seeking to denies."""
    head = cue.head if cue.dep_ in ("acomp", "attr", "oprd") else cue
    if not any(c.dep_ == "neg" for c in (*cue.children, *head.children)):
        return act
    if act == "say" and frame == "inf":
        return "deny"
    return _TURNED.get(act, act)


def _predicate(verb: Token, frames: Frames) -> Found | None:
    """An object and what it is called, taken for, blamed for or told to do."""
    target = child(verb, "dobj")
    if target is None or target.i < verb.i:
        return None
    if "as" in frames:
        called = next((c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > target.i), None)
        called = called or next(
            (p for p in (*verb.children, *target.children) if p.lower_ == "as" and p.i > target.i), None
        )
        if called is not None:
            return stretch(target, called), frames["as"]
    if "order" in frames:
        told = next(
            (t for t in target.subtree if t.i > target.i and t.dep_ in ("acl", "relcl") and is_infinitive(t)), None
        )
        if told is not None and "object" not in frames:
            return stretch(target, target), frames["order"]
    for prep, led in (*preposition_phrases(verb), *preposition_phrases(target)):
        if prep.i < target.i:
            continue
        if "charge" in frames and prep.lower_ in _CHARGES:
            return stretch(target, led), frames["charge"]
        if "to" in frames and "object" not in frames and "inf" not in frames and prep.lower_ == "to":
            return stretch(target, led), frames["to"]
    return None


def _object(verb: Token, frames: Frames, words: CueWords) -> Found | None:
    target = child(verb, "dobj")
    if target is None or target.i < verb.i or target.tag_ in ("WP", "WDT", "EX") or child(verb, "dative") is not None:
        return None
    lemma = target.lemma_.lower()
    if "object" in frames and (
        target.pos_ != "PRON" or target.lower_ in ("it", "this", "that") or frames["object"] in ("praise", "accuse")
    ):
        frame = "object"
    elif "spoken" in frames and lemma in words.spoken:
        frame = "spoken"
    else:
        return None
    act = words.object_acts.get(lemma, frames[frame])
    return _with_phrases(verb, target), _negated(verb, act, frame)


def _with_phrases(verb: Token, target: Token) -> Span | None:
    """An object and the phrases after it that belong to it though the parse hangs them on the verb."""
    last = target
    for phrase in verb.children:
        if phrase.i < target.i or phrase.left_edge.i != last.right_edge.i + 1:
            continue
        if phrase.dep_ in ("prep", "dative", "agent") and not _of_time(phrase):
            last = phrase
        elif (
            phrase.dep_ in ("npadvmod", "advmod")
            and phrase.right_edge.i + 1 < len(verb.doc)
            and phrase.right_edge.nbor().dep_ == "prep"
        ):
            last = phrase
        elif phrase.dep_ in ("xcomp", "advcl") and is_infinitive(phrase) and not _opens_with(phrase, "so"):
            last = phrase
    first, end = target.left_edge, last.right_edge
    return _without_that(first, end)


def _without_that(first: Token, last: Token) -> Span | None:
    return trimmed(first.doc.text, first.idx, last.idx + len(last))


def _of_time(prep: Token) -> bool:
    if prep.lower_ in (
        "after",
        "before",
        "during",
        "since",
        "until",
        "amid",
        "while",
        "by",
        "despite",
        "through",
        "via",
    ):
        return True
    return any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in prep.children)


def _prepositional(verb: Token, frames: Frames) -> Found | None:
    for prep, led in preposition_phrases(verb):
        if prep.lower_ in frames:
            first = prep if led.dep_ == "pcomp" and prep.lower_ == "to" else led
            return stretch(first, led), _negated(verb, frames[prep.lower_], prep.lower_)
    return None


def _before(verb: Token, frames: Frames) -> Found | None:
    """A clause before its cue ("Talks had failed, he said") or around it ("Talks, he said, had failed")."""
    if "clause" not in frames:
        return None
    text = verb.doc.text
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i), None)
    if clause is not None:
        return stretch(clause, clause), frames["clause"]
    host = verb.head
    if verb.dep_ == "advcl" and _opens_with(verb, "as") and host is not verb:
        return _around(verb, host), frames["clause"]
    if host is verb or verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or not _set_off(verb):
        return None
    return trimmed(text, host.left_edge.idx, host.right_edge.idx + len(host.right_edge)), frames["clause"]


def _around(aside: Token, host: Token) -> Span | None:
    """A clause without an aside at its beginning or end."""
    start, end = host.left_edge.i, host.right_edge.i + 1
    if aside.left_edge.i <= start + 1:
        start = aside.right_edge.i + 1
    elif aside.right_edge.i >= end - 2:
        end = aside.left_edge.i
    if start >= end:
        return None
    return trimmed(host.doc.text, host.doc[start].idx, host.doc[end - 1].idx + len(host.doc[end - 1]))


def _set_off(verb: Token) -> bool:
    """Whether a verb and its subject stand between commas, dashes or the sentence's end."""
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    opens = left > 0 and doc[left - 1].text in (",", "—", "–", "-")
    closes = right + 1 >= len(doc) or doc[right + 1].is_punct or doc[right].is_punct
    return opens and closes and child(verb, "nsubj") is not None and child(verb, "mark") is None


def _passive(verb: Token, frames: Frames, words: CueWords) -> Attribution | None:
    """Attributions in the passive: to the agent where "by" names one, else to nobody."""
    by = agents(verb)
    source = by[0] if by else None
    if not frames and verb.lemma_ not in words.hearsay_verbs:
        return None
    for clause in verb.children:
        if clause.dep_ not in ("xcomp", "ccomp") or clause.i < verb.i:
            continue
        frame = _clause_frame(clause)
        if frame == "inf" and (verb.lemma_ in words.hearsay_verbs or "order" in frames):
            act = (
                frames.get("order", frames.get("clause", "say"))
                if verb.lemma_ not in words.hearsay_verbs
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
    if (source is None and not blamed) or not {"object", "spoken", "to"} & set(frames):
        return None
    return _made(verb, source, _undergone(verb), frames.get("object") or frames.get("spoken") or frames["to"])


def _undergoers(verb: Token) -> list[Token]:
    return [verb.head] if verb.dep_ == "acl" else subjects(verb)


def _undergone(verb: Token) -> Span | None:
    """What a passive verb is said of: its subject, or the noun that a participle modifies."""
    if verb.dep_ == "acl":
        start, end = verb.head.left_edge, verb.doc[verb.left_edge.i - 1]
        return trimmed(verb.doc.text, start.idx, end.idx + len(end))
    found = subjects(verb)
    if not found:
        return None
    start, end = found[0].left_edge, found[0].right_edge
    if start.i <= verb.i <= end.i:
        end = verb.doc[verb.left_edge.i - 1]
    return trimmed(verb.doc.text, start.idx, end.idx + len(end))
