"""Lines as they are drawn in, how often they cross and how long they are out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import dist
from statistics import fmean

from engagemodel.page.layout import Line
from engagemodel.page.layout.labels import bezier

STEPS = 12  # pieces of a curve that are taken for straight
GRID = 400  # places from left to right at which lines are compared
Polyline = list[tuple[float, float]]


def polyline(points: Sequence[tuple[float, float]]) -> Polyline:
    """Return a chain of cubics as short straight pieces, from left to right."""
    found = [points[0]]
    for i in range(0, len(points) - 1, 3):
        found += [bezier(points[i : i + 4], step / STEPS) for step in range(1, STEPS + 1)]
    return found


def crossings(lines: Sequence[Line], drawn: Sequence[Polyline]) -> int:
    """Return how often lines without a common card change places from left to right."""
    right = max(x for line in drawn for x, _ in line)
    grid = [right * (place + 0.5) / GRID for place in range(GRID)]
    heights = [_heights(line, grid) for line in drawn]
    total = 0
    pairs = zip(lines, heights, strict=True)
    for (one, (first, upper)), (other, (begin, lower)) in combinations(pairs, 2):
        if {one.source, one.target} & {other.source, other.target}:
            continue
        start = max(first, begin)
        above = [
            a < b
            for a, b in zip(upper[start - first :], lower[start - begin :], strict=False)
            if a != b
        ]
        total += sum(a != b for a, b in pairwise(above))
    return total


def _heights(line: Polyline, grid: Sequence[float]) -> tuple[int, list[float]]:
    """Return the first place of the grid that a line reaches, and its heights from there."""
    line = sorted(line)
    first = bisect_left(grid, line[0][0])
    found, piece = [], 0
    for x in grid[first:]:
        while piece + 1 < len(line) and line[piece + 1][0] < x:
            piece += 1
        if piece + 1 == len(line):
            break
        (a, b), (c, d) = line[piece], line[piece + 1]
        found.append(b if c == a else b + (d - b) * (x - a) / (c - a))
    return first, found


def length(drawn: Sequence[Polyline]) -> float:
    """Return the mean length of a line in points."""
    return fmean(sum(dist(a, b) for a, b in pairwise(line)) for line in drawn)
