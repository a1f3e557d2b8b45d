"""Pieces of curves in, points on them out where a label may sit: in a gutter, clear of others."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from engagemodel.page.layout.shapes import Point

_ACROSS = (0.5, 0.4, 0.6, 0.3, 0.7)  # where along a piece between columns, best first
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)  # where along the upright part of an arc
_ENOUGH = 12.0  # points of clearance beyond which the middle of the line counts for more


class Piece(NamedTuple):
    """A cubic of a line across the gutter numbered `gutter`, or the upright of an arc in it."""

    line: int
    gutter: int
    points: Sequence[Point]
    arc: bool


def spots(pieces: Sequence[Piece]) -> dict[int, tuple[Point, ...]]:
    """Return for each line the points of its pieces for a label, the clearest first.

    Pieces across a gutter run from left to right and are at the same x for the same parameter,
    so that the distance to the next one above or below says how clear a point is. Of an arc the
    distance to the other arcs of its gutter counts.
    """
    heights: dict[tuple[int, bool, float], list[float]] = defaultdict(list)
    for piece in pieces:
        for t in _parameters(piece):
            heights[piece.gutter, piece.arc, t].append(bezier(piece.points, t)[1])
    for each in heights.values():
        each.sort()
    found: dict[int, list[tuple[float, int, Point]]] = defaultdict(list)
    for piece in pieces:
        for rank, t in enumerate(_parameters(piece)):
            point = bezier(piece.points, t)
            clear = min(_clearance(heights[piece.gutter, piece.arc, t], point[1]), _ENOUGH)
            found[piece.line].append((-round(clear, 1), rank, point))
    return {line: tuple(point for *_, point in sorted(each)) for line, each in found.items()}


def _parameters(piece: Piece) -> tuple[float, ...]:
    return _ALONG if piece.arc else _ACROSS


def _clearance(heights: Sequence[float], y: float) -> float:
    """Return the distance from y to the nearest of the sorted heights other than itself."""
    at = bisect_left(heights, y)
    return min(
        [abs(other - y) for other in (*heights[max(0, at - 1) : at], *heights[at + 1 : at + 2])],
        default=_ENOUGH,
    )


def bezier(points: Sequence[Point], t: float) -> Point:
    """Return the point at `t` in [0, 1] of a cubic Bézier of four points."""
    s = 1 - t
    weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return (
        sum([w * x for w, (x, _) in zip(weights, points, strict=True)]),
        sum([w * y for w, (_, y) in zip(weights, points, strict=True)]),
    )
