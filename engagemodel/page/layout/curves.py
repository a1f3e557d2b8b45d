"""Heights of slots and ports in, curves of lines out: cubic in the gutters, level in the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.ports import arc_side
from engagemodel.page.layout.shapes import Column, Point

_BEND = 0.5  # where in a gutter the handles of a curve stand, of its width from either side
_ROUND = 0.5523  # handle of a quarter of an ellipse, of its half axis
_NEAR = 12.0  # depth of the innermost arc in points
_NEAREST = 8.5  # the same where there is little room
_STEP = 10.0  # between nested arcs, at most
_REACH = 0.45  # of its gutter that arcs may take where there are others on its other side
_ALONE = 0.58  # where there are none
_OPEN = 40.0  # depth of arcs where there is no gutter

Ends = Mapping[tuple[int, int], float]


def across(
    path: Sequence[int], line: int, lanes: Lanes, columns: Sequence[Column], ends: Ends
) -> list[Point]:
    """Return the curve of a line between columns, from its left end to its right one.

    `ends` has the height of each line at each slot of its path. Every piece in a gutter has its
    handles at the same x as all others there, so two of them cross once if their order differs
    on the two sides of the gutter, and never otherwise.
    """
    first = columns[lanes.column[path[0]]]
    x, y = first.x + first.width, ends[line, path[0]]
    points = [(x, y)]
    for slot in path[1:]:
        column = columns[lanes.column[slot]]
        bend = (column.x - x) * _BEND
        next_y = ends[line, slot]
        points += [(x + bend, y), (column.x - bend, next_y), (column.x, next_y)]
        x, y = column.x, next_y
        if slot != path[-1]:
            third = column.width / 3
            points += [(x + third, y), (x + 2 * third, y), (x + column.width, y)]
            x += column.width
    return points


def depths(lanes: Lanes, columns: Sequence[Column], ends: Ends) -> dict[int, float]:
    """Return how far each line within a column bulges, longer ones outside the shorter ones."""
    found: dict[int, float] = {}
    bulging = {lanes.column[path[0]] for line, path in enumerate(lanes.paths) if lanes.within(line)}
    for at in sorted(bulging):
        arcs = []
        for line, path in enumerate(lanes.paths):
            if lanes.within(line) and lanes.column[path[0]] == at:
                low, high = sorted(ends[line, slot] for slot in path)
                arcs.append((high - low, low, high, line))
        levels: list[tuple[float, float, int]] = []
        for _, low, high, line in sorted(arcs):
            beneath = [level for start, end, level in levels if start < high and low < end]
            levels.append((low, high, max(beneath, default=-1) + 1))
            found[line] = float(levels[-1][2])
        deepest = max((level for _, _, level in levels), default=0)
        facing = bulging >= {lanes.count - 2, lanes.count - 1} and at >= lanes.count - 2
        reach = _gutter(columns, at) * (_REACH if facing else _ALONE)
        near = min(_NEAR, reach / 2, max(_NEAREST, reach / (deepest + 1)))
        step = min(_STEP, (reach - near) / max(1, deepest))
        for *_, line in arcs:
            found[line] = near + found[line] * step
    return found


def _gutter(columns: Sequence[Column], at: int) -> float:
    if len(columns) == 1:
        return _OPEN / _ALONE
    left = at if arc_side(at, len(columns)) > 0 else at - 1
    return columns[left + 1].x - columns[left].x - columns[left].width


def arc(
    path: Sequence[int],
    line: int,
    lanes: Lanes,
    columns: Sequence[Column],
    ends: Ends,
    depth: float,
) -> list[Point]:
    """Return the curve of a line within a column from its upper end to its lower one."""
    at = lanes.column[path[0]]
    side = arc_side(at, lanes.count)
    edge = columns[at].x + (columns[at].width if side > 0 else 0.0)
    low, high = sorted(ends[line, slot] for slot in path)
    far = edge + side * depth
    corner = min((high - low) / 2, depth * 1.5)
    flat = far - side * depth * (1 - _ROUND)
    rise = corner * (1 - _ROUND)
    upper, lower = low + corner, high - corner
    third = (lower - upper) / 3
    return [
        (edge, low),
        (flat, low), (far, low + rise), (far, upper),
        (far, upper + third), (far, lower - third), (far, lower),
        (far, high - rise), (flat, high), (edge, high),
    ]  # fmt: skip
