"""A curve between two cards in, the connector of a slide that looks most like it out."""

from __future__ import annotations

from engagemodel.page.scene import Point, Rect

_POINT = 12_700  # EMU
_THIN = 1.0  # the least width and height in points: bends are shares of them
_LEFT, _RIGHT = 1, 3  # the numbers of a rectangle's sides as connectors count them


def connector(points: tuple[Point, ...], source: Rect, target: Rect) -> tuple[str, tuple[int, int]]:
    """Return place and shape as DrawingML, and the sides of `source` and `target` that it joins.

    It starts and ends where the curve does. An office program draws it to the middle of these sides
    as soon as one of the cards is moved.
    """
    sites = (_side(points[0], source), _side(points[-1], target))
    if sites[0] == sites[1]:
        return _arc(points, outward=sites[0] == _RIGHT), sites
    return _across(points), sites


def _side(point: Point, rect: Rect) -> int:
    return _LEFT if point[0] - rect.x < rect.x + rect.width - point[0] else _RIGHT


def _arc(points: tuple[Point, ...], *, outward: bool) -> str:
    """Return a bow from a side of one card to the same side of another in its lane."""
    (x, start), (_, end) = points[0], points[-1]
    xs = [point[0] for point in points]
    depth = max(xs) - x if outward else x - min(xs)
    bend = round(max(depth, _THIN) / _THIN * 100_000)
    low, high = sorted((start, end))
    left = x if outward else x - _THIN
    return _shape(
        "curvedConnector3", (bend,), (left, low, _THIN, high - low), not outward, end < start
    )


def _across(points: tuple[Point, ...]) -> str:
    """Return a curve from lane to lane; where it passes a lane between two cards, it still does."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    width, height = x2 - x1, y2 - y1
    if abs(height) < _THIN:
        height = _THIN if height >= 0 else -_THIN
    left, top = min(x1, x2), min(y1, y1 + height)
    place = (left, top, abs(width), abs(height))
    flips = (width < 0, height < 0)
    if len(points) == 4:
        return _shape("curvedConnector3", (50_000,), place, *flips)
    levels = range(3, len(points) - 3, 6)  # where each level piece starts
    at = levels[len(levels) // 2]
    first = (points[0][0] + points[3][0]) / 2
    last = (points[-4][0] + points[-1][0]) / 2
    bends = ((first - x1) / width, (points[at][1] - y1) / height, (last - x1) / width)
    return _shape("curvedConnector5", tuple(round(b * 100_000) for b in bends), place, *flips)


def _shape(
    kind: str,
    bends: tuple[int, ...],
    place: tuple[float, float, float, float],
    across: bool,
    upward: bool,
) -> str:
    flips = (' flipH="1"' if across else "") + (' flipV="1"' if upward else "")
    left, top, width, height = (round(value * _POINT) for value in place)
    guides = "".join(
        f'<a:gd name="adj{number}" fmla="val {bend}"/>' for number, bend in enumerate(bends, 1)
    )
    return (
        f'<a:xfrm{flips}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{kind}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    )
