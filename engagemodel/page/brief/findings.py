"""What became of the findings in; three parts of them out, each under its number, with none left unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from engagemodel.page import palette
from engagemodel.page.brief.entries import LEVELS, SUMS, Entry, entries
from engagemodel.page.brief.telling import Fate
from engagemodel.page.density import Density
from engagemodel.page.diagram import Remark
from engagemodel.page.drawing.marks import badge_width, numbered
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
_LARGE = 1.15  # times a title: the number of findings of a part
_NARROW = 22  # least width of a column of text, in sizes of it


class _Place(NamedTuple):
    """An entry, the column it stands in, and how far below the top of that."""

    entry: Entry
    column: int
    y: float


class Part:
    """The findings of one status, in a width, some way from the left."""

    def __init__(self, fate: Fate, left: float, width: float, sheet: Sheet) -> None:
        self.fate, self.left, self.width, self.sheet = fate, left, width, sheet
        size = sheet.smallest
        self.columns = max(1, int(width / (size * _NARROW)))
        self.pitch = (width + size * 2) / self.columns
        self.density = Density(size, size)
        last = str(max((remark.number for remark in fate.findings), default=1))
        self.indent = badge_width(self.density, f"{last}–{last}") + size * 0.6
        self.room = self.pitch - self.indent - size * 2
        self.entries = cache(self._entries)  # every level is asked for again and again

    def _entries(self, level: int) -> tuple[Entry, ...]:
        return tuple(entries(self.fate.findings, level, self.room, self.sheet.smallest))

    def height(self, level: int) -> float:
        """Return the least height at which the list fits at a level."""
        found, leading = self.entries(level), self.sheet.leading
        if not found:
            return leading
        low = max(len(entry.lines) for entry in found)
        high = sum(2 * len(entry.lines) + 1 for entry in found)
        while low < high:  # in half lines, of which an entry takes two a line and one for air
            middle = (low + high) // 2
            placed = self.place(found, middle * leading / 2)
            low, high = (low, middle) if len(placed) == len(found) else (middle + 1, high)
        return low * leading / 2

    def place(self, found: tuple[Entry, ...], height: float) -> list[_Place]:
        """Return as many entries as fit, the last column keeping a line free if not all do."""
        placed: list[_Place] = []
        column, y, leading = 0, 0.0, self.sheet.leading
        for entry in found:
            taken = len(entry.lines) * leading
            if y and y + taken > height + 0.01:
                column, y = column + 1, 0.0
            if column >= self.columns or y + taken > height + 0.01:
                break
            placed.append(_Place(entry, column, y))
            y += taken + leading * 0.5
        if len(placed) < len(found):
            free = height - leading
            while (
                placed
                and placed[-1].column == self.columns - 1
                and (placed[-1].y + len(placed[-1].entry.lines) * leading > free + 0.01)
            ):
                placed.pop()
        return placed

    def chosen(self, height: float) -> list[_Place]:
        """Return the entries of the first level at which all fit, or as many as fit at the last."""
        for level in LEVELS:
            placed = self.place(self.entries(level), height)
            if len(placed) == len(self.entries(level)):
                return placed
        return placed

    def left_out(self, height: float) -> tuple[Remark, ...]:
        """Return the findings that have no room at a height, not even with others of their rule."""
        shown = {each.number for place in self.chosen(height) for each in place.entry.remarks}
        return tuple(each for each in self.fate.findings if each.number not in shown)

    def draw(self, x: float, y: float, height: float) -> Iterator[Item]:
        """Yield the list in a box, with the count of those that have no room."""
        size = self.sheet.smallest
        if not self.fate.findings:
            yield Text(x, y + size, WORDS["brief.none"], size, palette.MUTED)
        for place in self.chosen(height):
            yield self._entry(place.entry, x + place.column * self.pitch, y + place.y)
        rest = self.left_out(height)
        if rest:
            left = x + (self.columns - 1) * self.pitch + self.indent
            text = _counted(rest)
            if measure(text, size, bold=True) > self.room:
                text = say("more", count=len(rest))
            base = y + height - self.sheet.leading + size
            yield Text(left, base, text, size, palette.MUTED, bold=True)

    def _entry(self, entry: Entry, x: float, y: float) -> Group:
        size, leading, first = self.sheet.smallest, self.sheet.leading, entry.remarks[0]
        middle = x + (self.indent - size * 0.6) / 2
        items = list[Item](numbered(middle, y + size * 0.62, self.density, entry.number, first))
        left, base = x + self.indent, y + size * 0.95
        for number, lead in enumerate(entry.lead):
            at = base + number * leading
            items.append(Text(left, at, lead, size, palette.INK, bold=True))
        shift = measure(lead, size, bold=True) + measure(" ", size)
        for number, line in enumerate(entry.lines):
            if line:
                at = left + (shift if number == len(entry.lead) - 1 else 0)
                items.append(Text(at, base + number * leading, line, size, palette.INK))
        said = f"{entry.number} ({WORDS[first.severity]}): {entry.told}"
        return Group(tuple(items), title=said, role="listitem")


class Findings:
    """The findings of all three statuses side by side, in a width."""

    def __init__(self, fates: tuple[Fate, ...], width: float, sheet: Sheet) -> None:
        self.sheet = sheet
        self.parts = tuple(_parts(fates, width, sheet))

    @property
    def head(self) -> float:
        """The height of the numbers, what they count, and on which page they are the same."""
        return self.sheet.title * 1.95 + (0.0 if self.beside else self.sheet.leading)

    @cached_property
    def beside(self) -> bool:
        """Whether each part has room to name that page beside what it counts, not below."""
        size = self.sheet.smallest
        return all(
            self._label(part)[2] + self.sheet.heading + measure(_page(part.fate), size)
            <= part.width
            for part in self.parts
            if part.fate.findings
        )

    def height(self, level: int) -> float:
        """Return the height at which all is told at a level, one of `LEVELS`."""
        return self.head + max(part.height(level) for part in self.parts)

    @property
    def least(self) -> float:
        """The height below which there is no room for a few lines."""
        return min(self.head + 4 * self.sheet.leading, self.height(SUMS))

    def together(self, height: float) -> bool:
        """Return whether several findings share an entry at a height."""
        return any(
            len(place.entry.remarks) > 1
            for part in self.parts
            for place in part.chosen(height - self.head)
        )

    def left_out(self, height: float) -> int:
        """Return how many findings have no room of their own, and are counted."""
        return sum(len(part.left_out(height - self.head)) for part in self.parts)

    def draw(self, x: float, y: float, height: float) -> Iterator[Group]:
        """Yield the parts in a box."""
        for part in self.parts:
            count, left = len(part.fate.findings), x + part.left
            items = (
                *self._head(part, left, y),
                *part.draw(left, y + self.head, height - self.head),
            )
            yield Group(items, role="list", title=f"{count} {WORDS[f'fate.{part.fate.status}']}")

    def _head(self, part: Part, x: float, y: float) -> Iterator[Item]:
        fate, heading, small = part.fate, self.sheet.heading, self.sheet.smallest
        colour = COLOURS[fate.status] if fate.findings else palette.MUTED
        start, label, after = self._label(part)
        base = y + self.sheet.title * _LARGE
        yield Rect(x, y, part.width, 1.8, 0.9, colour)
        number = str(len(fate.findings))
        yield Text(x, base, number, self.sheet.title * _LARGE, colour, bold=True)
        yield Text(x + start, base, label, heading, colour, bold=True)
        if not fate.findings:
            return
        if self.beside:
            yield Text(x + after + heading, base, _page(fate), small, palette.MUTED)
        else:
            page = shorten(_page(fate), part.width, small)
            yield Text(x, base + self.sheet.leading * 1.15, page, small, palette.MUTED)

    def _label(self, part: Part) -> tuple[float, str, float]:
        """Return what stands beside the number of a part, how far from the left it begins and ends."""
        size, heading = self.sheet.title * _LARGE, self.sheet.heading
        number = str(len(part.fate.findings))
        start = measure(number, size, bold=True) + self.sheet.smallest * 0.7
        told = f"{SIGNS[part.fate.status]} {WORDS[f'fate.{part.fate.status}']}"
        label = shorten(told, part.width - start, heading, bold=True)
        return start, label, start + measure(label, heading, bold=True)


def _page(fate: Fate) -> str:
    """Return on which page findings have the numbers that they have here, empty without any."""
    number = 1 if fate.status == "resolved" else 2
    return say("fate.page", number=number) if fate.findings else ""


def _parts(fates: tuple[Fate, ...], width: float, sheet: Sheet) -> Iterator[Part]:
    gap = sheet.smallest * 2.4
    room = width - gap * (len(fates) - 1)
    weights = [len(fate.findings) ** _POWER for fate in fates]
    empty = sum(not weight for weight in weights)
    whole, left = sum(weights), 0.0
    for fate, weight in zip(fates, weights, strict=True):
        share = weight / whole * (1 - empty * _EMPTY) if weight else _EMPTY
        if not whole:
            share = 1 / len(fates)
        yield Part(fate, left, room * share, sheet)
        left += room * share + gap


def _counted(rest: tuple[Remark, ...]) -> str:
    counts = Counter[str](remark.severity for remark in rest)
    parts = [f"{counts[key]} {WORDS[key]}" for key in ("high", "medium", "low") if counts[key]]
    return f"{say('more', count=len(rest))}: {', '.join(parts)}"
