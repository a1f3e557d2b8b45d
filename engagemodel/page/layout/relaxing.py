"""The graph of slots in, an order in which what belongs together is near each other out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter, mul
from random import Random

from engagemodel.page.layout.lanes import Lanes

_STEPS = 200
_RESCALED = 20  # steps after which heights are brought back to a size that is no rounding error


def relaxed(lanes: Lanes, slots: AbstractSet[int], random: Random) -> list[list[int]]:
    """Return the slots of each column sorted by heights that make lines short over the whole page.

    From random heights, each slot goes half of the way to the mean of its neighbours, again and
    again, while the common mean is taken out: that tends to the eigenvectors of the smallest
    eigenvalues of the graph (Hall 1970; Koren 2005), in a mixture that depends on the start.
    """
    beside = [(*lanes.left[v], *lanes.right[v]) for v in range(len(lanes.slots))]
    heights = [random.random() - 0.5 for _ in beside]
    counts = [len(near) for near in beside]
    ends = max(1, sum(counts))
    joined = [(v, _picker(near), len(near)) for v, near in enumerate(beside) if near]
    for step in range(1, _STEPS + 1):
        mean = sum(map(mul, heights, counts)) / ends
        old = [height - mean for height in heights]
        heights = [*old]
        for v, picked, count in joined:
            heights[v] = (old[v] + sum(picked(old)) / count) / 2
        if step % _RESCALED == 0:
            largest = max(map(abs, heights), default=0.0) or 1.0
            heights = [height / largest for height in heights]
    columns: list[list[int]] = [[] for _ in range(lanes.count)]
    for v in sorted(slots, key=lambda v: (heights[v], v)):
        columns[lanes.column[v]].append(v)
    return columns


def _picker(near: Sequence[int]) -> Callable[[list[float]], Sequence[float]]:
    """Return a function that takes the heights of these slots out of all, faster than a loop."""
    one = near[0]
    return itemgetter(*near) if len(near) > 1 else itemgetter(slice(one, one + 1))
