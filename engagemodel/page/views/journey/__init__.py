"""A check or difference and a journey in, its steps in swim lanes on one page out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engagemodel.finding import Finding
from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import LANES, Diagram
from engagemodel.page.drawing.connections import Room, group, rank, signs, stroke
from engagemodel.page.drawing.labels import label
from engagemodel.page.drawing.marks import badges, sign
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import foot
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.glyphs import warnings
from engagemodel.page.grouping import ledger
from engagemodel.page.layout import Curve
from engagemodel.page.scene import Group, Item, Path, Point, Rect, Scene, Text, at
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.subjects import journey as found
from engagemodel.page.subjects import places
from engagemodel.page.typeset import clean, shorten, wrap
from engagemodel.page.views.journey.explaining import samples
from engagemodel.page.views.journey.numbering import half as half_of
from engagemodel.page.views.journey.numbering import node
from engagemodel.page.views.journey.recalling import recalled
from engagemodel.page.views.journey.stepping import Column, columns, pitch, rows
from engagemodel.page.views.journey.tracking import SIGNS, Track, swing, ways
from engagemodel.page.views.journey.walking import Chip, Way, earlier, tiles, way
from engagemodel.page.words import WORDS, say
from engagemodel.results import Check, Difference


def journey(result: Check | Difference, ids: tuple[str, ...], sheet: Sheet) -> Scene:
    """Return the page of one journey, as the model after tells it if both do.

    Raises:
        ArgumentError: there is no journey of that id; names the nearest.
    """
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    model, told = found(result, ids[0])
    union = sketch(result)
    taken = walk(Graphs(model), told)
    findings = result.findings if isinstance(result, Check) else _all(result)
    before = earlier(result, told.id)
    whole = way(model, taken, union, findings, places(result, model))
    if isinstance(result, Difference):
        whole = replace(whole, past=recalled(taken, before, result.before.model))
    customer = clean(model.customer_types[told.customer].name)
    inside = {card.id for card in whole.rows}
    diagram = replace(
        union,
        cards=whole.rows,
        lines=tuple(line for line in union.lines if {line.source, line.target} <= inside),
        remarks=whole.remarks,
        tiles=tiles(taken, before),
        topic=say("topic.journey", name=clean(told.name), customer=customer),
        calm=WORDS["calm.journey"] if taken.stages else WORDS["no steps"],
    )
    expects = model.customer_types[told.customer].expects
    return _Page(diagram, whole, dict(expects), sheet).scene()


def _all(result: Difference) -> tuple[Finding, ...]:
    return (*result.introduced, *result.remaining, *result.resolved)


class _Page:
    """Draws one journey."""

    def __init__(self, diagram: Diagram, whole: Way, expects: dict[str, str], sheet: Sheet) -> None:
        self.diagram, self.sheet, self.expects = diagram, sheet, expects
        # Its lines are not drawn here, so they are not among what the page explains.
        self.plain = replace(diagram, lines=())
        self.head, top = heading(diagram, sheet)
        self.top = top + sheet.smallest * 0.9
        self.left = sheet.margin + sheet.width * 0.165
        room = sheet.width - sheet.margin - self.left
        self.columns = columns(whole, self.left, room, sheet)
        self.names = {card.id: card.name for card in whole.rows}
        self.banner = self._banner(whole)
        _, floor = foot(diagram, self._said(whole), sheet)
        band = Band(self.plain, self.plain, sheet, ())
        high = floor - self.top - sheet.smallest * 0.8 - self.banner
        self.way, self.heights = rows(
            whole, high - self._frames() - band.natural(high * 0.5), sheet
        )
        if len(self.way.rows) < len(whole.rows):
            self.way, self.heights = rows(whole, high - self._frames() - band.least(), sheet)
        self.ys = dict(self._places())
        self.track = Track(self.way, self.columns, self.ys, self.heights, sheet)

    def _frames(self) -> float:
        """Return the height that the edges of the lanes take."""
        return 3 * self._frame()

    def _frame(self) -> float:
        """Return the height above a lane, where its name stands."""
        return self.sheet.heading * 1.85

    def _banner(self, whole: Way) -> float:
        """Return the height of the heads of the steps."""
        most = max(
            (len(self._words(c, whole)) for c in self.columns if c.at is not None), default=0
        )
        return self.sheet.heading * 1.6 + most * self.sheet.leading + self.sheet.smallest * 0.6

    def _words(self, column: Column, whole: Way) -> list[tuple[str, str]]:
        """Return the lines below a step's occasion, each with its colour."""
        step = whole.walk.stages[column.at or 0].step
        size, width = self.sheet.smallest, column.width - self.sheet.smallest * 1.6
        lines = []
        if step.name:
            lines += [(line, palette.INK) for line in wrap(clean(step.name), width, size)]
        promise = self.expects.get(step.do)
        if promise:
            said = wrap(say("quoted", words=clean(promise)), width, size, most=3)
            lines += [(line, palette.MUTED) for line in said]
        for past in whole.past.get(column.at or 0, ()):
            lines += [(line, palette.STATES["unknown"]) for line in wrap(past, width, size)]
        return lines

    def _places(self) -> Iterator[tuple[str, float]]:
        y, lane = self.top + self.banner, ""
        for card in self.way.rows:
            if card.lane != lane:
                y += self._frame()
                lane = card.lane
            yield card.id, y
            y += self.heights[card.id]

    def _said(self, whole: Way) -> str:
        shown = sum(column.at is not None for column in self.columns)
        total = len(whole.walk.stages)
        key = "aside.journey" if shown == total else "aside.journey.part"
        steps = say(key, total=total, shown=shown)
        rows = getattr(self, "way", whole).rows
        return ledger(self.diagram, replace(self.diagram, cards=rows), steps)

    def scene(self) -> Scene:
        """Return the page."""
        sheet, said = self.sheet, self._said(self.way)
        end, floor = foot(self.diagram, said, sheet)
        low = max((y + self.heights[row] for row, y in self.ys.items()), default=self.top)
        shown = replace(self.plain, cards=self.way.rows)
        below, _ = Band(self.plain, shown, sheet, samples(self.track)).draw(
            low + sheet.smallest, floor
        )
        items = (self.head, *self.grounds(low), *self.body(), below, end)
        return Scene(
            sheet.width,
            sheet.height,
            items,
            self.diagram.after.name,
            ". ".join(x for x in (self.diagram.topic, subtitle(self.diagram), said) if x),
            smallest=sheet.smallest,
            warnings=warnings(self.diagram, *(" ".join(chip.data) for chip in self.way.chips)),
            diagram=self.diagram,
            grouped={id: card.id for card in self.way.rows for id in card.member_ids},
        )

    def grounds(self, low: float) -> Iterator[Item]:
        """Yield the lanes, their rows' names, and the heads of the steps."""
        sheet, right = self.sheet, self.sheet.width - self.sheet.margin
        for lane in LANES[1:]:
            inside = [card for card in self.way.rows if card.lane == lane]
            if not inside:
                continue
            upper = self.ys[inside[0].id] - 1
            lower = self.ys[inside[-1].id] + self.heights[inside[-1].id] + 1
            wide = right - sheet.margin
            yield Rect(sheet.margin, upper, wide, lower - upper, 3, palette.GROUND)
            colour, base = palette.LANES[lane], upper - sheet.heading * 0.4
            yield Rect(sheet.margin, upper, wide, 1.6, 0.8, colour)
            yield Text(sheet.margin, base, WORDS[lane], sheet.heading, colour, bold=True)
            for card in inside[1:]:
                yield Rect(
                    self.left, self.ys[card.id] - 0.5, right - self.left, 1, 0, palette.PAPER
                )
        for column in self.columns[1:]:
            top = self.top + self.banner
            yield Rect(column.x - 0.5, top, 1, low - top, 0, palette.PAPER)
        for card in self.way.rows:
            y, tall = self.ys[card.id], self.heights[card.id]
            width = self.left - sheet.margin - sheet.smallest
            yield label(card, sheet.margin + 3, y + 1.6, width, tall - 2.4, sheet)
        for column in self.columns:
            yield from self.banner_of(column, low)

    def banner_of(self, column: Column, low: float) -> Iterator[Item]:
        """Yield the head of a step, or how many are left out."""
        sheet, size = self.sheet, self.sheet.smallest
        if column.at is None:
            text = say("more steps", count=column.count)
            x, y = column.x + column.width / 2, self.top + sheet.heading * 1.25
            yield Rect(column.x + 1, self.top, column.width - 2, low - self.top, 2, palette.PAPER)
            yield Text(x, y, text, size, palette.MUTED, bold=True, anchor="middle")
            return
        step = self.way.walk.stages[column.at].step
        numbers = list(self.way.steps.get(column.at, ()))
        width, left = column.width - 4, column.x + size * 0.7
        items: list[Item] = [
            Rect(
                column.x + 2, self.top, width, self.banner - 2, 3, palette.PAPER, palette.EDGE, 0.8
            )
        ]
        base = self.top + sheet.heading * 1.25
        half = half_of(column.at, size)
        items += node(left + half, base - sheet.heading * 0.33, column.at, size)
        room = width - size * 1.6 - 2 * half - (len(numbers[:3]) * size * 1.6 if numbers else 0.0)
        text = shorten(clean(step.do), max(room, size), sheet.heading, bold=True)
        items.append(
            Text(left + 2 * half + size * 0.6, base, text, sheet.heading, palette.INK, bold=True)
        )
        for line, colour in self._words(column, self.way):
            base += sheet.leading
            items.append(Text(left, base, line, size, colour))
        if numbers:
            density = Density(size, size, badges=3)
            side = column.x + width - density.badge / 2 - 1
            items.append(Group(tuple(badges(numbers, side, self.top + size * 1.15, density))))
        yield Group(tuple(items), title=f"{say('step', number=column.at + 1)}: {clean(step.do)}")

    def body(self) -> Iterator[Item]:
        """Yield the hand-offs, then the customer's way, then chips, then signs and latencies."""
        drawn = sorted(self.track.hands(), key=lambda pair: (rank(pair[0]), pair[0].id))
        scale = self.sheet.smallest / 8.5
        yield from self.steps()
        strokes = (group(line, stroke(line, p, scale), self.names) for line, p in drawn)
        yield Group(tuple(strokes), role="list")
        room = Room()
        for chip, (left, y, width) in self.track.spots.items():
            half = pitch(self.sheet) * 0.46
            room.block(left, y - half, left + width, y + half)
            yield Group(tuple(self.chip(chip, left, y, width)), title=chip.text)
        curves = {
            line.id: Curve(line.id, points, tuple(at(points, s) for s in (0.5, 0.4, 0.6)))
            for line, points in drawn
        }
        lines = [line for line, _ in drawn]
        size = self.sheet.smallest
        yield Group(tuple(signs(lines, curves, room, smallest=size, scale=scale, joined=True)))

    def steps(self) -> Iterator[Item]:
        """Yield the way from channel to channel, and what stands behind each step."""
        rows = {card.id: card.lane for card in self.way.rows}
        last: dict[str, Point] = {}
        path: list[Item] = []
        nodes: list[Item] = []
        for column in self.columns:
            here = sorted(row for step, row in self.way.touched if step == column.at)
            x = column.x + self.sheet.smallest * 1.5
            channels = [row for row in here if rows[row] == "channel"]
            for row in channels:
                nodes += node(x, self.track.middle(row), column.at or 0, self.sheet.smallest)
            spots = {row: (x, self.track.middle(row)) for row in channels}
            path += [
                Path(swing(last[a], spots[b]), palette.TITLE, 2.0) for a, b in ways(last, spots)
            ]
            last = spots or last
            busy = {chip.row for chip in self.way.chips if chip.at == column.at}
            for row in here:
                if rows[row] != "channel" and row not in busy:
                    y, half = self.track.middle(row), self.sheet.smallest * 0.3
                    dot = Rect(x - half, y - half, 2 * half, 2 * half, half, palette.MUTED)
                    nodes.append(dot)
        yield from path
        yield from nodes

    def chip(self, chip: Chip, x: float, y: float, width: float) -> Iterator[Item]:
        """Yield a chip: its outline tells how good it is, then its sign, then its colour."""
        size, shown = self.sheet.smallest, SIGNS.get(chip.tone)
        colour = palette.STATES[shown] if shown else palette.FLOW
        dash = (2.6, 2.0) if shown in ("broken", "unknown") else ()
        half = size * 0.72
        ground = palette.WASHES["down"] if shown == "broken" else palette.PAPER
        line = 1.4 if shown else 0.9
        yield Rect(x, y - half, width, 2 * half, 3, ground, colour, line, dash)
        left = x + size * 0.6
        if shown:
            yield from sign(left + size * 0.35, y, size * 0.46, shown)
            left += size * 1.25
        room = x + width - left - size * 0.4
        text = shorten(chip.text, room, size, bold=bool(shown))
        ink = colour if shown else palette.INK
        yield Text(left, y + size * 0.34, text, size, ink, bold=bool(shown))
