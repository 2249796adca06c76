"""The register: every actor in the reports once, whatever forms they name it by, and why these are one."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..actors import ActorKind, Alias, Form, Held, RegisteredActor, Sighting
from ..errors import BadInput
from ..model import content_id
from ..ontology.names import INTERNATIONAL, Known, fold, load_names
from .naming import is_name, parse, role_of
from .person import Cluster
from .persons import persons

PREFIX = "k"
"""What an actor's id begins with."""


def register(known: Sequence[Sighting], wanted: Sequence[Sighting] | None = None) -> tuple[RegisteredActor, ...]:
    """The actors in sightings, those in most entries first. Who is one is told by all that are `known`; counted are those `wanted`, else all."""
    clusters = _clusters(known)
    counted: Mapping[object, Sighting] = {_place(s): s for s in (known if wanted is None else wanted)}
    ids = {id(cluster): _id(cluster) for cluster in clusters}
    actors = []
    for cluster in clusters:
        own = [(counted[_place(s)], why) for s, why in cluster.sightings if _place(s) in counted]
        if own:
            candidates = tuple(sorted({ids[id(each)] for each in cluster.candidates if id(each) in ids}))
            actors.append(_entry(cluster, own, ids[id(cluster)], candidates))
    return tuple(sorted(actors, key=lambda a: (-a.entries, a.name, a.country or "", a.sector or "", a.id)))


def is_meant(actor: RegisteredActor, wanted: str) -> bool:
    """Whether an actor is the wanted one: by country code, by code and sector, else by part of any of its aliases."""
    code = re.fullmatch(r"([A-Z]{3})(?:\.([A-Z]{3}))?", wanted)
    if code:
        country, sector = code.groups()
        if country in actor.countries and (sector is None or any(form.sector == sector for form in actor.forms)):
            return True
    return any(wanted.casefold() in alias.name.casefold() for alias in actor.aliases)


def _place(sighting: Sighting) -> tuple[Form, int | None]:
    """What tells a sighting from others: its form and the stretch it is of."""
    return sighting.form, sighting.stretch


def _id(cluster: Cluster) -> str:
    """Of the form that came on record first, which stays the same as the record grows."""
    first = min((s for s, _ in cluster.sightings), key=lambda s: s.order)
    form = first.form
    return content_id(PREFIX, form.name, form.title, form.country, form.sector, first.stretch)


def _clusters(sightings: Iterable[Sighting]) -> list[Cluster]:
    seeded: dict[tuple[str, str | None, str | None], Cluster] = {}
    unknown: list[Sighting] = []
    for sighting in sightings:
        known = _known(sighting.form)
        if known is None:
            unknown.append(sighting)
            continue
        kind: ActorKind = "country" if known.kind == "state" else "organisation"
        cluster = seeded.setdefault((known.name, known.country, known.sector), Cluster(kind))
        cluster.add([sighting], _seed_evidence(sighting.form, known))
    people, nobody = persons(unknown)
    return [*seeded.values(), *people, *_groups(nobody)]


def _known(form: Form) -> Known | None:
    """The state or organisation that the tables have under a form's name: a state with its government, but not with its forces."""
    known = _phrase(form.name)
    if known is None:
        return None
    if known.kind == "state":
        return known if form.sector in (None, "GOV") else Known("state", known.name, known.country, form.sector)
    abroad = known.country is not None and known.country not in INTERNATIONAL
    return None if abroad and form.country not in (None, known.country) else known


def _phrase(name: str) -> Known | None:
    plain = name.replace("’", "'").removeprefix("the ").removeprefix("The ").strip()
    words = re.match(r"[^\W_]+", plain)
    for phrase, known in load_names().phrases.get(words[0], ()) if words else ():
        if phrase == plain and known.kind in ("state", "organisation"):
            return known
    return None


def _seed_evidence(form: Form, known: Known) -> str:
    if form.name == known.name:
        return "same name" if form.country in (known.country, None) else f"the name of one {known.kind} only"
    return f"seed table: {'countries' if known.kind == 'state' else 'organisations'}.toml"


def _groups(sightings: Sequence[Sighting]) -> Iterator[Cluster]:
    """Whoever is neither known nor a person: one name, country and sector, and a proper name without a country where only one has it."""
    groups: defaultdict[tuple[str, str | None, str | None], Cluster] = defaultdict(lambda: Cluster("group"))
    homes: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for sighting in sightings:
        form = sighting.form
        if form.country:
            homes[fold(form.name), form.sector].add(form.country)
    for sighting in sightings:
        form = sighting.form
        home = homes[fold(form.name), form.sector]
        country, why = form.country, "same name, country and sector"
        if country is None and len(home) == 1 and is_name(form.name) and len(parse(form.name).words) > 1:
            (country,), why = home, "same name, which is of one country only"
        groups[fold(form.name), country, form.sector].add([sighting], why)
    yield from groups.values()


def _entry(
    cluster: Cluster, counted: Sequence[tuple[Sighting, str]], id_: str, candidates: tuple[str, ...]
) -> RegisteredActor:
    own = [sighting for sighting, _ in counted]
    sectors: defaultdict[str, int] = defaultdict(int)
    for sighting in own:
        if sighting.form.sector:
            sectors[sighting.form.sector] += sighting.entries
    first, last = _days(own)
    return RegisteredActor(
        id=id_,
        name=_name(cluster),
        kind=cluster.kind,
        countries=_countries(cluster),
        sector=min(sectors, key=lambda code: (-sectors[code], code)) if sectors else None,
        aliases=tuple(_aliases(counted)),
        roles=tuple(_roles(own)),
        entries=sum(s.entries for s in own),
        acting=sum(s.acting for s in own),
        receiving=sum(s.receiving for s in own),
        speaking=sum(s.speaking for s in own),
        reports=_reports(own),
        first=first,
        last=last,
        candidates=candidates,
        forms=tuple(dict.fromkeys(s.form for s in own)),
    )


def _name(cluster: Cluster) -> str:
    """The fullest form of a person's full name; of others the form that most entries have."""
    if cluster.kind == "person" and cluster.names[0].full:
        return cluster.names[0].plain
    seen: defaultdict[str, int] = defaultdict(int)
    for sighting, _ in cluster.sightings:
        seen[sighting.form.name] += sighting.entries
    return min(seen, key=lambda name: (-seen[name], name))


def _countries(cluster: Cluster) -> tuple[str, ...]:
    """Those that a person or group was read as of; the one that the tables have for states and organisations, however they were read."""
    own = _known(cluster.sightings[0][0].form) if cluster.kind in ("country", "organisation") else None
    return (own.country,) if own and own.country else cluster.countries


def _aliases(counted: Sequence[tuple[Sighting, str]]) -> Iterator[Alias]:
    groups: defaultdict[tuple[str, str | None, str | None], list[tuple[Sighting, str]]] = defaultdict(list)
    for sighting, why in counted:
        groups[sighting.form.name, sighting.form.country, sighting.form.sector].append((sighting, why))
    ordered = sorted(groups.items(), key=lambda g: (-sum(s.entries for s, _ in g[1]), tuple(map(str, g[0]))))
    for (name, country, sector), group in ordered:
        own = [sighting for sighting, _ in group]
        evidence = max(group, key=lambda pair: (pair[0].entries, pair[1]))[1]
        yield Alias(name, country, sector, sum(s.entries for s in own), _reports(own), evidence)


def _roles(sightings: Iterable[Sighting]) -> Iterator[Held]:
    groups: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if role := role_of(sighting.form):
            groups[fold(role)].append(sighting)
    held = [Held(role_of(g[0].form) or "", *_days(g), _reports(g)) for g in groups.values()]
    yield from sorted(held, key=lambda h: (h.first or dt.date.max, -h.reports, h.title))


def _reports(sightings: Sequence[Sighting]) -> int:
    if len(sightings) == 1:
        return len(sightings[0].reports)
    return len(frozenset().union(*(s.reports for s in sightings)))


def _days(sightings: Iterable[Sighting]) -> tuple[dt.date | None, dt.date | None]:
    own = list(sightings)
    first = min((s.first for s in own if s.first), default=None)
    return first, max((s.last for s in own if s.last), default=None)


def actor_named(prefix: str, actors: Callable[[], Iterable[RegisteredActor]]) -> RegisteredActor | None:
    """The one of `actors`, which are asked for only if it may be one, whose id starts with `prefix`; None where there is none."""
    if len(prefix) < len(PREFIX) + 1 or not prefix.startswith(PREFIX):
        return None
    found = [actor for actor in actors() if actor.id.startswith(prefix)]
    if len(found) > 1:
        named = ", ".join(actor.id for actor in found[:5])
        raise BadInput(f"more than one actor has an id that starts with {prefix}: give more of it ({named})")
    return found[0] if found else None
