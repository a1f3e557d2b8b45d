"""The order of slots in, for each end of a line its height on its card's side out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engagemodel.page.layout.lanes import Lanes

_SPACING = 7.0  # points between ports where there is room
_INSET = 5.0  # points between the outermost port and the corner
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
