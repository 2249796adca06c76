"""Two processes add and an analyst corrects, all at once: nothing is lost, nobody is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.record.adding import SENTENCES

from brinkwatch import Desk

ROOT = Path(__file__).parent.parent.parent
REPORTS = 8


def process(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests" / script), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_two_add_while_an_analyst_corrects(place: str) -> None:
    processes = [
        process("record/adding.py", place, 0, REPORTS),
        process("record/adding.py", place, REPORTS // 2, REPORTS + 4),
        process("correct/correcting.py", place, 0, REPORTS),
    ]
    outputs = [each.communicate(timeout=300) for each in processes]
    assert [each.returncode for each in processes] == [0, 0, 0], outputs
    assert [err for _, err in outputs] == ["", "", ""]
    with Desk.open(place) as desk:
        assert desk.reports().total == REPORTS + 4
        decided = outputs[2][0].split()
        log = desk.log()
        assert {entry.id for entry in log if entry.by == "ana"} == set(decided)
        assert [entry.did for entry in log if entry.by == "ana"].count("undo") == REPORTS
        assert not any(entry.lost for entry in log)
        events = desk.events()
        assert events.total == (REPORTS + 4) * SENTENCES - REPORTS
        assert sum(event.factuality == "PS-" for event in events) == REPORTS
        assert [finding.fault for finding in desk.check() if finding.fault] == []
        told = [event for incident in desk.incidents() for event in incident.events]
        assert sorted(told) == sorted(event.id for event in events), "each event is of one incident"
