"""Cards that stay where they are in; what a slot costs in a gap between them that has no room out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.shapes import Card, Slot

APART = 3.0  # points between two cards, at least, where cards have to stay
CLEAR = 2.0  # between a card and a line that passes it
TRACK = 2.5  # between two lines that pass
_SNUG = 6.0  # points that a line takes where there is room
_FULL = 60  # crossings that it is worth not to move a card
_DEAR = 4  # crossings that a point of room that is not there is worth besides
_CHEAP = 6.0  # points that would be welcome, but can be done without, worth a crossing
_PRESSED = 4  # crossings that it is worth not to press the card above


class Room:
    """The gaps between kept cards, column by column: how high they are, what goes into them.

    Kept cards cut a column into sections: above the first, between each two, below the last. What
    more goes into a section than it holds is priced in crossings: the card above may be pressed,
    and after that cards have to move, as many as it takes until their gaps give enough.
    """

    def __init__(
        self,
        lanes: Lanes,
        cards: Iterable[Card],
        kept: Mapping[int, float],
        area: tuple[float, float, float],
    ) -> None:
        top, bottom, self._gap = area
        self._kept = kept
        by_id = {card.id: card for card in cards}
        self._sizes = [
            (TRACK, _SNUG) if slot.passing else self._size(by_id[slot.id]) for slot in lanes.slots
        ]
        self._sections: list[list[float]] = []
        self._gives: list[list[float]] = []
        for at in range(lanes.count):
            ends, gives = [top], [0.0]
            for v in sorted((v for v in kept if lanes.column[v] == at), key=lambda v: (kept[v], v)):
                card = by_id[lanes.slots[v].id]
                ends += [kept[v], kept[v] + card.height]
                gives.append(card.height - card.least)
            ends.append(bottom)
            last = len(ends) // 2 - 1
            free = [
                lower - upper - (APART if 0 < section < last else 0.0)
                for section, (upper, lower) in enumerate(zip(ends[::2], ends[1::2], strict=True))
            ]
            self._sections.append(free)
            self._gives.append(gives)

    def _size(self, card: Card) -> tuple[float, float]:
        return card.least + APART, card.height + self._gap

    def costs(self, at: int, slots: Sequence[int], slot: int) -> list[int]:
        """Return what `slot` costs at each place of column `at`, which holds `slots` besides."""
        if slot in self._kept:
            return [0] * (len(slots) + 1)
        taken = self._taken(at, slots)
        spare = self._spare(at, taken)
        more = [
            self._price(at, section, used, spare, self._sizes[slot])
            - self._price(at, section, used, spare)
            for section, used in enumerate(taken)
        ]
        section = 0
        found = [more[0]]
        for other in slots:
            section += other in self._kept
            found.append(more[section])
        return found

    def total(self, columns: Sequence[Sequence[int]]) -> int:
        """Return what an order costs."""
        return sum(self.price(at, slots) for at, slots in enumerate(columns))

    def price(self, at: int, slots: Sequence[int]) -> int:
        """Return what an order of column `at` costs."""
        taken = self._taken(at, slots)
        spare = self._spare(at, taken)
        return sum(self._price(at, section, used, spare) for section, used in enumerate(taken))

    def _spare(self, at: int, taken: Sequence[tuple[float, float]]) -> list[float]:
        """Return the points that each section can do without, the card above it pressed."""
        return [
            max(0.0, room + give - least)
            for room, give, (least, _) in zip(
                self._sections[at], self._gives[at], taken, strict=True
            )
        ]

    def _taken(self, at: int, slots: Sequence[int]) -> list[tuple[float, float]]:
        """Return for each section what its slots take: at least, and at their ease."""
        taken = [(0.0, 0.0)] * len(self._sections[at])
        section = 0
        for slot in slots:
            if slot in self._kept:
                section += 1
                continue
            least, ease = taken[section]
            taken[section] = (least + self._sizes[slot][0], ease + self._sizes[slot][1])
        return taken

    def _price(
        self,
        at: int,
        section: int,
        used: tuple[float, float],
        spare: Sequence[float],
        more: tuple[float, float] = (0.0, 0.0),
    ) -> int:
        least, ease = used[0] + more[0], used[1] + more[1]
        if not least:
            return 0
        free = self._sections[at][section]
        price = ceil(max(0.0, ease - free) / _CHEAP)
        if least <= free:
            return price
        lacking = least - free - self._gives[at][section]
        if lacking <= 0:
            return price + _PRESSED
        return price + _FULL * _movers(spare, section, lacking) + _DEAR * ceil(lacking)


def _movers(spare: Sequence[float], section: int, lacking: float) -> int:
    """Return how many cards next to a section have to move to make that room, at least.

    The cards between it and a section with room to spare move all; none can beyond the ends.
    """
    most, last = len(spare) - 1, len(spare) - 1 - section
    below, down = 0.0, 0
    while down < last and below < lacking:
        down += 1
        below += spare[section + down]
    above = 0.0
    for up in range(section + 1):
        above += spare[section - up] if up else 0.0
        while down and above + below - spare[section + down] >= lacking:
            below -= spare[section + down]
            down -= 1
        if above + below >= lacking:
            most = min(most, up + down)
        if up >= most or above >= lacking:
            break
    return most


def sections(
    slots: Sequence[Slot], keep: Mapping[str, float]
) -> Iterator[tuple[str | None, list[Slot], str | None]]:
    """Yield what stands above, between and below the kept cards of a column, with these cards."""
    upper, between = None, list[Slot]()
    for slot in slots:
        if slot.passing or slot.id not in keep:
            between.append(slot)
            continue
        yield upper, between, slot.id
        upper, between = slot.id, []
    yield upper, between, None


def tight(between: Sequence[Slot], above: bool, below: bool) -> float:
    """Return the points that go into distances in a section, at least; cards there are not counted.

    `above` and `below` say whether there is a card at its upper and its lower end.
    """
    passing = [
        *([False] if above else []),
        *(s.passing for s in between),
        *([False] if below else []),
    ]
    return sum((APART, CLEAR, TRACK)[one + other] for one, other in itertools.pairwise(passing))
