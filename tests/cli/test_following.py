"""`follow` and `feeds` as they are typed."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.commands import complaint, run
from tests.cli.test_running import ROOT, SAMPLE_COMMAND, start
from tests.follow.conftest import put_feed
from tests.ingest.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def crisis(*feeds: str) -> Path:
    """A crisis file with feeds."""
    path = Path("crisis.toml")
    path.write_text(
        f'name = "x"\nrecord = "x.db"\n[[sources]]\npublisher = "Ferry Post"\nfeeds = {json.dumps(feeds)}\n',
        encoding="utf-8",
    )
    return path


def test_one_round_says_what_it_brought(site: Site) -> None:
    path = crisis(put_feed(site, 1), site.put("/none", status=404))
    result = run("follow", path, "--once", "--allow-private", code=1)
    assert result.stdout == ("Ferry Post: 1 report added\n2 looks at feeds (1 failed); 1 report added\n")
    assert re.fullmatch(
        rf"{site.url}/none: the server refused \(404 Not Found\); tried again after [\d: -]+ UTC\n", result.stderr
    )
    assert run("follow", path, "--once", "--allow-private").stdout == "0 looks at feeds; 0 reports added\n"


def test_a_server_of_ones_own_network_must_be_allowed(site: Site) -> None:
    result = run("follow", crisis(put_feed(site, 1)), "--once", code=1)
    assert "is not on the public internet: give --allow-private" in result.stderr
    assert site.asked == []


def test_what_can_not_be_followed_is_said() -> None:
    assert complaint("follow", "none.toml") == "none.toml: no such file: name a crisis file\n"
    assert "there is no feed in it: give a source feeds" in complaint("follow", crisis())
    assert not Path("x.db").exists()


def test_health_as_a_table_and_as_json(site: Site) -> None:
    feed, none = put_feed(site, 1), site.put("/none", status=404)
    path = crisis(feed, none, "http://ferry.example/later")
    assert "make one with `brinkwatch follow crisis.toml`" in complaint("feeds", path)
    crisis(feed, none)
    run("follow", path, "--once", "--allow-private", code=1)
    crisis(feed, none, "http://ferry.example/later")
    told = json.loads(run("feeds", path, "--format", "json").stdout)["feeds"]
    assert [(each["state"], each["items"], each["reports"]) for each in told] == [
        ("fresh", 1, 1),
        ("failing", 0, 0),
        ("never looked at", 0, 0),
    ]
    assert told[1]["problem"] == f"{none}: the server refused (404 Not Found)"
    assert told[0]["next_due"] > told[0]["looked_at"] == told[0]["succeeded_at"]
    table = run("feeds", path).stdout
    assert re.search(r"failing since\s", table)
    assert "never" in table
    assert len(json.loads(run("feeds", "--db", "x.db", "--format", "json").stdout)["feeds"]) == 2


def test_a_record_without_feeds_says_so(record: Path) -> None:
    assert run("feeds").stdout == "no feed was ever looked at: follow a crisis with `brinkwatch follow CRISIS.toml`\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_after_the_report_at_hand(site: Site, number: int) -> None:
    process = start("follow", str(crisis(put_feed(site, *range(9)))), "--allow-private", pause=0.3)
    until = time.monotonic() + 30
    while len(site.pages) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert re.fullmatch(
        r"Ferry Post: (\d reports?) added; \d entries wait for the next look\n"
        r"1 look at feeds; \1 added; stopped: the same command goes on from there\n",
        out.decode(),
    )
    assert not process.poll()
    told = json.loads(run("feeds", "crisis.toml", "--format", "json").stdout)["feeds"][0]
    assert told["reports"] + told["waiting"] == 9


def test_a_terminal_shows_what_is_being_done(site: Site) -> None:
    path, (ours, theirs) = crisis(put_feed(site, 1, 2)), pty.openpty()
    command = [sys.executable, "-c", SAMPLE_COMMAND.format(pause=0.3), "follow", str(path), "--once", "--allow-private"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    assert process.wait(20) == 0
    assert b"1 report added; 1 entry waits" in seen
    assert b"Ferry Post: 2 reports added" in seen
