"""A diagram in, its four linked tables out: who uses, runs and works with what, and what that stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from engagemodel.page.diagram import Card, Connection, Diagram
from engagemodel.page.drawing.connections import rank
from engagemodel.page.drawing.icons import STORES
from engagemodel.page.drawing.marks import SIGNS
from engagemodel.page.words import WORDS, say

Side = Literal["customer_type", "channel", "organization", "application", "store"]
SIDES: tuple[Side, ...] = ("customer_type", "channel", "organization", "application", "store")
TABLES: tuple[tuple[Side, Side], ...] = (  # rows, columns
    ("customer_type", "channel"),
    ("organization", "channel"),
    ("organization", "application"),
    ("store", "application"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row and a column meet: the lines between them, what matters most first.

    Without lines, an organization has to do with the application through a channel that it runs.
    """

    row: str
    column: str
    lines: tuple[Connection, ...] = ()


def side(card: Card) -> Side:
    """Return on which side of the tables a card stands."""
    if card.lane != "platform":
        return card.lane
    return "store" if card.sort in STORES else "application"


@dataclass(frozen=True)
class Tables:
    """A diagram in four tables that share their rows and columns.

    `joined` are organizations and applications that a channel joins, where a diagram with groups no
    longer tells: a group that runs one channel does not run all that its members need. `above` are
    the rows above the applications where other tables have settled that.
    """

    diagram: Diagram
    joined: Sequence[tuple[str, str]] | None = None
    above: Side | None = None

    @cached_property
    def sides(self) -> Mapping[Side, tuple[Card, ...]]:
        """The cards of each side."""
        found: dict[Side, list[Card]] = {name: [] for name in SIDES}
        for card in self.diagram.cards:
            found[side(card)].append(card)
        return {name: tuple(cards) for name, cards in found.items()}

    @cached_property
    def upper(self) -> Side:
        """The rows above the applications: databases, or applications once more where there are none."""
        if self.above is not None:
            return self.above
        if self.sides["store"] or len(self.sides["application"]) < 2:
            return "store"
        ids = {card.id for card in self.sides["application"]}
        among = any({line.source, line.target} <= ids for line in self.diagram.lines)
        return "application" if among else "store"

    @property
    def pairs(self) -> tuple[tuple[Side, Side], ...]:
        """The rows and columns of each table, also of those that are empty."""
        return (*TABLES[:3], (self.upper, "application"))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in which there is something, those with lines first."""
        lines: dict[tuple[str, str], list[Connection]] = {}
        for line in self.diagram.lines:
            ends = self._placed(line)
            if ends:
                lines.setdefault(ends, []).append(line)
        cells = [
            Cell(*ends, tuple(sorted(found, key=lambda line: (-rank(line), line.id))))
            for ends, found in lines.items()
        ]
        joined = self.through() if self.joined is None else self.joined
        cells += [Cell(*ends) for ends in joined if ends not in lines]
        return tuple(cells)

    def account(self, drawn: Tables | None = None) -> str:
        """Return how many lines there are, how many are in the tables, and which are not.

        Those that are not are told with the signs of what changes: they are counted elsewhere. Where
        lines share a cell, so that there are more of them than signs, it says how many cells have any.
        `drawn` are the tables on the page, if not these: lines of what is grouped there share cells, too.
        """
        outside: dict[tuple[int, int], Counter[str]] = {}
        total = missing = 0
        for line in self.diagram.lines:
            if line.kind == "missing":
                continue
            total += line.count
            if self._placed(line) is None:
                missing += line.count
                one, other = (SIDES.index(self._side[id]) for id in (line.source, line.target))
                marks = outside.setdefault((min(one, other), max(one, other)), Counter())
                marks[line.mark] += line.count
        cells = sum(
            any(line.kind != "missing" for line in cell.lines) for cell in (drawn or self).cells
        )
        placed = total - missing
        shared = "" if cells == placed else say("lines sharing", total=cells)
        if not outside:
            return say("lines all placed", total=total, shared=shared)
        rest = ", ".join(_pair(ends, marks) for ends, marks in sorted(outside.items()))
        return say("lines placed", total=total, count=placed, shared=shared, rest=rest)

    @cached_property
    def _side(self) -> Mapping[str, Side]:
        return {card.id: side(card) for card in self.diagram.cards}

    def _placed(self, line: Connection) -> tuple[str, str] | None:
        """Return the row and the column of a line, None where no table has both."""
        for row, column in ((line.source, line.target), (line.target, line.source)):
            if (self._side[row], self._side[column]) in self.pairs:
                return row, column
        return None

    def through(self) -> Sequence[tuple[str, str]]:
        """Return the organizations and applications that a channel joins: it runs on both."""
        runs: dict[str, list[str]] = {}
        stands: dict[str, list[str]] = {}
        for line in self.diagram.lines:
            if line.mark == "removed" or self._side[line.source] != "channel":
                continue
            if line.kind == "run_by":
                runs.setdefault(line.source, []).append(line.target)
            elif line.kind in ("need", "use") and self._side[line.target] == "application":
                stands.setdefault(line.source, []).append(line.target)
        return list(
            dict.fromkeys(
                (organization, application)
                for channel in sorted(runs)
                for organization in runs[channel]
                for application in stands.get(channel, ())
            )
        )


def _pair(ends: tuple[int, int], marks: Counter[str]) -> str:
    """Return how many lines there are between two sides, and what changes among them."""
    one, other = (WORDS[f"role.{SIDES[number]}"] for number in ends)
    told = say("pair", count=marks.total(), one=one, other=other)
    signs = "\u00a0".join(f"{SIGNS[mark]}{marks[mark]}" for mark in SIGNS if marks[mark])
    return f"{told} ({signs})" if signs else told
