"""Verbs and adjectives that attribute words or thought, by the complements that syntax gives them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ..model import Act, Span
from ..ontology.cues import CueWords, Frames
from .attributions import Attribution, is_misjoined, may_speak, preposition_phrases, source_of, stretch, trimmed
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
        elif (
            token.pos_ in ("VERB", "AUX")
            or token.tag_.startswith("VB")
            or (token.dep_ == "ROOT" and child(token, "nsubj", "dobj"))
        ):
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
            frame = _clause_frame(clause)
            if clause.dep_ in ("advcl", "acl") and frame == "clause" and not _opens_with(clause, "that"):
                continue
            if frame in frames and not (frame == "clause" and clause.left_edge.i > token.i + 4):
                return _made(token, source, clause_span(clause, words), _negated(token, frames[frame], frame))
    if "clause" in frames and (span := that_clause(token)):
        return _made(token, source, span, frames["clause"])
    if "made" in frames and (span := _told_beside(token, holders[-1])):
        return _made(token, source, span, frames["made"])
    found = _prepositional(token, frames)
    return _made(token, source, *found) if found else None


def _told_beside(token: Token, holder: Token) -> Span | None:
    """What is clear though no "that" leads to it: "We have been clear: ...", "As we have made clear, ..."."""
    if holder == token:
        holder = token.head
    host = holder.head
    if holder.dep_ == "advcl" and _opens_with(holder, "as") and host != holder:
        return _around(holder, host)
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    if following is None or following.text not in (",", ":", "–", "—", "-"):
        return None
    last = token.sent[-1]
    return trimmed(token.doc.text, following.idx, last.idx + len(last)) if last.i > following.i + 3 else None


def _made(cue: Token, source: Token | None, content: Span | None, act: Act) -> Attribution | None:
    if content is None:
        return None
    return Attribution((cue.i, cue.i + 1), source, content, act)


def _active(verb: Token, frames: Frames, cast: Cast, words: CueWords) -> Attribution | None:
    if not frames:
        return None
    source = source_of(verb)
    if source is None or not _speaks(verb, source, cast, words):
        return None
    content, act = _complement(verb, frames, words)
    return _made(verb, source, content, act)


def _speaks(verb: Token, source: Token, cast: Cast, words: CueWords) -> bool:
    """Whether a subject is the source of what a verb attributes: nobody is none, and things can't say what only people can."""
    if any(c.lower_ == "no" and c.dep_ == "det" for c in source.children):
        return False
    if verb.lemma_.lower() in words.of_people and source.pos_ in ("NOUN", "PROPN", "PRON"):
        return source.lower_ not in ("there", "what")
    return may_speak(source, cast, words)


def _complement(verb: Token, frames: Frames, words: CueWords) -> Found:
    """What stands for the words or thought of an active verb, and what the verb does with it."""
    for clause in verb.children:
        if clause.dep_ not in ("ccomp", "xcomp", "advcl") or clause.i < verb.i:
            continue
        found = _clause(verb, clause, frames, words)
        if found is not None:
            return found
    if "quote" in frames and (told := _told_clause(verb)):
        return clause_span(told, words), frames["quote"]
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
    if frame == "clause" and _is_subjunctive(clause):
        return stretch(clause, clause), "demand"
    return clause_span(clause, words), _negated(verb, frames[frame], frame)


def _is_subjunctive(clause: Token) -> bool:
    """Whether a clause says what should be ("insists that the budget include it")."""
    subject = child(clause, "nsubj", "nsubjpass")
    bare = clause.tag_ == "VB" and child(clause, "aux") is None
    return bare and subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it"))


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
    """The clause that "that" opens after a cue, with no verb between, whatever the parse hangs it on."""
    doc = cue.doc
    for place in range(cue.i + 1, min(cue.i + 14, cue.sent.end - 2)):
        token = doc[place]
        if token.lower_ == "that" and token.dep_ == "mark":
            last = token.head.right_edge
            return trimmed(doc.text, doc[place + 1].idx, last.idx + len(last)) if last.i > place else None
        if token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") or token.text in (".", ";", ":"):
            return None
    return None


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


def _told_clause(verb: Token) -> Token | None:
    """What somebody is told where the parse takes it for a relative clause ("informed the police she had left")."""
    target = child(verb, "dobj", "dative")
    if target is None or target.i < verb.i or target.right_edge.ent_type_ in ("DATE", "TIME"):
        return None
    clause = child(target, "relcl")
    if (
        clause is None
        or child(clause, "nsubj", "nsubjpass") is None
        or clause.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$", "IN")
    ):
        return None
    gapless = child(clause, "dobj", "ccomp", "attr", "acomp", "xcomp") is not None
    return clause if gapless and clause.left_edge.lower_ != "that" else None


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
    elif (
        "text" in frames
        and (subject := source_of(verb)) is not None
        and (subject.lemma_.lower() in words.texts or subject.lower_ == "it")
    ):
        frame = "text"
    else:
        return None
    act = words.object_acts.get(lemma, frames[frame]) if frames[frame] in ("say", "offer") else frames[frame]
    return _with_phrases(verb, target), _negated(verb, act, frame)


def _with_phrases(verb: Token, target: Token) -> Span | None:
    """An object and the phrases after it that belong to it though the parse hangs them on the verb."""
    last = target
    for phrase in verb.children:
        if phrase.i < target.i or phrase.left_edge.i <= target.i or phrase.left_edge.i != last.right_edge.i + 1:
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
    return nominal(verb.doc, first.i, end.i + 1, verb.sent.end)


def nominal(doc: Doc, start: int, end: int, limit: int) -> Span | None:
    """A noun phrase without a loose relative clause at its end, with the members of its list that the parse lost."""
    for token in doc[start + 1 : end]:
        if token.tag_ in ("WDT", "WP", "WP$") and doc[token.i - 1].text == "," and token.i - start > 1:
            return trimmed(doc.text, doc[start].idx, doc[token.i - 1].idx)
    end = max(end, _list_end(doc, end, limit))
    last = doc[end - 1]
    return trimmed(doc.text, doc[start].idx, last.idx + len(last))


def _list_end(doc: Doc, end: int, limit: int) -> int:
    """Where a list goes on to after token `end`: over ", and Y" to the end of the sentence if no finite verb follows."""
    at = end
    if at < limit and doc[at].text == ",":
        at += 1
    joined = at < limit and doc[at].lower_ in ("and", "or")
    at += joined
    if at == end or at >= limit or doc[at].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON"):
        return end
    rest = doc[at:limit]
    if not joined and not any(t.lower_ == "and" for t in rest):
        return end
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and not _in_relative(t) for t in rest):
        return end
    while limit > at and (doc[limit - 1].is_punct or doc[limit - 1].is_space):
        limit -= 1
    return limit


def _in_relative(token: Token) -> bool:
    if token.dep_ in ("aux", "auxpass"):
        token = token.head
    return token.dep_ == "relcl"


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
    return any(c.dep_ == "pobj" and (c.ent_type_ in ("DATE", "TIME") or c.lower_ == "order") for c in prep.children)


def _prepositional(verb: Token, frames: Frames) -> Found | None:
    for prep, led in preposition_phrases(verb):
        if prep.lower_ in frames:
            if led.dep_ == "pcomp":
                return stretch(prep if prep.lower_ == "to" else led, led), _negated(
                    verb, frames[prep.lower_], prep.lower_
                )
            return _with_phrases(verb, led), _negated(verb, frames[prep.lower_], prep.lower_)
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
    if verb.dep_ == "advcl" and _opens_with(verb, "as") and host != verb:
        return _around(verb, host), frames["clause"]
    if host == verb or verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or not _set_off(verb):
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
