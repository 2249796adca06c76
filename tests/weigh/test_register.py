"""Forms of one actor come together for a reason that is told; those of two stay apart."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from brinkwatch.actors import Form, RegisteredActor, Sighting
from brinkwatch.weigh.naming import alike, former_office_of, office_of, parse
from brinkwatch.weigh.register import is_meant, register


def seen(
    name: str,
    title: str | None = None,
    country: str | None = "NOR",
    year: int = 1982,
    *,
    sector: str | None = "GOV",
    report: int = 1,
    order: int = 0,
) -> Sighting:
    day = dt.date(year, 5, 6)
    return Sighting(Form(name, title, country, sector), day, day, frozenset({report}), 2, 1, 1, 0, order, year)


def entries(*sightings: Sighting) -> dict[str, RegisteredActor]:
    """Entries by each name in them; a name in two entries is a fault of the test."""
    found = {alias.name: actor for actor in register(sightings) for alias in actor.aliases}
    assert len(found) >= len({s.form.name for s in sightings})
    return found


def test_a_surname_and_a_title_are_the_one_person_they_can_be() -> None:
    actors = entries(
        seen("Leif Haugstad", "president", report=1),
        seen("General Haugstad", report=2),
        seen("Haugstad", None, report=3),
        seen("L. Haugstad", "president", report=4),
    )
    (actor,) = {each.id: each for each in actors.values()}.values()
    assert (actor.name, actor.kind, actor.reports, actor.entries) == ("Leif Haugstad", "person", 4, 8)
    why = {alias.name: alias.evidence for alias in actor.aliases}
    assert why["Haugstad"] == "the only Haugstad of NOR in 2 reports"
    assert "initials" in why["L. Haugstad"]
    assert [role.title for role in actor.roles] == ["president", "General"] or {r.title for r in actor.roles} == {
        "president",
        "General",
    }


def test_a_surname_that_two_bear_goes_by_role_else_is_ambiguous() -> None:
    actors = register(
        [
            seen("Leif Haugstad", "president"),
            seen("Olav Haugstad", "attorney general"),
            seen("Haugstad", "attorney general"),
            seen("Haugstad", None, sector=None),
            seen("Haugstad", "senator"),
        ]
    )
    of_form = {(f.name, f.title): actor for actor in actors for f in actor.forms}
    leif, olav = of_form["Leif Haugstad", "president"], of_form["Olav Haugstad", "attorney general"]
    assert leif.id != olav.id == of_form["Haugstad", "attorney general"].id
    open_ = of_form["Haugstad", None]
    assert set(open_.candidates) == {leif.id, olav.id}
    assert of_form["Haugstad", "senator"].id not in {leif.id, olav.id}, "neither of them is a senator then"


def test_people_of_other_countries_and_times_are_apart() -> None:
    assert len(register([seen("Leif Haugstad", "president"), seen("Haugstad", "president", "DNK", 1990)])) == 2
    assert len(register([seen("Leif Haugstad", "mayor"), seen("Leif Haugstad", "doctor", "DNK")])) == 2
    assert len(register([seen("Leif Haugstad", "president"), seen("Haugstad", None, year=1995)])) == 2
    assert (
        len(register([seen("Leif Haugstad", "president", year=1950), seen("Leif Haugstad", "mayor", year=1990)])) == 2
    )
    misread = register([seen("Leif Haugstad", "president"), seen("Leif Haugstad", "president", "DNK")])
    assert [actor.countries for actor in misread] == [("DNK", "NOR")], "two countries have no president of one name"


def test_father_and_son_are_told_by_their_years() -> None:
    actors = register(
        [
            seen("George Bush", "president", "USA", 1990),
            seen("George W. Bush", "president", "USA", 2003),
            seen("George Bush", "president", "USA", 2002),
            seen("Bush", "president", "USA", 1991),
        ]
    )
    assert [sorted(f"{form.name}" for form in actor.forms) for actor in actors] == [
        ["Bush", "George Bush"],
        ["George Bush", "George W. Bush"],
    ]
    assert len({actor.id for actor in actors}) == 2


def test_tables_join_variants_and_make_no_entry() -> None:
    actors = entries(
        seen("Sergei Lavrov", "foreign minister", "RUS", 2014),
        seen("Sergey Lavrov", "foreign minister", "RUS", 2022),
        seen("UN Security Council", None, "UNO", sector=None),
        seen("UN Security Council", None, "CUB", sector=None),
        seen("Security Council", None, "UNO", sector=None),
        seen("Security Forces", None, "CUB", sector="MIL"),
    )
    assert actors["Sergei Lavrov"] is actors["Sergey Lavrov"]
    council = actors["Security Council"]
    assert (council.kind, council.countries) == ("organisation", ("UNO",))
    assert {alias.evidence for alias in council.aliases} >= {"seed table: organisations.toml"}
    assert len({actor.id for actor in actors.values()}) == 3


def test_a_state_is_one_with_its_government_and_not_with_its_forces() -> None:
    actors = register(
        [
            seen("Norway", None, "NOR", sector=None),
            seen("Norway", None, "NOR"),
            seen("Norway", None, "DNK"),
            seen("Norway", None, "NOR", sector="MIL"),
        ]
    )
    assert [(actor.kind, actor.countries, actor.entries) for actor in actors] == [
        ("country", ("NOR",), 6),
        ("country", ("NOR",), 2),
    ]


def test_an_id_stays_as_the_register_grows() -> None:
    first = seen("Haugstad", "president", order=1)
    (before,) = register([first])
    (after,) = register([first, seen("Leif Haugstad", "president", order=2), seen("Haugstad", None, order=3)])
    assert before.id == after.id
    assert (before.name, after.name) == ("Haugstad", "Leif Haugstad")


def test_what_is_counted_does_not_change_who_is_one() -> None:
    known = [seen("Leif Haugstad", "president", order=1), seen("Haugstad", None, order=2, year=1983, report=2)]
    (actor,) = register(known, known[1:])
    assert (actor.name, actor.entries, actor.reports, [a.name for a in actor.aliases]) == (
        "Leif Haugstad",
        2,
        1,
        ["Haugstad"],
    )
    assert is_meant(actor, "haugst")
    assert is_meant(actor, "NOR")
    assert is_meant(actor, "NOR.GOV")
    assert not is_meant(actor, "NOR.MIL")
    assert not is_meant(actor, "DNK")
    assert register(known, []) == ()


def test_names_are_taken_apart() -> None:
    assert parse("Mrs Haugstad").female
    assert parse("Mr Haugstad").female is False
    assert parse("General Leif Haugstad").words == ("leif", "haugstad")
    assert parse("Bashar al-Assad").words == ("bashar", "assad")
    assert alike(parse("John F. Berg"), parse("John Berg"))
    assert alike(parse("J. F. Berg"), parse("John Frederick Berg"))
    assert not alike(parse("John F. Berg"), parse("John G. Berg"))
    assert not alike(parse("John Berg Jr."), parse("John Berg"))
    assert office_of("British foreign secretary") == "foreign minister"
    assert office_of("deputy prime minister") is None
    assert office_of("former governor") is None
    assert former_office_of("former governor") == "governor"


FORMS = st.lists(
    st.builds(
        seen,
        st.sampled_from(
            ["Leif Berg", "L. Berg", "Olav Berg", "Berg", "Mr Berg", "", "Mr", "berg", "Norway", "al-", "Ann"]
        ),
        st.sampled_from([None, "president", "senator", "former president", ""]),
        st.sampled_from([None, "NOR", "DNK", "ARG"]),
        st.integers(1950, 2023),
    ),
    max_size=8,
    unique_by=lambda s: (s.form, s.stretch),
)


@given(FORMS)
def test_every_sighting_is_in_one_entry(sightings: list[Sighting]) -> None:
    actors = register(sightings)
    assert sum(actor.entries for actor in actors) == sum(s.entries for s in sightings)
    assert len({actor.id for actor in actors}) == len(actors)
    assert all(alias.evidence for actor in actors for alias in actor.aliases)
    assert {c for actor in actors for c in actor.candidates} <= {actor.id for actor in actors}


def test_the_order_of_sightings_does_not_matter() -> None:
    sightings = [
        seen("Leif Berg", "president", order=1),
        seen("L. Berg", "president", order=2),
        seen("Berg", None, order=3),
        seen("Olav Berg", "senator", "DNK", order=4),
    ]
    made = {register(list(order)) for order in permutations(sightings)}
    assert len({frozenset((a.id, a.entries) for a in each) for each in made}) == 1
