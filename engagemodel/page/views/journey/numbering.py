"""The number of a step in, the disc that carries it out."""

from __future__ import annotations

from engagemodel.page import palette
from engagemodel.page.scene import Item, Rect, Text
from engagemodel.page.typeset import measure


def node(x: float, y: float, step: int, size: float) -> list[Item]:
    """Return the number of a step (from 0) in a disc with its centre at (x, y), `size` in points."""
    wide = half(step, size)
    disc = Rect(x - wide, y - size * 0.72, 2 * wide, size * 1.44, size * 0.72, palette.TITLE)
    base, text = y + size * 0.34, str(step + 1)
    return [disc, Text(x, base, text, size, palette.PAPER, bold=True, anchor="middle")]


def half(step: int, size: float) -> float:
    """Return half the width of the disc with a step's number."""
    return max(size * 0.72, measure(str(step + 1), size, bold=True) / 2 + 2)
