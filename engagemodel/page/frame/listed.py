"""An entry of the findings that has its place in; its badge, its title in bold, its words, out."""

from __future__ import annotations

from typing import NamedTuple

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.drawing.marks import numbered
from engagemodel.page.frame.entries import Entry
from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure
from engagemodel.page.words import WORDS


class Place(NamedTuple):
    """An entry set: its column, how far below the top of the columns, and its lines."""

    entry: Entry
    column: int
    y: float
    lines: list[str]


def listed(place: Place, lead: list[str], x: float, y: float, indent: float, sheet: Sheet) -> Group:
    """Return one entry: its badge, the lines of its title, its words.

    Its upper left corner is at (x, y), its words begin `indent` points to the right of that.
    """
    size, entry, lines = sheet.smallest, place.entry, place.lines
    remark, density = entry.first, Density(size, size)
    middle = x + indent / 2 - size * 0.3
    items: list[Item] = list(numbered(middle, y + size * 0.62, density, entry.number, remark))
    left, base = x + indent, y + size * 0.95
    colour = palette.MARKS["added"] if remark.status == "resolved" else palette.INK
    leads = _ended(entry, lead, lines)
    for number, words in enumerate(leads):
        at = base + number * sheet.leading
        items.append(Text(left, at, words, size, colour, bold=True))
    shift = measure(leads[-1], size, bold=True) + measure(" ", size)
    for number, line in enumerate(lines):
        if line:
            at = base + number * sheet.leading
            start = left + (shift if number == len(leads) - 1 else 0)
            items.append(Text(start, at, line, size, palette.INK))
    state = "" if remark.status == "open" else WORDS[remark.status]
    label = ", ".join(part for part in (state, WORDS[remark.severity]) if part)
    title = f"{entry.number} ({label}): {remark.title}. {entry.told}"
    return Group(tuple(items), title=title, role="listitem")


def _ended(entry: Entry, lead: list[str], lines: list[str]) -> list[str]:
    """Return the lines of a lead with a stop before a sentence or nothing, a colon before names."""
    said = " ".join(lines).strip()
    named = len(entry.remarks) > 1 or said in (entry.first.about, entry.first.foremost)
    return [*lead[:-1], f"{lead[-1][:-1]}{':' if said and named else '.'}"]
