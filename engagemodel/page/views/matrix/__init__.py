"""A diagram and a sheet in, one page of four linked tables out."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.drawing import cards, connections
from engagemodel.page.drawing.connections import describe, signed
from engagemodel.page.drawing.labels import alike, label
from engagemodel.page.drawing.marks import dot, sign
from engagemodel.page.frame.band import Band
from engagemodel.page.frame.foot import MOST, foot
from engagemodel.page.frame.heading import heading, subtitle
from engagemodel.page.frame.legend import cell_samples
from engagemodel.page.glyphs import warnings
from engagemodel.page.grouping import ledger
from engagemodel.page.scene import Group, Item, Rect, Scene, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import TABLES, Cell, Side, Tables
from engagemodel.page.typeset import measure, shorten
from engagemodel.page.views.matrix.aside import Aside
from engagemodel.page.views.matrix.gridding import Grid, lay, lay_grouped
from engagemodel.page.words import WORDS

_TITLES = ("table.use", "table.run", "table.work", "table.hold")
_LISTED = 6  # lines of findings below tables that are grouped
_COLOURS = ("customer_type", "organization", "organization", "platform")


def matrix(diagram: Diagram, sheet: Sheet) -> Scene:
    """Return the page: heading, four tables, findings, legend, foot."""
    head, top = heading(diagram, sheet)
    top += sheet.smallest * 0.9
    account = Tables(diagram).account()
    grid, aside = _plan(diagram, sheet, top, account)
    said = ledger(diagram, grid.tables.diagram, account)
    end, floor = foot(diagram, said, sheet)
    shown = grid.tables.diagram
    bottom = top + _titles(sheet) + grid.height
    if aside is None:
        band = Band(diagram, shown, sheet, cell_samples(grid.tables.cells, sheet))
        rest, remarks = band.draw(bottom + sheet.smallest * 0.8, floor)
    else:
        rest, remarks = aside.draw(top, floor)
    left = sheet if aside is None else aside.rest
    drawn = _Drawing(grid, left, top + _titles(sheet) / 2, shown, remarks)
    return Scene(
        sheet.width,
        sheet.height,
        (head, *drawn.items(), rest, end),
        diagram.after.name,
        ". ".join(part for part in (subtitle(diagram), said) if part),
        smallest=sheet.smallest,
        warnings=warnings(diagram),
        diagram=diagram,
        grouped={id: card.id for card in shown.cards for id in card.member_ids},
    )


def _titles(sheet: Sheet) -> float:
    """Return the height of the names of the tables, above and below them together."""
    return sheet.heading * 3.4


def _plan(diagram: Diagram, sheet: Sheet, top: float, account: str) -> tuple[Grid, Aside | None]:
    """Return the tables: whole if the page holds them, grouped if not.

    Where there is no room below whole tables for the rest, but beside them, it stands there.
    """
    band = Band(diagram, diagram, sheet, cell_samples(Tables(diagram).cells, sheet))
    _, floor = foot(diagram, ledger(diagram, diagram, account), sheet)
    room = floor - top - _titles(sheet) - sheet.smallest * 0.8
    fair, least = band.natural(room * 0.36), band.least()
    for height, roomy in (
        (band.natural(room * 0.48), True),
        (fair, True),
        (fair, False),
        (least, False),
    ):
        grid = lay(diagram, sheet, room - height, roomy=roomy)
        if grid:
            return grid, None
    aside = Aside(diagram, sheet, cell_samples(Tables(diagram).cells, sheet))
    grid = lay(diagram, aside.rest, room, roomy=False)
    if grid and sheet.width > sheet.height:
        return grid, aside
    grouped = lay_grouped(diagram, sheet, room - band.least(_LISTED) - MOST * sheet.leading)
    return grouped, None


class _Drawing:
    """Draws a grid whose names of tables begin at a height."""

    def __init__(
        self, grid: Grid, sheet: Sheet, top: float, shown: Diagram, remarks: tuple[Remark, ...]
    ) -> None:
        self.grid, self.sheet, self.top, self.remarks = grid, sheet, top, remarks
        self.names = {card.id: card.name for card in shown.cards}
        gap = sheet.smallest * 0.8
        wide = {
            name: grid.column * max(1, len(grid.sides[name])) for name in ("channel", "application")
        }
        spare = sheet.inner - grid.near - grid.far - 3 * gap - wide["channel"] - wide["application"]
        self.left = sheet.margin + grid.near + gap + spare / 2
        self.middle = self.left + wide["channel"] + gap
        self.right = self.middle + grid.far + gap
        self.wide = wide
        self.head = top + grid.row * grid.above
        self.low = self.head + grid.head

    def items(self) -> Iterator[Item]:
        for number, (rows, columns) in enumerate(TABLES):
            yield from self.ground(number, rows, columns)
        yield Group(tuple(self.labels()), role="list")
        places = {
            card.id: (side, number)
            for side, row in self.grid.sides.items()
            for number, card in enumerate(row)
        }
        yield Group(tuple(self.cell(cell, places) for cell in self.grid.tables.cells), role="list")

    def row_y(self, side: Side, number: int) -> float:
        """Return the upper edge of a row; those above the head stand on it."""
        if side == "organization":
            return self.low + number * self.grid.row
        return self.head - (len(self.grid.sides[side]) - number) * self.grid.row

    def column_x(self, side: Side, number: int) -> float:
        left = self.left if side == "channel" else self.right
        return left + number * self.grid.column

    def ground(self, number: int, rows: Side, columns: Side) -> Iterator[Item]:
        """Yield one table: its ground, the hairlines of its rows and columns, its name."""
        grid, size = self.grid, self.sheet.smallest
        left, width = self.column_x(columns, 0), self.wide[columns]
        count, across = len(grid.sides[rows]), len(grid.sides[columns])
        upper = self.row_y(rows, 0)
        height = count * grid.row
        colour = palette.LANES[_COLOURS[number]]
        below = rows == "organization"
        edge = upper + height if below else upper
        base = edge + self.sheet.heading * 1.35 if below else edge - self.sheet.heading * 0.55
        # A name longer than its table begins left of it, where only names of its own rows stand.
        room = width + (grid.near if columns == "channel" else grid.far)
        title = shorten(WORDS[_TITLES[number]], room, self.sheet.heading, bold=True)
        x = min(left, left + width - measure(title, self.sheet.heading, bold=True))
        yield Text(x, base, title, self.sheet.heading, colour, bold=True)
        if not (count and across):
            return
        yield Rect(left, upper, width, height, 2, palette.GROUND)
        line = min(1.2, size * 0.12)
        for row in range(1, count):
            yield Rect(left, upper + row * grid.row - line / 2, width, line, 0, palette.PAPER)
        for column in range(1, across):
            x = left + column * grid.column - line / 2
            yield Rect(x, upper, line, height, 0, palette.PAPER)

    def labels(self) -> Iterator[Item]:
        """Yield the names beside and above the tables, each once though two tables share it."""
        grid, sheet = self.grid, self.sheet
        rows: tuple[tuple[Side, float, float], ...] = (
            ("customer_type", self.left - sheet.smallest * 0.8 - grid.near, grid.near),
            ("organization", self.middle, grid.far),
            ("store", self.middle, grid.far),
        )
        badged = {id for remark in self.remarks for id in remark.cards}
        for side, x, width in rows:
            same = alike(grid.sides[side], width, grid.row - 0.8, sheet, badged)
            for number, card in enumerate(grid.sides[side]):
                y = self.row_y(side, number)
                yield label(
                    card, x, y + 0.4, width, grid.row - 0.8, sheet, self.remarks,
                    ended=card.id in same,
                )  # fmt: skip
        columns: tuple[Side, ...] = ("channel", "application")
        for side in columns:
            box = (grid.head - 3, grid.column - 0.8)
            same = alike(grid.sides[side], *(box if grid.turned else box[::-1]), sheet, badged)
            for number, card in enumerate(grid.sides[side]):
                x = self.column_x(side, number) + 0.4
                if grid.turned:
                    low = self.low - 1.5
                    yield label(
                        card, x, low, grid.head - 3, grid.column - 0.8, sheet, self.remarks,
                        turned=True, ended=card.id in same,
                    )  # fmt: skip
                else:
                    upper = self.head + 1.5
                    yield label(
                        card, x, upper, grid.column - 0.8, grid.head - 3, sheet, self.remarks,
                        ended=card.id in same,
                    )  # fmt: skip
        yield from self.heads()

    def heads(self) -> Iterator[Text]:
        """Yield what the columns are, beside their names."""
        size, middle = (
            self.sheet.heading,
            self.head + self.grid.head / 2 + self.sheet.heading * 0.34,
        )
        gap = self.sheet.smallest * 0.8
        for key, lane, x, room in (
            ("channel", "channel", self.left - gap, self.grid.near),
            ("head.application", "platform", self.right - gap, self.grid.far),
        ):
            text = shorten(WORDS[key], room, size, bold=True)
            yield Text(x, middle, text, size, palette.LANES[lane], bold=True, anchor="end")

    def cell(self, cell: Cell, places: dict[str, tuple[Side, int]]) -> Group:
        """Return what stands where a row and a column meet."""
        grid = self.grid
        y = self.row_y(*places[cell.row]) + grid.row / 2
        x = self.column_x(*places[cell.column]) + grid.column / 2
        radius = min(3.9 * self.sheet.smallest / 7.5, grid.row * 0.42, grid.column * 0.42)
        ends = (cards.name(cell.row), cards.name(cell.column))
        if not cell.lines:
            told = f"{self.names[cell.row]} – {self.names[cell.column]}: {WORDS['cell.through']}"
            return Group(tuple(dot(x, y, radius * 0.8, "through")), title=told, ends=ends)
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
