"""People across reports: first those named in full, then their other full names, then their surnames alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ..actors import Sighting
from ..ontology.names import fold
from ..ontology.register import register_rules
from .naming import alike, is_name, longer_by_a_surname, office_of, parse, role_of, seeds, short_keys
from .person import Cluster, gap, middle

_YEAR = 366


def persons(sightings: Iterable[Sighting]) -> tuple[list[Cluster], list[Sighting]]:
    """The people among sightings, and the sightings that are nobody's."""
    full: defaultdict[str, list[Sighting]] = defaultdict(list)
    rest: list[Sighting] = []
    for sighting in sightings:
        name = parse(sighting.form.name)
        if is_name(sighting.form.name) and name.full and (role_of(sighting.form) or _seed(sighting)):
            full[_identity(sighting)].append(sighting)
        else:
            rest.append(sighting)
    known = [cluster for group in full.values() for cluster in _of_one_name(group)]
    known = _initials_joined(known)
    known, parts = _parts_of_longer(known)
    return _shorts_joined(known, [*parts, *rest])


def _seed(sighting: Sighting) -> bool:
    return " " in parse(sighting.form.name).plain and bool(seeds(parse(sighting.form.name).plain))


def _identity(sighting: Sighting) -> str:
    """The name that all forms of one full name share: the seed table's, told apart by years where two bear it; else the form itself."""
    name = parse(sighting.form.name)
    borne = {known.name for known in seeds(name.plain)}
    usual = fold(borne.pop()) if len(borne) == 1 else " ".join((*name.words, name.suffix)).strip()
    bearers = register_rules().namesakes.get(usual, {})
    for who in bearers:
        if parse(who).words == name.words != parse(usual).words:
            return who
    day = middle(sighting)
    for who, (first, last) in bearers.items():
        if day and first <= day.year <= last:
            return who
    return usual


def _of_one_name(group: Sequence[Sighting]) -> Iterator[Cluster]:
    """Those of one full name, apart by country and generation."""
    clusters: list[Cluster] = []
    homes = {known.country for each in group for known in seeds(parse(each.form.name).plain)}
    placed = sorted(group, key=lambda s: (s.form.country not in homes, s.form.country is None, -s.entries, s.order))
    for sighting in placed:
        for cluster in clusters:
            if reason := _same_full_name(cluster, sighting):
                cluster.add([sighting], reason)
                break
        else:
            cluster = Cluster("person")
            cluster.add([sighting], "named in full")
            clusters.append(cluster)
    yield from clusters


def _same_full_name(cluster: Cluster, sighting: Sighting) -> str | None:
    """Why a sighting of the same full name is the same person; None where it is not."""
    rules, name = register_rules(), parse(sighting.form.name)
    if not cluster.within(sighting, rules.generation) and len({known.name for known in seeds(name.plain)}) != 1:
        return None
    same = "same full name" if any(own.words == name.words for own in cluster.names) else "seed table: leaders.toml"
    if cluster.of_the_country(sighting):
        return same
    if cluster.in_office(sighting) and cluster.within(sighting, rules.near) or cluster.in_role(sighting):
        return "same full name and role, in the same period"
    if cluster.was_in_office(sighting):
        return "same full name, and the office that was held"
    borne = seeds(name.plain)
    if len(borne) == 1 and borne[0].country in cluster.countries and _fits_seed(cluster, sighting, borne[0].role):
        return "same full name, which one person bears; seed table: leaders.toml"
    return None


def _fits_seed(cluster: Cluster, sighting: Sighting, role: str | None) -> bool:
    """Whether somebody of a known name who seems of another country is taken for the known one: by a role of his, or none."""
    own, office = role_of(sighting.form), office_of(role_of(sighting.form))
    if own is None or office and office == office_of(role):
        return True
    return any(own == role_of(each.form) and gap(each, sighting) <= _YEAR for each, _ in cluster.sightings)


def _initials_joined(clusters: Sequence[Cluster]) -> list[Cluster]:
    """People whose full names may be one's, where nobody else fits: "John F. Kennedy" and "John Kennedy"."""
    by_surname: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        names = {cluster.names[0].words[-1]}
        if len(cluster.names[0].words) > 2 and register_rules().two_surnames.intersection(cluster.countries):
            names.add(cluster.names[0].words[-2])
        for name in names:
            by_surname[name].append(cluster)
    for bucket in by_surname.values():
        # The least full look for their fuller form.
        standing = [cluster for cluster in bucket if cluster.sightings]
        for cluster in sorted(standing, key=lambda c: sum(len(word) for word in c.names[0].words)):
            fitting = [other for other in bucket if other is not cluster and other.sightings and _one(cluster, other)]
            if len(fitting) > 1 and all(_one(a, b) for a in fitting for b in fitting if a is not b):
                fitting = fitting[:1]
            if len(fitting) == 1:
                same = {name.words for name in fitting[0].names} & {name.words for name in cluster.names}
                how = "same full name" if same else "initials or middle names of the same full name"
                fitting[0].swallow(cluster, f"{how}, country and period")
            elif fitting:
                cluster.candidates = fitting
    return [cluster for cluster in clusters if cluster.sightings]


def _one(cluster: Cluster, other: Cluster) -> bool:
    rules = register_rules()
    two = bool(rules.two_surnames.intersection(cluster.countries, other.countries))
    if not any(alike(a, b) or two and longer_by_a_surname(a, b) for a in cluster.names for b in other.names):
        return False
    return all(
        other.of_the_country(s) and other.within(s, 2 * rules.period) and not other.excludes(s)
        for s, _ in cluster.sightings
    ) and not any(cluster.excludes(s) for s, _ in other.sightings)


def _index(clusters: Iterable[Cluster]) -> defaultdict[str, list[Cluster]]:
    found: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        keys = {key for name in cluster.names for key in short_keys(name, cluster.countries)}
        for key in sorted(keys):
            found[key].append(cluster)
    return found


def _parts_of_longer(clusters: Sequence[Cluster]) -> tuple[list[Cluster], list[Sighting]]:
    """The people, and the sightings of names that are the end of somebody's longer one: "Costa Mendez" of "Nicanor Costa Mendez"."""
    index = _index(clusters)
    whole: list[Cluster] = []
    parts: list[Sighting] = []
    for cluster in clusters:
        longer = [other for name in cluster.names for other in index.get(name.key, ())]
        for sighting, _ in cluster.sightings:
            longer += _first_surname(parse(sighting.form.name).words, index, sighting)
        if any(other is not cluster for other in longer):
            parts += (sighting for sighting, _ in cluster.sightings)
        else:
            whole.append(cluster)
    return whole, parts


def _shorts_joined(clusters: list[Cluster], rest: Sequence[Sighting]) -> tuple[list[Cluster], list[Sighting]]:
    """Surnames put with the one person they can be; else, where they are people's, by themselves."""
    index, by_name = _index(clusters), defaultdict(list)
    for cluster in clusters:
        for name in cluster.names:
            by_name[" ".join(name.words)].append(cluster)
    found: list[tuple[Cluster, Sighting, str]] = []
    alone: list[tuple[Sighting, list[Cluster]]] = []
    nobody: list[Sighting] = []
    for sighting in rest:
        name = parse(sighting.form.name)
        if not is_name(sighting.form.name) or not name.words:
            nobody.append(sighting)
            continue
        bearers = [*by_name[" ".join(name.words)], *index[name.key], *_first_surname(name.words, index, sighting)]
        bearers += (each for known in seeds(name.plain) for each in by_name[" ".join(parse(known.name).words)])
        bearers = list({id(bearer): bearer for bearer in bearers}.values())
        choice, evidence, candidates = _whose(sighting, bearers)
        if choice:
            found.append((choice, sighting, evidence))
        elif candidates or role_of(sighting.form) or seeds(name.plain):
            alone.append((sighting, candidates))
        else:
            nobody.append(sighting)
    for cluster, sighting, evidence in found:
        cluster.add([sighting], evidence)
    return [*clusters, *_by_themselves(alone)], nobody


def _first_surname(words: tuple[str, ...], index: dict[str, list[Cluster]], sighting: Sighting) -> list[Cluster]:
    """Who is known by the first of two surnames, in the office of a sighting that has both: "Belaunde Terry" and "Fernando Belaunde"."""
    if len(words) != 2 or sighting.form.country not in register_rules().two_surnames:
        return []
    return [cluster for cluster in index.get(words[0], ()) if cluster.in_office(sighting)]


def _whose(sighting: Sighting, bearers: Sequence[Cluster]) -> tuple[Cluster | None, str, list[Cluster]]:
    """Whose surname a sighting has: that person and why; or nobody, and those whose it may be."""
    rules, name = register_rules(), parse(sighting.form.name)
    countries = [bearer for bearer in bearers if bearer.of_the_country(sighting)]
    if not countries:
        return _abroad(sighting, bearers)
    if alone := _long_in_office(sighting, countries):
        return alone, f"the only {name.plain} of {alone.countries[0]} in this office; seed table: leaders.toml", []
    fitting = [
        bearer
        for bearer in countries
        if bearer.within(sighting, rules.period)
        and not bearer.excludes(sighting)
        and (name.female is None or bearer.female is None or name.female == bearer.female)
    ]
    if len(fitting) == 1:
        only = fitting[0]
        of, count = f" of {sighting.form.country}" if sighting.form.country else "", only.reports
        return only, f"the only {name.plain}{of} in {count} {'report' if count == 1 else 'reports'}", []
    in_office = [bearer for bearer in fitting if bearer.in_office(sighting)]
    if len(in_office) == 1:
        return in_office[0], "same surname and role", []
    now = [bearer for bearer in fitting if bearer.within(sighting, rules.near)]
    if len(now) == 1 and sighting.first:
        return now[0], f"the only {name.plain} of these days", []
    return None, "", fitting


def _long_in_office(sighting: Sighting, bearers: Sequence[Cluster]) -> Cluster | None:
    """The one bearer of a surname, on record and in the seed table, whom a sighting years away has in the same office."""
    rules, name = register_rules(), parse(sighting.form.name)
    office = office_of(role_of(sighting.form))
    known = [each for each in seeds(name.words[-1]) if each.country == sighting.form.country]
    if len(bearers) != 1 or len(known) != 1 or office is None or fold(known[0].name) in rules.namesakes:
        return None
    (only,) = bearers
    seen = any(office_of(role_of(own.form)) == office for own, _ in only.sightings)
    named = any(fold(known[0].name) == " ".join(own.words) for own in only.names)
    return only if seen and named and only.within(sighting, rules.generation) else None


def _abroad(sighting: Sighting, bearers: Sequence[Cluster]) -> tuple[Cluster | None, str, list[Cluster]]:
    """Whose surname a sighting has that seems of another country: by the office, or where nobody else bears the name, neither here nor in
    the seed table."""
    name, rules = parse(sighting.form.name), register_rules()
    near = [bearer for bearer in bearers if bearer.within(sighting, rules.near)]
    in_office = [bearer for bearer in near if bearer.in_office(sighting)]
    if len(in_office) == 1:
        return in_office[0], "same surname and role, in the same period", []
    borne = {known.name for known in seeds(name.words[-1])}
    if len(near) == 1 and len(borne) == 1 and role_of(sighting.form) is None:
        (usual,) = borne
        if any(fold(usual) == fold(own.plain) for own in near[0].names):
            return near[0], f"the only {name.plain} on record; seed table: leaders.toml", []
    return None, "", []


def _by_themselves(alone: Iterable[tuple[Sighting, list[Cluster]]]) -> Iterator[Cluster]:
    """Surnames that are nobody's or may be several people's, one entry for each person that they can be."""
    rules = register_rules()
    groups: defaultdict[tuple[str, str | None, bool], list[Cluster]] = defaultdict(list)
    for sighting, candidates in sorted(alone, key=lambda pair: (role_of(pair[0].form) is None, pair[0].order)):
        open_ = groups[parse(sighting.form.name).key, sighting.form.country, bool(candidates)]
        fitting = [c for c in open_ if c.within(sighting, rules.period) and not c.excludes(sighting)]
        if len(fitting) == 1:
            fitting[0].add([sighting], "same surname and country, in the same period")
            cluster = fitting[0]
        else:
            cluster = Cluster("person")
            cluster.add([sighting], "may be one of several" if candidates or fitting else "named by surname only")
            cluster.candidates = [] if candidates else fitting
            open_.append(cluster)
        cluster.candidates += [each for each in candidates if each not in cluster.candidates]
    for clusters in groups.values():
        yield from clusters
