"""An order of slots in, an order with no more crossings out: sweeps, sifting, settling by length."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from random import Random
from statistics import median

from engagemodel.page.layout.crossings import balance, count
from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.room import Room

_ROUNDS = 8  # in which a column beside kept cards is sifted, at most


@dataclass(slots=True)
class State:
    """One order of the slots: `columns` from top to bottom, each slot's `position` therein.

    Only `free` slots move. `cost` is the crossings, and what it costs that slots are where kept
    cards leave no `room` for them. `work` counts compared pairs: what a search has cost, the same
    on every machine, where a clock would give another picture on a slower one.
    """

    lanes: Lanes
    columns: list[list[int]]
    free: AbstractSet[int]
    position: list[int]
    cost: int
    room: Room | None = None
    work: int = 0

    def place(self, at: int, slots: list[int]) -> None:
        """Give column `at` the order `slots`."""
        self.columns[at] = slots
        for index, slot in enumerate(slots):
            self.position[slot] = index


def state(
    lanes: Lanes,
    columns: Sequence[Sequence[int]],
    free: AbstractSet[int],
    room: Room | None = None,
) -> State:
    """Return the state of `columns`, its crossings counted."""
    made = State(lanes, [[] for _ in columns], free, [0] * len(lanes.slots), 0, room)
    for at, slots in enumerate(columns):
        made.place(at, list(slots))
    _count(made)
    return made


def _count(now: State) -> None:
    now.cost = count(now.lanes, now.columns, now.position)
    if now.room is not None:
        now.cost += now.room.total(now.columns)


def sweep(now: State, random: Random) -> None:
    """Order each column by its neighbours' places, left to right and back, a few times.

    Barycentre (Sugiyama 1981) and median (Eades, Wormald 1994) take turns; ties fall at random.
    """
    middle = len(now.columns) - 1
    for turn in range(4):
        forth = turn % 2 == 0
        sides = now.lanes.left if forth else now.lanes.right
        mean = _barycentre if turn < 2 else median
        for at in range(1, middle + 1) if forth else range(middle - 1, -1, -1):
            _sort(now, at, sides, mean, random)
    _count(now)


def _barycentre(places: Sequence[float]) -> float:
    return sum(places) / len(places)


def _sort(
    now: State,
    at: int,
    sides: Sequence[Sequence[int]],
    mean: Callable[[Sequence[float]], float],
    random: Random,
) -> None:
    slots = now.columns[at]
    if not all(slot in now.free for slot in slots):
        return
    scale = len(slots) / max(
        1, max((now.position[w] + 1 for v in slots for w in sides[v]), default=1)
    )
    key = {
        v: (
            mean([now.position[w] for w in sides[v]]) * scale if sides[v] else index,
            random.random(),
        )
        for index, v in enumerate(slots)
    }
    now.place(at, sorted(slots, key=key.__getitem__))


def descend(now: State, random: Random, *, only: Collection[int] | None = None) -> None:
    """Sift columns up and down the page until a whole round gains nothing.

    With `only`, the columns that are not at their best, the others wait until one beside changes.
    """
    middle = len(now.columns)
    stale = [only is None or at in only for at in range(middle)]
    gained = True
    while gained:
        gained = False
        for at in (*range(middle), *range(middle - 2, 0, -1)):
            if not stale[at]:
                continue
            before = now.columns[at]
            gain = _sift(now, at, random)
            gained |= gain > 0
            now.cost -= gain
            stale[at] = False
            if now.columns[at] != before:
                for beside in (at - 1, at + 1):
                    if 0 <= beside < middle:
                        stale[beside] = True


def _sift(now: State, at: int, random: Random) -> int:
    """Move each free slot of a column to its best place until none gains; return what was gained.

    Sifting (Matuszewski, Schönfeld, Molitor 1999) on the table of pairs, which holds as long as
    the columns beside stay. Among equally good places one is drawn, so that plateaus are walked.
    What a slot costs in a gap depends on the others there and beside, so that one may gain what
    another loses: rounds are counted then, and the whole column has to gain.
    """
    slots = now.columns[at]
    table = balance(now.lanes, now.columns, now.position, at)
    now.work += len(slots) * (len(slots) + 8) + 40  # measured: about proportional to the time
    todo = [index for index, slot in enumerate(slots) if slot in now.free]
    order = list(range(len(slots)))
    gain, gained, rounds = 0, True, 0
    while gained and (now.room is None or rounds < _ROUNDS):
        gained = False
        rounds += 1
        random.shuffle(todo)
        for index in todo:
            here = order.index(index)
            del order[here]
            crossed = cost = list(accumulate(map(table[index].__getitem__, order), initial=0))
            if now.room is not None:
                crowd = now.room.costs(at, [slots[other] for other in order], slots[index])
                cost = list(map(add, cost, crowd))
            least = min(cost)
            gained |= least < cost[here]
            place = cost.index(least)
            if (many := cost.count(least)) > 1:
                for _ in range(random.randrange(many)):
                    place = cost.index(least, place + 1)
            order.insert(place, index)
            gain += crossed[here] - crossed[place]
    found = [slots[index] for index in order]
    if now.room is not None:
        gain += now.room.price(at, slots) - now.room.price(at, found)
        if gain < 0:
            return 0
    now.place(at, found)
    return gain


def length(now: State) -> float:
    """Return the total rise of all pieces and of the lines within columns, in column heights."""
    return sum(_rise(now, slot, now.position[slot], len(c)) for c in now.columns for slot in c)


def _rise(now: State, slot: int, place: int, size: int) -> float:
    lanes, position = now.lanes, now.position
    here = (place + 0.5) / size
    rise = sum(abs(position[w] - place) for w in lanes.inner[slot]) / size
    for side in (lanes.left[slot], lanes.right[slot]):
        if side:
            others = len(now.columns[lanes.column[side[0]]])
            rise += sum([abs((position[w] + 0.5) / others - here) for w in side])
    return rise


def settle(now: State) -> None:
    """Shorten lines at no cost: move free slots among their equally good places."""
    for _ in range(3):
        moved = False
        for at in range(len(now.columns)):
            moved |= _settle_column(now, at)
        if not moved:
            return


def _settle_column(now: State, at: int) -> bool:
    table = balance(now.lanes, now.columns, now.position, at)
    original = now.columns[at]
    size = len(original)
    row = {slot: dict(zip(original, table[i], strict=True)) for i, slot in enumerate(original)}
    total = sum(_rise(now, slot, now.position[slot], size) for slot in original)
    moved = False
    for slot in original:
        if slot not in now.free:
            continue
        slots = now.columns[at]
        here = now.position[slot]
        others = [other for other in slots if other != slot]
        cost = list(accumulate(map(row[slot].__getitem__, others), initial=0))
        if now.room is not None:
            cost = list(map(add, cost, now.room.costs(at, others, slot)))
        same = [place for place, value in enumerate(cost) if value == cost[here]]
        place = min(same, key=lambda place: (_rise(now, slot, place, size), abs(place - here)))
        if place == here:
            continue
        now.place(at, [*others[:place], slot, *others[place:]])
        shorter = sum(_rise(now, other, now.position[other], size) for other in slots)
        if shorter < total - 1e-9:
            total, moved = shorter, True
        else:
            now.place(at, slots)
    return moved
