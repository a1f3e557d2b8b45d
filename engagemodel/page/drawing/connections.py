"""Lines of a diagram and their curves in; strokes, signs and labels that touch nothing out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from engagemodel.page import palette
from engagemodel.page.diagram import Connection
from engagemodel.page.drawing import cards
from engagemodel.page.drawing.marks import sign
from engagemodel.page.layout import Curve
from engagemodel.page.scene import Group, Item, Path, Point, Rect, Text, at
from engagemodel.page.typeset import measure
from engagemodel.page.words import WORDS

DASHES: Mapping[str, tuple[float, ...]] = {
    "flow": (5.0, 2.4),
    "missing": (1.2, 2.6),
    "removed": (2.6, 2.2),
    "changed": (8.0, 1.8, 1.5, 1.8, 1.5, 1.8),
}
_MOST = 4  # the rank of what is missing, broken or down
_LABELS = 40  # more latencies than that are noise; only those of lines that matter are left
_SPOTS = tuple(0.5 + sign * step / 40 for step in range(16) for sign in (1, -1))


# Where a label stands whose line runs not through its middle, in halves of its width and height.
_BESIDE = ((0.8, -0.5), (-0.8, 0.5), (0.8, 0.5), (-0.8, -0.5))
_POINT = 1.5  # points between those of a line that is to be spared
_CELL = 16.0  # points: the side of the squares by which points of lines are found


@dataclass(slots=True)
class Room:
    """What is taken on the page: boxes that no sign and no label may touch, lines to be spared."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: dict[tuple[int, int], list[tuple[str, float, float, int]]] = field(default_factory=dict)

    def block(self, left: float, top: float, right: float, bottom: float) -> None:
        """Take a box, free or not."""
        self.boxes.append((left, top, right, bottom))

    def take(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Return whether the box is free, and take it if it is."""
        for a, b, c, d in self.boxes:
            if left < c and a < right and top < d and b < bottom:
                return False
        self.boxes.append((left, top, right, bottom))
        return True

    def spare(self, id: str, points: tuple[Point, ...], weight: int = 1) -> None:
        """Have what stands on other lines keep off this one, where it has a choice."""
        length = sum(math.dist(one, other) for one, other in pairwise(points))
        count = int(length / _POINT) + 1
        for step in range(count + 1):
            x, y = at(points, step / count)
            cell = (int(x // _CELL), int(y // _CELL))
            self.lines.setdefault(cell, []).append((id, x, y, weight))

    def covered(self, id: str, left: float, top: float, right: float, bottom: float) -> int:
        """Return how much a box that stands on a line hides of those that are to be spared."""
        return sum(
            weight
            for column in range(int(left // _CELL), int(right // _CELL) + 1)
            for row in range(int(top // _CELL), int(bottom // _CELL) + 1)
            for other, x, y, weight in self.lines.get((column, row), ())
            if left < x < right and top < y < bottom and other != id
        )

    def place(
        self, id: str, spots: Iterable[Point], half: float, high: float, *, beside: bool = False
    ) -> Point | None:
        """Return the middle of the first free box on a line, and take it; None if there is none.

        The box is twice as wide as `half` and as high as `high`, and has a spot in its middle; after
        those, if it may stand `beside`, near a corner. Those that hide less of lines to be spared
        go first.
        """
        spots = list(spots)
        middles = list(spots)
        if beside:
            middles += [(x + a * half, y + b * high) for a, b in _BESIDE for x, y in spots]
        boxes = [(x - half, y - high, x + half, y + high) for x, y in middles]
        for box in sorted(boxes, key=lambda box: self.covered(id, *box)):
            if self.take(*box):
                return box[0] + half, box[1] + high
        return None


def rank(line: Connection) -> int:
    """Return how much a line matters: what matters more is drawn later, on top."""
    if line.stress == "faded":
        return -1
    if line.kind == "missing" or line.state == "broken" or line.stress == "down":
        return _MOST
    if line.mark != "kept":
        return 3
    return 2 if line.state != "plain" else int(line.kind == "flow")


def stroke(line: Connection, points: tuple[Point, ...], scale: float) -> Path:
    """Return the stroke of a line: kind by dash and head, mark by dash and weight, then colour."""
    dashes = DASHES.get(line.kind, ())
    if line.stress == "faded":
        dashes = tuple(d * scale for d in DASHES.get(line.mark, dashes))
        return Path(points, palette.FAINT, 0.35 * scale, dashes)
    colour = palette.FLOW if line.kind == "flow" else palette.LINE
    width = 1.15 if line.kind == "flow" else 0.8
    if line.state != "plain":
        colour, width = palette.STATES[line.state], 1.7
    if line.mark != "kept":
        colour = palette.MARKS[line.mark]
        width = {"added": 2.1, "changed": 1.7, "removed": 1.3}[line.mark]
        dashes = DASHES.get(line.mark, dashes)
    if line.stress == "down":
        colour, width, dashes = palette.MARKS["down"], 1.5, DASHES["removed"]
    return Path(
        points,
        colour,
        width * scale,
        tuple(d * scale for d in dashes),
        arrow=(4.6 + 1.3 * width) * scale,
        head="open" if line.kind == "use" else "filled",
    )


def signs(
    lines: Iterable[Connection],
    curves: Mapping[str, Curve],
    room: Room,
    *,
    smallest: float,
    scale: float,
    joined: bool = False,
) -> list[Item]:
    """Return signs and then latency labels, what matters most placed first.

    Where there is room for that, `joined` has a label stand right behind its sign, and no sign or
    label on another line; otherwise only flows and lines that change are spared so.

    A label without room is left out. A sign is not, because it carries the mark: where no place is
    free it is set at its line's best spot all the same, and covers nothing but lines there.
    """
    items: list[Item] = []
    lit = (line for line in lines if line.stress != "faded")
    ordered = sorted(lit, key=lambda line: (-rank(line), line.id))
    spots = {
        line.id: (
            *curves[line.id].spots,
            *(at(curves[line.id].points, share) for share in _SPOTS),
        )
        for line in ordered
    }
    for line in ordered:
        if joined or rank(line) > 0:
            room.spare(line.id, curves[line.id].points, max(1, rank(line)))
    done = set()
    for line in ordered:
        if joined and line.label and len(signed(line)) == 1:
            items.append(_of(line, _joined(line, spots[line.id], room, smallest, scale)))
            done.add(line.id)
            continue
        items.extend(
            _of(line, _sign(line, shown, spots[line.id], room, 3.7 * scale))
            for shown in signed(line)
        )
    for line in ordered:
        if rank(line) > 0:
            room.block(*_head(line, curves[line.id].points, scale))
    crowded = sum(bool(line.label) for line in ordered) > _LABELS
    for line in ordered:
        if line.id not in done and line.label and (rank(line) > 1 or not crowded):
            label = _label(line, spots[line.id], room, smallest)
            items.extend([_of(line, label)] if label else [])
    return items


def signed(line: Connection) -> list[str]:
    """Return the signs that a line carries: what became of it, its state, that it is down."""
    if line.stress == "down":
        return ["down"]
    return [shown for shown in (line.mark, line.state) if shown not in ("kept", "plain")]


def describe(line: Connection, names: Mapping[str, str]) -> str:
    """Return the line in words, for those who cannot see it."""
    verb = WORDS[line.kind]
    extra = [WORDS[line.mark]] if line.mark != "kept" else []
    extra += [WORDS[line.state]] if line.state != "plain" and line.kind != "missing" else []
    extra += [line.label] if line.label else []
    extra += [WORDS["down"]] if line.stress == "down" else []
    words = f"{names[line.source]} → {names[line.target]}: {verb}"
    return ", ".join([words, *extra])


def group(line: Connection, path: Path, names: Mapping[str, str]) -> Group:
    """Return the stroke as a named group; a flow starts with a dot, where its data comes from."""
    items: list[Item] = [path]
    if line.kind == "flow" and line.stress != "faded":
        x, y = path.points[0]
        radius = path.line * 0.6 + 1.0
        items.append(Rect(x - radius, y - radius, 2 * radius, 2 * radius, radius, path.stroke))
    return Group(
        tuple(items),
        id=name(line.id),
        title=describe(line, names),
        role="graphics-symbol",
        ends=(cards.name(line.source), cards.name(line.target)),
    )


def name(id: str) -> str:
    """Return the id on the page of a line's group: ``line-flow-a..b`` for ``flow:a->b``."""
    return f"line-{id.replace('->', '..').replace(':', '-').replace('#', '.')}"


def _of(line: Connection, items: list[Item]) -> Group:
    """Return what stands on a line as a group that names the line's ends."""
    return Group(tuple(items), on=(cards.name(line.source), cards.name(line.target)))


def _head(
    line: Connection, points: tuple[Point, ...], scale: float
) -> tuple[float, float, float, float]:
    """Return the box about the arrow head of a line, which labels are not to hide."""
    (x, y), (before, _) = points[-1], points[-2]
    long = stroke(line, points, scale).arrow
    left, right = (x - long, x) if before < x else (x, x + long)
    return left, y - long * 0.4, right, y + long * 0.4


def _sign(
    line: Connection, shown: str, spots: tuple[Point, ...], room: Room, radius: float
) -> list[Item]:
    spot = room.place(line.id, spots, radius + 0.5, radius + 0.5)
    return sign(*(spot or spots[0]), radius, shown)


def _joined(
    line: Connection, spots: tuple[Point, ...], room: Room, size: float, scale: float
) -> list[Item]:
    """Return a sign and, in the same gap of the line, its label."""
    radius, words = 3.7 * scale, measure(line.label, size, bold=True)
    half, high = radius + words / 2 + size * 0.35, max(radius, size * 0.62) + 0.5
    x, y = room.place(line.id, spots, half, high, beside=True) or spots[0]
    left = x - half
    ground = Rect(left, y - high, 2 * half, 2 * high, high, palette.GROUND)
    shown = signed(line)[0]
    colour = palette.MARKS.get(shown) or palette.STATES[shown]
    base, start = y + size * 0.34, left + 2 * radius + size * 0.35
    text = Text(start, base, line.label, size, colour, bold=True)
    return [ground, *sign(left + radius, y, radius, shown), text]


def _label(line: Connection, spots: tuple[Point, ...], room: Room, size: float) -> list[Item]:
    half = measure(line.label, size, bold=True) / 2 + 2
    spot = room.place(line.id, spots, half, size * 0.62, beside=True)
    if spot is None:
        return []
    x, y = spot
    colour = palette.FLOW
    if line.mark != "kept":
        colour = palette.MARKS[line.mark]
    elif line.state != "plain":
        colour = palette.STATES[line.state]
    ground = Rect(x - half, y - size * 0.62, 2 * half, size * 1.24, size * 0.3, palette.GROUND)
    text = Text(x, y + size * 0.34, line.label, size, colour, bold=True, anchor="middle")
    return [ground, text]
