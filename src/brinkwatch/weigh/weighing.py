"""One report weighed against all that were weighed before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from ..incident import Incident, Judgement, Relay, Told, Weighed
from ..model import Discrepancy, Reading, Report, content_id
from ..ontology.reprints import reprint_rules
from .incidents import incident, incident_id
from .joining import blocks, join
from .likeness import Rarity
from .lineage import credit_of, in_order, moment, relay_of, relays_of
from .tellings import Telling, stems, tellings
from .voices import Lineage
from .wording import Wording


class Memory(Protocol):
    """What was weighed before, as a record keeps it."""

    def publishers(self) -> Sequence[str]:
        """The publishers of all reports."""
        ...

    def kin(self, report: Report, bands: Iterable[str], publishers: Iterable[str], days: int) -> Sequence[Report]:
        """Other reports with one of the bands, and those of some publishers of the days before the report came out."""
        ...

    def lineage(self, reports: Iterable[str]) -> tuple[Mapping[str, Sequence[Relay]], Mapping[str, Report]]:
        """What these reports took from others, and these from others again, and all of these reports, by id."""
        ...

    def told_of(self, report: str) -> Mapping[str, Sequence[Told]]:
        """The incidents that a report's readings tell, each with all its tellings but those of readings that are not current any more."""
        ...

    def alike(
        self, blocks: Mapping[str, Iterable[str]]
    ) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[Told]]]:
        """For each event, of which the blocks are given: the ids of the incidents that share most of them. And these incidents, each with
        all its tellings."""
        ...

    def discrepancies(self, reports: Iterable[str]) -> Sequence[Discrepancy]:
        """What the current readings of reports find contradictory in them."""
        ...

    def rarity(self, words: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """How many reports were weighed, and how many of them have each word."""
        ...

    def apart(self, events: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """For each event, the incidents that somebody judged it is not of."""
        ...


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
    credited = [name for name in memory.publishers() if credit_of(report, name)]
    others = in_order(Wording(r) for r in memory.kin(report, bands, credited, reprint_rules().credit_days))
    own = Wording(report)
    later = [w for w in others if moment(report) < moment(w.report)]
    found = {report.id: tuple(relays_of(own, [w for w in others if w not in later]))}
    known, reports = memory.lineage(w.report.id for w in later)
    for copy in later:
        earlier = [reports[relay.origin] for relay in known.get(copy.report.id, ()) if relay.origin in reports]
        relay = relay_of(copy, own)
        if relay is not None and not any(moment(origin) < moment(report) for origin in earlier):
            found[copy.report.id] = (relay,)
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
    """Put each event of a reading with the incident it tells, or with a new one."""
    own = list(tellings(reading))
    apart = memory.apart(telling.id for telling in own)
    rare = words.rarity(own)
    alike, told = memory.alike({telling.id: blocks(telling, rare) for telling in own})
    before = {key: [Telling(each) for each in group] for key, group in told.items()}
    rare = words.rarity(each for group in (*before.values(), *changed.values()) for each in group)
    for telling in own:
        known = {key: before[key] for key in alike[telling.id]}
        refused = apart.get(telling.id, frozenset())
        open_ = {key: group for key, group in (known | changed).items() if key not in refused}
        choice = join(telling, open_, rare)
        if choice is None:
            changed[incident_id(telling.id)] = [telling]
            continue
        changed.setdefault(choice.incident, list(known.get(choice.incident, ()))).append(telling)
        yield Judgement(
            content_id("j", telling.id, choice.incident, by, at.isoformat()),
            "same",
            telling.id,
            choice.incident,
            choice.reasons,
            choice.score,
            by,
            at,
        )


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
