"""What became of the findings in; three columns of them out, under the number of each, with none left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engagemodel.page import palette
from engagemodel.page.brief.telling import Fate
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.frame.findings import findings, natural_height
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, shorten
from engagemodel.page.words import WORDS, say

SIGNS = {"resolved": "✓", "introduced": "+", "remaining": "="}
COLOURS = {
    "resolved": palette.EFFECTS["better"],
    "introduced": palette.EFFECTS["worse"],
    "remaining": palette.MUTED,
}
_EMPTY = 0.13  # share of the width for no findings at all
_POWER = 0.4  # many findings get more of the width than few, but not in proportion


@dataclass(frozen=True, slots=True)
class _Column:
    """The findings of one status, with its distance from the left."""

    fate: Fate
    left: float
    width: float


class Findings:
    """The findings of all three statuses side by side, in a width."""

    def __init__(self, fates: tuple[Fate, ...], width: float, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns = tuple(_columns(fates, width, sheet.smallest * 2.4))

    @property
    def head(self) -> float:
        """The height of the numbers and what they count, of which a list takes the end."""
        return self.sheet.title * 1.95 - self.sheet.heading * 1.55

    @property
    def least(self) -> float:
        """The height below which there is no room for a few lines."""
        return self.head + self.sheet.heading * 1.55 + 4 * self.sheet.leading

    def natural(self, most: float) -> float:
        """Return the height at which all is there in full, what is resolved maybe by rule."""
        room = most - self.head
        return self.head + max(
            natural_height(_diagram(each.fate), each.width, self.sheet, room)
            for each in self.columns
        )

    def compact(self, most: float) -> float:
        """Return the height at which no finding is left out, `most` at most."""
        height = self.least
        while height < most and self.left_out(height):
            height += self.sheet.leading
        return min(height, most)

    def left_out(self, height: float) -> int:
        """Return how many findings have no room of their own, and are counted."""
        return sum(self._rest(each, height) for each in self.columns)

    def _rest(self, column: _Column, height: float) -> int:
        block = findings(_diagram(column.fate), 0, 0, column.width, height - self.head, self.sheet)
        return len(column.fate.findings) - len(block.shown)

    def draw(self, x: float, y: float, height: float) -> Iterator[Group]:
        """Yield the columns in a box."""
        for column in self.columns:
            fate, left = column.fate, x + column.left
            items = list[Item](self._head(fate, left, y, column.width))
            room = height - self.head
            block = findings(_diagram(fate), left, y + self.head, column.width, room, self.sheet)
            items += block.items[1:]  # the number stands in the place of its heading
            title = f"{len(fate.findings)} {WORDS[f'fate.{fate.status}']}"
            yield Group(tuple(items), role="list", title=title)

    def _head(self, fate: Fate, x: float, y: float, width: float) -> Iterator[Item]:
        colour = COLOURS[fate.status] if fate.findings else palette.MUTED
        size, heading = self.sheet.title * 1.15, self.sheet.heading
        number = str(len(fate.findings))
        label = f"{SIGNS[fate.status]} {WORDS[f'fate.{fate.status}']}"
        left = x + measure(number, size, bold=True) + self.sheet.smallest * 0.7
        label = shorten(label, width - (left - x), heading, bold=True)
        small, after = self.sheet.smallest, left + measure(label, heading, bold=True) + heading
        page = say("fate.page", number=1 if fate.status == "resolved" else 2)
        if fate.findings and after + measure(page, small) <= x + width:
            yield Text(after, y + size * 1.15, page, small, palette.MUTED)
        yield Rect(x, y, width, 1.8, 0.9, colour)
        yield Text(x, y + size * 1.15, number, size, colour, bold=True)
        yield Text(left, y + size * 1.15, label, heading, colour, bold=True)


def _columns(fates: tuple[Fate, ...], width: float, gap: float) -> Iterator[_Column]:
    room = width - gap * (len(fates) - 1)
    weights = [len(fate.findings) ** _POWER for fate in fates]
    empty = sum(not weight for weight in weights)
    whole, left = sum(weights), 0.0
    for fate, weight in zip(fates, weights, strict=True):
        share = weight / whole * (1 - empty * _EMPTY) if weight else _EMPTY
        if not whole:
            share = 1 / len(fates)
        yield _Column(fate, left, room * share)
        left += room * share + gap


def _diagram(fate: Fate) -> Diagram:
    """Return a diagram that has these findings alone, for those who set findings."""
    return Diagram(
        remarks=tuple(_plain(remark) for remark in fate.findings),
        caption=fate.status,
        calm=WORDS["brief.none"],
    )


def _plain(remark: Remark) -> Remark:
    """Return a finding without words on its status, which stands above the column."""
    return remark if remark.status == "resolved" else replace(remark, status="open")
