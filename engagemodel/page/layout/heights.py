"""The order of slots and what pulls them in, their heights out: isotonic least squares."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.shapes import TooTall

Fit = Callable[[Sequence[float], Sequence[float]], float]
Pull = tuple[float, int | None, float]  # to a height, below the top of another slot if any; weight

_CLEAR = 5.0  # points between a card and a line that passes it, at least
_TRACK = 6.0  # points between two lines that pass
_ROUNDS = 30
_HOME = 0.04  # pull of an even spread over the column on a card, against 1 for a line
_ADRIFT = 1e-6  # the same on a passing line
_STIFF = (1.0, 3.0, 9.0)  # pull of a piece by how many of its two ends pass
_SHARE = 0.7  # of the spare height of the fullest column that goes into wider gaps
_KEPT = 1e6  # pull of the old height of a kept card


@dataclass(frozen=True, slots=True)
class _Stack:
    """One column: its slots, how far below the first each has to be, where the first may be."""

    slots: Sequence[int]
    steps: Sequence[float]
    highest: float
    lowest: float

    def even(self) -> list[float]:
        """Return the tops of the slots spread evenly from the top of the area to its bottom."""
        share = (self.lowest - self.highest) / (len(self.slots) + 1)
        return [self.highest + step + share * (i + 1) for i, step in enumerate(self.steps)]

    def fit(self, targets: Sequence[float], weights: Sequence[float], fit: Fit) -> list[float]:
        """Return the tops closest to `targets` that keep the order, the distances and the area."""
        free = [target - step for target, step in zip(targets, self.steps, strict=True)]
        pooled = pool(free, weights, fit)
        return [
            min(max(value, self.highest), self.lowest) + step
            for value, step in zip(pooled, self.steps, strict=True)
        ]


def stack(
    lanes: Lanes,
    columns: Sequence[Sequence[int]],
    heights: Sequence[float],
    offsets: Mapping[tuple[int, int], float],
    area: tuple[float, float, float],
    keep: Mapping[int, float],
) -> list[float]:
    """Return the top of each slot: lines as level as they can be, slots in order and in the area.

    `area` is top, bottom and the least gap between two cards. Columns are fitted in turn, each to
    the ports beside it, by pooling adjacent violators (Ayer et al. 1955). With `keep`, tops of
    cards, these give way only where there is no room, and then as few of them as can be.

    Raises:
        TooTall: a column needs more than the area has.
    """
    top, bottom, gap = area
    stacks = [_stack(lanes, slots, heights, area) for slots in columns]
    if not keep:
        wide = (top, bottom, gap + _extra(lanes, stacks, heights))
        stacks = [_stack(lanes, slots, heights, wide) for slots in columns]
    home = [0.0] * len(lanes.slots)
    for each in stacks:
        for v, place in zip(each.slots, each.even(), strict=True):
            home[v] = place
    y = [keep.get(v, place) for v, place in enumerate(home)]
    pulls = _pulls(lanes, offsets)
    for v, slot in enumerate(lanes.slots):
        pulls[v].append((home[v], None, _ADRIFT if slot.passing else _HOME))
    for at in [*range(len(stacks)), *range(len(stacks) - 2, 0, -1)] * _ROUNDS:
        _settle(stacks[at], y, pulls, keep)
    return y if keep else _centred(y, heights, top, bottom)


def _settle(
    column: _Stack, y: list[float], pulls: Sequence[Sequence[Pull]], keep: Mapping[int, float]
) -> None:
    targets, weights = [], []
    for v in column.slots:
        if v in keep:
            targets.append(keep[v])
            weights.append(_KEPT)
            continue
        weight = sum([stiff for _, _, stiff in pulls[v]])
        total = sum(
            [(y[o] + fall if o is not None else fall) * stiff for fall, o, stiff in pulls[v]]
        )
        targets.append(total / weight)
        weights.append(weight)
    for v, place in zip(
        column.slots, column.fit(targets, weights, middle if keep else mean), strict=True
    ):
        y[v] = place


def _centred(y: list[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return all tops moved together so that as much room is left above as below."""
    if not y:
        return y
    lowest = max(place + height for place, height in zip(y, heights, strict=True))
    shift = (top + bottom - min(y) - lowest) / 2
    return [place + shift for place in y]


def _stack(
    lanes: Lanes,
    slots: Sequence[int],
    heights: Sequence[float],
    area: tuple[float, float, float],
) -> _Stack:
    top, bottom, gap = area
    if not slots:
        return _Stack((), (), top, bottom)
    steps = [0.0]
    for above, below in itertools.pairwise(slots):
        passing = lanes.slots[above].passing + lanes.slots[below].passing
        between = (gap, max(gap / 2, _CLEAR), _TRACK)[passing]
        steps.append(steps[-1] + heights[above] + between)
    needed = steps[-1] + heights[slots[-1]]
    if needed > bottom - top + 1e-6:
        raise TooTall(lanes.column[slots[0]], needed, bottom - top)
    return _Stack(slots, steps, top, max(top, bottom - needed))


def _extra(lanes: Lanes, stacks: Sequence[_Stack], heights: Sequence[float]) -> float:
    """Return by how much the gap between cards may grow so that the fullest column still fits."""
    cards = [heights[v] for v, slot in enumerate(lanes.slots) if not slot.passing]
    extra = max(cards, default=0.0)
    for each in stacks:
        passing = [lanes.slots[v].passing for v in each.slots]
        joints = sum((1.0, 0.5, 0.0)[a + b] for a, b in itertools.pairwise(passing))
        if joints:
            extra = min(extra, _SHARE * (each.lowest - each.highest) / joints)
    return extra


def _pulls(lanes: Lanes, offsets: Mapping[tuple[int, int], float]) -> list[list[Pull]]:
    """Return for each slot what its pieces pull it to: level with their other ends."""
    pulls: list[list[Pull]] = [[] for _ in lanes.slots]
    for line, path in enumerate(lanes.paths):
        if lanes.within(line):
            continue
        for one, other in itertools.pairwise(path):
            stiff = _STIFF[lanes.slots[one].passing + lanes.slots[other].passing]
            weight = stiff * lanes.lines[line].weight
            fall = offsets[line, one] - offsets[line, other]
            pulls[one].append((-fall, other, weight))
            pulls[other].append((fall, one, weight))
    return pulls


def pool(targets: Sequence[float], weights: Sequence[float], fit: Fit) -> list[float]:
    """Return the non-decreasing sequence closest to `targets`.

    `fit` gives the best single value for some targets and their weights: `mean` for least
    squares, `middle` for least absolute distance.
    """
    blocks: list[tuple[float, int, int]] = []
    for index, target in enumerate(targets):
        value, first, last = target, index, index + 1
        while blocks and blocks[-1][0] > value:
            first = blocks.pop()[1]
            value = fit(targets[first:last], weights[first:last])
        blocks.append((value, first, last))
    return [value for value, first, last in blocks for _ in range(first, last)]


def mean(targets: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted mean."""
    return sum(t * w for t, w in zip(targets, weights, strict=True)) / sum(weights)


def middle(targets: Sequence[float], weights: Sequence[float]) -> float:
    """Return the lower weighted median."""
    half = sum(weights) / 2
    seen = 0.0
    for target, weight in sorted(zip(targets, weights, strict=True)):
        seen += weight
        if seen >= half - 1e-9:
            return target
    raise ValueError("the median of nothing")
