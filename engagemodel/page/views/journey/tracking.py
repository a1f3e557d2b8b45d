"""A journey in swim lanes that stand somewhere in; where chips and hand-offs are, and their curves, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engagemodel.page.diagram import Connection
from engagemodel.page.scene import Point
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure
from engagemodel.page.views.journey.stepping import Column, pitch
from engagemodel.page.views.journey.walking import Chip, Hand, Way

SIGNS = {"slow": "slow", "stale": "slow", "unknown": "unknown", "broken": "broken", "lost": "broken", "overwritten": "broken"}  # fmt: skip
_GUTTER = 0.16  # of a step's width: what is free between its chips and the next step's


@dataclass(frozen=True)
class Track:
    """A journey whose steps have columns and whose rows have heights; points, y downwards."""

    way: Way
    columns: tuple[Column, ...]
    ys: Mapping[str, float]
    heights: Mapping[str, float]
    sheet: Sheet

    def middle(self, row: str) -> float:
        """Return the middle of a row."""
        return self.ys[row] + self.heights[row] / 2

    @cached_property
    def spots(self) -> dict[Chip, tuple[float, float, float]]:
        """Return where the chips of the shown steps stand: left, middle, width."""
        place = {column.at: column for column in self.columns if column.at is not None}
        stacks: dict[tuple[int, str], list[Chip]] = {}
        for chip in self.way.chips:
            if chip.at in place:
                stacks.setdefault((chip.at, chip.row), []).append(chip)
        lanes = {card.id: card.lane for card in self.way.rows}
        found = {}
        size = self.sheet.smallest
        for (step, row), chips in stacks.items():
            column = place[step]
            left = column.x + size * (2.6 if lanes[row] == "channel" else 0.9)
            room = column.x + column.width * (1 - _GUTTER) - left
            first = self.middle(row) - (len(chips) - 1) * pitch(self.sheet) / 2
            for number, chip in enumerate(chips):
                y = first + number * pitch(self.sheet)
                found[chip] = (left, y, min(room, self.needed(chip)))
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

    @property
    def whole(self) -> bool:
        """Whether every chip says all that it has to say."""
        return all(width >= self.needed(chip) for chip, (_, _, width) in self.spots.items())

    def needed(self, chip: Chip) -> float:
        """Return how wide a chip must be to say all."""
        size = self.sheet.smallest
        signed = size * 1.3 if chip.tone in SIGNS else 0.0
        return measure(chip.text, size, bold=chip.tone in SIGNS) + size * 1.2 + signed

    def hands(self) -> Iterator[tuple[Connection, tuple[Point, ...]]]:
        """Yield the hand-offs between steps that are shown, and their curves."""
        spots = self.spots
        for number, hand in enumerate(self.way.hands):
            start = self.port(hand, spots, out=True)
            end = self.port(hand, spots, out=False)
            if start is None or end is None:
                continue
            line = Connection(
                id=f"hand:{number}",
                kind="missing" if hand.kind == "missing" else "flow",
                source=hand.start[1],
                target=hand.end[1],
                state=hand.state,
                label=hand.label,
            )
            yield line, self.curve(hand, start, end)

    def port(
        self, hand: Hand, spots: dict[Chip, tuple[float, float, float]], *, out: bool
    ) -> Point | None:
        """Return where a hand-off leaves or arrives, None where that step is not shown."""
        step, row = hand.start if out else hand.end
        here = [chip for chip in spots if (chip.at, chip.row) == (step, row)]
        wrote = ("write", "overwritten", "lost")
        fitting = [chip for chip in here if (chip.tone in wrote) is out]
        if not out and hand.state != "plain":
            fitting = [chip for chip in fitting if chip.tone == hand.state] or fitting
        for chip in fitting or here:
            left, y, width = spots[chip]
            if out:
                return (left + width, y)
            return self.below(left, y) if self.on_channel(row) else (left, y)
        return None

    def curve(self, hand: Hand, start: Point, end: Point) -> tuple[Point, ...]:
        """Return a curve from chip to chip; past other steps it runs between two rows."""
        shown = [column.at for column in self.columns if column.at is not None]
        one, other = shown.index(hand.start[0]), shown.index(hand.end[0])
        if other - one <= 1:
            return _rise(start, end) if self.on_channel(hand.end[1]) else _bend(start, end)
        columns = [column for column in self.columns if column.at is not None]
        low = self.ys[hand.end[1]] + self.heights[hand.end[1]] - 0.8
        enter = (columns[one + 1].x + self.sheet.smallest * 0.4, low)
        leave = (columns[other].x - columns[other].width * _GUTTER * 0.9, low)
        run = _straight(enter, leave)
        last = _rise(leave, end) if self.on_channel(hand.end[1]) else _bend(leave, end)
        return (*_bend(start, enter), *run[1:], *last[1:])

    def on_channel(self, row: str) -> bool:
        """Return whether a row is a channel's, where the number of the step stands left of a chip."""
        return any(card.id == row and card.lane == "channel" for card in self.way.rows)

    def below(self, left: float, y: float) -> Point:
        """Return where a hand-off arrives from below, so that it crosses no number."""
        return (left + self.sheet.smallest * 1.2, y + self.sheet.smallest * 0.72)


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


def _rise(start: Point, end: Point) -> tuple[Point, ...]:
    reach = max(abs(end[0] - start[0]) * 0.5, 8.0)
    return (start, (start[0] + reach, start[1]), (end[0], end[1] + max(reach * 0.3, 12.0)), end)


def _straight(start: Point, end: Point) -> tuple[Point, ...]:
    third = (end[0] - start[0]) / 3
    return (start, (start[0] + third, start[1]), (end[0] - third, end[1]), end)
