"""The signs of the kinds of platform."""

from __future__ import annotations

from engagemodel.page import palette
from engagemodel.page.scene import Item, Path, Rect

STORES = ("database", "middleware", "infrastructure")


def icon(
    x: float, y: float, size: float, sort: str, colour: str = palette.LANES["platform"]
) -> tuple[Item, ...]:
    """Return the sign of a kind of platform, centred at height y, its left edge at x."""
    width, half = size * 0.8, size * 0.45
    if sort == "database":
        return _cylinder(x, y, width, half, colour)
    if sort == "middleware":  # two ends and what joins them
        bar = Rect(x, y - 0.6, width, 1.2, 0, colour)
        ends = [
            Rect(x + dx, y - half * 0.7, width * 0.3, half * 1.4, 1, palette.PAPER, colour, 0.9)
            for dx in (0.0, width * 0.7)
        ]
        return (bar, *ends)
    plates = [
        Rect(x, y - half + i * half * 0.72, width, half * 0.5, 0.8, palette.PAPER, colour, 0.9)
        for i in range(3)
    ]
    return tuple(plates)


def _cylinder(x: float, y: float, width: float, half: float, colour: str) -> tuple[Item, ...]:
    lid, bulge = y - half * 0.62, half * 0.5
    bottom, right = y + half * 0.62, x + width
    body = (
        (x, lid),
        (x, lid - bulge),
        (right, lid - bulge),
        (right, lid),
        (right, lid + (bottom - lid) / 3),
        (right, bottom - (bottom - lid) / 3),
        (right, bottom),
        (right, bottom + bulge),
        (x, bottom + bulge),
        (x, bottom),
        (x, bottom - (bottom - lid) / 3),
        (x, lid + (bottom - lid) / 3),
        (x, lid),
    )
    rim = ((x, lid), (x, lid + bulge), (right, lid + bulge), (right, lid))
    return (
        Path(body, colour, 0.9, fill=palette.PAPER, closed=True),
        Path(rim, colour, 0.9),
    )
