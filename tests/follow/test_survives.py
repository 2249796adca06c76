"""Followers as processes: killed, crowded, out of space, stopped. What they have read stays, and nothing is read twice."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.follow.conftest import Follow, put_feed
from tests.ingest.serving import Site, fetcher
from tests.record.test_survives import ROOT
from tests.sample import SampleReader

from brinkwatch.desk import Desk
from brinkwatch.ingest.leads import Lead
from brinkwatch.ingest.web import Way, report_of
from brinkwatch.model import Report

PAGES = range(1, 31)


def following(path: Path, *feeds: str, minutes: float = 0, pause: float = 0, most: int = 0) -> subprocess.Popen[str]:
    """A process that follows feeds: once, or as often as `minutes` says."""
    command = [sys.executable, str(ROOT / "tests" / "follow" / "following.py"), str(path)]
    return subprocess.Popen(
        [*command, str(minutes), str(pause), str(most), *feeds],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def wait_for(process: subprocess.Popen[str], word: str, times: int = 1) -> str:
    """Its output up to so many lines with a word; all of it where it ends before."""
    assert process.stdout
    said = ""
    while said.count(word) < times and (line := process.stdout.readline()):
        said += line
    return said


def titles(numbers: range) -> list[str | None]:
    return sorted((f"Page {n}" for n in numbers), key=str)


def test_killed_at_any_moment_it_takes_up_where_it_stopped(site: Site, follow: Follow) -> None:
    feed, chance, kills = put_feed(site, *PAGES), random.Random(5), 6
    for _ in range(kills):
        process = following(follow.path, feed, pause=0.02)
        wait_for(process, "read")
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        _, err = process.communicate()
        assert (process.returncode, err) == (-signal.SIGKILL, "")
    process = following(follow.path, feed)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert out.endswith("stopped\n")
    assert follow.titles() == titles(PAGES), "nothing lost, nothing doubled"
    asked = Counter(path for path in site.pages if path != "/feed")
    assert sum(asked.values()) - len(PAGES) <= kills, "only what was at hand when it was killed was fetched again"
    follow.feeds = (feed,)
    assert (follow.health().items, follow.health().waiting) == (len(PAGES), 0)


def test_killed_between_report_and_mark_it_knows_the_report(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1)
    found = report_of(Lead(f"{site.url}/1", publisher="The Post"), feed, Way(given=fetcher()))
    assert isinstance(found, Report)
    with Desk.open(follow.path, reader=SampleReader()) as desk:
        # As it is when the process dies after the report is on record, and before its entry is marked.
        desk.add(found)
    looked = follow.one(feed)
    assert (looked.added.reports, looked.added.already_there) == (0, 1)
    assert follow.titles() == ["Page 1"]


def test_a_full_disk_is_said_once_and_it_goes_on_when_there_is_room(site: Site, follow: Follow) -> None:
    feed = put_feed(site, *PAGES)
    process = following(follow.path, feed, minutes=0.005, most=420_000)
    assert process.stderr
    complaint = process.stderr.readline()
    assert re.fullmatch(rf"{follow.path}: the disk (refused|is full): .* what was recorded before is kept\n", complaint)
    kept = follow.titles()
    assert 0 < len(kept) < len(PAGES)
    time.sleep(1.5)  # several looks more, which say nothing
    process.send_signal(signal.SIGUSR1)
    said = wait_for(process, "reports added")
    process.terminate()
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, ""), "it was said once"
    assert (said + out).endswith("stopped\n")
    assert follow.titles() == titles(PAGES)


def test_a_full_disk_ends_a_single_round_with_a_sentence(site: Site, follow: Follow) -> None:
    feed = put_feed(site, *PAGES)
    process = following(follow.path, feed, most=420_000)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count("\n")) == (1, 1)
    assert "what was recorded before is kept" in err
    assert follow.one(feed).waiting == 0
    assert follow.titles() == titles(PAGES)


def test_two_followers_of_one_record_read_nothing_twice(site: Site, follow: Follow) -> None:
    feeds = [put_feed(site, *range(n, n + 10), path=f"/feed{n}") for n in (1, 11, 21)]
    processes = [following(follow.path, *feeds, minutes=0.01, pause=0.02) for _ in range(2)]
    until = time.monotonic() + 30
    while len(set(site.pages)) < len(PAGES) + 3 and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    for process in processes:
        process.terminate()
    outputs = [process.communicate(timeout=30) for process in processes]
    assert [(process.returncode, err) for process, (_, err) in zip(processes, outputs, strict=True)] == [(0, "")] * 2
    read = [line for out, _ in outputs for line in out.splitlines() if line.startswith("read")]
    assert sorted(read) == sorted(f"read {title}" for title in titles(PAGES))
    assert follow.titles() == titles(PAGES)


def test_it_stops_after_the_report_at_hand(site: Site, follow: Follow) -> None:
    feed = put_feed(site, *PAGES)
    process = following(follow.path, feed, minutes=1, pause=0.3)
    wait_for(process, "read", 2)
    process.terminate()
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert re.search(r"looked Ferry Post: \d reports added; \d+ entries wait for the next look\nstopped\n$", out)
    assert len(follow.titles()) == 2 + out.count("read")
    assert follow.one(feed).waiting == 0, "what waits is due at once"


def test_it_looks_again_and_again(site: Site, follow: Follow) -> None:
    feed = put_feed(site, 1)
    process = following(follow.path, feed, minutes=0.005)
    wait_for(process, "looked", 3)
    put_feed(site, 1, 2)
    said = wait_for(process, "read")
    process.terminate()
    process.communicate(timeout=20)
    assert "read Page 2" in said
    assert Counter(site.pages)["/1"] == 1
