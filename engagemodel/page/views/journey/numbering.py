"""A place at a step in; the disc with its number, or the ring of who is no longer there, out."""

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


def ring(x: float, y: float, size: float) -> Rect:
    """Return the sign of what took part in a step before and no longer does, its centre at (x, y)."""
    wide = size * 0.3
    return Rect(x - wide, y - wide, 2 * wide, 2 * wide, wide, palette.PAPER, palette.LINE, 1.0)


def half(step: int, size: float) -> float:
    """Return half the width of the disc with a step's number."""
    return max(size * 0.72, measure(str(step + 1), size, bold=True) / 2 + 2)
