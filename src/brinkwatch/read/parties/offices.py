"""Offices and titles that stand with a name: before it, after it with a comma, or leading to it with a comma."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ...ontology.names import Known
from ...ontology.sectors import load_sectors
from .known import Found
from .noun_phrases import phrase_end, phrase_start

_NOT_OF = frozenset({"to", "for", "on", "against", "about", "over", "by"})
_LONGEST = 4
"""Words of the longest office."""


@dataclass(frozen=True, slots=True)
class Office:
    """The words of an office or description, tokens `start` to before `end`, as the report's `role`; its PLOVER sector; `title` if it
    is one that only people hold; `seat`: the words after the name that tell its state ("President Sata of Zambia")."""

    start: int
    end: int
    role: str | None
    sector: str | None
    title: bool
    seat: tuple[int, int] | None = None

    def tie(self, doc: Doc, known: Mapping[int, Found]) -> Known | None:
        """The state or organisation that the office belongs to, not the one that it is turned to ("ambassador to Germany")."""
        for i in (*range(self.start, self.end), *range(*(self.seat or (0, 0)))):
            if doc[i].lower_ in _NOT_OF:
                break
            match = known.get(i)
            if match is not None and match.known.kind != "person" and match.known.country is not None:
                return match.known
        rest = (known[i].known for i in range(self.start, self.end) if i in known)
        return next((k for k in rest if k.kind == "organisation" and k.country), None)


def office_before(doc: Doc, begin: int, known: Mapping[int, Found]) -> Office | None:
    """The words of title and nationality right before a name."""
    words, left = load_sectors(), begin
    while left > 0 and not doc[left].is_sent_start:
        token = doc[left - 1]
        if token.ent_type_ in ("DATE", "TIME") or token.is_space or token.lower_ == "according":
            break
        describes = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.i in known or token.lower_ in words.address
        ranks = (
            token.text in (".", "-", "–") and left > 1 and (doc[left - 2].lower_ in words.offices or token.text != ".")
        )
        of = token.lower_ in ("of", "for", "to", "the") and leads_to_name(doc, left - 1)
        if not (describes or ranks or of or token.text in ("'s", "’s")):
            break
        left -= 1
    while left < begin and doc[left].text in (".", "-", "–", "'s", "’s"):
        left += 1
    if left == begin or doc[begin - 1].lower_ in ("of", "for", "to", "the"):
        return None
    return _office(doc, left, begin, known)


def leads_to_name(doc: Doc, i: int) -> bool:
    """Whether "of", "for" or "the" inside a title follows an office: "Minister for the Middle East"."""
    words = load_sectors()
    at = i - 1 if doc[i].lower_ != "the" else i - 2
    return (
        at >= 0
        and doc[at].lower_ in words.offices
        and (doc[i].lower_ != "the" or doc[i - 1].lower_ in ("of", "for", "to"))
    )


def office_after(doc: Doc, end: int) -> Office | None:
    """The office that follows a name after a comma: ", deputy director of the Eurasia Centre"."""
    if end + 1 >= len(doc):
        return None
    if (
        doc[end].lower_ == "of"
        and not doc[end].is_sent_start
        and (targets := [t for t in doc[end].rights if t.dep_ == "pobj"])
    ):
        return Office(end, phrase_end(targets[0]), None, None, title=False)  # "President Putin of Russia"
    if doc[end].text not in (",", "("):
        return None
    if doc[end + 1].lower_ in ("of", "from") and (targets := [t for t in doc[end + 1].rights if t.dep_ == "pobj"]):
        return Office(
            end + 1, phrase_end(targets[0]), None, None, title=True
        )  # "Sharif Hotak, of the provincial council"
    i = end + 1
    while (
        i < len(doc)
        and doc[i].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADV", "PUNCT")
        and doc[i].text not in ",.;()"
    ):
        head = doc[i]
        compounds = head.dep_ == "compound" and head.head.i == i + 1
        if head.pos_ in ("NOUN", "PROPN") and not compounds and _ends_office(doc, end + 1, i):
            return _office(doc, end + 1, _office_end(head), {})
        i += 1
    return None


def _office_end(head: Token) -> int:
    """Past the office's last word, with the bodies it belongs to: "of the Eurasia Centre at the Atlantic Council"."""
    doc, end = head.doc, max(head.i + 1, phrase_end(head))
    while (
        end + 1 < len(doc) and doc[end].lower_ in ("of", "at", "for", "in", "to", "with") and not doc[end].is_sent_start
    ):
        targets = [t for t in doc[end].rights if t.dep_ == "pobj"]
        if not targets:
            break
        end = max(phrase_end(targets[0]), end + 1)
    return end


def office_announced(doc: Doc, begin: int) -> Office | None:
    """The office that leads to a name with a comma: "the deputy foreign minister, Sergei ..."."""
    if begin < 2 or doc[begin - 1].text != ",":
        return None
    head = doc[begin - 2]
    while head.head.i < head.i and head.dep_ in ("pobj", "prep", "compound") and not head.is_sent_start:
        head = head.head
    start = phrase_start(head)
    if head.pos_ in ("NOUN", "PROPN") and _ends_office(doc, start, head.i):
        return _office(doc, start, begin - 1, {})
    return None


def _ends_office(doc: Doc, start: int, i: int) -> bool:
    offices = load_sectors().offices
    if any(doc[j : i + 1].text.lower() in offices for j in range(max(start, i - _LONGEST + 1), i + 1)):
        return True
    return doc[i : i + 3].text.lower() in offices  # "member of parliament"


def _office(doc: Doc, start: int, end: int, known: Mapping[int, Found]) -> Office:
    words = load_sectors()
    first, sector = None, None
    for i in range(start, end):
        for j in range(min(end, i + _LONGEST), i, -1):
            text = doc[i:j].text.lower()
            if text in words.offices:
                first, sector = i, words.offices[text]
                break
        if first is not None:
            break
    if sector is None:
        kinds = (
            words.groups.get(doc[i].lower_) or words.groups.get(doc[i].lemma_.lower())
            for i in range(end - 1, start - 1, -1)
        )
        sector = next((kind for kind in kinds if kind), None)
    address = any(doc[i].lower_ in words.address for i in range(start, end))
    return Office(
        start, end, _role(doc, start, end, known) if first is not None else None, sector, first is not None or address
    )


def _role(doc: Doc, start: int, end: int, known: Mapping[int, Found]) -> str | None:
    """The office as the report words it, without article and nationality."""
    while start < end and (
        doc[start].pos_ in ("DET", "PUNCT", "PART")
        or (start in known and known[start].known.kind in ("nationality", "state"))
    ):
        start += 1
    text = " ".join(doc[start:end].text.split()).strip(" ,")
    return text.lower() if text.lower() in load_sectors().offices else text or None
