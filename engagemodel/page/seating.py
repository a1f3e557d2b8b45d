"""A plan and a state of what it was made for in; that state in the places of the plan out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from engagemodel.page.cards import Face, face
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Connection, Diagram
from engagemodel.page.fitting import Lanes, Plan
from engagemodel.page.grouping import merge
from engagemodel.page.layout import Arrangement, Column, Curve
from engagemodel.page.scene import Point, at

_APART = 1.5  # points between cards that share a place


def seat(plan: Plan, diagram: Diagram) -> Plan:
    """Return the plan of a state: every card where it is in the plan, cards of one place stacked.

    A line takes the way of a like line of the plan; one that has none there goes straight from card
    to card.
    """
    seats = _Seats(plan, diagram)
    arrangement = Arrangement(
        {id: y for id, (y, _) in seats.stands.items()},
        {line.id: seats.curve(line) for line in seats.shown.lines},
        plan.arrangement.crossings,
    )
    columns = {
        card.id: plan.lanes.column_of(seats.known[seats.place[card.id]]) for card in seats.cards
    }
    lanes = Lanes(seats.shown, plan.lanes.sheet, columns)
    return replace(plan, lanes=lanes, faces=seats.faces(), arrangement=arrangement)


class _Seats:
    """The cards of a state, each in a place of the plan, and what follows from that."""

    def __init__(self, plan: Plan, diagram: Diagram) -> None:
        whole = plan.lanes.diagram
        self.plan, self.known = plan, {card.id: card for card in whole.cards}
        homes = {id: card.id for card in whole.cards for id in card.member_ids}
        self.home = {card.id: homes.get(card.place or card.id, card.id) for card in diagram.cards}
        self.place = {
            self.home[card.id]: homes.get(card.place or card.id, card.place or card.id)
            for card in diagram.cards
        }
        alone = [card for card in diagram.cards if self.home[card.id] == card.id]
        self._share(alone)
        self.cards = (*self._seated(alone), *self._grouped(diagram))
        self.shown = replace(
            diagram,
            cards=self.cards,
            lines=tuple(self._lines(diagram)),
            remarks=tuple(
                replace(remark, cards=tuple(dict.fromkeys(self.home[id] for id in remark.cards)))
                for remark in diagram.remarks
            ),
        )
        self.stands = dict(self._stands())
        self.ways = {(line.kind, line.source, line.target): line.id for line in whole.lines}

    def _share(self, cards: list[Card]) -> None:
        """Put cards together that share a place which has no room for a card each."""
        sharing: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            sharing[self.place[card.id]].append(card)
        least = self.plan.density.smallest * 1.16 + _APART
        for place, members in sharing.items():
            if len(members) * least > self.plan.faces[place].height + _APART:
                for card in members:
                    self.home[card.id] = place
                    self.place[place] = place

    def _seated(self, cards: list[Card]) -> Iterator[Card]:
        """Yield the cards, those that have to share one as one."""
        sharing: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            sharing[self.home[card.id]].append(card)
        for id, members in sharing.items():
            name = " + ".join(card.name for card in members)
            more = tuple(card.id for card in members) if len(members) > 1 else ()
            yield replace(members[0], id=id, name=name, member_ids=more)

    def _grouped(self, diagram: Diagram) -> Iterator[Card]:
        """Yield the cards that the plan has for several, with those of the state."""
        groups: dict[str, list[Card]] = defaultdict(list)
        for card in diagram.cards:
            if self.known[self.place[self.home[card.id]]].members:
                groups[self.home[card.id]].append(card)
        for id, cards in groups.items():
            words = self.known[id].name.split("\u00a0(")[0].partition(" ")[2]
            yield replace(
                self.known[id],
                name=f"{len(cards)} {words}",
                members=tuple(sorted(card.name for card in cards)),
                member_ids=tuple(card.id for card in cards),
                parts=(),
            )

    def _lines(self, diagram: Diagram) -> Iterator[Connection]:
        if any(self.home[card.id] != card.id for card in diagram.cards):
            yield from merge(diagram.lines, self.home, coarse=False)
        else:
            yield from diagram.lines

    def _stands(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Yield for each card its top and its height."""
        sharing: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
            sharing[self.place[card.id]].append(card)
        for place, cards in sharing.items():
            top, height = self.plan.arrangement.y[place], self.plan.faces[place].height
            each = (height - (len(cards) - 1) * _APART) / len(cards)
            for number, card in enumerate(cards):
                yield card.id, (top + number * (each + _APART), each)

    def faces(self) -> dict[str, Face]:
        """Return each card's text in as many lines as its place has room for."""
        badged = {id for remark in self.shown.remarks for id in remark.cards}
        return {
            card.id: face_within(
                card,
                self.column(card.id),
                self.stands[card.id][1],
                self.plan.density,
                card.id in badged,
            )
            for card in self.cards
        }

    def column(self, id: str) -> Column:
        """Return the column that a card stands in."""
        return self.plan.columns[self.plan.lanes.column_of(self.known[self.place[id]])]

    def curve(self, line: Connection) -> Curve:
        """Return the way of a line, its ends drawn to the cards where these share a place."""
        curves, ends = self.plan.arrangement.curves, (line.source, line.target)
        like = (line.kind, self.place[line.source], self.place[line.target])
        way = line.id if line.id in curves else self.ways.get(like)
        places = [self.place[id] for id in ends]
        if way is None or places[0] == places[1]:
            return direct(line.id, *(self._sides(id) for id in ends))
        points = list(curves[way].points)
        for id, place, end in ((ends[0], places[0], 0), (ends[1], places[1], -1)):
            if self.stands[id] == (self.plan.arrangement.y[place], self.plan.faces[place].height):
                continue
            beside = 1 if end == 0 else -2
            middle = self._sides(id)[2]
            points[beside] = (points[beside][0], middle)
            points[end] = (points[end][0], middle)
        moved = tuple(points)
        spots = curves[way].spots if moved == curves[way].points else (at(moved, 0.5),)
        return Curve(line.id, moved, spots)

    def _sides(self, id: str) -> tuple[float, float, float]:
        column, (top, height) = self.column(id), self.stands[id]
        return column.x, column.x + column.width, top + height / 2


def face_within(card: Card, column: Column, height: float, density: Density, badged: bool) -> Face:
    """Return the card's text in as many lines as there is room for, at that height."""
    small = replace(density, text=density.smallest, pad=0.0)
    ways = [replace(density, lines=lines) for lines in range(density.lines, 0, -1)] + [
        replace(small, lines=lines) for lines in range(density.lines, 0, -1)
    ]
    found = face(card, column.width, ways[-1], badged=badged)
    for way in ways:
        found = face(card, column.width, way, badged=badged)
        if found.height <= height + 0.01:
            break
    return replace(found, height=height, density=way)


def direct(
    id: str, source: tuple[float, float, float], target: tuple[float, float, float]
) -> Curve:
    """Return the curve between two cards, each given as left, right and the middle of its height.

    Within a column it is an arc to the right of the cards.
    """
    if source[1] < target[0]:
        start, end = (source[1], source[2]), (target[0], target[2])
    elif target[1] < source[0]:
        start, end = (source[0], source[2]), (target[1], target[2])
    else:
        start, end = (source[1], source[2]), (target[1], target[2])
    reach = (end[0] - start[0]) / 2
    near, far = start[0] + reach, end[0] - reach
    if start[0] == end[0]:
        near = far = start[0] + 12 + abs(end[1] - start[1]) * 0.12
    points: tuple[Point, ...] = (start, (near, start[1]), (far, end[1]), end)
    return Curve(id, points, (at(points, 0.5),))
