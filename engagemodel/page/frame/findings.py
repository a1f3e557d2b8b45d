"""The findings in columns, numbered, the most severe first; what has no room is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.drawing.marks import badge_width
from engagemodel.page.frame.entries import Entry, Setter, ways
from engagemodel.page.frame.listed import Place, listed
from engagemodel.page.scene import Item, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, wrap
from engagemodel.page.words import WORDS, say

_FULL, _BRIEF = 6, (4, 3)  # lines that a finding may take, and in which it is told more briefly
_FAIR = 34  # times the smallest text: a line; in a narrower column a finding may take more of them
_SHORT = 3  # lines of several in one, and of one that is resolved, where others need the room
_COLUMN, _WIDEST = 23, 48  # times the smallest text: a column at least, and at most
_GAP, _CLOSE = 0.3, 0.08  # times a line: between two findings, and where all else fails
_WAYS = ((_SHORT, _GAP), (2, _GAP), (1, _GAP), (1, _CLOSE))  # lines of each, and how close they are
_INDENT = 0.6  # times the smallest text: between a number and its words
_WORTH = 0.8  # of the findings, told in more than a name each, are better than all in names


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
    said = heading(diagram)
    if measure(said, sheet.heading, bold=True) > width:
        said = f"{said.split(' · ')[0]} · {len(diagram.remarks)}"
    head = Text(x, y + sheet.heading, said, sheet.heading, palette.TITLE, bold=True)
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


def fullness(diagram: Diagram, sheet: Sheet) -> Callable[[float, float], int]:
    """Return how full findings are told in a box, as a function of its width and height in points.

    It is 0 where each is told in full; the more, the less is told.
    """
    settings: dict[float, _Setting] = {}

    def level(width: float, height: float) -> int:
        if not diagram.remarks:
            return 0
        if width not in settings:
            settings[width] = _Setting(diagram.remarks, sheet, width)
        return settings[width].level(height - sheet.heading * 1.55)

    return level


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


class _Plan(NamedTuple):
    """Entries, and in how many lines each is told at most."""

    entries: list[Entry]
    most: list[int]
    rank: int = 0
    gap: float = _GAP


def _weighty(entry: Entry) -> bool:
    """Return whether an entry is to be told in full: it is open, or stands for several rules."""
    alone = len(entry.remarks) == 1 and entry.first.status != "resolved"
    return alone or len(entry.rules) > 1


def _limit(entry: Entry, full: int, brief: int | None) -> int:
    """Return in how many lines an entry may be told, weighty ones in `full` or maybe in `brief`."""
    if _weighty(entry):
        return brief or full
    return _SHORT if brief is None else min(brief, _SHORT)


class _Setting:
    """The ways to set the findings in a box of a width, whatever its height."""

    def __init__(self, remarks: tuple[Remark, ...], sheet: Sheet, width: float) -> None:
        self.remarks, self.sheet = remarks, sheet
        self.columns = max(1, min(int(width / (sheet.smallest * _COLUMN)), len(remarks)))
        self.pitch = min(width / self.columns, sheet.smallest * _WIDEST)
        self.density = Density(sheet.smallest, sheet.smallest)
        self.ways = list(ways(remarks))
        widest = max(badge_width(self.density, entry.number) for way in self.ways for entry in way)
        self.indent = widest + sheet.smallest * _INDENT
        self.room = self.pitch - self.indent - sheet.smallest * 1.4
        self.setter = Setter(self.room, sheet.smallest)
        self.full = max(_FULL, ceil(_FULL * _FAIR * sheet.smallest / self.room))

    @cached_property
    def plans(self) -> list[_Plan]:
        """The ways in which no word is cut, the fullest first.

        Everything is told alone and in full; or what is open so or in brief, what is resolved by
        rule; then as `ways` has it.
        """
        found, rank = [], 0
        grouped = any(remark.status == "resolved" for remark in self.remarks)
        for number, way in enumerate(self.ways):
            for brief in (None,) if number == 0 and grouped else (None, *_BRIEF):
                most = [
                    _limit(entry, self.full, brief) if number or brief else self.full
                    for entry in way
                ]
                full = () if brief else [e for e in way if _weighty(e) or not number]
                uncut = all(map(self.setter.uncut, way, most))
                if uncut and all(self.setter.whole(entry, self.full) for entry in full):
                    found.append(_Plan(way, most, rank))
                rank += 1
        return found

    def planned(self, height: float) -> _Plan | None:
        """Return the fullest way in which all findings fit without a word cut, if there is one."""
        return next((plan for plan in self.plans if self.holds(plan, height)), None)

    def level(self, height: float) -> int:
        """Return how much less than everything is told at a height."""
        plan = self.planned(height)
        return len(self.ways) * (len(_BRIEF) + 1) if plan is None else plan.rank

    def holds(self, plan: _Plan, height: float) -> bool:
        """Return whether all entries fit."""
        return len(self.place(plan, height)) == len(plan.entries)

    def least(self, plan: _Plan, most: float) -> float:
        """Return the least height in which all entries fit, `most` if there is none below."""
        height = self.sheet.leading
        while height < most and not self.holds(plan, height):
            height += self.sheet.leading / 2
        return min(height, most)

    def place(self, plan: _Plan, height: float, *, reserve: float = 0.0) -> list[Place]:
        """Return as many entries as fit, each in at most so many lines.

        `reserve` points at the end of the last column are kept free.
        """
        placed: list[Place] = []
        column, y, leading = 0, 0.0, self.sheet.leading
        for entry, limit in zip(plan.entries, plan.most, strict=True):
            lines = self.setter.lines(entry, limit)
            taken = len(lines) * leading
            for _ in range(2):
                free = height + 0.01 - (reserve if column == self.columns - 1 else 0.0)
                if y and y + taken > free:
                    column, y = column + 1, 0.0
            if column >= self.columns or y + taken > free:
                break
            placed.append(Place(entry, column, y, lines))
            y += taken + leading * plan.gap
        return placed

    def extended(self, plan: _Plan, height: float, *, reserve: float) -> list[Place]:
        """Return the entries set in at most so many lines, and in more where there is room left."""
        entries, most = plan.entries, list(plan.most)
        plan = plan._replace(most=most)
        placed = self.place(plan, height, reserve=reserve)
        for level in range(2, self.full + 1):
            for number in range(len(placed)):
                if most[number] != level - 1 or self.setter.whole(entries[number], most[number]):
                    continue
                most[number] = level
                longer = self.place(plan, height, reserve=reserve)
                if len(longer) < len(placed):
                    most[number] = level - 1
                else:
                    placed = longer
        return placed

    def chosen(self, height: float) -> list[Place]:
        """Return all findings if they fit, as separate and as full as can be; else the first ones.

        No word is cut as long as there is a way without that. Columns are of like height.
        """
        plan = self.planned(height) or self.crowded(height)
        if plan is None:
            return self.first(height)
        placed = self.extended(plan, height, reserve=0.0)
        plan = plan._replace(most=[len(place.lines) for place in placed])
        return self.place(plan, self.least(plan, height))

    def crowded(self, height: float) -> _Plan | None:
        """Return the way in which everything fits by rule, with words cut; None if there is none.

        The entries stand close where some would have no room otherwise. Several of a rule say that
        they are several where there is no room for a name; a finding alone has its name.
        """
        plans = (*self.close(), *self.close(several=2))
        return next((plan for plan in plans if self.holds(plan, height)), None)

    def close(self, several: int | None = None) -> Iterator[_Plan]:
        """Yield the ways to set everything by rule, ever closer.

        Entries, or those of fewer than `several` findings, take the lines that a name needs.
        """
        entries = self.ways[-1]
        for limit, gap in _WAYS:
            most = [
                self.setter.named(entry, limit)
                if several is None or len(entry.remarks) < several
                else limit
                for entry in entries
            ]
            yield _Plan(entries, most, gap=gap)

    def first(self, height: float) -> list[Place]:
        """Return the first findings, and room for the count of the others.

        None that is severe is but counted for the sake of the words of others.
        """
        reserve, plans = self.sheet.leading, [*self.close(), *self.close(several=2)]
        ways = [self.place(plan, height, reserve=reserve) for plan in plans]
        most, severe = len(ways[len(_WAYS) - 1]), _severe(ways[-1])
        chosen = next(
            plan
            for plan, way in zip(plans, ways, strict=True)
            if len(way) >= _WORTH * most and _severe(way) == severe
        )
        return self.extended(chosen, height, reserve=reserve)

    def block(self, head: Text, x: float, top: float, height: float, room: float) -> Block:
        """Return the findings drawn in `room` points, with the count of those left out."""
        placed = self.chosen(room)
        items: list[Item] = [head]
        size = self.sheet.smallest
        numbers = [badge_width(self.density, place.entry.number) for place in placed]
        indent = min(self.indent, max(numbers, default=0.0) + size * _INDENT)
        for place in placed:
            lead = self.setter.lead(place.entry)
            left = x + place.column * self.pitch
            items.append(listed(place, lead, left, top + place.y, indent, self.sheet))
        shown = tuple(remark for place in placed for remark in place.entry.remarks)
        rest = self.remarks[len(shown) :]
        if rest:
            left = x + (self.columns - 1) * self.pitch + indent
            y = top + room - self.sheet.leading + size
            text = _rest(rest)
            if measure(text, size, bold=True) > self.room:
                text = say("more", count=len(rest))
            items.append(Text(left, y, text, size, palette.MUTED, bold=True))
        return Block(tuple(items), shown, height)


def _severe(placed: list[Place]) -> int:
    """Return how many findings of the highest severity are told."""
    told = [remark for place in placed for remark in place.entry.remarks]
    return sum(remark.severity == "high" and remark.status != "resolved" for remark in told)


def _rest(rest: tuple[Remark, ...]) -> str:
    counts = Counter[str]("resolved" if r.status == "resolved" else r.severity for r in rest)
    keys = ("high", "medium", "low", "resolved")
    parts = ", ".join(f"{counts[key]} {WORDS[key]}" for key in keys if counts[key])
    return f"{say('more', count=len(rest))}: {parts}"
