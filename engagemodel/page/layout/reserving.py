"""Columns as they are set in, each with a gap for a card to come out."""

from __future__ import annotations

from collections.abc import Sequence

from engagemodel.page.layout.lanes import Lanes
from engagemodel.page.layout.room import APART, CLEAR, TRACK
from engagemodel.page.layout.stacks import Stack


def part(
    column: Stack,
    lanes: Lanes,
    heights: Sequence[float],
    y: list[float],
    wishes: tuple[Sequence[float], Sequence[float]],
    area: tuple[float, float, float],
) -> None:
    """Part a column in which no gap holds a card of the `reserve`, where that moves it least.

    `y` has the tops of all slots, `wishes` where those of the column are pulled to and how strongly,
    `area` its top and bottom and the reserve. A column that has no such room stays as it is.
    """
    top, bottom, reserve = area
    slots = column.slots
    if not slots or _has_gap(slots, lanes, heights, y, area):
        return
    last = len(slots)
    best: tuple[float, list[float]] | None = None
    for place in range(last + 1):
        if 0 < place < last and any(lanes.slots[v].passing for v in slots[place - 1 : place + 1]):
            continue
        more = reserve + APART
        if 0 < place < last:
            distance = column.steps[place] - column.steps[place - 1]
            more = max(0.0, heights[slots[place - 1]] + reserve + 2 * APART - distance)
        steps = [step + (more if at >= place > 0 else 0.0) for at, step in enumerate(column.steps)]
        highest = top + (more if not place else 0.0)
        lowest = bottom - heights[slots[-1]] - steps[-1] - (more if place == last else 0.0)
        if lowest < highest:
            continue
        tops = Stack(slots, steps, highest, lowest).fit(*wishes)
        far = sum(
            weight * (found - wish) ** 2 for found, wish, weight in zip(tops, *wishes, strict=True)
        )
        if best is None or far < best[0]:
            best = (far, tops)
    for v, found in zip(slots, best[1], strict=True) if best else ():
        y[v] = found


def _has_gap(
    slots: Sequence[int],
    lanes: Lanes,
    heights: Sequence[float],
    y: Sequence[float],
    area: tuple[float, float, float],
) -> bool:
    """Return whether a card of the `reserve` has room in a column, between two cards or at an end."""
    top, bottom, reserve = area
    cards = [v for v in slots if not lanes.slots[v].passing]
    uppers = [top - APART, *(y[v] + heights[v] for v in cards)]
    lowers = [*(y[v] for v in cards), bottom + APART]
    between = [0] * len(uppers)  # lines that pass
    section = 0
    for v in slots:
        if lanes.slots[v].passing:
            between[section] += 1
        else:
            section += 1
    return any(
        lower - upper - (lines and 2 * CLEAR + (lines - 1) * TRACK) >= reserve + 2 * APART
        for upper, lower, lines in zip(uppers, lowers, between, strict=True)
    )
