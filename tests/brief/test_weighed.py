"""A brief as of a day knows nothing later; it tells grades, what was agreed and what was taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.sample import SampleReader

from brinkwatch.brief.render import to_markdown
from brinkwatch.desk import Desk
from brinkwatch.model import Report

DAY = dt.date(2024, 5, 2)
FIRST = Report("r1", "Norland attacked Sudmark on 2024-05-01.", "Raid", "Ferry Post", DAY, None, "en")
SECOND = Report(
    "r2",
    "Norland attacked Sudmark on 2024-05-01. A clerk counted the windows that were left and went on stamping letters until four, "
    "while the last bus inland left the square with people on its roof and nobody at the wheel who had a licence for it.",
    "Attack",
    "Evening Mail",
    DAY + dt.timedelta(7),
    None,
    "en",
)
CRISIS = '[[sources]]\npublisher = "Ferry Post"\nreliability = "B"\n'


def desk_of(folder: Path) -> Desk:
    path = folder / "crisis.toml"
    path.write_text(f'name = "Skerry bank"\n{CRISIS}')
    return Desk.open(path, reader=SampleReader())


def test_a_brief_as_of_a_day_knows_nothing_of_later_reports(tmp_path: Path) -> None:
    with desk_of(tmp_path) as desk:
        desk.add(FIRST)
        before = to_markdown(desk.brief(as_of=DAY))
        desk.add(SECOND)
        assert to_markdown(desk.brief(as_of=DAY)) == before
        assert "2 reports, 2 independent origins" in to_markdown(desk.brief())


def test_it_is_called_after_the_crisis_and_tells_its_grades(tmp_path: Path) -> None:
    with desk_of(tmp_path) as desk:
        desk.add(FIRST, SECOND)
        page = to_markdown(desk.brief())
    assert page.startswith("# Skerry bank\n")
    assert "Ferry Post, Thu 2 May 2024; reliability B" in page
    assert "Evening Mail, Thu 9 May 2024; not graded" in page
    assert "`B2`" in page


def test_what_happened_before_the_window_is_graded_too(tmp_path: Path) -> None:
    old = Report("r3", "Norland attacked Sudmark on 2023-01-05.", "Then", "Ferry Post", DAY, None, "en")
    with desk_of(tmp_path) as desk:
        desk.add(old)
        assert desk.brief().incidents == 1
