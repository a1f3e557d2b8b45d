"""How closely a page is set: the sizes of cards, signs and badges that follow from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Density:
    """How closely cards are set: size of names in points, lines a name may take, room around.

    `badges` is how many badges a card carries; where that is 1, it says how many
    more findings name the card.
    """

    text: float
    smallest: float
    lines: int = 1
    pad: float = 0.0
    gap: float = 0.0
    badges: int = 4
    disc: float = 1.3  # times the smallest text: the diameter of a badge

    @property
    def leading(self) -> float:
        """The distance of two lines of a name."""
        return self.text * 1.16

    @property
    def tag(self) -> float:
        """The side of the square that carries the sign of a mark."""
        return self.smallest * 1.22

    @property
    def badge(self) -> float:
        """The diameter of a badge."""
        return self.smallest * self.disc
