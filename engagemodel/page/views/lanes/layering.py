"""Cards that would all stand in one column in, several columns that lines lead through out."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

Line = tuple[str, str]


def layers(ids: Collection[str], lines: Iterable[Line], count: int) -> Mapping[str, int]:
    """Return the layer of each card, from 0 to at most `count` - 1: most lines lead to the right.

    A card stands one layer behind the last one that leads to it, as far as there are layers; lines
    that lead back, of which there are few, are not looked at. What has no line fills up.
    """
    known = set(ids)
    pairs = Counter((a, b) for a, b in lines if a != b and a in known and b in known)
    depth = _depths(_forward(pairs), pairs)
    found = depth if max(depth.values(), default=0) < count else _even(depth, count)
    sizes = Counter(found.values())
    for id in sorted(known - found.keys()):
        found[id] = min(range(count), key=lambda layer: (sizes[layer], layer))
        sizes[found[id]] += 1
    return found


def _even(depth: Mapping[str, int], count: int) -> dict[str, int]:
    """Return depths as layers, about as many cards in each; what is equally deep stays together."""
    many = Counter(depth.values())
    layer: dict[int, int] = {}
    above = 0
    for level in sorted(many):
        layer[level] = int(count * (above + many[level] / 2) / len(depth))
        above += many[level]
    return {id: layer[level] for id, level in depth.items()}


def _depths(order: list[str], pairs: Collection[Line]) -> dict[str, int]:
    """Return how many lines at most lead to each, one after the other, all forward in that order."""
    place = {id: number for number, id in enumerate(order)}
    before = defaultdict[str, list[str]](list)
    for a, b in pairs:
        if place[a] < place[b]:
            before[b].append(a)
    depth: dict[str, int] = {}
    for id in order:
        depth[id] = max((depth[a] for a in before[id]), default=-1) + 1
    return depth


def _forward(pairs: Mapping[Line, int]) -> list[str]:
    """Return the ends of all lines in an order in which few lines lead back.

    The heuristic of Eades, Lin and Smyth (1993): what leads nowhere goes last, what nothing leads to
    goes first, and else what leads to more than leads to it.
    """
    out, into = Counter[str](), Counter[str]()
    beside = defaultdict[str, set[str]](set)
    for (a, b), many in pairs.items():
        out[a] += many
        into[b] += many
        beside[a].add(b)
        beside[b].add(a)
    left = set(beside)
    first: list[str] = []
    last: list[str] = []
    queue = [(_turn(id, out, into), id) for id in sorted(left)]
    heapq.heapify(queue)
    while left:
        turn, id = heapq.heappop(queue)
        if id not in left or turn != _turn(id, out, into):
            continue  # said anew since
        (first if out[id] else last).append(id)
        left.remove(id)
        for other in beside[id] & left:
            out[other] -= pairs.get((other, id), 0)
            into[other] -= pairs.get((id, other), 0)
            heapq.heappush(queue, (_turn(other, out, into), other))
    return first + last[::-1]


def _turn(id: str, out: Mapping[str, int], into: Mapping[str, int]) -> tuple[int, int]:
    """Return when it is somebody's turn: ends before beginnings, then who leads to most others."""
    if not out[id]:
        return 0, 0
    if not into[id]:
        return 1, 0
    return 2, into[id] - out[id]
