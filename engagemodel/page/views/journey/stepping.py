"""A journey in swim lanes and the room for it in; which steps stand where, and how high rows are, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page.drawing import labels
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.chips import spots, stack
from engagemodel.page.views.journey.thinning import thinned
from engagemodel.page.views.journey.walking import Chip, Hand, Way

_NARROW = 10.5  # times the smallest text: the narrowest step
BESIDE = 0.45  # times the smallest text: between two hand-offs that run side by side
_ROW = 1.62  # times the smallest text: a row with nothing but its name
_NAMED = 2  # lines of a name
_GAP = 3.4  # times the smallest text: steps left out


@dataclass(frozen=True, slots=True)
class Column:
    """A step (from 0), or `count` steps left out (`at` is None); x and width in points."""

    x: float
    width: float
    at: int | None = None
    count: int = 0


def columns(way: Way, left: float, room: float, sheet: Sheet) -> tuple[Column, ...]:
    """Return the steps that fit into the room: all, or those with trouble before any others."""
    total = len(way.walk.stages)
    shown = _chosen(way, total, room, sheet)
    runs = _runs(shown, total)
    gap = sheet.smallest * _GAP
    gaps = sum(at is None for at, _ in runs)
    width = (room - gaps * gap) / max(1, len(runs) - gaps)
    found, x = [], left
    for at, count in runs:
        taken = gap if at is None else width
        found.append(Column(x, taken, at, count))
        x += taken
    return tuple(found)


def _chosen(way: Way, total: int, room: float, sheet: Sheet) -> set[int]:
    """Return the steps to show: in trouble, where their data comes from, the ends, the rest."""
    least, gap = sheet.smallest * _NARROW, sheet.smallest * _GAP
    troubled = sorted(way.troubled)
    sources = [hand.start[0] for hand in way.hands if hand.end[0] in way.troubled]
    order = dict.fromkeys([*troubled[:1], *sources[:1], *troubled, *sources, 0, total - 1])
    shown: set[int] = set()
    for at in [*order, *(at for at in range(min(total, 50)) if at not in order)]:
        if at >= total or at < 0:
            continue
        runs = _runs(shown | {at}, total)
        gaps = sum(one is None for one, _ in runs)
        if (len(runs) - gaps) * least + gaps * gap <= room:
            shown.add(at)
        if (len(shown) + 1) * least > room:
            break
    return shown


def _runs(shown: set[int], total: int) -> list[tuple[int | None, int]]:
    """Return the steps shown, and between them how many are left out."""
    found: list[tuple[int | None, int]] = []
    last = -1
    for at in sorted(shown):
        if at - last > 1:
            found.append((None, at - last - 1))
        found.append((at, 1))
        last = at
    if total - last > 1:
        found.append((None, total - last - 1))
    return found


def rows(
    way: Way, height: float, steps: Sequence[Column], names: float, sheet: Sheet
) -> tuple[Way, dict[str, float]]:
    """Return the way with as many rows as fit into the height, and the height of each, in points.

    Their names have that width.
    """
    most = len(way.rows)
    while True:
        fewer = thinned(way, most)
        heights = _heights(fewer, steps, names, sheet)
        spare = height - sum(heights.values())
        if spare >= 0 or most <= 3:
            more = min(spare / max(1, len(heights)), sheet.smallest * 4.2)
            return fewer, {row: tall + max(0.0, more) for row, tall in heights.items()}
        most = max(3, min(most, len(fewer.rows)) - 1)


def tight(way: Way, steps: Sequence[Column], names: float, sheet: Sheet) -> float:
    """Return the least height of all rows together, in points."""
    return sum(_heights(way, steps, names, sheet).values())


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
