"""One report weighed against all that were weighed before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..incident import Incident, Judgement, Relay, Weighed
from ..model import Reading, Report, content_id
from ..ontology.reprints import reprint_rules
from .incidents import incident
from .joining import Choice, blocks, join
from .likeness import Rarity
from .lineage import credit_of, in_order, moment, relays_of, short_name
from .memory import Memory
from .tellings import Telling, stems, tellings
from .verdicts import Verdicts
from .voices import Lineage
from .wording import Wording


def weigh(reading: Reading, memory: Memory, by: str, at: dt.datetime) -> Weighed:
    """What a reading changes; `by` is the name under which its events are judged to be of an incident, `at` when."""
    report = reading.report
    bands = Wording(report).bands
    relays = _relays(report, bands, memory)
    changed: dict[str, list[Telling]] = {}
    for other in sorted({report.id, *relays}):
        for key, group in memory.told_of(other).items():
            changed[key] = [Telling(told) for told in group if told.report.id != report.id]
    words = _Words(memory, stems(report.text))
    judgements = tuple(_join(reading, memory, changed, words, by, at))
    standing = {key: group for key, group in changed.items() if group}
    return Weighed(
        report=report.id,
        relays=relays,
        bands=bands,
        words=words.own,
        incidents=tuple(_incidents(standing, memory, relays, reading)),
        blocks={
            key: frozenset().union(*(blocks(t, words.rarity(group)) for t in group)) for key, group in standing.items()
        },
        dropped=tuple(key for key, group in changed.items() if not group),
        judgements=judgements,
    )


def _relays(report: Report, bands: frozenset[str], memory: Memory) -> dict[str, tuple[Relay, ...]]:
    """What the report took from those that came out before it, and what later ones took, now that it is there."""
    rules = reprint_rules()
    credited = [name for name in memory.publishers() if credit_of(report, name)]
    own = Wording(report)
    others = [*memory.kin(report, bands, rules.days), *memory.credited(report, credited, rules.credit_days)]
    others += memory.crediting(report, short_name(report.publisher or ""), rules.credit_days)
    kin = in_order(Wording(other) for other in {other.id: other for other in others}.values())
    later = [w for w in kin if moment(report) < moment(w.report)]
    found = {report.id: tuple(relays_of(own, [w for w in kin if w not in later]))}
    known, reports = memory.lineage(w.report.id for w in later)
    for copy in later:
        before = tuple(known.get(copy.report.id, ()))
        origins = [Wording(reports[relay.origin]) for relay in before if relay.origin != report.id]
        after = tuple(relays_of(copy, in_order([*origins, own])))
        if after != before:
            found[copy.report.id] = after
    return found


class _Words:
    """How rare words are, the report at hand counted; looked up once each."""

    def __init__(self, memory: Memory, own: frozenset[str]) -> None:
        self.own = own
        self._memory = memory
        self._reports = 1
        self._having: dict[str, int] = {}

    def rarity(self, group: Iterable[Telling]) -> Rarity:
        """The rarity of the words of tellings."""
        words = {word for t in group for word in (*t.clause, *t.around, *t.trigger)} - self._having.keys()
        if words:
            reports, having = self._memory.rarity(words)
            self._reports = reports + 1
            self._having |= {word: having.get(word, 0) + (word in self.own) for word in words}
        return Rarity(self._reports, self._having)


def _join(
    reading: Reading, memory: Memory, changed: dict[str, list[Telling]], words: _Words, by: str, at: dt.datetime
) -> Iterator[Judgement]:
    """Put each event of a reading with the incident it tells, or with a new one; where people have judged, as they did."""
    verdicts = Verdicts(reading, memory)
    own = list(tellings(reading, verdicts.judged_same))
    rare = words.rarity(own)
    alike, told = memory.alike({t.id: blocks(t, rare) for t in own if verdicts.decided(t.id) is None})
    before = {key: [Telling(each) for each in group] for key, group in told.items()}
    rare = words.rarity(t for group in (*before.values(), *changed.values()) for t in group)
    for telling in own:
        place, choice = verdicts.decided(telling.id), None
        if place is None:
            open_ = {key: before[key] for key in alike.get(telling.id, ())} | changed
            for key in verdicts.apart(telling.id):
                open_.pop(key, None)
            choice = join(telling, open_, rare, verdicts.is_bound)
            place = choice.incident if choice else verdicts.own_place(telling.id, changed)
            changed.setdefault(place, list(open_[place]) if choice else [])
        changed.setdefault(place, verdicts.groups.get(place, [])).append(telling)
        verdicts.place(telling.id, place)
        if choice is not None:
            yield _judgement(telling.id, choice, by, at)


def _judgement(event: str, choice: Choice, by: str, at: dt.datetime) -> Judgement:
    id_ = content_id("j", event, choice.incident, by, at.isoformat())
    return Judgement(id_, "same", event, choice.incident, choice.reasons, choice.score, by, at)


def _incidents(
    standing: Mapping[str, Sequence[Telling]],
    memory: Memory,
    relays: Mapping[str, Sequence[Relay]],
    reading: Reading,
) -> Iterator[Incident]:
    told = {t.report.id for group in standing.values() for t in group} | set(relays)
    known, reports = memory.lineage(told)
    lineage = Lineage({**known, **relays}, {**reports, reading.report.id: reading.report})
    discrepancies = (*memory.discrepancies(told - {reading.report.id}), *reading.discrepancies)
    for key, group in standing.items():
        yield incident(key, group, lineage, discrepancies)
