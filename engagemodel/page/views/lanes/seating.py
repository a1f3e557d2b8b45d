"""A plan and a state of what it was made for in; that state in the places of the plan out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from math import inf

from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Connection, Diagram, LineKind
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.drawing.listing import cut
from engagemodel.page.grouping import merge, regathered, together
from engagemodel.page.layout import Arrangement, Column, Curve
from engagemodel.page.scene import Point, at
from engagemodel.page.views.lanes.columns import Lanes
from engagemodel.page.views.lanes.fitting import Plan
from engagemodel.page.views.lanes.growing import MOST_LINES

_EDGE = 1.0  # points from which on a card reaches to a bound


class Seats:
    """The cards of a state, each in a place of the plan, and what follows from that.

    Of several cards that have one place, none holds it but one that is called as that is; the
    others are `loose`. In places that are `joined` they are one card, which holds it.
    """

    def __init__(self, plan: Plan, diagram: Diagram, joined: frozenset[str]) -> None:
        whole = plan.lanes.diagram
        self.plan, self.known = plan, {card.id: card for card in whole.cards}
        homes = {id: card.id for card in whole.cards for id in card.member_ids}
        places = {card.id: card.place or card.id for card in diagram.cards}
        self.home = {
            id: homes.get(place, place if place in joined else id) for id, place in places.items()
        }
        self.place = {self.home[id]: homes.get(place, place) for id, place in places.items()}
        alone = [card for card in diagram.cards if not self.known[self._of(card)].members]
        self.cards = (*self._seated(alone), *self._grouped(diagram))
        held = Counter(self.place[card.id] for card in self.cards)
        self.loose = frozenset(
            card.id
            for card in self.cards
            if held[self.place[card.id]] > 1 and self.place[card.id] != card.id
        )
        self.shown = replace(
            diagram,
            cards=self.cards,
            lines=tuple(self._lines(diagram)),
            remarks=tuple(
                replace(remark, cards=tuple(dict.fromkeys(self.home[id] for id in remark.cards)))
                for remark in diagram.remarks
            ),
        )

    def _of(self, card: Card) -> str:
        return self.place[self.home[card.id]]

    def _seated(self, cards: list[Card]) -> Iterator[Card]:
        """Yield the cards, those that are joined as one."""
        sharing: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            sharing[self.home[card.id]].append(card)
        yield from (together(id, members) for id, members in sharing.items())

    def _grouped(self, diagram: Diagram) -> Iterator[Card]:
        """Yield the cards that the plan has for several, with those of the state."""
        groups: dict[str, list[Card]] = defaultdict(list)
        for card in diagram.cards:
            if self.known[self._of(card)].members:
                groups[self.home[card.id]].append(card)
        yield from (regathered(self.known[id], cards) for id, cards in groups.items())

    def _lines(self, diagram: Diagram) -> Iterator[Connection]:
        if any(self.home[card.id] != card.id for card in diagram.cards):
            yield from merge(diagram.lines, self.home, coarse=False)
        else:
            yield from diagram.lines

    @cached_property
    def lanes(self) -> Lanes:
        """The state in the columns of the plan."""
        columns = {
            card.id: self.plan.lanes.column_of(self.known[self.place[card.id]])
            for card in self.cards
        }
        return Lanes(self.shown, self.plan.lanes.sheet, columns, self.plan.lanes.platforms)

    @cached_property
    def tops(self) -> Mapping[str, float]:
        """The tops of the cards that hold a place."""
        y = self.plan.arrangement.y
        return {card.id: y[self.place[card.id]] for card in self.cards if card.id not in self.loose}

    def height(self, id: str) -> float:
        """Return how high the place is that a card holds."""
        return self.plan.faces[self.place[id]].height

    def face(self, card: Card, height: float) -> Face:
        """Return a card's text in as many lines as there is room for, at that height."""
        badged = card.id in self.lanes.badged
        return face_within(card, self.column(card.id), height, self.plan.density, badged)

    def column(self, id: str) -> Column:
        """Return the column that a card stands in."""
        return self.plan.columns[self.lanes.seats[id]]

    def still(self) -> Plan:
        """Return the plan of the state where no card is loose.

        A line takes the way of a like line of the plan; one that has none there goes straight from
        card to card.
        """
        lines = self.plan.lanes.diagram.lines
        ways = {(line.kind, line.source, line.target): line.id for line in lines}
        arrangement = Arrangement(
            self.tops,
            {line.id: self._curve(line, ways) for line in self.shown.lines},
            self.plan.arrangement.crossings,
        )
        faces = {card.id: self.face(card, self.height(card.id)) for card in self.cards}
        return replace(self.plan, lanes=self.lanes, faces=faces, arrangement=arrangement)

    def _curve(self, line: Connection, ways: Mapping[tuple[LineKind, str, str], str]) -> Curve:
        curves = self.plan.arrangement.curves
        ends = self.place[line.source], self.place[line.target]
        way = line.id if line.id in curves else ways.get((line.kind, *ends))
        if way is None:
            last = self.plan.columns[-1]
            sides = (self._sides(line.source), self._sides(line.target))
            return direct(line.id, *sides, bound=last.x + last.width)
        return replace(curves[way], id=line.id)

    def _sides(self, id: str) -> tuple[float, float, float]:
        column = self.column(id)
        return column.x, column.x + column.width, self.tops[id] + self.height(id) / 2


def face_within(card: Card, column: Column, height: float, density: Density, badged: bool) -> Face:
    """Return the card's text for that height: as it is set elsewhere, or smaller if that is whole."""
    sizes = (density, replace(density, text=density.smallest, pad=0.0), tightest(density))
    most = min(density.lines + 1, MOST_LINES)  # a name that is cut may have one line more
    ways = [replace(size, lines=lines) for size in sizes for lines in range(most, 0, -1)]
    faces = [(way, face(card, column.width, way, badged=badged)) for way in ways]
    fitting = [(way, found) for way, found in faces if found.height <= height + 0.01] or faces[-1:]
    whole = [(way, found) for way, found in fitting if not cut(list(found.name), card.name)]
    way, found = (whole or fitting)[0]
    return replace(found, height=height, density=way)


def tightest(density: Density) -> Density:
    """Return the setting of a card that has least room: its one badge stands within it."""
    return replace(density, text=density.smallest, pad=0.0, badges=1)


def direct(
    id: str,
    source: tuple[float, float, float],
    target: tuple[float, float, float],
    *,
    bound: float = inf,
) -> Curve:
    """Return the curve between two cards, each given as left, right and the middle of its height.

    Within a column it is an arc to the right of the cards, to their left if they reach to `bound`.
    """
    if source[1] < target[0]:
        start, end = (source[1], source[2]), (target[0], target[2])
    elif target[1] < source[0]:
        start, end = (source[0], source[2]), (target[1], target[2])
    else:
        side = 0 if max(source[1], target[1]) >= bound - _EDGE else 1
        start, end = (source[side], source[2]), (target[side], target[2])
    reach = (end[0] - start[0]) / 2
    near, far = start[0] + reach, end[0] - reach
    if start[0] == end[0]:
        bulge = 12 + abs(end[1] - start[1]) * 0.12
        near = far = start[0] + (bulge if start[0] == source[1] else -bulge)
    points: tuple[Point, ...] = (start, (near, start[1]), (far, end[1]), end)
    return Curve(id, points, (at(points, 0.5),))
