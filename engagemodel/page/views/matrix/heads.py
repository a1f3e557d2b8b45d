"""The names of the columns of tables and how wide a column is in; how they are best written, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing import labels
from engagemodel.page.drawing.marks import in_order
from engagemodel.page.sheet import Sheet

_EDGE = 0.8  # between two heads, in points
_BESIDE, _ABOVE = 2, 4  # lines of a name with its badge beside it, or above it
_CROWN = 1.7  # times the text: the height of badges above names
_SLACK = 3.0  # of a head that is not for its name, in points


@dataclass(frozen=True, slots=True)
class Head:
    """How the names of columns stand: `height` with the badges' `crown`, in points.

    `turned` names read upwards; `cut` of them end in an ellipsis.
    """

    height: float
    turned: bool
    crown: float
    cut: int


def head(
    cards: Sequence[Card],
    column: float,
    sheet: Sheet,
    marked: Mapping[str, Sequence[Remark]],
    most: float,
) -> Head:
    """Return the head of columns of a width, not higher than `most` points where names are turned.

    Names stand upright if no word of them is broken so: beside their badges, or else below them.
    """
    upright = column > sheet.smallest * 4
    crown = sheet.smallest * _CROWN if any(card.id in marked for card in cards) else 0.0
    for lines, above in ((_BESIDE, 0.0), (_ABOVE, crown)) if upright else ():
        badged = {id for id in marked if not above}
        found = _lines(cards, column - _EDGE, lines, sheet, badged)
        if found:
            height = above + sheet.leading * max(found, 1 if above else 2) + sheet.smallest * 0.8
            return Head(height, turned=False, crown=above, cut=0)
    there = [marked[card.id] for card in cards if card.id in marked]
    first = max((labels.crowned(in_order([*found])[:1], sheet) for found in there), default=0.0)
    widest = max((labels.crowned(found, sheet) for found in there), default=0.0)
    if first + 1 > column - _EDGE:
        crown = 0.0  # they read upwards too, behind the names
    elif widest + 1 > column - _EDGE:
        crown = max(crown, widest + sheet.smallest * 0.4)  # the widest read upwards, above them
    return _turned(cards, column - _EDGE, sheet, marked, crown, most)


def _lines(cards: Sequence[Card], width: float, most: int, sheet: Sheet, badged: set[str]) -> int:
    """Return in how many lines upright names stand, 0 where one does not fit so."""
    found = 1
    for card in cards:
        marked = card.id in badged
        if not labels.fits(card, width, most, sheet, badged=marked):
            return 0
        found = max(found, len(labels.lines(card, width, most, sheet, badged=marked)))
    return found


def _turned(
    cards: Sequence[Card],
    column: float,
    sheet: Sheet,
    badged: Mapping[str, Sequence[Remark]],
    crown: float,
    most: float,
) -> Head:
    """Return how high names must be that read upwards, in as many lines as a column has room for.

    A name without a badge reaches into the crown.
    """
    rows, height = labels.rows(column, sheet), min(40.0 + crown, most)
    lacking = []
    for card in cards:
        marked = card.id in badged
        taken = _SLACK + (crown if marked else 0.0)
        beside = marked and not crown
        if beside:
            taken += labels.excess(badged[card.id], sheet)
        while not labels.fits(card, height - taken, rows, sheet, badged=beside):
            if height >= most:
                lacking.append(card)
                break
            height = min(height + 2.0, most)
    return Head(height, turned=True, crown=crown, cut=len(lacking))
