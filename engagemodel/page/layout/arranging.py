"""Cards, lines and columns in, the place of every card and the curve of every line out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from engagemodel.page.layout.curves import across, arc, depths
from engagemodel.page.layout.heights import stack
from engagemodel.page.layout.labels import Piece, spots
from engagemodel.page.layout.lanes import Lanes, build
from engagemodel.page.layout.ordering import order
from engagemodel.page.layout.ports import level, ports
from engagemodel.page.layout.shapes import Arrangement, Card, Column, Curve, Line, Ordering, Point


def arrange(
    cards: Iterable[Card],
    lines: Iterable[Line],
    columns: Sequence[Column],
    top: float,
    bottom: float,
    gap: float,
    *,
    ordering: Ordering | None = None,
    reserve: float = 0.0,
) -> Arrangement:
    """Return where the cards go between `top` and `bottom`, at least `gap` apart, and the curves.

    `ordering` is what `order` gave for the same cards and lines; without it, it is made here.
    What it keeps stays at its old height wherever there is room, gaps being smaller where it is tight. A line to the right leaves its
    card on the right and arrives on the left, one to the left the other way round; lines within a
    column are arcs beside it. Where nothing is kept, each column that can leaves a gap in which a
    card `reserve` high would have room. No line runs through a card, or closer than a few points to one
    that it passes.

    Raises:
        TooTall: a column needs more height; its `needed` says how much.
        ValueError: what `order` raises, columns that overlap, or an ordering of other cards.
    """
    cards, lines = list(cards), list(lines)
    for one, other in itertools.pairwise(columns):
        if other.x <= one.x + one.width:
            raise ValueError("columns have to stand side by side, from left to right, with gutters")
    if ordering is None:
        ordering = order(cards, lines, len(columns))
    lanes = build(cards, lines, len(columns))
    slots = _numbers(lanes, ordering)
    position = [0] * len(lanes.slots)
    for column in slots:
        for place, v in enumerate(column):
            position[v] = place
    height = {card.id: card.height for card in cards}
    heights = [0.0 if slot.passing else height[slot.id] for slot in lanes.slots]
    offsets = ports(lanes, position, heights)
    kept = {
        v: ordering.keep[slot.id]
        for v, slot in enumerate(lanes.slots)
        if not slot.passing and slot.id in ordering.keep
    }
    y = stack(lanes, slots, heights, offsets, (top, bottom, gap), kept, reserve)
    ends = {(line, v): y[v] + offset for (line, v), offset in offsets.items()}
    level(lanes, ends, heights)
    return Arrangement(
        MappingProxyType({slot.id: y[v] for v, slot in enumerate(lanes.slots) if not slot.passing}),
        MappingProxyType(_curves(lanes, columns, ends)),
        ordering.crossings,
    )


def _numbers(lanes: Lanes, ordering: Ordering) -> list[list[int]]:
    """Return the numbers of the slots in the order of `ordering`, column by column."""
    number = {(slot, lanes.column[v]): v for v, slot in enumerate(lanes.slots)}
    places = [(slot, at) for at, slots in enumerate(ordering.columns) for slot in slots]
    if len(places) != len(number) or set(places) != set(number):
        raise ValueError("the ordering is one of other cards or lines")
    return [[number[slot, at] for slot in slots] for at, slots in enumerate(ordering.columns)]


def _curves(
    lanes: Lanes, columns: Sequence[Column], ends: Mapping[tuple[int, int], float]
) -> dict[str, Curve]:
    chains: dict[int, list[Point]] = {}
    pieces: list[Piece] = []
    depth = depths(lanes, columns, ends)
    for line, path in enumerate(lanes.paths):
        at = lanes.column[path[0]]
        if line in depth:
            chains[line] = arc(path, line, lanes, columns, ends, depth[line])
            pieces.append(Piece(line, at, chains[line][3:7], arc=True))
        else:
            chains[line] = across(path, line, lanes, columns, ends)
            pieces += [
                Piece(line, at + place, chains[line][6 * place : 6 * place + 4], arc=False)
                for place in range(len(path) - 1)
            ]
    labels = spots(pieces)
    curves = {}
    for line, chain in chains.items():
        stated = lanes.lines[line]
        upper = lanes.paths[line][0]
        if line in depth:
            upper = min(lanes.paths[line], key=lambda slot: ends[line, slot])
        if stated.source != lanes.slots[upper].id:
            chain.reverse()
        curves[stated.id] = Curve(stated.id, tuple(chain), labels[line])
    return curves
