"""The order of slots and what pulls them in, their heights out: isotonic least squares."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.shapes import TooTall

Fit = Callable[[Sequence[float], Sequence[float]], float]

_CLEAR = 5.0  # points between a card and a line that passes it, at least
_TRACK = 6.0  # points between two lines that pass
_ROUNDS = 30
_HOME = 0.06  # pull of an even spread over the column, against 1 for a line
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
    for at in [*range(len(stacks)), *range(len(stacks) - 2, 0, -1)] * _ROUNDS:
        slots = stacks[at].slots
        targets, weights = [], []
        for v in slots:
            target, weight = _target(y, home[v], pulls[v])
            targets.append(keep.get(v, target))
            weights.append(_KEPT if v in keep else weight)
        for v, place in zip(
            slots, stacks[at].fit(targets, weights, middle if keep else mean), strict=True
        ):
            y[v] = place
    return y


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


def _pulls(
    lanes: Lanes, offsets: Mapping[tuple[int, int], float]
) -> list[list[tuple[int, float, float]]]:
    """Return for each slot the slots at the other ends of its pieces.

    Each with how far below its top this slot's top would have to be for the piece to be level,
    and with the weight of the piece.
    """
    pulls: list[list[tuple[int, float, float]]] = [[] for _ in lanes.slots]
    for line, path in enumerate(lanes.paths):
        if lanes.within(line):
            continue
        for one, other in itertools.pairwise(path):
            stiff = _STIFF[lanes.slots[one].passing + lanes.slots[other].passing]
            weight = stiff * lanes.lines[line].weight
            fall = offsets[line, one] - offsets[line, other]
            pulls[one].append((other, -fall, weight))
            pulls[other].append((one, fall, weight))
    return pulls


def _target(
    y: Sequence[float], home: float, pulls: Sequence[tuple[int, float, float]]
) -> tuple[float, float]:
    weight = _HOME
    total = home * _HOME
    for other, fall, stiff in pulls:
        total += (y[other] + fall) * stiff
        weight += stiff
    return total / weight, weight


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
