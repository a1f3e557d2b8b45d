"""The steps of a journey that have columns in; the box at the head of each as shapes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Mark
from engagemodel.page.drawing.marks import badges, glyph
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import clean, measure, shorten, wrap
from engagemodel.page.views.journey.numbering import half as half_of
from engagemodel.page.views.journey.numbering import node
from engagemodel.page.views.journey.stepping import Column
from engagemodel.page.views.journey.walking import Way
from engagemodel.page.words import WORDS, say

_WIDE = 16  # times the text: a step whose lines begin below its occasion, not below its number
_BADGES = 3


@dataclass(frozen=True)
class Heads:
    """What stands over the steps: number and occasion, then what is promised and what was before.

    `expects` is what the customer is promised on each occasion. In other states of the journey
    there are heads of so many `lines` at most.
    """

    way: Way
    columns: Sequence[Column]
    expects: Mapping[str, str]
    sheet: Sheet
    least: int = 0

    @property
    def most(self) -> int:
        """The lines below the occasion of the step that has most of them."""
        there = (c.at for c in self.columns if c.at is not None and self.way.stages[c.at])
        return max((len(self.lines(at)) for at in there), default=0)

    @property
    def height(self) -> float:
        """The height of all, in points."""
        sheet = self.sheet
        lines = max(self.most, self.least)
        return sheet.heading * 1.6 + lines * sheet.leading + sheet.smallest * 0.6

    @property
    def whole(self) -> bool:
        """Whether every step is there, with its whole occasion."""
        shown = {column.at for column in self.columns}
        return all(
            at in shown and self.title(at) == self.occasion(at)
            for at, stage in enumerate(self.way.stages)
            if stage is not None
        )

    def width(self, at: int) -> float:
        """Return the width of a step."""
        return next(column.width for column in self.columns if column.at == at)

    def occasion(self, at: int) -> str:
        """Return what a step is about."""
        stage = self.way.stages[at]
        return clean(stage.step.do) if stage else ""

    def lines(self, at: int) -> list[tuple[str, str]]:
        """Return the lines below a step's occasion, each with its colour."""
        stage, size = self.way.stages[at], self.sheet.smallest
        width = self.width(at) - size * 1.6 - self.indent(at)
        found = []
        if stage and stage.step.name:
            found += [(line, palette.INK) for line in wrap(clean(stage.step.name), width, size)]
        promise = self.expects.get(stage.step.do) if stage else None
        if promise:
            said = wrap(say("quoted", words=clean(promise)), width, size, most=3)
            found += [(line, palette.MUTED) for line in said]
        for past in self.way.past.get(at, ()):
            colour = palette.STATES["mended" if past.mended else "unknown"]
            text = f"✓ {past.text}" if past.mended else past.text
            found += [(line, colour) for line in wrap(text, width, size)]
        return found

    def indent(self, at: int) -> float:
        """Return how far the lines of a head stand in: below its occasion if the step is wide."""
        size = self.sheet.smallest
        return self.before(at) if self.width(at) > size * _WIDE else self.capped(at)

    def capped(self, at: int) -> float:
        """Return the width of the edge with the sign of a step that is added or removed."""
        return self.sheet.smallest * 1.1 if at in self.way.marks else 0.0

    def before(self, at: int) -> float:
        """Return the width of what stands before a step's occasion: its sign, then its number."""
        size, stage = self.sheet.smallest, self.way.stages[at]
        if stage is None or self.way.gone(at):
            return self.capped(at)
        return self.capped(at) + 2 * half_of(stage.number - 1, size) + size * 0.6

    def room(self, at: int) -> float:
        """Return the width that a step has for its occasion and its badges."""
        size = self.sheet.smallest
        return self.width(at) - 4 - size - self.before(at)

    def title(self, at: int) -> str:
        """Return a step's occasion, as much as has room between its number and its badges."""
        size = self.sheet.smallest
        room = self.room(at) - self.badged(at) * size * 1.6
        return shorten(self.occasion(at), max(room, size), self.sheet.heading, bold=self.bold(at))

    def bold(self, at: int) -> bool:
        """Return whether a step's occasion stands out: that of one that is gone does not."""
        return not self.way.gone(at)

    def badged(self, at: int) -> float:
        """Return how many badges a head has, one with a count where more would cut its occasion."""
        size = self.sheet.smallest
        count = min(len(self.way.steps.get(at, ())), _BADGES)
        room = self.room(at) - measure(self.occasion(at), self.sheet.heading, bold=True)
        return 1.95 if count > 1 and count * size * 1.6 > room else count

    def draw(self, column: Column, top: float, low: float) -> Iterator[Item]:
        """Yield the head of a step, or how many are left out, down to the end of the rows."""
        if column.at is None:
            yield from self._omitted(column, top, low)
        elif stage := self.way.stages[column.at]:
            step = say("step", number=stage.number)
            mark = self.way.marks.get(column.at)
            title = ": ".join([step, self.occasion(column.at)])
            title += f", {WORDS[mark]}" if mark else ""
            items = tuple(self._items(column, column.at, stage.number, top))
            head = Group(items, title=title, role="group")
            yield Group((head,), id=f"head-{column.at}")

    def _omitted(self, column: Column, top: float, low: float) -> Iterator[Item]:
        sheet, count = self.sheet, self.way.count(column.over)
        x, y = column.x + column.width / 2, top + sheet.heading * 1.25
        last = 2 if column == self.columns[-1] else -1  # over the ends of the lanes
        yield Rect(column.x + 1, top, column.width + last, low - top + 2, 0, palette.PAPER)
        if count:
            text = say("more steps", count=count)
            yield Text(x, y, text, sheet.smallest, palette.MUTED, bold=True, anchor="middle")

    def _items(self, column: Column, at: int, number: int, top: float) -> Iterator[Item]:
        sheet, size, mark = self.sheet, self.sheet.smallest, self.way.marks.get(at)
        width, high, left = column.width - 4, self.height - 2, column.x + size * 0.7
        if mark:
            yield from cap(column.x + 2, top, width, high, self.capped(at), mark)
        else:
            yield Rect(column.x + 2, top, width, high, 3, palette.PAPER, palette.EDGE, 0.8)
        base, half = top + sheet.heading * 1.25, half_of(number - 1, size)
        gone = self.way.gone(at)
        if not gone:
            middle = left + self.capped(at) + half
            yield from node(middle, base - sheet.heading * 0.33, number - 1, size)
        ink = palette.MARKS["removed"] if gone else palette.INK
        beside = left + self.before(at)
        yield Text(
            beside, base, self.title(at), sheet.heading, ink, bold=self.bold(at), strike=gone
        )
        for line, colour in self.lines(at):
            base += sheet.leading
            yield Text(left + self.indent(at), base, line, size, colour)
        numbers = list(self.way.steps.get(at, ()))
        if numbers:
            density = Density(size, size, badges=_BADGES if self.badged(at) >= 2 else 1)
            side = column.x + width - density.badge / 2 - 1
            yield Group(tuple(badges(numbers, side, top + size * 1.15, density)))


def cap(x: float, y: float, width: float, height: float, side: float, mark: Mark) -> list[Item]:
    """Return a box of what is added or removed, with the sign of that in an edge `side` wide."""
    colour, dash = palette.MARKS[mark], (2.6, 2.0) if mark == "removed" else ()
    box = Rect(x, y, width, height, 3, palette.WASHES[mark], colour, 0.9, dash)
    middle = (x + side / 2, y + height / 2)
    return [box, Rect(x, y, side, height, 2, colour), *glyph(*middle, side * 0.32, mark)]
