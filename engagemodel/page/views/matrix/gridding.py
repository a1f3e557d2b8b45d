"""Tables and the box in which they must stand in; how wide, how high, and what is grouped, out."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page.diagram import Card, Diagram, Remark
from engagemodel.page.drawing import labels
from engagemodel.page.grouping import group
from engagemodel.page.keeping import Places
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import SIDES, Side, Tables
from engagemodel.page.views.lanes.columns import Lanes
from engagemodel.page.views.matrix.heads import Head, head

_WIDEST, _HIGHEST = 18.0, 3.6  # of a column and a row, times the text
_NAME = 0.17  # of the sheet's width: names beside a table
_NAMES = (0.23, 0.21, 0.19, _NAME)  # and where columns spare it
_LEAST = 1.26  # times the smallest text: a column
CLOSE = 1.16  # and a row
_TWO = 2.4  # and a column whose name stands in two lines
_SHORTEST = 84.0  # of names of columns that read upwards, where rows need the height, in points
FAIR, ROOMY = 1.35, 1.8  # times the smallest text: rows of a page that is not full


@dataclass(frozen=True, slots=True)
class Grid:
    """Tables that fit, in points: the pitch of columns and rows, and how high their head is.

    `near` and `far` are the widths of the names beside the tables, left of all and between them.
    The head is set on `sheet`, as all names are; what is over its names is their badges' `crown`.
    """

    tables: Tables
    sides: Mapping[Side, tuple[Card, ...]]
    sheet: Sheet
    near: float
    far: float
    column: float
    row: float
    head: Head
    badged: frozenset[str]

    @property
    def above(self) -> int:
        """How many rows are above the head."""
        return _above(self.sides, self.tables.upper)

    @property
    def height(self) -> float:
        """The height of everything, without the names of the tables."""
        return self.row * (self.above + len(self.sides["organization"])) + self.head.height

    @property
    def cut(self) -> int:
        """How many names end in an ellipsis."""
        rows = [("customer_type", self.near), (self.tables.upper, self.far)]
        rows.append(("organization", self.far))
        most = labels.rows(self.row - 0.8, self.sheet)
        beside = sum(
            not labels.fits(card, width, most, self.sheet, badged=card.id in self.badged)
            for side, width in rows
            for card in self.sides[side]
        )
        return beside + self.head.cut


def _above(sides: Mapping[Side, tuple[Card, ...]], upper: Side) -> int:
    return max(len(sides["customer_type"]), len(sides[upper]))


def lay(
    diagram: Diagram, sheet: Sheet, height: float, manner: Manner = OWN, *, row: float
) -> Grid | None:
    """Return the grid of a whole diagram within that height, None where it does not fit.

    Its rows are at least `row` times the smallest text high.
    """
    tables = Tables(diagram)
    least = sheet.smallest * row
    counts = {name: len(cards) for name, cards in tables.sides.items()}
    rows = _above(tables.sides, tables.upper) + counts["organization"]
    columns = counts["channel"] + counts["application"]
    if rows * least > height or columns * sheet.smallest * _LEAST > sheet.inner:
        return None  # before it takes long to put so many in order
    grid = _grid(tables, sheet, height, manner)
    return grid if grid.row >= least and grid.column >= sheet.smallest * _LEAST else None


def lay_grouped(diagram: Diagram, sheet: Sheet, height: float, manner: Manner = OWN) -> Grid:
    """Return a grid within that height, with as many cards of their own as there is room for."""
    whole = Tables(diagram)
    columns = int((sheet.inner * (1 - 2 * _NAME) - _gap(sheet)) / (sheet.smallest * _LEAST))
    badged = {id for remark in diagram.remarks for id in remark.cards}
    heads = (*whole.sides["channel"], *whole.sides["application"])
    longest = max(
        (labels.natural(card, sheet, badged=card.id in badged) for card in heads), default=40.0
    )
    rows = int((height - min(longest + 5, _tallest(height))) / (sheet.smallest * CLOSE))
    counts = {name: len(cards) for name, cards in whole.sides.items()}
    upper, lower = _share(rows, _above(whole.sides, whole.upper), counts["organization"])
    left, right = _share(columns, counts["channel"], counts["application"])
    room: Mapping[Side, int] = {
        "customer_type": upper,
        "store": upper,
        "organization": lower,
        "channel": left,
        "application": min(right, upper) if whole.upper == "application" else right,
    }
    sides = [whole.sides[name] for name in SIDES if whole.sides[name]]
    capacity = [room[name] for name in SIDES if whole.sides[name]]
    shown = group(diagram, sides, capacity)
    home = {id: card.id for card in shown.cards for id in card.member_ids}
    joined = [(home.get(one, one), home.get(other, other)) for one, other in whole.through()]
    return _grid(Tables(shown, list(dict.fromkeys(joined))), sheet, height, manner)


def _share(room: int, one: int, other: int) -> tuple[int, int]:
    """Return how much of the room either of two gets: all it wants, or its part, one at least."""
    if one + other <= room:
        return max(one, 1), max(other, 1)
    first = min(one, max(room - other, round(room * one / (one + other)), 1))
    return max(first, 1), max(min(other, room - first), 1)


def _grid(tables: Tables, sheet: Sheet, height: float, manner: Manner) -> Grid:
    sides = _ordered(tables, sheet, manner)
    marked: dict[str, list[Remark]] = {}
    for remark in tables.diagram.remarks:
        for id in remark.cards:
            marked.setdefault(id, []).append(remark)
    widths = [_names(tables, sides, sheet, marked, share) for share in _NAMES]
    columns = [_column(sides, sheet, sum(pair)) for pair in widths]
    # Names beside tables are wide where that leaves columns two lines each, or not even one more.
    least = sheet.smallest * (_TWO if columns[-1] > sheet.smallest * _TWO else _LEAST)
    chosen = next((i for i, column in enumerate(columns) if column >= least), -1)
    (near, far), column = widths[chosen], columns[chosen]
    rows = _above(sides, tables.upper) + len(sides["organization"])
    most = min(_tallest(height), max(_SHORTEST, height - rows * sheet.smallest * CLOSE))
    heads = (*sides["channel"], *sides["application"])
    top = head(heads, column, sheet, marked, most)
    row = min(sheet.smallest * _HIGHEST, (height - top.height) / max(rows, 1))
    return Grid(tables, sides, sheet, near, far, column, row, top, frozenset(marked))


def _names(
    tables: Tables,
    sides: Mapping[Side, tuple[Card, ...]],
    sheet: Sheet,
    badged: Container[str],
    share: float,
) -> tuple[float, float]:
    """Return how wide the names left of all and between the tables are, at most a share of the sheet."""

    def width(*names: Side) -> float:
        needed = [
            labels.natural(card, sheet, badged=card.id in badged)
            for name in names
            for card in sides[name]
        ]
        return min(max(needed, default=0.0) + 2, sheet.width * share)

    least = sheet.smallest * 9
    near = max(width("customer_type"), least) if _left(sides) else 0.0
    return near, max(width("organization", tables.upper), least)


def _left(sides: Mapping[Side, tuple[Card, ...]]) -> bool:
    """Return whether there is anything to stand in the left half of the tables."""
    return bool(sides["customer_type"] or sides["channel"])


def _column(sides: Mapping[Side, tuple[Card, ...]], sheet: Sheet, names: float) -> float:
    """Return the pitch of columns beside names of that width."""
    count = max(int(_left(sides)), len(sides["channel"])) + max(1, len(sides["application"]))
    return min(sheet.smallest * _WIDEST, (sheet.inner - names - _gap(sheet)) / count)


def _tallest(height: float) -> float:
    """Return the height that names of columns that read upwards may take."""
    return min(150.0, height * 0.52)  # more would leave too few rows


def _gap(sheet: Sheet) -> float:
    """Return the widths of the gaps between names and tables, together."""
    return sheet.smallest * 2.4


def _ordered(tables: Tables, sheet: Sheet, manner: Manner) -> Mapping[Side, tuple[Card, ...]]:
    """Return each side in the order of the lanes, in which few lines cross: dots near a diagonal.

    What is known from an earlier page stays in the order that it had there.
    """
    place = {
        slot.id: number
        for slots in Lanes(tables.diagram, sheet, manner=manner).ordering.columns
        for number, slot in enumerate(slots)
    }
    return {
        name: _kept(sorted(cards, key=lambda card: place[card.id]), manner.keep)
        for name, cards in tables.sides.items()
    }


def _kept(cards: Sequence[Card], places: Places | None) -> tuple[Card, ...]:
    """Return the cards of a side in the order of an earlier page, new ones after those before them."""
    boxes = places.boxes if places else {}
    known = [card for card in cards if card.id in boxes]
    found = sorted(
        known, key=lambda card: boxes[card.id].x + boxes[card.id].y
    )  # a row, or a column
    for at, card in enumerate(cards):
        if card.id not in boxes:
            found.insert(found.index(cards[at - 1]) + 1 if at else 0, card)
    return tuple(found)
