"""The steps of a journey that have columns in; the box at the head of each as shapes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.drawing.marks import badges
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import clean, measure, shorten, wrap
from engagemodel.page.views.journey.numbering import half as half_of
from engagemodel.page.views.journey.numbering import node
from engagemodel.page.views.journey.stepping import Column
from engagemodel.page.views.journey.walking import Way
from engagemodel.page.words import say

_WIDE = 16  # times the text: a step whose lines begin below its occasion, not below its number
_BADGES = 3


@dataclass(frozen=True)
class Heads:
    """What stands over the steps: number and occasion, then what is promised and what was before.

    `expects` is what the customer is promised on each occasion.
    """

    way: Way
    columns: Sequence[Column]
    expects: Mapping[str, str]
    sheet: Sheet

    @property
    def height(self) -> float:
        """The height of all, in points."""
        most = max((len(self.lines(c)) for c in self.columns if c.at is not None), default=0)
        sheet = self.sheet
        return sheet.heading * 1.6 + most * sheet.leading + sheet.smallest * 0.6

    @property
    def whole(self) -> bool:
        """Whether every step is there, with its whole occasion."""
        stages = self.way.walk.stages
        return all(
            column.at is not None and self.title(column) == clean(stages[column.at].step.do)
            for column in self.columns
        )

    def lines(self, column: Column) -> list[tuple[str, str]]:
        """Return the lines below a step's occasion, each with its colour."""
        step = self.way.walk.stages[column.at or 0].step
        size = self.sheet.smallest
        width = column.width - size * 1.6 - self.indent(column)
        found = []
        if step.name:
            found += [(line, palette.INK) for line in wrap(clean(step.name), width, size)]
        promise = self.expects.get(step.do)
        if promise:
            said = wrap(say("quoted", words=clean(promise)), width, size, most=3)
            found += [(line, palette.MUTED) for line in said]
        for past in self.way.past.get(column.at or 0, ()):
            found += [(line, palette.STATES["unknown"]) for line in wrap(past, width, size)]
        return found

    def indent(self, column: Column) -> float:
        """Return how far the lines of a head stand in: below its occasion if the step is wide."""
        size = self.sheet.smallest
        wide = column.width > size * _WIDE
        return 2 * half_of(column.at or 0, size) + size * 0.6 if wide else 0.0

    def title(self, column: Column) -> str:
        """Return a step's occasion, as much as has room between its number and its badges."""
        size, at = self.sheet.smallest, column.at or 0
        room = (
            column.width - 4 - size * 1.6 - 2 * half_of(at, size) - self.badged(column) * size * 1.6
        )
        occasion = clean(self.way.walk.stages[at].step.do)
        return shorten(occasion, max(room, size), self.sheet.heading, bold=True)

    def badged(self, column: Column) -> float:
        """Return how many badges a head has, one with a count where more would cut its occasion."""
        at, size = column.at or 0, self.sheet.smallest
        count = min(len(self.way.steps.get(at, ())), _BADGES)
        occasion = measure(clean(self.way.walk.stages[at].step.do), self.sheet.heading, bold=True)
        room = column.width - 4 - size * 1.6 - 2 * half_of(at, size) - occasion
        return 1.95 if count > 1 and count * size * 1.6 > room else count

    def draw(self, column: Column, top: float, low: float) -> Iterator[Item]:
        """Yield the head of a step, or how many are left out, down to the end of the rows."""
        sheet = self.sheet
        if column.at is None:
            text = say("more steps", count=column.count)
            x, y = column.x + column.width / 2, top + sheet.heading * 1.25
            last = 2 if column == self.columns[-1] else -1  # over the ends of the lanes
            yield Rect(column.x + 1, top, column.width + last, low - top + 2, 0, palette.PAPER)
            yield Text(x, y, text, sheet.smallest, palette.MUTED, bold=True, anchor="middle")
            return
        occasion = clean(self.way.walk.stages[column.at].step.do)
        title = f"{say('step', number=column.at + 1)}: {occasion}"
        yield Group(tuple(self._items(column, column.at, top)), title=title)

    def _items(self, column: Column, at: int, top: float) -> Iterator[Item]:
        sheet, size = self.sheet, self.sheet.smallest
        width, left = column.width - 4, column.x + size * 0.7
        high = self.height - 2
        yield Rect(column.x + 2, top, width, high, 3, palette.PAPER, palette.EDGE, 0.8)
        base, half = top + sheet.heading * 1.25, half_of(at, size)
        yield from node(left + half, base - sheet.heading * 0.33, at, size)
        beside = left + 2 * half + size * 0.6
        title = self.title(column)
        yield Text(beside, base, title, sheet.heading, palette.INK, bold=True)
        for line, colour in self.lines(column):
            base += sheet.leading
            yield Text(left + self.indent(column), base, line, size, colour)
        numbers = list(self.way.steps.get(at, ()))
        if numbers:
            density = Density(size, size, badges=_BADGES if self.badged(column) >= 2 else 1)
            side = column.x + width - density.badge / 2 - 1
            yield Group(tuple(badges(numbers, side, top + size * 1.15, density)))
