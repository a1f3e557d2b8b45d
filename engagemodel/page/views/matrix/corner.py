"""A grid where it stands on a page in; where beside its tables a legend fits, and it there, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.frame.legend import Sample
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import balanced, measure
from engagemodel.page.views.matrix.gridding import Grid
from engagemodel.page.words import WORDS

_SIGN, _MIDDLE = 2.0, 0.85  # times the smallest text: the width of a sign, and what is left of it
_PITCH, _GAP = 1.5, 1.6  # between two signs, and between two columns of them
_HEAD = 1.55  # times the heading: the height of it
_MOST = 3  # columns

Samples = Sequence[tuple[Sample, str]]
Row = tuple[Sample, list[str]]


@dataclass(frozen=True, slots=True)
class Corner:
    """A box on a sheet in which no table stands, in points."""

    x: float
    y: float
    width: float
    height: float
    sheet: Sheet

    def holds(self, samples: Samples) -> bool:
        """Return whether a legend of these samples fits, every word of it."""
        return self._columns(samples) is not None

    def draw(self, samples: Samples) -> Group:
        """Return the legend of samples that it holds."""
        sheet, size = self.sheet, self.sheet.smallest
        columns = self._columns(samples) or []
        top = self.y + sheet.heading
        items: list[Item] = [
            Text(self.x, top, WORDS["legend"], sheet.heading, palette.TITLE, bold=True)
        ]
        x = self.x
        for column in columns:
            base = self.y + sheet.heading * _HEAD + size * 0.95
            for sample, lines in column:
                items.extend(sample(x - size * _MIDDLE, base - size * 0.33))
                for number, line in enumerate(lines):
                    at = base + number * sheet.leading
                    items.append(Text(x + size * _SIGN, at, line, size, palette.INK))
                base += self._pitch(lines)
            x += self._room(len(columns)) + size * (_SIGN + _GAP)
        return Group(tuple(items), role="group", title=WORDS["legend"])

    def _columns(self, samples: Samples) -> list[list[Row]] | None:
        """Return the samples in as few columns as hold them, their words in one or two lines."""
        for count in range(1, _MOST + 1):
            room, size = self._room(count), self.sheet.smallest
            rows = [(sample, _lines(label, room, size)) for sample, label in samples]
            if not all(lines for _, lines in rows):
                return None  # more columns are only narrower
            deep = -(-len(rows) // count)
            columns = [rows[start : start + deep] for start in range(0, len(rows), deep)]
            if all(map(self._fits, columns)):
                return columns
        return None

    def _room(self, count: int) -> float:
        """Return the width of words in each of so many columns."""
        size = self.sheet.smallest
        return (self.width - size * _GAP * (count - 1)) / count - size * _SIGN

    def _fits(self, column: Sequence[Row]) -> bool:
        taken = sum(self._pitch(lines) for _, lines in column)
        return self.sheet.heading * _HEAD + taken <= self.height

    def _pitch(self, lines: Sequence[str]) -> float:
        return self.sheet.smallest * _PITCH + (len(lines) - 1) * self.sheet.leading


def _lines(label: str, room: float, size: float) -> list[str]:
    """Return the words of a label in lines of a width, nothing where one is broken or left out."""
    if room <= 0 or max(measure(word, size) for word in label.split()) > room:
        return []
    lines = balanced(label, room, size)
    return lines if " ".join(lines) == label else []


def corner(grid: Grid, top: float, sheet: Sheet, samples: Samples) -> Corner | None:
    """Return where a legend fits beside tables that begin at a height, None where it fits nowhere."""
    return next((one for one in _free(grid, top, sheet) if one.holds(samples)), None)


def _free(grid: Grid, top: float, sheet: Sheet) -> Iterator[Corner]:
    """Yield what is free: above the customer types, and left of who runs their channels.

    The latter may reach up to the word for what stands between the two.
    """
    across = len(grid.sides["channel"])
    if not (grid.near and across and grid.sides["customer_type"]):
        return
    gap, title = grid.sheet.smallest * 0.8, grid.sheet.heading
    titles = title * 1.7  # above the tables, and below them
    wide = grid.near + gap + grid.column * across
    high = titles + (grid.above - len(grid.sides["customer_type"])) * grid.row - title * 2.2
    yield Corner(sheet.margin, top, wide, high, sheet)
    low = top + titles + grid.above * grid.row + grid.head.height
    below = len(grid.sides["organization"]) * grid.row + titles
    yield Corner(sheet.margin, low, grid.near - gap, below, sheet)
    more = grid.head.height / 2 - title
    yield Corner(sheet.margin, low - more, grid.near - gap, below + more, sheet)
