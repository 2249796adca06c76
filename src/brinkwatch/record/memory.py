"""What was weighed before, as a record keeps it, on a connection that `store.py` opens; the answers that weigh/ asks a memory for."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ..incident import Judgement, Relay, Told
from ..model import Discrepancy, Event, Report, Span, Statement
from ..schema import item_from_json
from .judgements import BY_PEOPLE, STANDING, is_by_program, judgements
from .lists import IS_EVENT, JOINED, chunks, in_order
from .rows import report_of
from .tables import ALL, BANDS, BLOCKS, INCIDENTS, ITEMS, JUDGEMENTS, READINGS, RELAYS, REPORTS, TELLINGS, WORDS
from .triggers import TRIGGER, same_words

MOST_ALIKE = 15
"""Incidents that an event is compared with: of those that share a block with it, the ones that share most, and of these the latest."""

MOST_KIN = 40
"""Reports that a report is compared with for its words, and as many for what it credits to each publisher."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory on a connection; `known_publishers` are those of all reports."""

    connection: sa.Connection
    known_publishers: Iterable[str]

    def publishers(self) -> Iterable[str]:
        """The publishers of all reports."""
        return self.known_publishers

    def kin(self, report: Report, bands: Iterable[str], days: int) -> Sequence[Report]:
        """Other reports that came out within some days of a report and share bands with it, those that share most."""
        day = report.published
        within: sa.ColumnElement[bool] = sa.true()
        if day is not None:
            window = BANDS.c.day.between(_shifted(day, -days), _shifted(day, days))
            within = sa.or_(window, BANDS.c.day.is_(None))
        shared: Counter[int] = Counter()
        for some in chunks(sorted(bands)):
            query = sa.select(BANDS.c.report, sa.func.count().label("bands")).where(BANDS.c.band.in_(some), within)
            shared.update({row.report: row.bands for row in self.connection.execute(query.group_by(BANDS.c.report))})
        most = sorted(shared, key=lambda key: (-shared[key], key))[: MOST_KIN + 1]
        return [other for other in self._reports(REPORTS.c.key.in_(most)).values() if other.id != report.id]

    def credited(self, report: Report, publishers: Iterable[str], days: int) -> Sequence[Report]:
        """Other reports of some publishers, of the days up to a report."""
        names, day = list(publishers), report.published
        if not names or day is None:
            return []
        before = REPORTS.c.published.between(_shifted(day, -days), day)
        found = self._reports(REPORTS.c.publisher.in_(names), before, most=MOST_KIN * len(names))
        return [other for other in found.values() if other.id != report.id]

    def crediting(self, report: Report, name: str | None, days: int) -> Sequence[Report]:
        """Other reports whose text has a name, of the days from a report on; none for no name."""
        day = report.published
        if not name or day is None:
            return []
        since = REPORTS.c.published.between(day, _shifted(day, days))
        found = self._reports(since, REPORTS.c.text.contains(name, autoescape=True), most=MOST_KIN)
        return [other for other in found.values() if other.id != report.id]

    def lineage(self, reports: Iterable[str]) -> tuple[Mapping[str, Sequence[Relay]], Mapping[str, Report]]:
        """What these reports took from others, and these from others again, and all of these reports, by id."""
        relays: defaultdict[str, list[Relay]] = defaultdict(list)
        known: dict[str, Report] = {}
        asked = set(reports)
        while asked:
            for some in chunks(sorted(asked)):
                known |= self._reports(REPORTS.c.id.in_(some))
                for relay in self._relays(some):
                    relays[relay.report].append(relay)
            asked = {relay.origin for found in relays.values() for relay in found} - set(known)
        return relays, known

    def discrepancies(self, reports: Iterable[str]) -> Sequence[Discrepancy]:
        """What the current readings of reports find contradictory in them."""
        found: list[Discrepancy] = []
        for some in chunks(sorted(set(reports))):
            query = (
                sa.select(ITEMS.c.json)
                .select_from(JOINED)
                .where(READINGS.c.current, ITEMS.c.kind == "discrepancies", REPORTS.c.id.in_(some))
                .order_by(ITEMS.c.key)
            )
            for json in self.connection.execute(query).scalars():
                item = item_from_json("discrepancies", json)
                assert isinstance(item, Discrepancy)
                found.append(item)
        return found

    def told_of(self, report: str) -> Mapping[str, Sequence[Told]]:
        """The incidents that a report's readings tell, each with all its tellings but those of readings that are not current any more."""
        query = (
            sa.select(TELLINGS.c.incident)
            .select_from(JOINED.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key))
            .where(REPORTS.c.id == report)
            .distinct()
        )
        return self._told(list(self.connection.execute(query).scalars()))[1]

    def alike(
        self, blocks: Mapping[str, Iterable[str]]
    ) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[Told]]]:
        """For each event, of which the blocks are given: the ids of the incidents that share most of them, at most MOST_ALIKE. And these
        incidents, each with all its tellings."""
        asked = sorted({block for each in blocks.values() for block in each})
        having: defaultdict[str, list[int]] = defaultdict(list)
        for some in chunks(asked):
            for row in self.connection.execute(
                sa.select(BLOCKS.c.block, BLOCKS.c.incident).where(BLOCKS.c.block.in_(some))
            ):
                having[row.block].append(row.incident)
        chosen = {}
        for event, own in blocks.items():
            shared = Counter(incident for block in own for incident in having.get(block, ()))
            chosen[event] = [
                key for key, _ in sorted(shared.items(), key=lambda each: (-each[1], -each[0]))[:MOST_ALIKE]
            ]
        ids, told = self._told(sorted({key for keys in chosen.values() for key in keys}))
        return {event: [ids[key] for key in keys if key in ids] for event, keys in chosen.items()}, told

    def rarity(self, words: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """How many reports were weighed, and how many of them have each word."""
        having: dict[str, int] = {}
        for some in chunks(sorted({ALL, *words})):
            rows = self.connection.execute(sa.select(WORDS.c.word, WORDS.c.reports).where(WORDS.c.word.in_(some)))
            having |= {row.word: row.reports for row in rows}
        return having.pop(ALL, 0), having

    def told(self, incidents: Iterable[str]) -> Mapping[str, Sequence[Told]]:
        """Those of some incidents that are on record, each with all its tellings."""
        found: dict[str, list[Told]] = {}
        for some in chunks(sorted(set(incidents))):
            keys = self.connection.execute(sa.select(INCIDENTS.c.key).where(INCIDENTS.c.id.in_(some)))
            found |= self._told(list(keys.scalars()))[1]
        return found

    def places(self, events: Iterable[str]) -> Mapping[str, str]:
        """The incidents that events are told of now, those of replaced readings included; of an event that was read under another id then,
        the incident of that."""
        wanted = set(events)
        joined = JOINED.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key)
        told = sa.select(*TRIGGER, INCIDENTS.c.id.label("incident")).select_from(
            joined.join(INCIDENTS, TELLINGS.c.incident == INCIDENTS.c.key)
        )
        found: dict[str, str] = {}
        for some in chunks(sorted(wanted)):
            rows = self.connection.execute(told.where(ITEMS.c.id.in_(some)).order_by(ITEMS.c.key))
            found |= {row.id: row.incident for row in rows}
        for some in chunks(sorted(wanted - set(found))):
            items = self.connection.execute(sa.select(*TRIGGER).select_from(JOINED).where(ITEMS.c.id.in_(some))).all()
            reports = {row.report for row in items}
            near = self.connection.execute(told.where(READINGS.c.report.in_(reports))).all() if reports else []
            for row in items:
                place = next((each.incident for each in near if same_words(row, each)), None)
                found |= {row.id: place} if place else {}
        return found

    def settled(self, events: Sequence[Event]) -> Mapping[str, str]:
        """The incidents of those events that are as they were when they were put there, and that nobody has judged since."""
        found: dict[str, str] = {}
        by_id = {event.id: event for event in events}
        joined = ITEMS.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key).join(
            INCIDENTS, TELLINGS.c.incident == INCIDENTS.c.key
        )
        for some in chunks(sorted(by_id)):
            query = sa.select(ITEMS.c.id, ITEMS.c.json, INCIDENTS.c.id.label("incident")).select_from(joined)
            told = self.connection.execute(query.where(ITEMS.c.id.in_(some))).all()
            unchanged = {row.id: row.incident for row in told if item_from_json("events", row.json) == by_id[row.id]}
            now = self._now_read([by_id[name] for name in unchanged])
            about = list(judgements(self.connection, JUDGEMENTS.c.event.in_(list(now))))
            judged = {now[each.event] for each in about if not is_by_program(each)}
            by_program = {(each.event, each.incident) for each in about if is_by_program(each) and not each.undone_at}
            found |= {e: i for e, i in unchanged.items() if e not in judged or (e, i) in by_program}
        return found

    def judgements(self, events: Sequence[Event]) -> Sequence[Judgement]:
        """What people have judged, and stands, of events or with one of them in the incident's place, in order. Where another reader read an
        event under another id, by words that overlap, the judgement is of the event that is there now."""
        now = self._now_read(events)
        found: dict[str, Judgement] = {}
        for some in chunks(sorted(now)):
            named = sa.or_(JUDGEMENTS.c.event.in_(some), JUDGEMENTS.c.anchor.in_(some))
            found |= {each.id: each for each in judgements(self.connection, STANDING, BY_PEOPLE, named)}
        return [
            replace(each, event=now.get(each.event, each.event), anchor=now.get(each.anchor or "", each.anchor))
            for each in sorted(found.values(), key=lambda each: each.at)
        ]

    def withdrawn(self, events: Sequence[Event]) -> Mapping[str, frozenset[str]]:
        """For each event, the incidents that a person put it with and took it out of again, and the program never put it with."""
        now, taken, own = self._now_read(events), defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for some in chunks(sorted(now)):
            about = judgements(self.connection, JUDGEMENTS.c.event.in_(some), JUDGEMENTS.c.verdict == "same")
            for each in about:
                if is_by_program(each):
                    own[now[each.event]].add(each.incident)
                elif each.undone_at is not None:
                    taken[now[each.event]].add(each.incident)
        return {event: frozenset(incidents - own[event]) for event, incidents in taken.items()}

    def _now_read(self, events: Sequence[Event]) -> dict[str, str]:
        """The ids of events, and those under which other readings of their reports have them, to the ids that they have now."""
        now: dict[str, str] = {}
        reports = sorted({event.report for event in events})
        former = sa.select(*TRIGGER).select_from(JOINED).where(REPORTS.c.id.in_(reports), IS_EVENT, ~READINGS.c.current)
        for row in self.connection.execute(former):
            span = Span(*row.trigger["span"])
            now[row.id] = next((event.id for event in events if span.touches(event.trigger.span)), row.id)
        return now | {event.id: event.id for event in events}

    def _reports(self, *conditions: sa.ColumnElement[bool], most: int | None = None) -> dict[str, Report]:
        order = (REPORTS.c.published.desc().nulls_last(), REPORTS.c.key)
        query = sa.select(REPORTS).where(*conditions).order_by(*order).limit(most)
        return {row.id: report_of(row) for row in self.connection.execute(query)}

    def _relays(self, reports: Sequence[str]) -> Iterable[Relay]:
        taker, origin = REPORTS.alias(), REPORTS.alias()
        query = (
            sa.select(taker.c.id.label("taker"), origin.c.id.label("from"), RELAYS)
            .select_from(
                RELAYS.join(taker, RELAYS.c.report == taker.c.key).join(origin, RELAYS.c.origin == origin.c.key)
            )
            .where(taker.c.id.in_(reports))
            .order_by(RELAYS.c.key)
        )
        for row in self.connection.execute(query).mappings():
            spans = tuple(Span(*span) for span in row["spans"])
            yield Relay(row["taker"], row["from"], row["kind"], row["share"], spans)

    def _told(self, incidents: Sequence[int]) -> tuple[dict[int, str], dict[str, list[Told]]]:
        """The ids of incidents by key, and their tellings by id, in order of publication."""
        ids: dict[int, str] = {}
        found: dict[str, list[Told]] = {}
        for some in chunks(incidents):
            query = (
                sa.select(
                    INCIDENTS.c.id.label("incident"),
                    INCIDENTS.c.key.label("incident_key"),
                    ITEMS.c.json,
                    READINGS.c.current,
                    READINGS.c.key.label("reading"),
                    READINGS.c.sentences,
                    REPORTS,
                )
                .select_from(
                    JOINED.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key).join(
                        INCIDENTS, TELLINGS.c.incident == INCIDENTS.c.key
                    )
                )
                .where(INCIDENTS.c.key.in_(some))
                .order_by(*in_order(), ITEMS.c.key)
            )
            rows = self.connection.execute(query).all()
            statements = self._statements(rows)
            for row in rows:
                ids[row.incident_key] = row.incident
                group = found.setdefault(row.incident, [])
                if row.current:
                    group.append(_told(row, statements))
        return ids, found

    def _statements(self, rows: Sequence[Any]) -> dict[tuple[int, str], Statement]:
        """The statements that events of rows are part of, by the key of their reading and their id."""
        named = {(row.reading, row.json["according_to"]) for row in rows if row.json["according_to"]}
        found: dict[tuple[int, str], Statement] = {}
        for some in chunks(sorted({name for _, name in named})):
            query = sa.select(ITEMS.c.reading, ITEMS.c.id, ITEMS.c.json).where(ITEMS.c.id.in_(some))
            for row in self.connection.execute(query):
                item = item_from_json("statements", row.json)
                assert isinstance(item, Statement)
                found[row.reading, row.id] = item
        return found


def _told(row: Any, statements: Mapping[tuple[int, str], Statement]) -> Told:
    event = item_from_json("events", row.json)
    assert isinstance(event, Event)
    start = event.trigger.span.start
    sentence = next((Span(*s) for s in row.sentences if s[0] <= start < s[1]), event.span)
    return Told(event, report_of(row), sentence, statements.get((row.reading, event.according_to or "")))


def _shifted(day: dt.date, days: int) -> dt.date:
    """A day some days on, or the first or last there is."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
