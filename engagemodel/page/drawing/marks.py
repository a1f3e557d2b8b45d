"""Marks and findings in; the tags and badges that stand for them on a page out."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Remark
from engagemodel.page.scene import Item, Path, Point, Rect, Text, polyline
from engagemodel.page.typeset import measure

SIGNS = {  # as text, where signs are counted
    "added": "+",
    "removed": "−",
    "changed": "~",
    "renamed": "→",
    "merged": "⇐",
    "split": "⇒",
    "failed": "✗",
    "down": "↓",
    "cut": "✗",
    "hurt": "−",
}

_FLAT = polyline((-1, 0), (1, 0))
_HEAD = polyline((0.35, -0.65), (1, 0), (0.35, 0.65))
_CROSS = (polyline((-0.8, -0.8), (0.8, 0.8)), polyline((-0.8, 0.8), (0.8, -0.8)))
_FALL = (polyline((0, -1), (0, 1)), polyline((-0.65, 0.35), (0, 1), (0.65, 0.35)))
_STROKES: Mapping[str, tuple[tuple[Point, ...], ...]] = {  # within -1 and 1, y downwards
    "added": (_FLAT, polyline((0, -1), (0, 1))),
    "removed": (_FLAT,),
    "changed": (((-1, 0.3), (-0.3, -1.3), (0.3, 1.3), (1, -0.3)),),
    "renamed": (_FLAT, _HEAD),
    "merged": (  # two lines become one, one becomes two
        polyline((-1, -0.9), (-0.1, 0), (1, 0)),
        polyline((-1, 0.9), (-0.1, 0)),
        _HEAD,
    ),
    "split": (polyline((-1, 0), (-0.1, 0), (1, -0.9)), polyline((-0.1, 0), (1, 0.9))),
    "failed": _CROSS,
    "cut": _CROSS,
    "hurt": (_FLAT,),
    "slow": (polyline((0, -1.1), (0, 0.1), (0.8, 0.5)),),  # the hands of a clock
    "unknown": (
        ((-0.6, -0.5), (-0.5, -1.3), (0.7, -1.3), (0.6, -0.5), (0.5, -0.1), (0, -0.1), (0, 0.4)),
        polyline((0, 0.85), (0, 1.2)),
    ),
    "down": _CROSS,
    "broken": _CROSS,
    "mended": (polyline((-0.9, 0.1), (-0.25, 0.75), (0.9, -0.7)),),
}


def sign(x: float, y: float, radius: float, shown: str) -> list[Item]:
    """Return a disc with its centre at (x, y) that carries the sign of a line's mark or state."""
    colour = palette.MARKS.get(shown) or palette.STATES[shown]
    side = 2 * radius
    disc = Rect(x - radius, y - radius, side, side, radius, palette.PAPER, colour, radius / 4)
    half, line = radius * 0.55, radius * 0.36
    strokes = [tuple((x + a * half, y + b * half) for a, b in points) for points in _STROKES[shown]]
    return [disc, *(Path(points, colour, line) for points in strokes)]


def dot(x: float, y: float, radius: float, kind: str) -> list[Item]:
    """Return what a table has for a line, a flow (square), or what is joined through another."""
    side = 2 * radius
    if kind == "flow":
        half = radius * 0.86
        return [Rect(x - half, y - half, 2 * half, 2 * half, 0.6, palette.FLOW)]
    if kind == "through":
        return [Rect(x - radius, y - radius, side, side, radius, palette.PAPER, palette.LINE, 1.0)]
    return [Rect(x - radius, y - radius, side, side, radius, palette.MUTED)]


def glyph(x: float, y: float, half: float, look: str) -> list[Item]:
    """Return the sign of what became of a card, white, its centre at (x, y)."""
    strokes = _FALL if look == "down" else _STROKES[look]
    return [
        Path(tuple((x + a * half, y + b * half) for a, b in points), palette.PAPER, half * 0.48)
        for points in strokes
    ]


def tag(x: float, y: float, density: Density, mark: str) -> tuple[Item, ...]:
    """Return the square with the sign of a mark, its top left corner at (x, y)."""
    side = density.tag
    return (
        Rect(x, y, side, side, 2, palette.MARKS[mark]),
        *glyph(x + side / 2, y + side / 2, side * 0.3, mark),
    )


def badge(x: float, y: float, density: Density, remark: Remark) -> tuple[Item, ...]:
    """Return a badge with its centre at (x, y): its shape tells the severity, hollow is resolved."""
    return numbered(x, y, density, str(remark.number), remark)


def numbered(x: float, y: float, density: Density, text: str, remark: Remark) -> tuple[Item, ...]:
    """Return the badge of several findings like that one, with `text` for its number."""
    return _badge(x, y, density, text, remark.severity, hollow=remark.status == "resolved")


def badge_width(density: Density, text: str) -> float:
    """Return how wide a badge with that number is, in points."""
    return max(density.badge, measure(text, density.smallest, bold=True) + density.smallest * 0.6)


def _badge(
    x: float, y: float, density: Density, text: str, severity: str, *, hollow: bool
) -> tuple[Item, ...]:
    side, width = density.badge, badge_width(density, text)
    colour = palette.MARKS["added"] if hollow else palette.SEVERITIES[severity]
    pale = hollow or severity == "low"
    shape = Rect(
        x - width / 2,
        y - side / 2,
        width,
        side,
        side / 2 if severity == "high" or hollow else 2.0,
        palette.PAPER if pale else colour,
        colour if pale else palette.PAPER,
        1.1 if pale else 0.7,
    )
    number = Text(
        x,
        y + density.smallest * 0.34,
        text,
        density.smallest,
        colour if pale else palette.PAPER,
        bold=True,
        anchor="middle",
    )
    return (shape, number)


def in_order(numbers: list[Remark]) -> list[Remark]:
    """Return remarks as their badges stand: those that are resolved last."""
    return sorted(numbers, key=lambda r: (r.status == "resolved", r.number))


def single(numbers: list[Remark]) -> str:
    """Return what the one badge says that stands for all: the first number, and how many more."""
    first, *rest = in_order(numbers)
    return f"{first.number} +{len(rest)}" if rest else str(first.number)


def room_for(numbers: list[Remark], free: float, density: Density) -> int:
    """Return how many badges there may be, a count of the others included."""
    widths = [badge_width(density, str(remark.number)) + 1 for remark in in_order(numbers)]
    if sum(widths) <= free:
        return len(widths)
    count = measure(f"+{len(numbers)}", density.smallest, bold=True) + 3
    fitting = sum(sum(widths[: n + 1]) + count <= free for n in range(len(widths)))
    return max(1, fitting + 1)


def badges(numbers: list[Remark], right: float, y: float, density: Density) -> list[Item]:
    """Return the badges at a card's upper right corner (right, y), open ones first, the rest counted.

    They are in the order in which they stand, and so are read.
    """
    shown = in_order(numbers)
    edge = right + density.badge / 2
    items: list[Item] = []
    if density.badges == 1:
        for first in shown[:1]:
            text = single(shown)
            width, hollow = badge_width(density, text), first.status == "resolved"
            middle = edge - width / 2
            items.extend(_badge(middle, y, density, text, first.severity, hollow=hollow))
        return items
    y -= density.smallest * 0.15
    rest = len(shown) - density.badges
    if rest > 0:
        shown = shown[: density.badges - 1]
        text = f"+{rest + 1}"
        width = measure(text, density.smallest, bold=True) + 2
        height = density.badge * 0.8
        ground = Rect(edge - width, y - height / 2, width, height, 2, palette.PAPER)
        base = y + density.smallest * 0.34
        count = Text(edge - 1, base, text, density.smallest, palette.MUTED, bold=True, anchor="end")
        items += [ground, count]
        edge -= width + 1.0
    for remark in reversed(shown):
        width = badge_width(density, str(remark.number))
        items[:0] = badge(edge - width / 2, y, density, remark)
        edge -= width + 1.0
    return items
