"""Cards and lines in, the graph of slots out: every line cut into pieces between neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from engagemodel.page.layout.shapes import Card, Line, Slot


@dataclass(frozen=True)
class Lanes:
    """Slots by number, each in a column, and each line as a path of slots from left to right.

    A path has one slot in every column from the line's one end to its other, so both slots of a
    line within a column are in that column, upper id first. `lines` are sorted by id, cards come
    before passing slots and are sorted by id: nothing depends on the order of the input.
    """

    count: int
    slots: tuple[Slot, ...]
    column: tuple[int, ...]
    lines: tuple[Line, ...]
    paths: tuple[tuple[int, ...], ...]

    @cached_property
    def left(self) -> tuple[tuple[int, ...], ...]:
        """For each slot its neighbours in the column to the left, once for each line."""
        return self._neighbours(-1)

    @cached_property
    def right(self) -> tuple[tuple[int, ...], ...]:
        """For each slot its neighbours in the column to the right, once for each line."""
        return self._neighbours(1)

    @cached_property
    def inner(self) -> tuple[tuple[int, ...], ...]:
        """For each slot its neighbours in its own column, once for each line."""
        return self._neighbours(0)

    def within(self, line: int) -> bool:
        """Return whether both ends of a line are in the same column."""
        path = self.paths[line]
        return self.column[path[0]] == self.column[path[-1]]

    def _neighbours(self, step: int) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.slots]
        for path in self.paths:
            for one, other in itertools.pairwise(path):
                if abs(self.column[other] - self.column[one]) != abs(step):
                    continue
                if step >= 0:
                    found[one].append(other)
                if step <= 0:
                    found[other].append(one)
        return tuple(map(tuple, found))


def build(cards: Iterable[Card], lines: Iterable[Line], columns: int) -> Lanes:
    """Return the graph of slots of `cards` and `lines` in `columns` columns.

    Raises:
        ValueError: an id given twice, a column outside [0, columns), a line whose end is no card
            or whose ends are one card.
    """
    cards = sorted(cards, key=lambda card: card.id)
    lines = sorted(lines, key=lambda line: line.id)
    number = {card.id: index for index, card in enumerate(cards)}
    _check(cards, lines, number, columns)
    slots = [Slot(card.id) for card in cards]
    column = [card.column for card in cards]
    paths = []
    for line in lines:
        ends = (number[line.source], number[line.target])
        first, last = sorted(ends, key=lambda slot: (column[slot], slot))
        path = [first]
        for between in range(column[first] + 1, column[last]):
            path.append(len(slots))
            slots.append(Slot(line.id, passing=True))
            column.append(between)
        paths.append((*path, last))
    return Lanes(columns, tuple(slots), tuple(column), tuple(lines), tuple(paths))


def _check(cards: list[Card], lines: list[Line], number: dict[str, int], columns: int) -> None:
    if len(number) < len(cards):
        raise ValueError("two cards have the same id")
    if len({line.id for line in lines}) < len(lines):
        raise ValueError("two lines have the same id")
    for card in cards:
        if not 0 <= card.column < columns:
            raise ValueError(f"card '{card.id}' is in column {card.column} of {columns}")
    for line in lines:
        if line.source == line.target:
            raise ValueError(f"line '{line.id}' goes from card '{line.source}' to itself")
        for end in (line.source, line.target):
            if end not in number:
                raise ValueError(f"line '{line.id}' has the end '{end}', which is no card")
