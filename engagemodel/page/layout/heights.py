"""The order of slots and what pulls them in, their heights out: isotonic least squares."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from math import inf

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.pinning import settled
from engagemodel.page.layout.reserving import part
from engagemodel.page.layout.room import APART
from engagemodel.page.layout.shapes import TooTall
from engagemodel.page.layout.stacks import Stack

Pull = tuple[float, int | None, float]  # to a height, below the top of another slot if any; weight

_CLEAR = 5.0  # points between a card and a line that passes it, at least
_TRACK = 6.0  # points between two lines that pass
_ROUNDS = 30
_HOME = 0.04  # pull of an even spread over the column on a card, against 1 for a line
_ADRIFT = 1e-6  # the same on a passing line
_STIFF = (1.0, 3.0, 9.0)  # pull of a piece by how many of its two ends pass
_SHARE = 0.7  # of the spare height of the fullest column that goes into wider gaps
_OWN = 0.5  # of what a column could have more than the fullest one, and has
_WIDEST = 2.0  # times the highest card: by how much gaps are wider at most
_KEPT = 1e7  # pull of the old height of a card that stays
_GIVING = 20.0  # of one that has to give way


def stack(
    lanes: Lanes,
    columns: Sequence[Sequence[int]],
    heights: Sequence[float],
    offsets: Mapping[tuple[int, int], float],
    area: tuple[float, float, float],
    keep: Mapping[int, float],
    reserve: float = 0.0,
) -> list[float]:
    """Return the top of each slot: lines as level as they can be, slots in order and in the area.

    `area` is top, bottom and the least gap between two cards. Columns are fitted in turn, each to
    the ports beside it, by pooling adjacent violators (Ayer et al. 1955). With `keep`, tops of
    cards, gaps are smaller where it is tight, and where that is not enough as few of the cards
    give way as can be. Without it, each column that can has a gap for a card `reserve` high, so that
    a page to come can keep the places of this one.

    Raises:
        TooTall: a column needs more than the area has.
    """
    top, bottom, gap = area
    staying: dict[int, float] = {}
    if keep:
        stacks = []
        for slots in columns:
            column, stay = _kept(lanes, slots, heights, area, keep)
            stacks.append(column)
            staying |= stay
    else:
        stacks = [_stack(lanes, slots, heights, area) for slots in columns]
        stacks = [
            _stack(lanes, slots, heights, (top, bottom, gap + extra))
            for slots, extra in zip(columns, _extras(lanes, stacks, heights, reserve), strict=True)
        ]
    home = [0.0] * len(lanes.slots)
    for each in stacks:
        for v, place in zip(each.slots, each.even(staying), strict=True):
            home[v] = keep.get(v, place)
    y = list(home)
    pulls = _pulls(lanes, offsets)
    for v, slot in enumerate(lanes.slots):
        still = _GIVING if v in keep else _ADRIFT if slot.passing else _HOME
        pulls[v].append((home[v], None, still))
    for at in [*range(len(stacks)), *range(len(stacks) - 2, 0, -1)] * _ROUNDS:
        _settle(stacks[at], y, pulls, staying)
    if not keep:
        y = _centred(y, heights, top, bottom)
        for each in stacks if reserve else ():
            part(each, lanes, heights, y, _wishes(each.slots, y, pulls, {}), (top, bottom, reserve))
        return y
    return [staying.get(v, place) for v, place in enumerate(y)]


def _settle(
    column: Stack, y: list[float], pulls: Sequence[Sequence[Pull]], staying: Mapping[int, float]
) -> None:
    targets, weights = _wishes(column.slots, y, pulls, staying)
    for v, place in zip(column.slots, column.fit(targets, weights), strict=True):
        y[v] = place


def _wishes(
    slots: Sequence[int],
    y: Sequence[float],
    pulls: Sequence[Sequence[Pull]],
    staying: Mapping[int, float],
) -> tuple[list[float], list[float]]:
    """Return for each slot where it is pulled to, and how strongly."""
    targets, weights = [], []
    for v in slots:
        if v in staying:
            targets.append(staying[v])
            weights.append(_KEPT)
            continue
        weight = sum([stiff for _, _, stiff in pulls[v]])
        total = sum(
            [(y[o] + fall if o is not None else fall) * stiff for fall, o, stiff in pulls[v]]
        )
        targets.append(total / weight)
        weights.append(weight)
    return targets, weights


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
) -> Stack:
    top, bottom, gap = area
    if not slots:
        return Stack((), (), top, bottom)
    steps = list(itertools.accumulate(_distances(lanes, slots, heights, gap), initial=0.0))
    needed = steps[-1] + heights[slots[-1]]
    if needed > bottom - top + 1e-6:
        raise TooTall(lanes.column[slots[0]], needed, bottom - top)
    return Stack(slots, steps, top, max(top, bottom - needed))


def _kept(
    lanes: Lanes,
    slots: Sequence[int],
    heights: Sequence[float],
    area: tuple[float, float, float],
    keep: Mapping[int, float],
) -> tuple[Stack, dict[int, float]]:
    """Return a column in which as many kept cards stay as can, and these with their tops."""
    top, bottom, gap = area
    if not slots:
        return Stack((), (), top, bottom), {}
    ease = _distances(lanes, slots, heights, gap)
    found, staying = settled(lanes, slots, heights, ease, (top, bottom), keep)
    steps = list(itertools.accumulate(found, initial=0.0))
    return Stack(slots, steps, top, bottom - heights[slots[-1]] - steps[-1]), staying


def _distances(
    lanes: Lanes, slots: Sequence[int], heights: Sequence[float], gap: float
) -> list[float]:
    """Return for each slot but the first how far its top is below that of the one above."""
    found = []
    for above, below in itertools.pairwise(slots):
        passing = lanes.slots[above].passing + lanes.slots[below].passing
        found.append(heights[above] + (gap, max(gap / 2, _CLEAR), _TRACK)[passing])
    return found


def _extras(
    lanes: Lanes, stacks: Sequence[Stack], heights: Sequence[float], reserve: float
) -> list[float]:
    """Return by how much the gap between the cards of each column may grow so that it still fits.

    That is what the fullest column can give, and where one has more room, a share of that.
    """
    cards = [heights[v] for v, slot in enumerate(lanes.slots) if not slot.passing]
    most = _WIDEST * max(cards, default=0.0)
    found = [min(most, _extra(lanes, each, reserve)) for each in stacks]
    least = min(found, default=0.0)
    return [least + _OWN * (extra - least) for extra in found]


def _extra(lanes: Lanes, column: Stack, reserve: float) -> float:
    """Return by how much a column's gaps may grow; where it has the `reserve`, that is left over."""
    passing = [lanes.slots[v].passing for v in column.slots]
    joints = sum((1.0, 0.5, 0.0)[a + b] for a, b in itertools.pairwise(passing))
    spare = column.lowest - column.highest
    wider = _SHARE * spare
    if reserve and spare >= reserve + APART:
        wider = min(wider, spare - reserve - APART)
    return wider / joints if joints else inf


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
