"""A journey in swim lanes that stand somewhere in; where chips and hand-offs are, and their curves, out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engagemodel.page.diagram import Connection
from engagemodel.page.scene import Point, at
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.chips import GUTTER, Spot, spots
from engagemodel.page.views.journey.shelving import BESIDE, channels, long_ones, passing, stacked
from engagemodel.page.views.journey.stepping import Column
from engagemodel.page.views.journey.walking import Chip, Hand, Way

_STEEP = (0.0, 0.5, 0.75, 1.0)  # of the height that a hand-off rises: how far below it turns up
_BESIDE = 0.6  # times the text: between hand-offs that leave a chip
_APART = 1.0  # times the text: from the middle of a dot to a hand-off


@dataclass(frozen=True)
class Track:
    """A journey whose steps have columns and whose rows have heights; points, y downwards."""

    way: Way
    columns: tuple[Column, ...]
    ys: Mapping[str, float]
    heights: Mapping[str, float]
    sheet: Sheet

    def middle(self, row: str) -> float:
        """Return the middle of what stands in a row, above what runs by."""
        return self.ys[row] + (self.heights[row] - passing(self.way, row, self.sheet)) / 2

    @cached_property
    def spots(self) -> dict[Chip, Spot]:
        """Where the chips of the shown steps stand."""
        place = {column.at: column for column in self.columns if column.at is not None}
        found: dict[Chip, Spot] = {}
        for (step, row), chips in stacked(self.way).items():
            if step in place:
                x, width, middle = place[step].x, place[step].width, self.middle(row)
                numbered = row in channels(self.way)
                standing = spots(chips, x, width, middle, self.sheet, numbered=numbered)
                found.update(zip(chips, standing, strict=True))
        return found

    @cached_property
    def idle(self) -> tuple[tuple[int, str], ...]:
        """The steps and rows behind them that neither write nor read anything there."""
        shown = {column.at for column in self.columns}
        busy = {(chip.at, chip.row) for chip in self.way.chips}
        lanes = {card.id: card.lane for card in self.way.rows}
        return tuple(
            (at, row)
            for at, row in sorted(self.way.touched)
            if at in shown and lanes[row] != "channel" and (at, row) not in busy
        )

    @cached_property
    def past(self) -> tuple[tuple[int, str], ...]:
        """The shown steps and rows that took part in them before, no longer do, and say nothing."""
        shown = {column.at for column in self.columns}
        busy = {(chip.at, chip.row) for chip in self.way.chips}
        left = sorted(self.way.left - busy)
        return tuple((at, row) for at, row in left if at in shown and not self.ended(at, row))

    @property
    def ends(self) -> tuple[tuple[int, str], ...]:
        """The shown steps that are gone, and the channels that they went over."""
        shown = {column.at for column in self.columns}
        left = sorted(self.way.left)
        return tuple((at, row) for at, row in left if at in shown and self.ended(at, row))

    def ended(self, at: int, row: str) -> bool:
        """Return whether a row is a channel of a step that is gone."""
        return at in self.way.ended and row in channels(self.way)

    @property
    def whole(self) -> bool:
        """Whether every chip says all that it has to say."""
        return all(spot.whole for spot in self.spots.values())

    def hands(self) -> Iterator[tuple[Connection, tuple[Point, ...]]]:
        """Yield the hand-offs between steps that are shown, and their curves."""
        taken = set[str]()
        for hand, start, end in self.apart():
            (one, source), (other, target) = hand.start, hand.end
            id = f"hand:{other}.{one}.{source}->{target}"  # the same in each state that has it
            while id in taken:
                id += "."
            taken.add(id)
            line = Connection(
                id=id,
                kind="missing" if hand.kind == "missing" else "flow",
                source=source,
                target=target,
                state=hand.state,
                label=hand.label,
            )
            yield line, self.curve(hand, start, end)

    def apart(self) -> Iterator[tuple[Hand, Point, Point]]:
        """Yield the shown hand-offs with their ends; those of one chip leave side by side."""
        places, found = self.spots, []
        leaving: dict[Point, list[float]] = {}
        for hand in self.way.hands:
            start = self.port(hand, places, out=True)
            end = self.port(hand, places, out=False)
            if start is not None and end is not None:
                found.append((hand, start, end))
                leaving.setdefault(start, []).append(end[1])
        for hand, (x, y), end in found:
            ends = sorted(set(leaving[x, y]))
            pitch = self.sheet.smallest * min(_BESIDE, 1 / len(ends))
            shift = (ends.index(end[1]) - (len(ends) - 1) / 2) * pitch
            yield hand, (x, y + shift), end

    def port(self, hand: Hand, places: Mapping[Chip, Spot], *, out: bool) -> Point | None:
        """Return where a hand-off leaves or arrives, None where that step is not shown."""
        step, row = hand.start if out else hand.end
        here = [chip for chip in places if (chip.at, chip.row) == (step, row)]
        wrote = ("write", "overwritten", "lost")
        fitting = [chip for chip in here if (chip.tone in wrote) is out]
        if not out and hand.state != "plain":
            fitting = [c for c in fitting if hand.state in (c.tone, c.look)] or fitting
        for chip in fitting or here:
            spot = places[chip]
            if out:
                return (spot.right, spot.y)
            return self.below(spot) if row in channels(self.way) else (spot.left, spot.y)
        return None

    def curve(self, hand: Hand, start: Point, end: Point) -> tuple[Point, ...]:
        """Return a curve from chip to chip; past other steps it runs between two rows."""
        shown = [column.at for column in self.columns if column.at is not None]
        one, other = shown.index(hand.start[0]), shown.index(hand.end[0])
        if other - one <= 1:
            return (
                self.rise(start, end, hand.end[0])
                if hand.end[1] in channels(self.way)
                else _bend(start, end)
            )
        columns = [column for column in self.columns if column.at is not None]
        beside = long_ones(self.way, hand.end[1]).index(hand) * self.sheet.smallest * BESIDE
        low = self.ys[hand.end[1]] + self.heights[hand.end[1]] - 0.8 - beside
        enter = (columns[one + 1].x + self.sheet.smallest * 0.4, low)
        leave = (columns[other].x - columns[other].width * GUTTER * 0.9, low)
        run = _straight(enter, leave)
        last = (
            self.rise(leave, end, hand.end[0])
            if hand.end[1] in channels(self.way)
            else _bend(leave, end)
        )
        return (*_bend(start, enter), *run[1:], *last[1:])

    def rise(self, start: Point, end: Point, step: int) -> tuple[Point, ...]:
        """Return a curve that arrives at a step from below, so steep that it leaves its dots alone."""
        x = next(self.dotted(column) for column in self.columns if column.at == step)
        dots = [(x, self.middle(row)) for one, row in (*self.idle, *self.past) if one == step]
        curves = [_rise(start, end, steep) for steep in _STEEP]
        apart = self.sheet.smallest * _APART
        return next((curve for curve in curves if _clear(curve, dots, apart)), curves[0])

    def dotted(self, column: Column) -> float:
        """Return where the dots of a step stand, and its number."""
        return column.x + self.sheet.smallest * 1.5

    def below(self, spot: Spot) -> Point:
        """Return where a hand-off arrives from below, so that it crosses no number."""
        return (spot.left + self.sheet.smallest * 1.2, spot.y + spot.height / 2)


def ways(last: Mapping[str, Point], here: Mapping[str, Point]) -> list[tuple[str, str]]:
    """Return from which channel to which one customers go: who can stay on a channel does."""
    found = [(row, row) for row in here if row in last]
    found += [(old, row) for row in here if row not in last for old in last]
    left = [old for old in last if old not in {start for start, _ in found}]
    return [*found, *((old, row) for old in left for row in list(here)[:1])]


def swing(start: Point, end: Point) -> tuple[Point, ...]:
    """Return the curve of a customer's way from channel to channel."""
    bend = (end[0] - start[0]) * 0.45
    return (start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end)


def _bend(start: Point, end: Point) -> tuple[Point, ...]:
    reach = max(abs(end[0] - start[0]) * 0.5, 8.0)
    return (start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end)


def _rise(start: Point, end: Point, steep: float) -> tuple[Point, ...]:
    reach = max(abs(end[0] - start[0]) * 0.5, 8.0)
    low = max(reach * 0.3, 12.0, (start[1] - end[1]) * steep)
    return (start, (start[0] + reach, start[1]), (end[0], end[1] + low), end)


def _clear(curve: tuple[Point, ...], dots: list[Point], apart: float) -> bool:
    """Return whether a curve keeps its distance from every dot."""
    points = [at(curve, step / 40) for step in range(41)]
    return all(math.dist(point, dot) >= apart for point in points for dot in dots)


def _straight(start: Point, end: Point) -> tuple[Point, ...]:
    third = (end[0] - start[0]) / 3
    return (start, (start[0] + third, start[1]), (end[0] - third, end[1]), end)
