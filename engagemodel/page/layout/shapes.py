"""What the layout is given and what it gives: cards, lines and columns; slots, curves, places.

Lengths are points; x grows to the right, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """A box of a given height in the column numbered `column`, from 0 at the left.

    `pressed` is the height down to which it may be pressed where others stay, if it may.
    """

    id: str
    column: int
    height: float
    pressed: float | None = None

    @property
    def least(self) -> float:
        """The least height that the card may have."""
        return self.height if self.pressed is None else min(self.pressed, self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one card to another, in any two columns; `weight` says how straight it wants to be."""

    id: str
    source: str
    target: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column stands: its cards occupy [x, x + width]."""

    x: float
    width: float


class Slot(NamedTuple):
    """A place in the order of a column: a card's, or that of a line passing between two cards."""

    id: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Ordering:
    """The slots of each column from top to bottom, and the crossings that they make.

    `crossings` counts pairs of line pieces between neighbouring columns that cross; pieces that
    share an end never do, lines within a column are not counted. `keep` is what `order` was given.
    """

    columns: tuple[tuple[Slot, ...], ...]
    crossings: int
    keep: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A chain of cubic Béziers, 1 + 3n points, from the source's port to the target's.

    Tangents are horizontal at both ports. `spots` are points of the curve where a label may sit,
    outside every card, the clearest of other lines first.
    """

    id: str
    points: tuple[Point, ...]
    spots: tuple[Point, ...]

    @property
    def label(self) -> Point:
        """The best of the spots."""
        return self.spots[0]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything is: the top of each card by its id, the curve of each line by its id."""

    y: Mapping[str, float]
    curves: Mapping[str, Curve]
    crossings: int


class TooTall(ValueError):
    """The cards of a column do not fit one above the other; `needed` is the height that would do."""

    def __init__(self, column: int, needed: float, available: float) -> None:
        super().__init__(
            f"column {column} needs a height of {needed:.1f} and there is {available:.1f}"
        )
        self.column = column
        self.needed = needed
