"""Hold measured quality and cost: no figure of floors.json may get worse unnoticed.

    python evals/gate.py                        measure; exit 1, naming the figures, where one is below its floor
    python evals/gate.py --update               write what was measured as the new floors; better ones only
    python evals/gate.py --update --lower WHY   let floors get worse as well; why, and by how much, is kept in the file

Quality is measured on our own annotations (gold/) and, where it is at hand, on a folder of yardsticks (--yardstick).
Each set of figures holds for the data whose SHA-256 stands beside it. Costs are ceilings with room: they are there to
catch a library loaded at start or a step that takes twice as long, not the weather on the machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EVALS = Path(__file__).parent
ROOT = EVALS.parent
FLOORS = EVALS / "floors.json"
YARDSTICK = ROOT.parent / "shared" / "yardstick"
BRINKWATCH = Path(sys.executable).with_name("brinkwatch")
EXAMPLE = ROOT / "examples" / "thirteen-days"

SLACK = 0.005
"""Quality figures: how far below its floor one may be. Parses differ in a few words between processors."""

FEWEST_ASKED = 50
"""An accuracy over fewer answers is not held: one answer would be a fall."""

ROOM = 2
"""Costs: a ceiling is this many times what was measured."""

Rows = dict[str, float]


class NotMeasured(Exception):
    """A measurement that could not be made: what, and what it said."""


@dataclass(frozen=True)
class Quality:
    """A set of figures between 0 and 1, the more the better: the data it is measured on and the command that prints it."""

    name: str
    data: Sequence[Path]
    command: Sequence[str]

    def measure(self) -> Rows:
        """The figures that have a floor; raises NotMeasured."""
        rows: Rows = json.loads(printed_by(self.command))
        return {key: round(value, 4) for key, value in sorted(rows.items()) if is_quality(key, rows)}

    def fingerprint(self) -> str:
        """SHA-256 of the data, file names included."""
        digest = hashlib.sha256()
        for path in self.data:
            digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def is_quality(key: str, rows: Rows) -> bool:
    """Whether a printed figure is one to hold: not counts, not the two halves of an F1, nor shares of too few answers."""
    if key.endswith(".accuracy"):
        return rows[key.replace(".accuracy", ".asked")] >= FEWEST_ASKED
    return key.endswith(("f1", "top1", "whole_event"))


def qualities(yardstick: Path | None) -> list[Quality]:
    """What there is to measure quality on."""
    gold = sorted((EVALS / "gold").glob("*.json"))
    sets = [
        Quality("gold", gold, [sys.executable, str(EVALS / "score.py"), "--json", *map(str, gold)]),
        Quality("times", [EVALS / "times" / "gold.tsv"], [sys.executable, str(EVALS / "times.py"), "--json"]),
        Quality(
            "reprints", [EVALS / "reprints" / "reports.jsonl"], [sys.executable, str(EVALS / "reprints.py"), "--json"]
        ),
        *(_register(name, *options) for name, options in (("mentions", ()), ("unseen", ("--unseen",)))),
        Quality(
            "incidents",
            sorted((EVALS / "incidents").glob("*.tsv")),
            [sys.executable, str(EVALS / "incidents.py"), "--json"],
        ),
    ]
    if yardstick:
        read = ["--json", "--run", f"'{BRINKWATCH}' read {{file}} --format jsonl"]
        records, sentences = sorted((yardstick / "record" / "dev").glob("*.json")), yardstick / "gsr" / "dev.jsonl"
        scorers = yardstick / "record" / "score.py", yardstick / "gsr" / "score_gsr.py"
        sets.append(Quality("yardstick.record", records, [sys.executable, str(scorers[0]), *read, *map(str, records)]))
        re3d = yardstick.parent / "data" / "re3d"
        if (re3d / "entities.jsonl").exists():
            data = sorted(re3d.glob("*.jsonl"))
            sets.append(Quality("re3d", data, [sys.executable, str(EVALS / "entities.py"), "--json", str(re3d)]))
        sets.append(Quality("yardstick.gsr", [sentences], [sys.executable, str(scorers[1]), *read, str(sentences)]))
    return sets


def _register(name: str, *options: str) -> Quality:
    command = [sys.executable, str(EVALS / "register.py"), "--json", *options]
    return Quality(f"register.{name}", [EVALS / "register" / f"{name}.tsv"], command)


def printed_by(command: Sequence[str]) -> str:
    """What a command prints; raises NotMeasured where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise NotMeasured(f"{Path(command[1]).name}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def usage_of(command: Sequence[str]) -> tuple[float, float]:
    """Processor seconds and peak memory (MB, no less than this process's own) of a command; raises NotMeasured where it fails."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasured(f"{' '.join(command)}: exit {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def measure_costs() -> Rows:
    """Start, memory and speed; what has no `_ratio` or `_mb` in its name is only told, since it hangs on the machine."""
    help_command = [str(BRINKWATCH), "--help"]
    starts = {}
    for name, command in {"bare": [sys.executable, "-c", "pass"], "help": help_command}.items():
        starts[name] = min(usage_of(command)[0] for _ in range(5))
    begun = time.perf_counter()
    usage_of(help_command)
    wall = time.perf_counter() - begun
    report = max(EXAMPLE.glob("*.eml"), key=lambda path: path.stat().st_size, default=None)
    if report is None:
        raise NotMeasured(f"no report to read in {EXAMPLE}")
    speed = json.loads(printed_by([sys.executable, str(EVALS / "speed.py"), "--words", "20000"]))
    return {
        "start_ratio": round(starts["help"] / starts["bare"], 1),
        "start_seconds": round(wall, 2),
        "read_peak_mb": round(usage_of([str(BRINKWATCH), "read", str(report), "--format", "json"])[1]),
        "reading_to_parse_ratio": speed["reading_to_parse"],
        "words_per_second": speed["words_per_second"],
    }


def is_held(cost: str) -> bool:
    """Whether a cost has a ceiling."""
    return cost.endswith(("_ratio", "_mb"))


def check_quality(name: str, fingerprint: str, rows: Rows, held: Mapping[str, Any] | None) -> list[str]:
    """A sentence for each figure of a set that is below its floor, is missing or is not comparable."""
    if held is None:
        return [f"{name} has no floors yet: run evals/gate.py --update"]
    if held["sha256"] != fingerprint:
        return [
            f"{name} is not the data that its floors were measured on: run evals/gate.py --update, with --lower WHY if figures fall"
        ]
    lost = [
        f"{name}: {key} is no longer measured (floor {floor})"
        for key, floor in held["floors"].items()
        if key not in rows
    ]
    return lost + [
        f"{name}: {key} fell to {rows[key]:.4f}, its floor is {floor:.4f}"
        for key, floor in held["floors"].items()
        if key in rows and rows[key] < floor - SLACK
    ]


def check_costs(rows: Rows, ceilings: Mapping[str, float]) -> list[str]:
    """A sentence for each cost that is over its ceiling or has none."""
    missing = [
        f"costs: {key} has no ceiling yet: run evals/gate.py --update"
        for key in rows
        if is_held(key) and key not in ceilings
    ]
    over = [key for key, ceiling in ceilings.items() if rows.get(key, 0) > ceiling]
    return missing + [f"costs: {key} rose to {rows[key]}, its ceiling is {ceilings[key]}" for key in over]


@dataclass(frozen=True)
class Measured:
    """Everything measured in one run: figures and data of each set of qualities, and the costs."""

    qualities: Mapping[str, tuple[str, Rows]]
    costs: Rows


def measure(yardstick: Path | None) -> Measured:
    """Run every measurement; raises NotMeasured."""
    return Measured({each.name: (each.fingerprint(), each.measure()) for each in qualities(yardstick)}, measure_costs())


def check(measured: Measured, floors: Mapping[str, Any]) -> list[str]:
    """A sentence for each figure that is worse than it may be."""
    problems = check_costs(measured.costs, floors["ceilings"])
    for name, (fingerprint, rows) in measured.qualities.items():
        problems += check_quality(name, fingerprint, rows, floors["sets"].get(name))
    return problems


def updated(floors: Mapping[str, Any], measured: Measured, why: str | None, day: dt.date) -> dict[str, Any]:
    """New floors: what was measured where it is better, the old ones elsewhere, unless a reason is given to let them go."""
    sets, worse = dict(floors["sets"]), dict[str, list[float]]()

    def settle(key: str, old: float | None, new: float, *, is_worse: bool) -> float:
        if old is None or not is_worse:
            return new
        if why is not None:
            worse[key] = [old, new]
        return old if why is None else new

    for name, (fingerprint, rows) in measured.qualities.items():
        held = sets.get(name, {"sha256": fingerprint, "floors": {}})
        if (
            held["sha256"] != fingerprint
            and why is None
            and any(row < held["floors"].get(key, 0) for key, row in rows.items())
        ):
            continue  # other data and lower figures: which of the two it is takes a person to say
        old = held["floors"]
        new = {
            key: settle(f"{name}: {key}", old.get(key), row, is_worse=row < old.get(key, 0))
            for key, row in rows.items()
        }
        sets[name] = {"sha256": fingerprint, "floors": new}
    ceilings = {}
    for key in filter(is_held, measured.costs):
        ceiling, cost = floors["ceilings"].get(key), round(measured.costs[key] * ROOM, 1)
        ceilings[key] = settle(f"costs: {key}", ceiling, cost, is_worse=ceiling is not None and cost > ceiling)
    lowered = [*floors["lowered"], *([{"date": day.isoformat(), "why": why, "figures": worse}] if worse else [])]
    return {"sets": sets, "ceilings": ceilings, "lowered": lowered}


def main() -> None:
    """Measure, then check or update."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--yardstick", type=Path, help="a folder with record/score.py and gsr/score_gsr.py and their data"
    )
    parser.add_argument("--update", action="store_true", help="write better figures to floors.json")
    parser.add_argument("--lower", metavar="WHY", help="with --update: write worse ones too, and why")
    args = parser.parse_args()
    if args.lower is not None and not (args.update and args.lower.strip()):
        parser.error("--lower needs a reason, and --update")
    yardstick = args.yardstick or (YARDSTICK if YARDSTICK.is_dir() else None)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    try:
        measured = measure(yardstick)
    except NotMeasured as error:
        sys.exit(f"gate: could not measure: {error}")
    if args.update:
        floors = updated(floors, measured, args.lower, dt.datetime.now(dt.UTC).date())
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for name, (_, rows) in measured.qualities.items():
        print(
            f"{name:17}",
            "  ".join(f"{key} {row:.3f}" for key, row in rows.items() if key.endswith(("f1", "top1", "event"))),
        )
    print(f"{'costs':17}", "  ".join(f"{key} {row}" for key, row in measured.costs.items()))
    if yardstick is None:
        print("no yardsticks at hand: only our own annotations were measured")
    problems = check(measured, floors)
    if problems:
        sys.exit("gate: " + "\ngate: ".join(problems))
    print("gate: every figure holds")


if __name__ == "__main__":
    main()
