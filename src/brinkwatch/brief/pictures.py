"""Two pictures of a brief, as plain coordinates for its SVG templates: a timeline by actor, and who acted on whom."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model import Mark
from ..ontology.brief import brief_rules
from .phrase import day

WIDTH = 960
LABEL = 170
LANE = 46
HEAD = 26


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on the timeline, in SVG units; `kind` is its style: conflict or cooperation, in words or in deeds."""

    x: float
    y: float
    r: float
    kind: str
    happened: bool
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes (label, y), day ticks (label, x) and dots, on a sheet of `width` by `height`."""

    width: int
    height: int
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[tuple[str, float], ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A party in the network: its place, its label's anchor and how much it acted or was acted on (radius)."""

    name: str
    x: float
    y: float
    r: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What one party did to another: an SVG path, its width, its kind, and words that say it."""

    path: str
    width: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes on a circle and the edges between them."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def timeline(marks: Sequence[Mark]) -> Timeline | None:
    """The busiest actors' marks by day; None where fewer than two days or no marks are on record."""
    busiest = [name for name, _ in Counter(m.actor for m in marks).most_common(brief_rules().limits["lanes"])]
    shown = [m for m in marks if m.actor in busiest]
    days = _main_days(shown)
    if len(days) < 2:
        return None
    first, span = days[0], max(1, (days[-1] - days[0]).days)
    step = (WIDTH - LABEL - 30) / span

    def x_of(date: dt.date) -> float:
        return LABEL + 10 + (date - first).days * step

    lanes = tuple((name, HEAD + LANE * i + LANE / 2) for i, name in enumerate(busiest))
    every = max(1, math.ceil(64 / step))
    ticks = [first + dt.timedelta(days=n) for n in range(0, span + 1, every)]
    labels = tuple((f"{t.day} {t:%b}" if span < 366 else f"{t:%b %Y}", round(x_of(t), 1)) for t in ticks)
    dots = _dots([m for m in shown if first <= m.day <= days[-1]], dict(lanes), x_of, min(step, 22.0))
    return Timeline(WIDTH, HEAD + LANE * len(busiest) + 8, lanes, labels, dots)


def _main_days(marks: Sequence[Mark]) -> list[dt.date]:
    """The days in order, without stray ones far from the middle nine tenths."""
    days = sorted(m.day for m in marks)
    if not days:
        return []
    low, high = days[len(days) // 20], days[-1 - len(days) // 20]
    margin = max(dt.timedelta(days=3), (high - low) / 4)
    return sorted({d for d in days if low - margin <= d <= high + margin})


def _dots(
    marks: Sequence[Mark], lanes: dict[str, float], x_of: Callable[[dt.date], float], room: float
) -> tuple[Dot, ...]:
    cells: dict[tuple[str, dt.date], list[Mark]] = defaultdict(list)
    for mark in marks:
        cells[mark.actor, mark.day].append(mark)
    dots = []
    for (actor, date), cell in cells.items():
        columns = max(1, int(room // 7))
        for i, mark in enumerate(sorted(cell, key=lambda m: m.score)[: columns * 5]):
            row, column = divmod(i, columns)
            y = lanes[actor] + (row - min(2.0, (len(cell) - 1) // columns / 2)) * 8
            x = x_of(date) + (column - (min(columns, len(cell)) - 1) / 2) * 7
            dots.append(
                Dot(
                    round(x, 1),
                    round(y, 1),
                    _radius(mark.score),
                    kind(mark.score),
                    mark.happened,
                    _words(mark),
                    _href(mark),
                )
            )
    return tuple(dots)


def network(marks: Sequence[Mark]) -> Network | None:
    """The parties that acted on each other most; None where fewer than two did."""
    pairs: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.recipient:
            pairs[mark.actor, mark.recipient].append(mark)
    weight: Counter[str] = Counter()
    for (a, b), between in pairs.items():
        weight[a] += len(between)
        weight[b] += len(between)
    names = [name for name, _ in weight.most_common(brief_rules().limits["nodes"])]
    if len(names) < 2:
        return None
    width, height, radius = 760, 480, 160
    place = {
        name: (width / 2 + 1.35 * radius * math.cos(angle), height / 2 + radius * math.sin(angle))
        for i, name in enumerate(names)
        for angle in [2 * math.pi * i / len(names) - math.pi / 2]
    }
    top = max(weight.values())
    nodes = tuple(_node(name, *place[name], 5 + 11 * math.sqrt(weight[name] / top), width / 2) for name in names)
    edges = tuple(
        _edge(place[a], place[b], between)
        for (a, b), between in sorted(pairs.items(), key=lambda pair: len(pair[1]))
        if a in place and b in place
    )
    return Network(width, height, nodes, edges)


def _node(name: str, x: float, y: float, r: float, middle: float) -> Node:
    side = 0 if abs(x - middle) < 40 else (1 if x > middle else -1)
    label_y = y + 4 if side else (y - r - 7 if y < 240 else y + r + 16)
    return Node(
        name,
        round(x, 1),
        round(y, 1),
        round(r, 1),
        round(x + side * (r + 7), 1),
        round(label_y, 1),
        {0: "middle", 1: "start", -1: "end"}[side],
    )


def _edge(a: tuple[float, float], b: tuple[float, float], between: Sequence[Mark]) -> Edge:
    mean = sum(m.score for m in between) / len(between)
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1
    bend = 22.0
    cx, cy = (a[0] + b[0]) / 2 - dy / length * bend, (a[1] + b[1]) / 2 + dx / length * bend
    shrink = 20 / length
    end = (b[0] - dx * shrink, b[1] - dy * shrink)
    path = f"M{a[0]:.1f} {a[1]:.1f}Q{cx:.1f} {cy:.1f} {end[0]:.1f} {end[1]:.1f}"
    words = f"{between[0].actor} to {between[0].recipient}: {len(between)} on record, mean score {mean:+.1f}"
    return Edge(path, round(min(6.0, 1 + math.log2(len(between))), 1), "conflict" if mean < 0 else "cooperation", words)


def kind(score: float) -> str:
    """The style of a PLOVER score: conflict or cooperation, material from 5 up (violence, aid, withdrawal), else verbal."""
    side = "conflict" if score < 0 else "cooperation"
    return f"{side} {'material' if abs(score) >= 5 else 'verbal'}"


def _radius(score: float) -> float:
    return round(2.4 + abs(score) * 0.22, 1)


def _words(mark: Mark) -> str:
    to = f" → {mark.recipient}" if mark.recipient else ""
    return f"{day(mark.day)}: {mark.actor}{to} ({mark.type.lower()}). {mark.words}"


def _href(mark: Mark) -> str:
    return f"#s{mark.citation.label}"
