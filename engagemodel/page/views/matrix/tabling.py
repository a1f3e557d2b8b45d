"""A grid that stands somewhere on a page in; its tables, names and cells as shapes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engagemodel.page import palette
from engagemodel.page.diagram import Card, Diagram, Remark
from engagemodel.page.drawing import cards, connections
from engagemodel.page.drawing.connections import describe, signed
from engagemodel.page.drawing.labels import alike, label
from engagemodel.page.drawing.marks import dot, sign
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.tables import Cell, Side
from engagemodel.page.typeset import measure, shorten
from engagemodel.page.views.matrix.gridding import Grid
from engagemodel.page.words import WORDS

_TITLES: Mapping[tuple[Side, Side], str] = {
    ("customer_type", "channel"): "table.use",
    ("organization", "channel"): "table.run",
    ("organization", "application"): "table.work",
    ("store", "application"): "table.hold",
    ("application", "application"): "table.among",
}
_ALONE: Mapping[Side, str] = {"store": "head.store"}  # what rows are called that have no columns


class Tabling:
    """Draws a grid whose names of tables begin at a height."""

    def __init__(self, grid: Grid, top: float, shown: Diagram, remarks: tuple[Remark, ...]) -> None:
        self.grid, self.sheet, self.remarks = grid, grid.sheet, remarks
        self.cards = {card.id: card for card in shown.cards}
        self.names = {card.id: card.name for card in shown.cards}
        gap = self.sheet.smallest * 0.8
        wide = {
            name: grid.column * max(1, len(grid.sides[name])) for name in ("channel", "application")
        }
        self.left = self.sheet.margin + grid.near + gap
        self.middle = self.left + wide["channel"] + gap if grid.near else self.sheet.margin
        self.right = self.middle + grid.far + gap
        self.wide = wide
        self.head = top + grid.row * grid.above
        self.low = self.head + grid.head.height
        self.tables = grid.tables.pairs

    def items(self) -> Iterator[Item]:
        """Yield grounds and names of the tables, the names at their edges, then the cells."""
        for rows, across in self.tables:
            if self.grid.sides[rows]:
                yield from self.ground(rows, across)
        yield from self.heads()
        yield Group(tuple(self.labels()), role="group")
        columns: tuple[Side, ...] = ("channel", "application")
        xs = {
            card.id: self.column_x(side, number)
            for side in columns
            for number, card in enumerate(self.grid.sides[side])
        }
        ys = {
            card.id: self.row_y(side, number)
            for side in dict.fromkeys(rows for rows, _ in self.tables)
            for number, card in enumerate(self.grid.sides[side])
        }
        cells = (self.cell(cell, xs[cell.column], ys[cell.row]) for cell in self.grid.tables.cells)
        yield Group(tuple(cells), role="group")

    def row_y(self, side: Side, number: int) -> float:
        """Return the upper edge of a row; those above the head stand on it."""
        if side == "organization":
            return self.low + number * self.grid.row
        return self.head - (len(self.grid.sides[side]) - number) * self.grid.row

    def column_x(self, side: Side, number: int) -> float:
        """Return the left edge of a column."""
        left = self.left if side == "channel" else self.right
        return left + number * self.grid.column

    def ground(self, rows: Side, columns: Side) -> Iterator[Item]:
        """Yield one table: its name, its ground, the hairlines of its rows and columns."""
        grid, size = self.grid, self.sheet.smallest
        left, width = self.column_x(columns, 0), self.wide[columns]
        count, across = len(grid.sides[rows]), len(grid.sides[columns])
        upper, height = self.row_y(rows, 0), count * grid.row
        if not across:
            return
        yield self.title(rows, columns)
        yield Rect(left, upper, width, height, 2, palette.GROUND)
        line = min(1.2, size * 0.12)
        for row in range(1, count):
            yield Rect(left, upper + row * grid.row - line / 2, width, line, 0, palette.PAPER)
        for column in range(1, across):
            x = left + column * grid.column - line / 2
            yield Rect(x, upper, line, height, 0, palette.PAPER)
        for number in range(count) if rows == columns else ():
            x, y = left + number * grid.column, upper + number * grid.row
            yield Rect(x + 1, y + 1, grid.column - 2, grid.row - 2, 0, palette.VEIL)

    def title(self, rows: Side, columns: Side) -> Text:
        """Return the name of a table, above it, or below where its rows are below the head.

        One that is longer than its table begins left of it, where only names of its rows stand.
        """
        grid, size = self.grid, self.sheet.heading
        left, width = self.column_x(columns, 0), self.wide[columns]
        below, lane = rows == "organization", grid.sides[rows][0].lane
        edge = self.row_y(rows, len(grid.sides[rows]) if below else 0)
        room = width + (grid.near if columns == "channel" else grid.far)
        text = shorten(WORDS[_TITLES[rows, columns]], room, size, bold=True)
        pairs = (pair for pair in self.tables if pair[1] == columns and grid.sides[pair[0]])
        widest = max(measure(WORDS[_TITLES[pair]], size, bold=True) for pair in pairs)
        x = left - max(0.0, min(widest, room) - width)
        base = edge + size * 1.35 if below else edge - size * 0.55
        return Text(x, base, text, size, palette.LANES[lane], bold=True)

    def labels(self) -> Iterator[Group]:
        """Yield the names beside and above the tables, each once though two tables share it."""
        grid, sheet = self.grid, self.sheet
        rows: tuple[tuple[Side, float, float], ...] = (
            ("customer_type", self.left - sheet.smallest * 0.8 - grid.near, grid.near),
            ("organization", self.middle, grid.far),
            (grid.tables.upper, self.middle, grid.far),
        )
        badged = {id for remark in self.remarks for id in remark.cards}
        for side, x, width in rows:
            there = self.there(side)
            same = alike(there.values(), width, grid.row - 0.8, sheet, badged)
            for number, card in there.items():
                y = self.row_y(side, number)
                yield label(
                    card, x, y + 0.4, width, grid.row - 0.8, sheet, self.remarks,
                    ended=card.id in same, named=side != "application",
                )  # fmt: skip
        columns: tuple[Side, ...] = ("channel", "application")
        for side in columns:
            yield from self.column_labels(side, badged)

    def there(self, side: Side) -> Mapping[int, Card]:
        """Return the cards of a side by their numbers: a state need not have each of the grid's."""
        places = enumerate(self.grid.sides[side])
        return {at: self.cards[card.id] for at, card in places if card.id in self.cards}

    def column_labels(self, side: Side, badged: set[str]) -> Iterator[Group]:
        """Yield the names above the columns of one side."""
        grid, sheet, head = self.grid, self.sheet, self.grid.head
        wide, high = grid.column - 0.8, head.height - 3
        length = high - head.crown if head.turned else wide
        deep = wide if head.turned else high - head.crown
        marked = set() if head.crown else badged
        there = self.there(side)
        same = alike(there.values(), length, deep, sheet, marked)
        for number, card in there.items():
            x = self.column_x(side, number) + 0.4
            y = self.low - 1.5 if head.turned else self.head + 1.5
            box = (high, wide) if head.turned else (wide, high)
            yield label(
                card, x, y, *box, sheet, self.remarks,
                turned=head.turned, ended=card.id in same, crown=head.crown,
            )  # fmt: skip

    def heads(self) -> Iterator[Text]:
        """Yield what the columns are, beside their names, and what rows are that have none."""
        grid, size, gap = self.grid, self.sheet.heading, self.sheet.smallest * 0.8
        middle = self.head + grid.head.height / 2 + size * 0.34
        sides: tuple[tuple[Side, str, str, float, float], ...] = (
            ("channel", "channel", "channel", self.left - gap, grid.near),
            ("application", "head.application", "platform", self.right - gap, grid.far),
        )
        for side, key, lane, x, room in sides:
            if grid.sides[side]:
                text = shorten(WORDS[key], room, size, bold=True)
                yield Text(x, middle, text, size, palette.LANES[lane], bold=True, anchor="end")
        alone: tuple[tuple[Side, Side, float], ...] = (
            ("customer_type", "channel", self.sheet.margin),
            (grid.tables.upper, "application", self.middle),
            ("organization", "application", self.middle),
        )
        for rows, columns, x in alone:
            if grid.sides[rows] and not grid.sides[columns]:
                yield self.alone(rows, grid.sides[rows], x)

    def alone(self, rows: Side, found: tuple[Card, ...], x: float) -> Text:
        """Return what rows are that have no columns."""
        size, below = self.sheet.heading, rows == "organization"
        edge = self.row_y(rows, len(found) if below else 0)
        base = edge + size * 1.35 if below else edge - size * 0.55
        text = WORDS[_ALONE.get(rows, rows)]
        return Text(x, base, text, size, palette.LANES[found[0].lane], bold=True)

    def cell(self, cell: Cell, left: float, upper: float) -> Group:
        """Return what stands where a row and a column meet, their edges left and above given."""
        grid = self.grid
        x, y = left + grid.column / 2, upper + grid.row / 2
        radius = min(3.9 * self.sheet.smallest / 7.5, grid.row * 0.42, grid.column * 0.42)
        ends = (cards.name(cell.row), cards.name(cell.column))
        if not cell.lines:
            told = f"{self.names[cell.row]} – {self.names[cell.column]}: {WORDS['cell.through']}"
            id = connections.name(f"through:{cell.row}->{cell.column}")
            through = tuple(dot(x, y, radius * 0.8, "through"))
            return Group(through, id=id, title=told, role="graphics-symbol", ends=ends)
        first = cell.lines[0]
        shown = signed(first)
        kind = "flow" if all(line.kind == "flow" for line in cell.lines) else "line"
        items = sign(x, y, radius, shown[0]) if shown else dot(x, y, radius * 0.8, kind)
        told = "; ".join(describe(line, self.names) for line in cell.lines)
        return Group(
            tuple(items),
            id=connections.name(first.id),
            title=told,
            role="graphics-symbol",
            ends=ends,
        )
