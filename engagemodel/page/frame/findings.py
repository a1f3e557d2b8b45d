"""The findings in columns, numbered, the most severe first; what has no room is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.frame.entries import Entry, Setter, ways
from engagemodel.page.marks import badge_width, numbered
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, shorten, wrap
from engagemodel.page.words import WORDS, say

_FULL = 6  # lines that a finding may take where there is room
_BRIEF = 4  # lines that it is told in where there is less
_SHORT = 3  # lines of several in one, and of one that is resolved, where others need the room
_ENOUGH = 6  # findings in two lines each are better than more in one


@dataclass(frozen=True, slots=True)
class Block:
    """A list of findings laid out: its shapes, the remarks on it, and its height in points."""

    items: tuple[Item, ...]
    shown: tuple[Remark, ...]
    height: float


def findings(
    diagram: Diagram, x: float, y: float, width: float, height: float, sheet: Sheet
) -> Block:
    """Return the findings set into a box; at least their number where there is no room for one."""
    head = Text(x, y + sheet.heading, heading(diagram), sheet.heading, palette.TITLE, bold=True)
    top = y + sheet.heading * 1.55
    if not diagram.remarks:
        key = "no findings" if diagram.before is None else "no findings.difference"
        key = key if diagram.cards else "empty"
        lines = wrap(diagram.calm or WORDS[key], width, sheet.smallest)
        texts = [
            Text(x, top + sheet.smallest + i * sheet.leading, line, sheet.smallest, palette.MUTED)
            for i, line in enumerate(lines)
        ]
        return Block((head, *texts), (), height)
    setting = _Setting(diagram.remarks, sheet, width)
    return setting.block(head, x, top, height, y + height - top)


def natural_height(diagram: Diagram, width: float, sheet: Sheet, most: float) -> float:
    """Return the height at which every open finding is there in full, at most `most`."""
    head = sheet.heading * 1.55
    if not diagram.remarks:
        return head + 2 * sheet.leading
    setting = _Setting(diagram.remarks, sheet, width)
    height = 3 * sheet.leading
    while head + height < most:
        if setting.fits(height):
            return head + height
        height += sheet.leading / 2
    return most


def heading(diagram: Diagram) -> str:
    """Return how many findings there are of each sort."""
    if diagram.caption:
        return diagram.caption
    if diagram.before is not None:
        counts = Counter[str](remark.status for remark in diagram.remarks)
        keys = ("introduced", "remaining", "resolved")
    else:
        counts = Counter[str](remark.severity for remark in diagram.remarks)
        keys = ("high", "medium", "low")
    parts = [f"{counts[key]} {WORDS[key]}" for key in keys if counts[key]]
    return " · ".join([WORDS["findings"], *parts])


class _Place(NamedTuple):
    """An entry set: its column, how far below the top of the columns, and its lines."""

    entry: Entry
    column: int
    y: float
    lines: list[str]


class _Setting:
    """The ways to set the findings in a box of a width, whatever its height."""

    def __init__(self, remarks: tuple[Remark, ...], sheet: Sheet, width: float) -> None:
        self.remarks, self.sheet = remarks, sheet
        self.columns = max(1, int(width / (sheet.smallest * 23)))
        self.pitch = width / self.columns
        self.density = Density(sheet.smallest, sheet.smallest)
        self.ways = list(ways(remarks))
        widest = max(badge_width(self.density, entry.number) for way in self.ways for entry in way)
        self.indent = widest + sheet.smallest * 0.6
        self.room = self.pitch - self.indent - sheet.smallest * 1.4
        self.setter = Setter(self.room, sheet.smallest)

    def fits(self, height: float) -> bool:
        """Return whether all is there: open findings in full, resolved ones each or by rule."""
        return any(self.all(way, height, brief=False) for way in self.ways[:2])

    def place(
        self, entries: list[Entry], most: list[int], height: float, *, reserve: float = 0.0
    ) -> list[_Place]:
        """Return as many entries as fit, each in at most so many lines.

        `reserve` points at the end of the last column are kept free.
        """
        placed: list[_Place] = []
        column, y, leading = 0, 0.0, self.sheet.leading
        for entry, limit in zip(entries, most, strict=True):
            lines = self.setter.lines(entry, limit)
            taken = len(lines) * leading
            for _ in range(2):
                free = height + 0.01 - (reserve if column == self.columns - 1 else 0.0)
                if y and y + taken > free:
                    column, y = column + 1, 0.0
            if column >= self.columns or y + taken > free:
                break
            placed.append(_Place(entry, column, y, lines))
            y += taken + leading * 0.3
        return placed

    def all(self, entries: list[Entry], height: float, *, brief: bool) -> list[_Place] | None:
        """Return all entries set, open ones in full or `brief`; None if one is cut or does not fit."""
        most = []
        for entry in entries:
            short = len(entry.remarks) > 1 or entry.first.status == "resolved"
            most.append(_SHORT if short else _BRIEF if brief else _FULL)
            asked = self.setter.uncut if short or brief else self.setter.whole
            if not asked(entry, most[-1]):
                return None
        if len(self.place(entries, most, height)) < len(entries):
            return None
        return self.extended(entries, most, height, reserve=0.0)

    def extended(
        self, entries: list[Entry], most: list[int], height: float, *, reserve: float
    ) -> list[_Place]:
        """Return the entries set in at most so many lines, and in more where there is room left."""
        placed = self.place(entries, most, height, reserve=reserve)
        for level in range(2, _FULL + 1):
            for number in range(len(placed)):
                if most[number] != level - 1 or self.setter.whole(entries[number], most[number]):
                    continue
                most[number] = level
                longer = self.place(entries, most, height, reserve=reserve)
                if len(longer) < len(placed):
                    most[number] = level - 1
                else:
                    placed = longer
        return placed

    def chosen(self, height: float) -> list[_Place]:
        """Return all findings if they fit, as separate and as full as can be; else the first ones.

        No word is cut as long as there is a way without that.
        """
        for way in self.ways:
            for brief in (False, True):
                placed = self.all(way, height, brief=brief)
                if placed:
                    return placed
        entries, reserve = self.ways[-1], self.sheet.leading
        limits = [[limit] * len(entries) for limit in (_SHORT, 2, 1)]
        for most in limits:
            if len(self.place(entries, most, height)) == len(entries):
                return self.extended(entries, most, height, reserve=0.0)
        for most in limits:
            if len(self.place(entries, most, height, reserve=reserve)) >= _ENOUGH:
                break
        return self.extended(entries, most, height, reserve=reserve)

    def block(self, head: Text, x: float, top: float, height: float, room: float) -> Block:
        """Return the findings drawn in `room` points, with the count of those left out."""
        placed = self.chosen(room)
        items: list[Item] = [head]
        items += [self.entry(p, x + p.column * self.pitch, top + p.y) for p in placed]
        shown = tuple(remark for place in placed for remark in place.entry.remarks)
        rest = self.remarks[len(shown) :]
        if rest:
            left = x + (self.columns - 1) * self.pitch + self.indent
            y = top + room - self.sheet.leading + self.sheet.smallest
            size = self.sheet.smallest
            text = shorten(_rest(rest), self.room, size, bold=True)
            items.append(Text(left, y, text, size, palette.MUTED, bold=True))
        return Block(tuple(items), shown, height)

    def entry(self, place: _Place, x: float, y: float) -> Group:
        """Return one entry: its badge, its title in bold, its words."""
        size, entry, lines = self.sheet.smallest, place.entry, place.lines
        remark = entry.first
        lead = entry.lead if any(lines) else f"{entry.lead[:-1]}."
        lead = shorten(lead, self.room, size, bold=True)
        middle = x + self.indent / 2 - size * 0.3
        items: list[Item] = list(
            numbered(middle, y + size * 0.62, self.density, entry.number, remark)
        )
        left, base = x + self.indent, y + size * 0.95
        colour = palette.MARKS["added"] if remark.status == "resolved" else palette.INK
        items.append(Text(left, base, lead, size, colour, bold=True))
        shift = measure(lead, size, bold=True) + measure(" ", size)
        alone = lines[0] == lead
        for number, line in enumerate(lines):
            if line and not (alone and number == 0):
                at = base + number * self.sheet.leading
                items.append(Text(left + (0 if number else shift), at, line, size, palette.INK))
        state = "" if remark.status == "open" else WORDS[remark.status]
        label = ", ".join(part for part in (state, WORDS[remark.severity]) if part)
        title = f"{entry.number} ({label}): {remark.title}. {entry.told}"
        return Group(tuple(items), title=title, role="listitem")


def _rest(rest: tuple[Remark, ...]) -> str:
    counts = Counter[str]("resolved" if r.status == "resolved" else r.severity for r in rest)
    keys = ("high", "medium", "low", "resolved")
    parts = ", ".join(f"{counts[key]} {WORDS[key]}" for key in keys if counts[key])
    return f"{say('more', count=len(rest))}: {parts}"
