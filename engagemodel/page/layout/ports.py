"""The order of slots in, for each end of a line its height on its card's side out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from engagemodel.page.layout.lanes import Lanes

_SPACING = 7.0  # points between ports where there is room
_INSET = 5.0  # points between the outermost port and the corner
_SLIDE = 4.0  # points that a lone port may leave the middle of its side
_LEFT, _RIGHT = -1, 1

# Arcs that rise leave at the top of a side and arcs that fall at its bottom, so that none of them
# crosses a line of its own card to another column.
_RISING, _AWAY, _FALLING = 0, 1, 2


def arc_side(column: int, count: int) -> int:
    """Return on which side lines within a column bulge: 1 for right, -1 for left.

    The last column has no gutter to its right.
    """
    return _LEFT if column == count - 1 > 0 else _RIGHT


def ports(
    lanes: Lanes, position: Sequence[int], heights: Sequence[float]
) -> Mapping[tuple[int, int], float]:
    """Return for each line and each slot of its path how far below the slot's top it runs.

    `position` is each slot's place in its column, `heights` each slot's height. On a side of a
    card ports are sorted by where their lines come from and evenly spread about the middle.
    """
    sides: dict[tuple[int, int], list[tuple[tuple[int, int, int], int]]] = defaultdict(list)
    for line, path in enumerate(lanes.paths):
        if lanes.within(line):
            one, other = path
            side = arc_side(lanes.column[one], lanes.count)
            for end, far in ((one, other), (other, one)):
                rising = position[far] < position[end]
                key = (
                    (_RISING, -position[far], -line) if rising else (_FALLING, -position[far], line)
                )
                sides[end, side].append((key, line))
        else:
            sides[path[0], _RIGHT].append(((_AWAY, position[path[1]], line), line))
            sides[path[-1], _LEFT].append(((_AWAY, position[path[-2]], line), line))
    offsets = {
        (line, slot): heights[slot] / 2 for line, path in enumerate(lanes.paths) for slot in path
    }
    for (slot, _), ends in sides.items():
        height = heights[slot]
        room = max(0.0, height - 2 * min(_INSET, height / 4))
        spacing = min(_SPACING, room / max(1, len(ends) - 1))
        first = (height - spacing * (len(ends) - 1)) / 2
        for place, (_, line) in enumerate(sorted(ends)):
            offsets[line, slot] = first + place * spacing
    return offsets


def level(lanes: Lanes, ends: dict[tuple[int, int], float], heights: Sequence[float]) -> None:
    """Slide ports that have a card's side to themselves so that almost level lines are level.

    `ends` has the height of each line at each slot of its path, and is changed in place.
    """
    taken = Counter(
        (end, side)
        for line, path in enumerate(lanes.paths)
        for end, side in _sides(lanes, line, path)
    )
    for line, path in enumerate(lanes.paths):
        if lanes.within(line):
            continue
        for end, beside, side in ((path[0], path[1], _RIGHT), (path[-1], path[-2], _LEFT)):
            slide = ends[line, beside] - ends[line, end]
            if taken[end, side] == 1 and abs(slide) <= min(_SLIDE, heights[end] / 4):
                ends[line, end] += slide


def _sides(lanes: Lanes, line: int, path: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the two cards that a line ends at, each with the side on which it does."""
    if not lanes.within(line):
        return [(path[0], _RIGHT), (path[-1], _LEFT)]
    side = arc_side(lanes.column[path[0]], lanes.count)
    return [(path[0], side), (path[1], side)]
