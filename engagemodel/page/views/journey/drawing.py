"""A journey that has its place in; its lanes, its way, its chips and hand-offs as shapes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.diagram import LANES
from engagemodel.page.drawing.connections import Room, group, rank, signs, stroke
from engagemodel.page.drawing.labels import label
from engagemodel.page.drawing.marks import sign
from engagemodel.page.layout import Curve
from engagemodel.page.scene import Group, Item, Path, Point, Rect, Text, at
from engagemodel.page.views.journey.chips import Spot, sign_of
from engagemodel.page.views.journey.fitting import Fit
from engagemodel.page.views.journey.numbering import half, node, ring
from engagemodel.page.views.journey.shelving import Shelf
from engagemodel.page.views.journey.stepping import Column
from engagemodel.page.views.journey.tracking import swing, ways
from engagemodel.page.views.journey.walking import Chip
from engagemodel.page.words import WORDS

_GROUNDS = {"broken": "down", "mended": "added"}  # the wash of chips in these states


@dataclass(frozen=True, slots=True)
class Lanes:
    """Draws a journey, with badges at its rows for the remarks that are `told` (their numbers).

    One without steps has in their place `calm` words.
    """

    fit: Fit
    told: frozenset[int]
    calm: str

    def items(self) -> Iterator[Item]:
        """Yield everything: grounds and names, heads, ways, chips, hand-offs."""
        yield from self.grounds()
        if not self.fit.way.count(range(len(self.fit.way.stages))):
            x, y = self.fit.left + 2, self.fit.top + self.fit.sheet.heading * 1.25
            yield Text(x, y, self.calm, self.fit.sheet.heading, palette.MUTED)
        for column in self.fit.columns:
            yield from self.fit.heads.draw(column, self.fit.top, self.fit.low)
        yield from self.body()

    def grounds(self) -> Iterator[Item]:
        """Yield the lanes, each with its rows and the edges of the steps, and their rows' names."""
        fit, track, sheet = self.fit, self.fit.track, self.fit.sheet
        right = sheet.width - sheet.margin
        for lane, inside in self.lanes():
            upper, lower = inside[0].y - 1, inside[-1].low + 1
            wide = right - sheet.margin
            yield Rect(sheet.margin, upper, wide, lower - upper, 3, palette.GROUND)
            colour, base = palette.LANES[lane], upper - sheet.heading * 0.4
            yield Rect(sheet.margin, upper, wide, 1.6, 0.8, colour)
            yield Text(sheet.margin, base, WORDS[lane], sheet.heading, colour, bold=True)
            for y in sorted({*(shelf.y for shelf in inside), *self.rows(lane)} - {inside[0].y}):
                yield Rect(fit.left, y - 0.5, right - fit.left, 1, 0, palette.PAPER)
            for column in fit.columns[1:]:
                yield Rect(column.x - 0.5, upper + 1.6, 1, lower - upper - 1.6, 0, palette.PAPER)
        for card in fit.way.rows:
            y, tall = track.ys[card.id] + 1.6, track.heights[card.id] - 2.4
            told = [remark for remark in fit.way.noted(card) if remark.number in self.told]
            yield label(card, sheet.margin + 3, y, fit.names, tall, sheet, told)

    def lanes(self) -> Iterator[tuple[str, list[Shelf]]]:
        """Yield each lane that has shelves, with these."""
        for lane in LANES[1:]:
            if inside := [shelf for shelf in self.fit.shelves if shelf.lane == lane]:
                yield lane, inside

    def rows(self, lane: str) -> set[float]:
        """Return the upper edges of the rows of a lane."""
        return {self.fit.track.ys[card.id] for card in self.fit.way.rows if card.lane == lane}

    def body(self) -> Iterator[Item]:
        """Yield the customer's way, then the hand-offs, then what stands in each column, then signs."""
        drawn = sorted(self.fit.track.hands(), key=lambda pair: (rank(pair[0]), pair[0].id))
        sheet = self.fit.sheet
        scale = sheet.smallest / 8.5
        yield from self.ways()
        names = {card.id: card.name for card in self.fit.way.rows}
        strokes = (group(line, stroke(line, p, scale), names) for line, p in drawn)
        yield Group(tuple(strokes), role="group")
        for column in self.fit.columns:
            if column.at is not None and (items := tuple(self.standing(column, column.at))):
                yield Group((Group(items),), id=f"column-{column.at}")
        room = Room()
        for _, inside in self.lanes():  # no latency lies on the rule above a lane
            upper = inside[0].y - 1
            room.block(sheet.margin, upper - 0.5, sheet.width - sheet.margin, upper + 2.1)
        for spot in self.fit.track.spots.values():
            high = spot.height / 2 + 0.5
            room.block(spot.left, spot.y - high, spot.right, spot.y + high)
        curves = {
            line.id: Curve(line.id, points, tuple(at(points, s) for s in (0.5, 0.4, 0.6)))
            for line, points in drawn
        }
        lines = [line for line, _ in drawn]
        size = sheet.smallest
        yield Group(tuple(signs(lines, curves, room, smallest=size, scale=scale, joined=True)))

    def ways(self) -> Iterator[Item]:
        """Yield the way from channel to channel."""
        last: dict[str, Point] = {}
        for column in self.fit.columns:
            if column.at is None:
                continue
            stage, x = self.fit.way.stages[column.at], self.fit.track.dotted(column)
            wide = half(stage.number - 1, self.fit.sheet.smallest) if stage else 0.0
            ys = {row: self.fit.track.middle(row) for row in self.channels(column.at)}
            spots = {row: (x - wide, y) for row, y in ys.items()}
            for one, other in ways(last, spots):
                yield Path(swing(last[one], spots[other]), palette.TITLE, 2.0)
            spots = {row: (x + wide, y) for row, y in ys.items()}
            last = self.leaving(column.at, spots) or last

    def channels(self, step: int) -> list[str]:
        """Return the channels that a step goes over."""
        rows = {card.id: card.lane for card in self.fit.way.rows}
        return sorted(
            row for at, row in self.fit.way.touched if at == step and rows[row] == "channel"
        )

    def standing(self, column: Column, step: int) -> Iterator[Item]:
        """Yield what stands in a column: the number of the step, who is behind it, its chips."""
        stage, x = self.fit.way.stages[step], self.fit.track.dotted(column)
        for row in self.channels(step):
            number = stage.number - 1 if stage else step
            yield from node(x, self.fit.track.middle(row), number, self.fit.sheet.smallest)
        yield from self.dots(step, x)
        for chip, spot in self.fit.track.spots.items():
            if chip.at == step:
                yield Group(tuple(self.chip(chip, spot)), title=chip.text, role="graphics-symbol")

    def leaving(self, step: int, numbers: Mapping[str, Point]) -> dict[str, Point]:
        """Return where the way goes on from the numbers of a step: behind the chips beside them."""
        ends = dict(numbers)
        for chip, spot in self.fit.track.spots.items():
            if chip.at == step and chip.row in ends:
                x, y = ends[chip.row]
                ends[chip.row] = (max(x, spot.right), y)
        return ends

    def dots(self, step: int, x: float) -> Iterator[Item]:
        """Yield what stands for those behind a step, and for those who no longer are."""
        track, size = self.fit.track, self.fit.sheet.smallest
        for row in (row for one, row in track.idle if one == step):
            y, wide = track.middle(row), size * 0.3
            yield Rect(x - wide, y - wide, 2 * wide, 2 * wide, wide, palette.MUTED)
        for row in (row for one, row in track.past if one == step):
            yield ring(x, track.middle(row), size)
        for row in (row for one, row in track.ends if one == step):
            yield from sign(x, track.middle(row), size * 0.6, "removed")

    def chip(self, chip: Chip, spot: Spot) -> Iterator[Item]:
        """Yield a chip: its outline tells how good it is, then its sign, then its colour."""
        size, shown, gone = self.fit.sheet.smallest, sign_of(chip), chip.look == "gone"
        colour = palette.STATES[shown] if shown else palette.FLOW
        colour = palette.MARKS["removed"] if gone else colour
        dash = (2.6, 2.0) if shown in ("broken", "unknown") or gone else ()
        ground = palette.WASHES[_GROUNDS[shown]] if shown in _GROUNDS else palette.PAPER
        line, top = 1.4 if shown else 0.9, spot.y - spot.height / 2
        yield Rect(spot.left, top, spot.width, spot.height, 3, ground, colour, line, dash)
        left, y = spot.left + size * 0.6, top + size * 0.72
        if shown:
            yield from sign(left + size * 0.35, y, size * 0.46, shown)
            left += size * 1.25
        ink = colour if shown or gone else palette.INK
        for text in spot.lines:
            base = y + size * 0.34
            yield Text(left, base, text, size, ink, bold=bool(shown), strike=gone)
            y += self.fit.sheet.leading
