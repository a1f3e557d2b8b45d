"""Columns with cards that are to stay where they were in; which of them can, and their distances, out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.room import APART, CLEAR, TRACK
from engagemodel.page.layout.shapes import Card, Slot, TooTall

_NEAR = 1e-6


def distances(lanes: Lanes, slots: Sequence[int], heights: Sequence[float]) -> list[float]:
    """Return for each slot but the first how far its top has to be below that of the one above."""
    between = (APART, CLEAR, TRACK)
    return [
        heights[above] + between[lanes.slots[above].passing + lanes.slots[below].passing]
        for above, below in itertools.pairwise(slots)
    ]


def stayers(
    slots: Sequence[int],
    steps: Sequence[float],
    keep: Mapping[int, float],
    first: float,
    last: float,
) -> list[int]:
    """Return the places in `slots` of as many kept cards as can stay at once.

    Two can if between their old tops all fits that now stands between them, the slots being at
    least `steps` apart; the first slot is at `first` or below, the last at `last` or above. The
    longest chain of them, by dynamic programming; of equally long ones that of the upper cards.
    """
    down = [0.0, *itertools.accumulate(steps)]
    spots = [place for place, v in enumerate(slots) if v in keep]
    best: dict[int, tuple[int, int]] = {}  # place: length of the chain that ends there, and before
    for place in spots:
        tops = keep[slots[place]] - down[place]
        if tops < first - _NEAR:
            continue
        chains = [
            (best[before][0], -before)
            for before in best
            if keep[slots[before]] - down[before] <= tops + _NEAR
        ]
        length, before = max(chains, default=(0, 1))
        best[place] = (length + 1, -before)
    low = last - (down[-1] if down else 0.0)
    ends = [
        (length, -place)
        for place, (length, _) in best.items()
        if keep[slots[place]] - down[place] <= low + _NEAR
    ]
    chain: list[int] = []
    place = -max(ends, default=(0, 1))[1]
    while place >= 0:
        chain.append(place)
        place = best[place][1]
    return chain[::-1]


def staying(
    slots: Sequence[Slot],
    cards: Mapping[str, Card],
    keep: Mapping[str, float],
    area: tuple[float, float],
) -> tuple[str, ...]:
    """Return as many kept cards of a column as can stay where every card is as low as it may be."""
    if not slots:
        return ()
    heights = [0.0 if slot.passing else cards[slot.id].least for slot in slots]
    steps = [
        height + (APART, CLEAR, TRACK)[above.passing + below.passing]
        for height, (above, below) in zip(heights[:-1], itertools.pairwise(slots), strict=True)
    ]
    tops = {
        place: keep[slot.id]
        for place, slot in enumerate(slots)
        if not slot.passing and slot.id in keep
    }
    chain = stayers(range(len(slots)), steps, tops, area[0], area[1] - heights[-1])
    return tuple(slots[place].id for place in chain)


def eased(
    slots: Sequence[int],
    steps: Sequence[float],
    ease: Sequence[float],
    pinned: Sequence[int],
    keep: Mapping[int, float],
    ends: tuple[float, float],
) -> list[float]:
    """Return distances between the tops of slots, between `steps` and `ease`, as room allows.

    `pinned` are the places of cards that stay; between two of them, above the first and below the
    last each distance is widened by the same share. `ends` is the least top of the first slot and
    the greatest of the last.
    """
    found = list(steps)
    bounds = [(0, ends[0]), *((p, keep[slots[p]]) for p in pinned), (len(slots) - 1, ends[1])]
    for (first, upper), (last, lower) in itertools.pairwise(bounds):
        need, wish = sum(steps[first:last]), sum(ease[first:last])
        if wish <= need:
            continue
        share = min(1.0, max(0.0, (lower - upper - need) / (wish - need)))
        for i in range(first, last):
            found[i] = steps[i] + share * (ease[i] - steps[i])
    return found


def settled(
    lanes: Lanes,
    slots: Sequence[int],
    heights: Sequence[float],
    ease: Sequence[float],
    area: tuple[float, float],
    keep: Mapping[int, float],
) -> tuple[list[float], dict[int, float]]:
    """Return the distances of a column's slots, and the kept cards that stay with their tops.

    Raises:
        TooTall: the slots do not fit into the area one above the other.
    """
    top, bottom = area
    least = list(map(min, distances(lanes, slots, heights), ease))
    last = bottom - heights[slots[-1]]
    if sum(least) > last - top + _NEAR:
        needed = sum(least) + heights[slots[-1]]
        raise TooTall(lanes.column[slots[0]], needed, bottom - top)
    chain = stayers(slots, least, keep, top, last)
    found = eased(slots, least, ease, chain, keep, (top, last))
    return found, {slots[place]: keep[slots[place]] for place in chain}
