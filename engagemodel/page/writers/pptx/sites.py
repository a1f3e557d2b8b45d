"""Cards and the lines between them in; the places on the sides of cards that lines are glued to, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engagemodel.page.parts import Tie
from engagemodel.page.scene import Point, Rect
from engagemodel.page.writers.pptx.looks import emu, place

TOP, LEFT, BOTTOM, RIGHT = range(4)  # the numbers of a rectangle's sides as connectors count them
_MIDDLE = 0.5  # points from the middle of a side that are the middle
_SIZE = 1.0  # points a side of what a connector is glued to

Site = tuple[int, float]  # the side, and how far below the top of the card, in points
Sites = Mapping[str, tuple[Site, ...]]


def sites(ties: Iterable[Tie], frames: Mapping[str, Rect]) -> Sites:
    """Return by card where lines meet it beside the middles of its sides, from the top down.

    A rectangle has nothing to glue a connector to but the middles of its sides, and one with places
    of its own is no help: LibreOffice knows none of them. So there is a small shape in each of
    these places, invisible and in one group with the card, to hold the end of a line.
    """
    found: dict[str, set[Site]] = defaultdict(set)
    for tie in ties:
        for id, point in zip(tie.ends, (tie.path.points[0], tie.path.points[-1]), strict=True):
            frame, (at, below) = frames[id], site(point, frames[id])
            if abs(below - frame.height / 2) > _MIDDLE:
                found[id].add((at, below))
    return {id: tuple(sorted(those)) for id, those in found.items()}


def side(point: Point, frame: Rect) -> int:
    """Return which side of a card a point is at."""
    return LEFT if point[0] - frame.x < frame.x + frame.width - point[0] else RIGHT


def site(point: Point, frame: Rect) -> Site:
    """Return where on the sides of a card a point is."""
    return side(point, frame), round(point[1] - frame.y, 2)


def holder(frame: Rect, at: Site) -> Rect:
    """Return the place of the shape within a card that holds what is glued there."""
    left = frame.x if at[0] == LEFT else frame.x + frame.width - _SIZE
    return Rect(left, frame.y + at[1] - _SIZE / 2, _SIZE, _SIZE)


def bar(points: tuple[Point, ...]) -> str:
    """Return place and shape of a straight line; its ends have the numbers of a rectangle's sides.

    It lies in a box of some width: with none LibreOffice could not tell its ends from its sides.
    """
    (x1, y1), (x2, y2) = points[0], points[-1]
    across, down = (_SIZE, 0.0) if x1 == x2 else (0.0, _SIZE)
    frame = Rect(
        min(x1, x2) - across, min(y1, y2) - down, abs(x2 - x1) + 2 * across, abs(y2 - y1) + 2 * down
    )
    middles = (("3cd4", "hc", "t"), ("cd2", "l", "vc"), ("cd4", "hc", "b"), ("0", "r", "vc"))
    places = "".join(
        f'<a:cxn ang="{angle}"><a:pos x="{x}" y="{y}"/></a:cxn>' for angle, x, y in middles
    )
    start, end = (
        f'<a:pt x="{emu(x - frame.x)}" y="{emu(y - frame.y)}"/>'
        for x, y in sorted((points[0], points[-1]))
    )
    size = f'w="{emu(frame.width)}" h="{emu(frame.height)}" fill="none"'
    return (
        f"{place(frame)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{places}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path {size}><a:moveTo>{start}</a:moveTo>'
        f"<a:lnTo>{end}</a:lnTo></a:path></a:pathLst></a:custGeom>"
    )


def ends(points: tuple[Point, ...]) -> tuple[int, int]:
    """Return the numbers of the places where a straight line is come to and left."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    if x1 == x2:
        return (TOP, BOTTOM) if y1 < y2 else (BOTTOM, TOP)
    return (LEFT, RIGHT) if x1 < x2 else (RIGHT, LEFT)
