"""The states of a journey and the room for it in; the shelves that their rows stand on, and heights, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagemodel.model import ElementKind
from engagemodel.page.drawing import labels
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.chips import spots, stack
from engagemodel.page.views.journey.stepping import Column
from engagemodel.page.views.journey.thinning import shelf_of, shelves, thinned
from engagemodel.page.views.journey.walking import Chip, Hand, Way

BESIDE = 0.45  # times the smallest text: between two hand-offs that run side by side
_ROW = 1.62  # times the smallest text: a row with nothing but its name
_NAMED = 2  # lines of a name


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a card of the union stands, or in a state all that becomes it; upper edge and height."""

    id: str
    lane: ElementKind
    y: float
    height: float

    @property
    def low(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def stocked(
    ways: Sequence[Way], height: float, steps: Sequence[Column], names: float, sheet: Sheet
) -> tuple[Sequence[Way], dict[str, float]]:
    """Return the ways with as many rows as fit into the height, and the height of each shelf.

    Their names have that width.
    """
    most = len(shelves(ways))
    while True:
        fewer = thinned(ways, most)
        heights = needed(fewer, steps, names, sheet)
        spare = height - sum(heights.values())
        if spare >= 0 or most <= 3:
            more = min(spare / max(1, len(heights)), sheet.smallest * 4.2)
            return fewer, {id: tall + max(0.0, more) for id, tall in heights.items()}
        most = max(3, min(most, len(heights)) - 1)


def needed(
    ways: Sequence[Way], steps: Sequence[Column], names: float, sheet: Sheet
) -> dict[str, float]:
    """Return the least height of each shelf, in which each state has room for its rows on it."""
    least = {shelf_of(card): 0.0 for card in shelves(ways)}
    for way in ways:
        taken = dict.fromkeys(least, 0.0)
        for card, height in zip(way.rows, _heights(way, steps, names, sheet).values(), strict=True):
            taken[shelf_of(card)] += height
        least = {id: max(height, taken[id]) for id, height in least.items()}
    return least


def spread(
    way: Way, put: Sequence[Shelf], steps: Sequence[Column], names: float, sheet: Sheet
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the upper edge and the height of each row: those of one shelf share it."""
    least = _heights(way, steps, names, sheet)
    ys, heights = dict[str, float](), dict[str, float]()
    for shelf in put:
        inside = [card.id for card in way.rows if shelf_of(card) == shelf.id]
        more = (shelf.height - sum(least[id] for id in inside)) / max(1, len(inside))
        y = shelf.y
        for id in inside:
            ys[id], heights[id] = y, least[id] + more
            y += heights[id]
    return ys, heights


def _heights(way: Way, steps: Sequence[Column], names: float, sheet: Sheet) -> dict[str, float]:
    heights = {}
    for card in way.rows:
        badged = bool(way.noted(card))
        named = len(labels.lines(card, names, _NAMED, sheet, badged=badged))
        heights[card.id] = sheet.smallest * _ROW + (named - 1) * sheet.leading
    place = {step.at: step for step in steps if step.at is not None}
    for (at, row), chips in stacked(way).items():
        if at in place:
            step, numbered = place[at], row in channels(way)
            found = spots(chips, step.x, step.width, 0.0, sheet, numbered=numbered)
            taken = stack([len(spot.lines) for spot in found], sheet) + sheet.smallest * 0.76
            heights[row] = max(heights[row], taken)
    for row in heights:
        heights[row] += passing(way, row, sheet)
    return heights


def passing(way: Way, row: str, sheet: Sheet) -> float:
    """Return the height for hand-offs that pass steps: side by side, below the chips of their row."""
    return max(0, len(long_ones(way, row)) - 1) * sheet.smallest * BESIDE


def long_ones(way: Way, row: str) -> Sequence[Hand]:
    """Return the hand-offs to a row that pass other steps."""
    return [hand for hand in way.hands if hand.end[1] == row and hand.end[0] - hand.start[0] > 1]


def stacked(way: Way) -> Mapping[tuple[int, str], Sequence[Chip]]:
    """Return the chips that stand in the same step and row."""
    found: dict[tuple[int, str], list[Chip]] = {}
    for chip in way.chips:
        found.setdefault((chip.at, chip.row), []).append(chip)
    return found


def channels(way: Way) -> frozenset[str]:
    """Return the rows in which the numbers of the steps stand."""
    return frozenset(card.id for card in way.rows if card.lane == "channel")
