"""Cards and lines in, the order of cards and passing lines in every column out: few crossings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from engagemodel.page.layout.crossings import count
from engagemodel.page.layout.lanes import Lanes, build
from engagemodel.page.layout.relaxing import relaxed
from engagemodel.page.layout.room import Room
from engagemodel.page.layout.shapes import Card, Line, Ordering
from engagemodel.page.layout.sifting import State, descend, length, settle, state, sweep

_STARTS = 16  # seeded starts, fewer where half of the work is done before


class _Way(NamedTuple):
    """How a page is searched: `work`, units of State.work for each slot, and the starts kicked on."""

    work: int
    best: int


_SMALL = _Way(6_000, 4)
_LARGE = _Way(10_000, 2)  # from relaxed starts: 0.4 s in all for 60 cards, 0.8 s for 150
_MANY = 60  # slots; a page of more is large
_BLOCK = 8  # slots that a kick moves at most
_TIES = 4  # equally good orders of which the one with the shortest lines is taken


def order(
    cards: Iterable[Card],
    lines: Iterable[Line],
    columns: int,
    *,
    keep: Mapping[str, float] | None = None,
    area: tuple[float, float, float] | None = None,
) -> Ordering:
    """Return an order of all slots with few crossings, the same for the same cards and lines.

    `keep` gives heights (or any numbers that grow downwards) of cards known from an older page:
    those of a column stay in that order, and only the other cards and the passing lines are
    placed around them; ids that are no card are ignored. With an `area` (top, bottom and the gap
    between two cards) `keep` has the tops of these cards therein, and what is placed around them
    goes where there is room for it, even if lines cross more. Without `keep` a picture turned
    upside down is as good, and the one with the smaller ids on top is taken. A card without any
    line comes last in its column.

    Raises:
        ValueError: an id given twice, a column that does not exist, a line without two ends.
    """
    cards = list(cards)
    lanes = build(cards, lines, columns)
    number = {slot.id: v for v, slot in enumerate(lanes.slots) if not slot.passing}
    kept = {number[card]: height for card, height in (keep or {}).items() if card in number}
    room = Room(lanes, cards, kept, area) if kept and area else None
    idle = [
        v
        for v in sorted(set(number.values()) - set(kept))
        if room is None and not (lanes.left[v] or lanes.right[v] or lanes.inner[v])
    ]
    best = _search(lanes, kept, frozenset(idle), room)
    for v in idle:
        best.columns[lanes.column[v]].append(v)
    return Ordering(
        tuple(tuple(lanes.slots[v] for v in slots) for slots in best.columns),
        count(lanes, best.columns, best.position),
        MappingProxyType({lanes.slots[v].id: height for v, height in sorted(kept.items())}),
    )


def _search(
    lanes: Lanes, kept: Mapping[int, float], idle: frozenset[int], room: Room | None
) -> State:
    """Descend from several seeded starts, then by kicks from the best of them.

    Sweeps see two columns at a time, and lose sight of a large page as a whole; relaxation does not.
    """
    free = frozenset(range(len(lanes.slots))) - kept.keys() - idle
    large = len(free) > _MANY and not kept
    way = _LARGE if large else _SMALL
    left = work = way.work * (len(free) + 10)
    found: list[State] = []
    while len(found) < _STARTS and (not found or left > work / 2):
        random = _seeded(len(found))
        if large:
            start = state(lanes, relaxed(lanes, free, random), free, room)
        else:
            start = state(lanes, _start(lanes, kept, free, random), free, room)
            sweep(start, random)
        descend(start, random)
        left -= start.work
        found.append(start)
    found.sort(key=lambda each: each.cost)
    for seed, start in enumerate(found[: way.best]):
        found += _kick(start, _seeded(_STARTS + seed), left / way.best)
    fewest = min(each.cost for each in found)
    ties = [each for each in found if each.cost == fewest][-_TIES:]
    for each in ties:
        settle(each)
        if not kept:
            _turn(each)
    return min(ties, key=lambda each: (round(length(each), 6), each.columns))


def _seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same search every time is what is wanted


def _start(
    lanes: Lanes, kept: Mapping[int, float], free: frozenset[int], random: Random
) -> list[list[int]]:
    """Return the kept slots of each column in their order and the free ones anywhere between."""
    columns: list[list[int]] = [[] for _ in range(lanes.count)]
    for v in sorted(kept, key=lambda v: (kept[v], v)):
        columns[lanes.column[v]].append(v)
    for v in sorted(free):
        slots = columns[lanes.column[v]]
        slots.insert(random.randrange(len(slots) + 1), v)
    return columns


def _kick(now: State, random: Random, work: float) -> list[State]:
    """Move a block of slots elsewhere, descend, go on from there if it is no worse.

    Returns the states gone to, the last costs least.
    """
    way = []
    spots = [at for at, slots in enumerate(now.columns) if len(slots) > 2 and now.free & {*slots}]
    while spots and now.cost and work > 0:
        columns = [list(slots) for slots in now.columns]
        at = random.choice(spots)
        _move(columns[at], now.free, random)
        tried = state(now.lanes, columns, now.free, now.room)
        descend(tried, random, only=(at - 1, at, at + 1))
        work -= tried.work
        if tried.cost <= now.cost:
            now = tried
            way.append(now)
    return way


def _move(slots: list[int], free: AbstractSet[int], random: Random) -> None:
    movable = [v for v in slots if v in free]
    size = random.randint(1, min(_BLOCK, len(movable)))
    first = random.randrange(len(movable) - size + 1)
    block = movable[first : first + size]
    slots[:] = [v for v in slots if v not in block]
    place = random.randrange(len(slots) + 1)
    slots[place:place] = block


def _turn(now: State) -> None:
    """Turn the page upside down if that brings smaller ids to the top."""
    middle = [(len(slots) - 1) / 2 for slots in now.columns]
    lean = sum(
        v * (place - middle[at])
        for at, slots in enumerate(now.columns)
        for place, v in enumerate(slots)
    )
    if lean < 0:
        for at, slots in enumerate(now.columns):
            now.place(at, slots[::-1])
