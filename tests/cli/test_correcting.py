"""What `correct`, `mark`, `judge`, `undo`, `log` and `export-annotations` take, print and refuse."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path

import pytest
from tests.cli.commands import complaint, run
from tests.sample import full_reading

ATTACK, THREAT = (event.id for event in full_reading("r1").events)


def made(output: str) -> str:
    """The id of the decision that a command names."""
    (found,) = re.findall(r"brinkwatch undo ([cj][0-9a-f]{16})", output)
    return str(found)


def test_a_correction_and_its_undoing(record: Path) -> None:
    told = run(
        "correct", ATTACK[:8], "--type", "coerce", "--mode", "seize", "--actor", "Sudmark=RUS.SPY",
        "--recipient", "none", "--factuality", "pr+", "--why", "seized\n it", "--by", "ana",
    ).stdout  # fmt: skip
    assert told.startswith(f"{ATTACK} is corrected; to take that back: brinkwatch undo c")
    (event,) = json.loads(run("list", "events", "--type", "COERCE", "--format", "json").stdout)["events"]
    assert (event["mode"], event["recipients"], event["factuality"]) == ("seize", [], "PR+")
    shown = run("show", ATTACK).stdout
    assert re.search(rf"Corrected by ana, .* UTC: seized it \(brinkwatch undo {made(told)}\)", shown)
    table = run("log", ATTACK).stdout
    assert "COERCE seize, by Sudmark (RUS.SPY), to nobody, PR+" in " ".join(table.split())
    assert "seized it" in " ".join(table.split())
    assert run("undo", made(told)[:9]).stdout == f"{made(told)} is undone\n"
    assert run("list", "events", "--type", "COERCE").stdout == "no events found\n"
    log = json.loads(run("log", "--format", "json").stdout)["log"]
    assert [entry["by"] for entry in log if entry["did"] in {"recode", "undo"}] == ["ana", getpass.getuser()]
    assert [json.loads(line) for line in run("log", "--format", "jsonl").stdout.splitlines()] == log


def test_not_an_event_a_missed_one_and_a_judgement(record: Path) -> None:
    told = run("correct", THREAT, "--not-an-event").stdout
    assert told.startswith(f"{THREAT} is no event; ")
    assert "nothing on record has an id" in complaint("show", THREAT)
    told = run("mark", "r1", "war follows", "--type", "ASSAULT").stdout
    marked = told.split()[0]
    assert f"{marked} is marked; " in told
    assert "war follows" in run("show", marked).stdout
    other = full_reading("r2").events[0].id
    told = run("judge", marked, "same", other, "--why", "one war").stdout
    assert f"{marked} is judged same as i" in told
    assert run("undo", made(told), made(run("judge", ATTACK, "different", marked).stdout)).stdout.count("undone") == 2


def test_annotations(record: Path) -> None:
    assert run("export-annotations", "out").stdout.startswith(
        "wrote out: 0 corrected reports; the texts (.txt) are their"
    )
    run("correct", ATTACK, "--type", "AID")
    assert run("export-annotations", "out").stdout.startswith("wrote out: 1 corrected report; ")
    assert sorted(path.name for path in Path("out").iterdir()) == ["r1.json", "r1.txt"]
    Path("file").write_text("")
    assert "file: can't be made" in complaint("export-annotations", "file", code=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("correct", ATTACK, "--type", "SHOOT"), "SHOOT is no type of PLOVER"),
        (("correct", ATTACK, "--actor", "Norway=NOR"), "“Norway” is not in the event's sentence"),
        (("correct", ATTACK), "say what is wrong (--type, --actor ..., or --not-an-event)"),
        (("correct", "r1", "--type", "AID"), "nothing on record that is an event has an id that starts with r1"),
        (("correct", "e", "--type", "AID"), "more than one entry has an id that starts with e"),
        (("correct", ATTACK, "--type", "AID", "--by", ""), "name who does with --by"),
        (("mark", "r1", "Sudmark", "--type", "AID"), "“Sudmark” is in r1 2 times: give more of the words"),
        (("mark", "r1", "war\x1b[31m", "--type", "AID"), "is not in r1"),
        (("judge", ATTACK, "alike", ATTACK), "alike"),
        (("undo", "c0"), "nothing on record that is a correction or a judgement has an id that starts with c0"),
        (("log", "zz"), "nothing on record has an id that starts with zz"),
    ],
)
def test_what_can_not_be_is_refused_on_one_line(record: Path, arguments: tuple[str, ...], said: str) -> None:
    told = complaint(*arguments)
    assert said in told
    assert "\x1b" not in told


def test_a_record_that_is_not_there_is_not_made() -> None:
    for command in (("log",), ("undo", "c1"), ("correct", "e1", "--type", "AID"), ("export-annotations", "out")):
        assert "crisis.db: no record there" in complaint(*command)
    assert not list(Path().iterdir())
