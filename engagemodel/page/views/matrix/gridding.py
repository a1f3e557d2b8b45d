"""Tables and the box in which they must stand in; how wide, how high, and what is grouped, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engagemodel.page.diagram import Card, Diagram
from engagemodel.page.drawing import labels
from engagemodel.page.grouping import group
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import SIDES, Side, Tables
from engagemodel.page.typeset import ELLIPSIS, measure
from engagemodel.page.views.lanes.fitting import Lanes

_WIDEST, _HIGHEST = 96.0, 27.0  # of a column and a row, in points
_NAME = 0.17  # of the sheet's width: the widest names beside a table
_LEAST = 1.26  # times the smallest text: a column or row
_SHORTEST = 84.0  # of names of columns that read upwards, where rows need the height, in points
_ROOMY = 1.8  # times the smallest text: a row of a page that is no longer than it must be


@dataclass(frozen=True, slots=True)
class Grid:
    """Tables that fit, in points: the pitch of columns and rows, and how high their head is.

    `near` and `far` are the widths of the names beside the tables, left of all and between them.
    `turned` names of columns read upwards.
    """

    tables: Tables
    sides: Mapping[Side, tuple[Card, ...]]
    near: float
    far: float
    column: float
    row: float
    head: float
    turned: bool

    @property
    def above(self) -> int:
        """How many rows are above the head."""
        return max(len(self.sides["customer_type"]), len(self.sides["store"]), 1)

    @property
    def height(self) -> float:
        """The height of everything, without the names of the tables."""
        return self.row * (self.above + max(1, len(self.sides["organization"]))) + self.head


def lay(diagram: Diagram, sheet: Sheet, height: float, *, roomy: bool) -> Grid | None:
    """Return the grid of a whole diagram within that height, None where it does not fit."""
    tables = Tables(diagram)
    least = sheet.smallest * (_ROOMY if roomy else _LEAST)
    counts = {name: len(cards) for name, cards in tables.sides.items()}
    rows = max(counts["customer_type"], counts["store"]) + counts["organization"]
    columns = counts["channel"] + counts["application"]
    if rows * least > height or columns * sheet.smallest * _LEAST > sheet.inner:
        return None  # before it takes long to put so many in order
    grid = _grid(tables, diagram, sheet, height)
    return grid if grid.row >= least and grid.column >= sheet.smallest * _LEAST else None


def lay_grouped(diagram: Diagram, sheet: Sheet, height: float) -> Grid:
    """Return a grid within that height, with as many cards of their own as there is room for."""
    whole = Tables(diagram)
    columns = int((sheet.inner * (1 - 2 * _NAME) - _gap(sheet)) / (sheet.smallest * _LEAST))
    badged = {id for remark in diagram.remarks for id in remark.cards}
    heads = (*whole.sides["channel"], *whole.sides["application"])
    longest = max(
        (labels.natural(card, sheet, badged=card.id in badged) for card in heads), default=40.0
    )
    rows = int((height - min(longest + 5, _tallest(height))) / (sheet.smallest * _LEAST))
    counts = {name: len(cards) for name, cards in whole.sides.items()}
    above = max(counts["customer_type"], counts["store"])
    upper, lower = _share(rows, above, counts["organization"])
    left, right = _share(columns, counts["channel"], counts["application"])
    room: Mapping[Side, int] = {
        "customer_type": upper,
        "store": upper,
        "organization": lower,
        "channel": left,
        "application": right,
    }
    sides = [whole.sides[name] for name in SIDES if whole.sides[name]]
    capacity = [room[name] for name in SIDES if whole.sides[name]]
    shown = group(diagram, sides, capacity)
    home = {id: card.id for card in shown.cards for id in card.member_ids}
    joined = [(home.get(one, one), home.get(other, other)) for one, other in whole.through()]
    return _grid(Tables(shown, list(dict.fromkeys(joined))), shown, sheet, height)


def _share(room: int, one: int, other: int) -> tuple[int, int]:
    """Return how much of the room either of two gets: all it wants, or its part, one at least."""
    if one + other <= room:
        return max(one, 1), max(other, 1)
    first = min(one, max(room - other, round(room * one / (one + other)), 1))
    return max(first, 1), max(min(other, room - first), 1)


def _grid(tables: Tables, diagram: Diagram, sheet: Sheet, height: float) -> Grid:
    sides = _ordered(tables, sheet)
    badged = {id for remark in diagram.remarks for id in remark.cards}

    def width(*names: Side) -> float:
        needed = [
            labels.natural(card, sheet, badged=card.id in badged)
            for name in names
            for card in sides[name]
        ]
        return min(max(needed, default=0.0) + 2, sheet.width * _NAME)

    least = sheet.smallest * 9
    near, far = max(width("customer_type"), least), max(width("organization", "store"), least)
    heads = (*sides["channel"], *sides["application"])
    count = max(1, len(sides["channel"])) + max(1, len(sides["application"]))
    column = min(_WIDEST, (sheet.inner - near - far - _gap(sheet)) / count)
    flat = _flat(heads, column, sheet, badged)
    rows = max(len(sides["customer_type"]), len(sides["store"]), 1)
    rows += max(1, len(sides["organization"]))
    if flat:
        head = sheet.leading * flat + sheet.smallest
    else:
        most = max(_SHORTEST, height - rows * sheet.smallest * _LEAST)
        head = _upright(heads, column, sheet, badged, min(_tallest(height), most))
    row = min(_HIGHEST, (height - head) / rows)
    return Grid(tables, sides, near, far, column, row, head, not flat)


def _upright(
    heads: tuple[Card, ...], column: float, sheet: Sheet, badged: set[str], tallest: float
) -> float:
    """Return how high names must be that read upwards, in as many lines as a column has room for."""
    most = labels.rows(column - 0.8, sheet)
    head = min(40.0, tallest)
    for card in heads:
        while head < tallest:
            lines = labels.lines(card, head - 3, most, sheet, badged=card.id in badged)
            if not lines[-1].endswith(ELLIPSIS) and " ".join(lines) == card.name:
                break
            head = min(head + 2.0, tallest)
    return head


def _tallest(height: float) -> float:
    """Return the height that names of columns that read upwards may take."""
    return min(150.0, height * 0.44)


def _gap(sheet: Sheet) -> float:
    """Return the widths of the gaps between names and tables, together."""
    return sheet.smallest * 2.4


def _flat(heads: tuple[Card, ...], column: float, sheet: Sheet, badged: set[str]) -> int:
    """Return in how many lines the names of columns stand upright, 0 where they do not fit so."""
    most = 1
    for card in heads:
        lines = labels.lines(card, column - 2, 4, sheet, badged=card.id in badged)
        widest = max(measure(word, sheet.smallest, bold=True) for word in card.name.split())
        room = column - 2 - labels.natural(replace(card, name=""), sheet, badged=card.id in badged)
        if lines[-1].endswith(ELLIPSIS) or widest > room:
            return 0
        most = max(most, len(lines))
    return most


def _ordered(tables: Tables, sheet: Sheet) -> Mapping[Side, tuple[Card, ...]]:
    """Return each side in the order of the lanes, in which few lines cross: dots near a diagonal."""
    place = {
        slot.id: number
        for slots in Lanes(tables.diagram, sheet).ordering.columns
        for number, slot in enumerate(slots)
    }
    return {
        name: tuple(sorted(cards, key=lambda card: place[card.id]))
        for name, cards in tables.sides.items()
    }
