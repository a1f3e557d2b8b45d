"""A curve between two cards in, the connectors of a slide that run as it does out."""

from __future__ import annotations

from math import copysign, dist

from engagemodel.page.scene import Point, Rect, at
from engagemodel.page.writers.pptx.looks import extent, offset

_THIN = 1.0  # the width in points of what a bow stands on: its depth is a share of that
_REACH = 15.9  # points that LibreOffice has each bow reach, and needs to turn
_STEPS = 24  # halvings: enough for a hundredth of a point

Corners = tuple[float, float, float, float]  # of a cubic curve in one coordinate


def stretches(points: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    """Return the stretches of a line: every other one is straight, in or beside a lane.

    A connector cannot be told to be straight between two bends: PowerPoint has no such curve, and
    LibreOffice finds a way of its own. So a line that passes lanes, or many cards of its own, is a
    connector to where it goes straight, what is straight there, and a connector from its end.
    """
    curves = [points[at : at + 4] for at in range(0, len(points) - 1, 3)]
    if len(curves) % 2 and all(_bar(each, points[0]) for each in curves[1::2]):
        return tuple(curves)
    return (points,)


def _bar(points: tuple[Point, ...], start: Point) -> bool:
    """Return whether there is a straight piece of a line, and room to turn into it."""
    long = dist(points[0], points[-1]) > _THIN
    return straight(points) and long and abs(points[0][0] - start[0]) > _REACH


def straight(points: tuple[Point, ...]) -> bool:
    """Return whether all points are on one level or upright line."""
    return 1 in (len({x for x, _ in points}), len({y for _, y in points}))


def connector(points: tuple[Point, ...]) -> str:
    """Return place and shape of a connector as DrawingML.

    It leads from side to side of two cards, makes a bow from a side of one to the same side of
    another, or turns by a quarter, from or to what is upright.
    """
    (x1, y1), (x2, y2) = points[0], points[-1]
    place = Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    if _upright(points[:2]):
        middle = (place.x + place.width / 2, place.y + place.height / 2)
        lying = Rect(
            middle[0] - place.height / 2, middle[1] - place.width / 2, place.height, place.width
        )
        return _shape("curvedConnector2", "", lying, y2 < y1, x2 > x1, ' rot="5400000"')
    if _upright(points[-2:]):
        return _shape("curvedConnector2", "", place, x2 < x1, y2 < y1)
    if not _bow(points):
        return _shape("curvedConnector3", _bend(0.5), place, x2 < x1, y2 < y1)
    depth = _depth(points)
    thin = Rect(x1 if depth > 0 else x1 - _THIN, place.y, _THIN, place.height)
    return _shape("curvedConnector3", _bend(abs(depth) / _THIN), thin, depth < 0, y2 < y1)


def along(points: tuple[Point, ...], spot: Point) -> Point:
    """Return the point of the `connector` beside `spot`: as high for a bow, above or below for others.

    It is where ECMA-376 has the curves (curvedConnector2 and 3 in its presetShapeDefinitions).
    """
    if _upright(points[:2]):
        return along(points[::-1], spot)
    (x1, y1), (x2, y2) = points[0], points[-1]
    if _bow(points):
        share = (spot[1] - y1) / (y2 - y1) if y1 != y2 else 0.5
        return x1 + _depth(points) * _bulge(share), spot[1]
    share = (spot[0] - x1) / (x2 - x1)
    risen = _turn(share) if _upright(points[-2:]) else _rise(share)
    return spot[0], y1 + (y2 - y1) * risen


def _upright(points: tuple[Point, ...]) -> bool:
    return points[0][0] == points[1][0] and points[0][1] != points[1][1]


def _bow(points: tuple[Point, ...]) -> bool:
    """Return whether a line comes back to where it leaves, from left to right."""
    return (points[1][0] > points[0][0]) == (points[-2][0] > points[-1][0])


def _depth(points: tuple[Point, ...]) -> float:
    """Return how far a bow reaches, to the left if that is less than nothing."""
    depth = at(points, 0.5)[0] - points[0][0]
    return copysign(max(abs(depth), _REACH), depth)


def _bend(share: float) -> str:
    return f'<a:gd name="adj1" fmla="val {round(share * 100_000)}"/>'


def _shape(
    kind: str, guides: str, place: Rect, across: bool, upward: bool, turned: str = ""
) -> str:
    flips = (' flipH="1"' if across else "") + (' flipV="1"' if upward else "")
    return (
        f"<a:xfrm{turned}{flips}>{offset(place)}{extent(place)}</a:xfrm>"
        f'<a:prstGeom prst="{kind}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    )


def _rise(share: float) -> float:
    """Return how much of its height a connector has done where it has done that share of its width."""
    if share > 0.5:
        return 1 - _rise(1 - share)
    return _follow((0, 0.25, 0.5, 0.5), (0, 0, 0.25, 0.5), share)


def _turn(share: float) -> float:
    """Return how much of its height a quarter turn has done where it has done that of its width."""
    return _follow((0, 0.5, 1, 1), (0, 0, 0.5, 1), share)


def _bulge(share: float) -> float:
    """Return how much of its depth a bow has where it has done that share of its height."""
    return _follow((0, 0, 0.25, 0.5), (0, 0.5, 1, 1), min(share, 1 - share))


def _follow(way: Corners, other: Corners, value: float) -> float:
    """Return the `other` coordinate of a cubic curve at the point where it has `value` in this one."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _cubic(way, middle) < value else (low, middle)
    return _cubic(other, low)


def _cubic(corners: Corners, share: float) -> float:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return sum(weight * corner for weight, corner in zip(weights, corners, strict=True))
