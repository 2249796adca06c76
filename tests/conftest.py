"""What tests need from the machine, and the rule that a full run skips nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from tests.postgres import Server

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

TEST_ALL = "BRINKWATCH_TEST_ALL"
"""Set by the full check, which installs everything first: a skipped test is then a failed one."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium for tests that look at a page; the test is skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def pango() -> None:
    """For tests that write PDF; the test is skipped where WeasyPrint cannot load Pango."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(
            f"WeasyPrint cannot be loaded (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0): {error}"
        )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; the test is skipped where there is none."""
    from tests import postgres

    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine (on Debian: apt-get install postgresql)")
    with postgres.running(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record can be made: a path, and in a run of its own the address of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "crisis.db")
        return
    running: Server = request.getfixturevalue("server")
    with running.database() as address:
        yield address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _skip_is_failure(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _skip_is_failure(report)


def _skip_is_failure(report: Report) -> Report:
    if os.environ.get(TEST_ALL) and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome, report.longrepr = "failed", f"{reason}\n({TEST_ALL} is set: nothing may be skipped)"
    return report
