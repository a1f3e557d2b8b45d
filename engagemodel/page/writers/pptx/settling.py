"""A page in; the same page, with what stands on its lines where their connectors run, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from math import dist

from engagemodel.page.parts import Tie, parts
from engagemodel.page.scene import Group, Item, Path, Point, Scene, at, box
from engagemodel.page.writers.pptx.connecting import along, straight, stretches

_SAMPLES = 24  # points of a stretch that are tried to find which one a sign stands on
_SHARES = tuple(0.5 + way * step / 40 for step in range(18) for way in (1, -1))
_ROUNDS = 6  # in which what covers another one chooses again

Frame = tuple[float, float, float, float]  # left, top, right, bottom
Stretch = tuple[Point, ...]


def settle(scene: Scene) -> Scene:
    """Return the page with each sign and label moved onto the connector of its line.

    A connector and the curve that it stands for leave and arrive alike, and have their middle in
    the same place. Between those they differ by some points. A sign keeps its place along the line,
    unless it would cover another one there: the widest choose first, and where none is free, the
    place is taken where least is covered, until others have made room.
    """
    lines = _lines(scene)
    signs = [*_signs(scene.items)]
    old = [box(sign.items) for sign in signs]
    frames, unsettled = [*old], list(range(len(signs)))
    for _ in range(_ROUNDS):
        for number in sorted(unsettled, key=lambda at: old[at][0] - old[at][2]):
            spots = _spots(lines.get(signs[number].on or ("", ""), []), old[number])
            placed = [_centred(old[number], spot) for spot in spots] or [old[number]]
            frames[number] = min(placed, key=lambda one: _covered(one, frames, number))
        unsettled = [at for at in unsettled if _covered(frames[at], frames, at)]
    moves = [(new[0] - was[0], new[1] - was[1]) for was, new in zip(old, frames, strict=True)]
    return replace(scene, items=_moved(scene.items, iter(moves)))


def _covered(frame: Frame, frames: list[Frame], number: int) -> float:
    """Return how much a frame, put for the one of that number, would cover of the others."""
    return sum(_shared(frame, each) for at, each in enumerate(frames) if at != number)


def _lines(scene: Scene) -> dict[tuple[str, str], list[Stretch]]:
    """Return the stretches of the lines between two cards each."""
    lines: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for part in parts(scene):
        if isinstance(part, Tie) and part.joined:
            lines[part.ends] += stretches(part.path.points)
    return lines


def _signs(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield from [item] if item.on else _signs(item.items)


def _spots(lines: list[Stretch], frame: Frame) -> Iterator[Point]:
    """Yield where a sign may stand, best first; nothing if it stands right, or on no connector."""
    middle = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)

    def away(stretch: Stretch) -> float:
        return min(dist(at(stretch, n / _SAMPLES), middle) for n in range(_SAMPLES + 1))

    points = min(lines, key=away, default=())
    if points and not straight(points):
        for spot in (middle, *(at(points, share) for share in _SHARES)):
            yield along(points, spot)


def _centred(frame: Frame, spot: Point) -> Frame:
    across, down = (frame[2] - frame[0]) / 2, (frame[3] - frame[1]) / 2
    return spot[0] - across, spot[1] - down, spot[0] + across, spot[1] + down


def _shared(one: Frame, other: Frame) -> float:
    """Return the area that two frames have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)


def _moved(items: tuple[Item, ...], moves: Iterator[Point]) -> tuple[Item, ...]:
    """Return the items, each sign among them moved as its turn comes."""
    return tuple(
        item
        if not isinstance(item, Group)
        else replace(item, items=_shifted(item.items, *next(moves)))
        if item.on
        else replace(item, items=_moved(item.items, moves))
        for item in items
    )


def _shifted(items: tuple[Item, ...], right: float, down: float) -> tuple[Item, ...]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            found.append(replace(item, items=_shifted(item.items, right, down)))
        elif isinstance(item, Path):
            points = tuple((x + right, y + down) for x, y in item.points)
            found.append(replace(item, points=points))
        else:
            found.append(replace(item, x=item.x + right, y=item.y + down))
    return tuple(found)
