"""The most severe findings in columns, numbered; what has no room is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.marks import badge, badge_width
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, measure, shorten, wrap
from engagemodel.page.words import WORDS, say

_FULL = 6  # lines that a finding may take where there is room
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
    setting = _Setting(diagram.remarks, sheet, width, y + height - top)
    return setting.block(head, x, top, height)


def natural_height(diagram: Diagram, width: float, sheet: Sheet, most: float) -> float:
    """Return the height at which every open finding is there in full, at most `most`."""
    head = sheet.heading * 1.55
    if not diagram.remarks:
        return head + 2 * sheet.leading
    height = 3 * sheet.leading
    while head + height < most:
        if _Setting(diagram.remarks, sheet, width, height).fits():
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
    """A finding set: its column, how far below the top of the columns, and its lines."""

    remark: Remark
    column: int
    y: float
    lines: list[str]


class _Setting:
    """One way to set the findings: in a box of that width and height."""

    def __init__(
        self, remarks: tuple[Remark, ...], sheet: Sheet, width: float, height: float
    ) -> None:
        self.remarks, self.sheet, self.height = remarks, sheet, height
        self.columns = max(1, int(width / (sheet.smallest * 23)))
        self.pitch = width / self.columns
        self.density = Density(sheet.smallest, sheet.smallest)
        widest = max(badge_width(self.density, remark) for remark in remarks[:99])
        self.indent = widest + sheet.smallest * 0.6
        self.known: dict[tuple[int, int], list[str]] = {}
        self.room = self.pitch - self.indent - sheet.smallest * 1.4

    def fits(self) -> bool:
        """Return whether all findings fit, the open ones in full, the resolved ones in brief."""
        return len(self.place(self.allowed(_FULL, 1))) == len(self.remarks)

    def allowed(self, opened: int, resolved: int) -> list[int]:
        """Return how many lines each finding may take, by whether it is open or resolved."""
        return [resolved if r.status == "resolved" else opened for r in self.remarks]

    def place(self, most: list[int], *, reserve: float = 0.0) -> list[_Place]:
        """Return as many findings as fit, each in at most so many lines.

        `reserve` points at the end of the last column are kept free.
        """
        placed: list[_Place] = []
        column, y = 0, 0.0
        for remark, limit in zip(self.remarks, most, strict=True):
            lines = self.lines(remark, limit)
            taken = len(lines) * self.sheet.leading
            if y and y + taken > self.free(column, reserve):
                column, y = column + 1, 0.0
            if column >= self.columns or y + taken > self.free(column, reserve):
                break
            placed.append(_Place(remark, column, y, lines))
            y += taken + self.sheet.leading * 0.3
        return placed

    def extended(self, most: list[int], *, reserve: float) -> list[_Place]:
        """Return the findings set in at most so many lines, and in more where there is room left."""
        placed = self.place(most, reserve=reserve)
        for level in range(2, _FULL + 1):
            for number in range(len(placed)):
                if most[number] != level - 1 or not placed[number].lines[-1].endswith(ELLIPSIS):
                    continue
                most[number] = level
                longer = self.place(most, reserve=reserve)
                if len(longer) < len(placed):
                    most[number] = level - 1
                else:
                    placed = longer
        return placed

    def free(self, column: int, reserve: float) -> float:
        """Return the height of a column that findings may take."""
        return self.height + 0.01 - (reserve if column == self.columns - 1 else 0.0)

    def lines(self, remark: Remark, most: int) -> list[str]:
        """Return a finding's title and sentence as lines; the title begins the first."""
        known = self.known.get((remark.number, most))
        if known is None:
            known = self.known[remark.number, most] = self._lines(remark, most)
        return known

    def _lines(self, remark: Remark, most: int) -> list[str]:
        size = self.sheet.smallest
        lead = self.lead(remark)
        start = measure(lead, size, bold=True) + measure(" ", size)
        if start > self.room * 0.8 and most > 1:
            lead = shorten(lead, self.room, size, bold=True)
            return [lead, *wrap(remark.text, self.room, size, most=most - 1)]
        return wrap(remark.text, self.room, size, most=most, indent=min(start, self.room))

    def lead(self, remark: Remark) -> str:
        """Return the bold words that a finding begins with."""
        if remark.status == "resolved":
            return f"✓ {remark.title}."
        word = "" if remark.status == "open" else f" ({WORDS[remark.status]})"
        return f"{remark.title}{word}."

    def block(self, head: Text, x: float, top: float, height: float) -> Block:
        """Return the findings drawn, with the count of those left out."""
        placed = self.chosen()
        items: list[Item] = [head]
        items += [self.entry(p, x + p.column * self.pitch, top + p.y) for p in placed]
        rest = self.remarks[len(placed) :]
        if rest:
            left = x + (self.columns - 1) * self.pitch + self.indent
            y = top + self.height - self.sheet.leading + self.sheet.smallest
            size = self.sheet.smallest
            text = shorten(_rest(rest), self.room, size, bold=True)
            items.append(Text(left, y, text, size, palette.MUTED, bold=True))
        return Block(tuple(items), tuple(place.remark for place in placed), height)

    def chosen(self) -> list[_Place]:
        """Return all findings if they fit; else all open ones, if these do, and some resolved."""
        opened = sum(remark.status != "resolved" for remark in self.remarks)
        for count, reserve in ((len(self.remarks), 0.0), (opened, self.sheet.leading)):
            for most in (_FULL, 4, 3, 2):
                if len(self.place(self.allowed(most, 1), reserve=reserve)) >= count:
                    return self.extended(self.allowed(most, 1), reserve=reserve)
        reserve, short = self.sheet.leading, self.allowed(1, 1)
        if len(self.place(short)) == len(self.remarks):
            return self.extended(short, reserve=0.0)
        readable = self.place(self.allowed(2, 1), reserve=reserve)
        enough = len(readable) >= _ENOUGH and len(self.place(short, reserve=reserve)) < opened
        return readable if enough else self.extended(short, reserve=reserve)

    def entry(self, place: _Place, x: float, y: float) -> Group:
        """Return one finding: its badge, its title in bold, its sentence."""
        size, remark, lines = self.sheet.smallest, place.remark, place.lines
        lead = shorten(self.lead(remark), self.room, size, bold=True)
        middle = x + self.indent / 2 - size * 0.3
        items: list[Item] = list(badge(middle, y + size * 0.62, self.density, remark))
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
        title = f"{remark.number} ({label}): {remark.title}. {remark.text}"
        return Group(tuple(items), title=title, role="listitem")


def _rest(rest: tuple[Remark, ...]) -> str:
    counts = Counter[str]("resolved" if r.status == "resolved" else r.severity for r in rest)
    keys = ("high", "medium", "low", "resolved")
    parts = ", ".join(f"{counts[key]} {WORDS[key]}" for key in keys if counts[key])
    return f"{say('more', count=len(rest))}: {parts}"
