"""Words and a width in; lines of text out that know how high they are."""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.page.scene import Item, Text
from engagemodel.page.typeset import wrap


@dataclass(frozen=True, slots=True)
class Type:
    """A size of text in points, and the distance of two lines of it."""

    size: float

    @property
    def leading(self) -> float:
        """The distance of two lines."""
        return self.size * 1.26


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one look, from the top down."""

    words: tuple[str, ...]
    type: Type
    colour: str
    bold: bool = False

    @property
    def height(self) -> float:
        """The height that they take."""
        return len(self.words) * self.type.leading

    def draw(self, x: float, y: float) -> list[Item]:
        """Return them with their upper left corner at (x, y)."""
        size, leading = self.type.size, self.type.leading
        return [
            Text(x, y + size * 0.95 + number * leading, line, size, self.colour, self.bold)
            for number, line in enumerate(self.words)
        ]


def set_lines(
    text: str, width: float, type: Type, colour: str, *, bold: bool = False, most: int = 9
) -> Lines:
    """Return a text in as many lines as it needs, `most` at most."""
    return Lines(tuple(wrap(text, width, type.size, bold=bold, most=most)), type, colour, bold=bold)
