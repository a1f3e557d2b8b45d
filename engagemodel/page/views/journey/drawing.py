"""A journey that has its place in; its lanes, its way, its chips and hand-offs as shapes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.diagram import LANES, Card
from engagemodel.page.drawing.connections import Room, group, rank, signs, stroke
from engagemodel.page.drawing.labels import label
from engagemodel.page.drawing.marks import sign
from engagemodel.page.layout import Curve
from engagemodel.page.scene import Group, Item, Path, Point, Rect, Text, at
from engagemodel.page.views.journey.chips import SIGNS, Spot
from engagemodel.page.views.journey.fitting import Fit
from engagemodel.page.views.journey.numbering import node, ring
from engagemodel.page.views.journey.tracking import swing, ways
from engagemodel.page.views.journey.walking import Chip
from engagemodel.page.words import WORDS

_PLACES = (
    0.5,
    0.4,
    0.6,
    0.45,
    0.55,
    0.35,
    0.65,
)  # of a hand-off's length: for its sign and latency


@dataclass(frozen=True, slots=True)
class Lanes:
    """Draws a journey, with badges at its rows for the remarks that are `told` (their numbers)."""

    fit: Fit
    told: frozenset[int]

    def items(self) -> Iterator[Item]:
        """Yield everything: grounds and names, heads, ways, chips, hand-offs."""
        yield from self.grounds()
        for column in self.fit.columns:
            yield from self.fit.heads.draw(column, self.fit.top, self.fit.low)
        yield from self.body()

    def grounds(self) -> Iterator[Item]:
        """Yield the lanes, each with its rows and the edges of the steps, and their rows' names."""
        fit, track, sheet = self.fit, self.fit.track, self.fit.sheet
        right = sheet.width - sheet.margin
        for lane, inside, upper in self.lanes():
            lower = track.ys[inside[-1].id] + track.heights[inside[-1].id] + 1
            wide = right - sheet.margin
            yield Rect(sheet.margin, upper, wide, lower - upper, 3, palette.GROUND)
            colour, base = palette.LANES[lane], upper - sheet.heading * 0.4
            yield Rect(sheet.margin, upper, wide, 1.6, 0.8, colour)
            yield Text(sheet.margin, base, WORDS[lane], sheet.heading, colour, bold=True)
            for card in inside[1:]:
                y = track.ys[card.id] - 0.5
                yield Rect(fit.left, y, right - fit.left, 1, 0, palette.PAPER)
            for column in fit.columns[1:]:
                yield Rect(column.x - 0.5, upper + 1.6, 1, lower - upper - 1.6, 0, palette.PAPER)
        for card in fit.way.rows:
            y, tall = track.ys[card.id] + 1.6, track.heights[card.id] - 2.4
            told = [remark for remark in fit.way.noted(card) if remark.number in self.told]
            yield label(card, sheet.margin + 3, y, fit.names, tall, sheet, told)

    def lanes(self) -> Iterator[tuple[str, list[Card], float]]:
        """Yield each lane that has rows, with these and its upper edge."""
        for lane in LANES[1:]:
            if inside := [card for card in self.fit.way.rows if card.lane == lane]:
                yield lane, inside, self.fit.track.ys[inside[0].id] - 1

    def body(self) -> Iterator[Item]:
        """Yield the hand-offs, then the customer's way, then chips, then signs and latencies."""
        drawn = sorted(self.fit.track.hands(), key=lambda pair: (rank(pair[0]), pair[0].id))
        sheet = self.fit.sheet
        scale = sheet.smallest / 8.5
        yield from self.steps()
        names = {card.id: card.name for card in self.fit.way.rows}
        strokes = (group(line, stroke(line, p, scale), names) for line, p in drawn)
        yield Group(tuple(strokes), role="list")
        room = Room()
        for _, _, upper in self.lanes():  # no latency lies on the rule above a lane
            room.block(sheet.margin, upper - 0.5, sheet.width - sheet.margin, upper + 2.1)
        for chip, spot in self.fit.track.spots.items():
            half = spot.height / 2 + 0.5
            room.block(spot.left, spot.y - half, spot.right, spot.y + half)
            yield Group(tuple(self.chip(chip, spot)), title=chip.text)
        curves = {
            line.id: Curve(line.id, points, tuple(at(points, s) for s in (0.5, 0.4, 0.6)))
            for line, points in drawn
        }
        lines = [line for line, _ in drawn]
        size = sheet.smallest
        yield Group(tuple(signs(lines, curves, room, smallest=size, scale=scale, joined=True)))

    def steps(self) -> Iterator[Item]:
        """Yield the way from channel to channel, and what stands behind each step."""
        rows = {card.id: card.lane for card in self.fit.way.rows}
        last: dict[str, Point] = {}
        path: list[Item] = []
        nodes: list[Item] = []
        for column in self.fit.columns:
            here = sorted(row for step, row in self.fit.way.touched if step == column.at)
            x = self.fit.track.dotted(column)
            channels = [row for row in here if rows[row] == "channel"]
            for row in channels:
                nodes += node(
                    x, self.fit.track.middle(row), column.at or 0, self.fit.sheet.smallest
                )
            spots = {row: (x, self.fit.track.middle(row)) for row in channels}
            path += [
                Path(swing(last[a], spots[b]), palette.TITLE, 2.0) for a, b in ways(last, spots)
            ]
            last = self.leaving(column.at, spots) or last
            for row in here:
                if (column.at, row) in self.fit.track.idle:
                    y, half = self.fit.track.middle(row), self.fit.sheet.smallest * 0.3
                    dot = Rect(x - half, y - half, 2 * half, 2 * half, half, palette.MUTED)
                    nodes.append(dot)
            for row in (row for step, row in self.fit.track.past if step == column.at):
                nodes.append(ring(x, self.fit.track.middle(row), self.fit.sheet.smallest))
        yield from path
        yield from nodes

    def leaving(self, step: int | None, numbers: Mapping[str, Point]) -> dict[str, Point]:
        """Return where the way goes on from the numbers of a step: behind the chips beside them."""
        ends = dict(numbers)
        for chip, spot in self.fit.track.spots.items():
            if chip.at == step and chip.row in ends:
                x, y = ends[chip.row]
                ends[chip.row] = (max(x, spot.right), y)
        return ends

    def chip(self, chip: Chip, spot: Spot) -> Iterator[Item]:
        """Yield a chip: its outline tells how good it is, then its sign, then its colour."""
        size, shown = self.fit.sheet.smallest, SIGNS.get(chip.tone)
        colour = palette.STATES[shown] if shown else palette.FLOW
        dash = (2.6, 2.0) if shown in ("broken", "unknown") else ()
        ground = palette.WASHES["down"] if shown == "broken" else palette.PAPER
        line, top = 1.4 if shown else 0.9, spot.y - spot.height / 2
        yield Rect(spot.left, top, spot.width, spot.height, 3, ground, colour, line, dash)
        left, y = spot.left + size * 0.6, top + size * 0.72
        if shown:
            yield from sign(left + size * 0.35, y, size * 0.46, shown)
            left += size * 1.25
        ink = colour if shown else palette.INK
        for text in spot.lines:
            yield Text(left, y + size * 0.34, text, size, ink, bold=bool(shown))
            y += self.fit.sheet.leading
