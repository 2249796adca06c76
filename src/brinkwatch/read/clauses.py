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
_COPULAS = frozenset({"be", "remain", "feel", "seem", "become", "make", "sound", "look", "appear", "stay", "stand"})
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
            frames = words.verbs.get(token.lemma_.lower(), {})
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
    return frames if passive else None


def _adjective(token: Token, frames: Frames, cast: Cast, words: CueWords) -> Attribution | None:
    source = source_of(token)
    clauses: list[Token] = [token]
    if token.head.lemma_ == "make" and token.dep_ in ("acomp", "oprd", "ccomp", "xcomp"):
        source = source_of(token.head)
        clauses.append(token.head)
    if source is None or not may_speak(source, cast, words):
        return None
    for holder in clauses:
        for clause in holder.children:
            if clause.i <= token.i or clause.dep_ not in ("ccomp", "xcomp", "advcl", "acl"):
                continue
            frame = _clause_frame(clause)
            if clause.dep_ in ("advcl", "acl") and frame == "clause" and not _opens_with(clause, "that"):
                continue
            if frame in frames:
                return _made(token, source, stretch(clause, clause), _negated(token, frames[frame], frame))
    for prep, led in preposition_phrases(token):
        if prep.lower_ in frames:
            first = prep if led.dep_ == "pcomp" and prep.lower_ == "to" else led
            return _made(token, source, stretch(first, led), _negated(token, frames[prep.lower_], prep.lower_))
    return None


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
        found = _clause(verb, clause, frames)
        if found is not None:
            return found
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


def _clause(verb: Token, clause: Token, frames: Frames) -> Found | None:
    frame = _clause_frame(clause)
    target = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None)
    if clause.dep_ == "advcl":
        if frame == "clause" and not _opens_with(clause, "that"):
            return None
        if frame not in ("clause", "inf") or (frame == "inf" and target is None):
            return None
    if frame == "inf":
        called = next(
            (
                p
                for p, led in preposition_phrases(verb)
                if p.lower_ in ("on", "upon", "for", "to", "with") and led.i < clause.i
            ),
            None,
        )
        if target is not None:
            return (stretch(target, clause), frames["order"]) if "order" in frames else None
        if called is not None and "order" in frames and "inf" not in frames:
            led = next(c for c in called.children if c.dep_ in ("pobj", "pcomp"))
            return stretch(led, clause), frames["order"]
    if frame == "question" and "question" not in frames and "clause" in frames:
        return stretch(clause, clause), frames["clause"]
    if frame == "clause" and _is_small(clause):
        return (stretch(clause, clause), frames["as"]) if "as" in frames else None
    if frame not in frames:
        return None
    return stretch(clause, clause), _negated(verb, frames[frame], frame)


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
    """An object and what it is called, taken for or blamed for."""
    target = child(verb, "dobj")
    if target is None or target.i < verb.i:
        return None
    if "as" in frames:
        called = next((c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > target.i), None)
        called = called or next((p for p, _ in preposition_phrases(verb) if p.lower_ == "as" and p.i > target.i), None)
        called = called or next((p for p in verb.children if p.lower_ == "as" and p.i > target.i), None)
        if called is not None:
            return stretch(target, called), frames["as"]
    for prep, led in preposition_phrases(verb):
        if prep.i < target.i:
            continue
        if "charge" in frames and prep.lower_ in ("of", "for", "over", "on", "with"):
            return stretch(target, led), frames["charge"]
        if "to" in frames and prep.lower_ == "to" and verb.lemma_ in ("attribute", "ascribe", "impute"):
            return stretch(target, led), frames["to"]
    return None


def _object(verb: Token, frames: Frames, words: CueWords) -> Found | None:
    target = child(verb, "dobj")
    if target is None or target.i < verb.i:
        return None
    if target.pos_ == "PRON" and target.lower_ not in ("it", "this", "that"):
        frame = "object" if "object" in frames and frames["object"] in ("praise", "accuse") else None
    elif "object" in frames:
        frame = "object"
    else:
        frame = "spoken" if "spoken" in frames and target.lemma_.lower() in words.spoken else None
    if frame is None or target.ent_type_ in ("CARDINAL", "MONEY", "PERCENT", "DATE", "TIME"):
        return None
    last = target
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.i == last.right_edge.i + 1 and not _of_time(prep):
            last = prep
    return stretch(target, last), _negated(verb, frames[frame], frame)


def _of_time(prep: Token) -> bool:
    if prep.lower_ in ("after", "before", "during", "since", "until", "amid", "while"):
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
    if host is verb or verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or not _set_off(verb):
        return None
    return trimmed(text, host.left_edge.idx, host.right_edge.idx + len(host.right_edge)), frames["clause"]


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
