"""The gate names what fell, and lowers nothing by itself."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import gate
import pytest
from gate import Measured, NotMeasured, check, is_quality, printed_by, updated, usage_of

DAY = dt.date(2031, 5, 6)
NO_FLOORS: dict[str, Any] = {"sets": {}, "ceilings": {}, "lowered": []}


def measured(f1: float = 0.6, start: float = 8.0, sha: str = "a") -> Measured:
    return Measured({"gold": (sha, {"event.f1": f1})}, {"start_ratio": start, "start_seconds": 0.1})


FLOORS = updated(NO_FLOORS, measured(), None, DAY)


def test_first_floors_are_what_was_measured() -> None:
    assert FLOORS == {
        "sets": {"gold": {"sha256": "a", "floors": {"event.f1": 0.6}}},
        "ceilings": {"start_ratio": 16.0},
        "lowered": [],
    }
    assert check(measured(), FLOORS) == []


def test_without_floors_nothing_passes() -> None:
    assert len(check(measured(), NO_FLOORS)) == 2


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (measured(f1=0.58), "gold: event.f1 fell to 0.5800, its floor is 0.6000"),
        (measured(start=16.5), "costs: start_ratio rose to 16.5, its ceiling is 16.0"),
        (measured(sha="b"), "gold is not the data that its floors were measured on"),
        (Measured({"gold": ("a", {})}, measured().costs), "gold: event.f1 is no longer measured"),
    ],
)
def test_what_got_worse_is_named(now: Measured, says: str) -> None:
    [problem] = check(now, FLOORS)
    assert problem.startswith(says)


def test_a_difference_between_processors_is_none() -> None:
    assert check(measured(f1=0.597), FLOORS) == []


def test_better_figures_raise_the_floor_and_tighten_the_ceiling() -> None:
    better = updated(FLOORS, measured(f1=0.7, start=5.0), None, DAY)
    assert better["sets"]["gold"]["floors"] == {"event.f1": 0.7}
    assert better["ceilings"] == {"start_ratio": 10.0}


def test_worse_figures_change_nothing_without_a_reason() -> None:
    assert updated(FLOORS, measured(f1=0.5, start=50.0), None, DAY) == FLOORS
    assert updated(FLOORS, measured(f1=0.5, sha="b"), None, DAY)["sets"] == FLOORS["sets"]


def test_a_reason_lowers_a_floor_and_is_kept() -> None:
    lowered = updated(FLOORS, measured(f1=0.5, sha="b"), "two more reports, harder ones", DAY)
    assert lowered["sets"]["gold"] == {"sha256": "b", "floors": {"event.f1": 0.5}}
    assert lowered["lowered"] == [
        {"date": "2031-05-06", "why": "two more reports, harder ones", "figures": {"gold: event.f1": [0.6, 0.5]}}
    ]
    assert check(measured(f1=0.5, sha="b"), lowered) == []


def test_a_failed_measurement_says_what_failed() -> None:
    with pytest.raises(NotMeasured, match="exit 3: no such luck"):
        printed_by([sys.executable, "-c", "import sys; sys.stderr.write('no such luck'); sys.exit(3)"])
    with pytest.raises(NotMeasured, match="exit 4"):
        usage_of([sys.executable, "-c", "raise SystemExit(4)"])


def test_memory_is_that_of_the_command() -> None:
    """In a process of its own: a new process counts the memory of the one that started it until it runs its command."""
    code = "import sys, gate; print(*(gate.usage_of([sys.executable, '-c', f'x = chr(49) * {n}'])[1] for n in (1, 200_000_000)))"
    folder = Path(gate.__file__).parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    small, large = map(float, done.stdout.split())
    assert small < 100
    assert 190 < large - small < 210


def test_shares_of_few_answers_are_not_held() -> None:
    rows = {
        "a.f1": 0.5,
        "a.precision": 0.6,
        "a.when.accuracy": 0.9,
        "a.when.asked": 12,
        "a.act.accuracy": 0.8,
        "a.act.asked": 90,
    }
    assert [key for key in rows if is_quality(key, rows)] == ["a.f1", "a.act.accuracy"]
