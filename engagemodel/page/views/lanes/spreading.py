"""A plan and a state of what it was made for in; that state out, what has no place where there is room."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from engagemodel.page import layout
from engagemodel.page.density import Density
from engagemodel.page.diagram import Diagram
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.layout.room import APART
from engagemodel.page.views.lanes import pressing
from engagemodel.page.views.lanes.fitting import Plan
from engagemodel.page.views.lanes.growing import excess
from engagemodel.page.views.lanes.seating import Seats

_NEAR = 0.01  # points that a card may be off and still be in its place
_TRIES = 4  # plans in which the states are seated before one is taken
_LAP = 1.0  # points of another card's edge that a badge may cover


def best(
    plans: Iterable[Plan], states: Sequence[Diagram], top: float
) -> tuple[Plan, tuple[Plan, ...]]:
    """Return the first plan in which no card of any state is pressed, and the plans of the states.

    Where there is none, the one that presses fewest. `plans` has one at least.
    """
    found: list[tuple[int, int, Plan, tuple[Plan, ...]]] = []
    for number, plan in enumerate(plans):
        if found and not all(_holds(plan, state, top) for state in states):
            continue
        seated = tuple(seat(plan, state, top) for state in states)
        pressed = sum(_pressed(each) for each in seated)
        found.append((pressed, number, plan, seated))
        if not pressed or len(found) == _TRIES:
            break
    _, _, plan, seated = min(found, key=lambda each: each[:2])
    return plan, seated


def _holds(plan: Plan, state: Diagram, top: float) -> bool:
    """Return whether each column has room for the cards of a state, wherever they stand."""
    seats = Seats(plan, state, frozenset())
    faces = seats.lanes.faces(plan.density)
    return not excess(seats.lanes, faces, plan.density, plan.bottom - top)


def _pressed(plan: Plan) -> int:
    """Return how many cards have smaller text, or less of it, than the plan is set in."""
    usual = plan.density
    return sum(
        face.density is not None
        and (face.density.text < usual.text or face.density.lines < usual.lines)
        for face in plan.faces.values()
    )


def seat(plan: Plan, diagram: Diagram, top: float) -> Plan:
    """Return the plan of a state: every card that the plan has where it is there.

    What becomes one card stands around the place of that, as high as any other card, wherever
    between `top` and the bottom of the plan its column has room; it is pressed where there is
    less, and one card with the others if there is none.
    """
    joined: frozenset[str] = frozenset()
    while True:
        seats = Seats(plan, diagram, joined)
        if not seats.loose:
            return seats.still()
        found = _Spread(seats, top, pressed=False).plan()
        if not isinstance(found, Plan):
            found = _Spread(seats, top, pressed=True).plan()
        if isinstance(found, Plan):
            return found
        joined |= found


class _Spread:
    """The loose cards of a state between those that hold their places."""

    def __init__(self, seats: Seats, top: float, *, pressed: bool) -> None:
        self.pressed = pressed
        self.seats, self.lanes, self.density = seats, seats.lanes, seats.plan.density
        self.ends = min(top, *seats.tops.values()) if seats.tops else top, seats.plan.bottom
        self.air = max(0.0, _overhang(self.density) - _LAP - APART)
        self.known = {card.id: card for card in seats.cards}
        self.sizes = {id: self._size(id) for id in self.known}

    def _size(self, id: str) -> layout.Card:
        """Return a card as high as it has to be, with the room that its badges take above it."""
        at, air = self.lanes.seats[id], self._air(id)
        if id not in self.seats.loose:
            return layout.Card(id, at, self.seats.height(id) + air)
        high = self._high(id, self.density)
        tight = replace(self.density, text=self.density.smallest, pad=0.0, lines=1)
        least = self._high(id, tight) if self.pressed else high
        return layout.Card(id, at, high + air, least + air)

    def _high(self, id: str, density: Density) -> float:
        width, badged = self.seats.column(id).width, id in self.lanes.badged
        return face(self.known[id], width, density, badged=badged).height

    def _air(self, id: str) -> float:
        return self.air if id in self.lanes.badged else 0.0

    def _crests(self) -> dict[str, float]:
        """Return the tops of the cards that hold a place, with what their badges take above."""
        return {id: top - self._air(id) for id, top in self.seats.tops.items()}

    def plan(self) -> Plan | frozenset[str]:
        """Return the plan, or the places whose cards have no room as long as they are several."""
        ordering = layout.order(
            self.sizes.values(),
            self.lanes.lines,
            len(self.seats.plan.columns),
            keep=self._crests(),
            area=(*self.ends, self.density.gap),
        )
        crowded = self._crowded(ordering)
        if crowded:
            return crowded
        faces = dict(self._faces(ordering))
        cards = [replace(size, height=faces[id].height) for id, size in self.sizes.items()]
        gap = max(self.density.gap, _least_gap(self.seats.plan))
        try:
            found = layout.arrange(
                cards,
                self.lanes.lines,
                self.seats.plan.columns,
                *self.ends,
                gap,
                ordering=replace(ordering, keep=self.seats.tops),
            )
        except layout.TooTall:
            return self._places(self.seats.loose)
        if any(abs(found.y[id] - y) > _NEAR for id, y in self.seats.tops.items()):
            return self._places(self.seats.loose)
        return replace(self.seats.plan, lanes=self.lanes, faces=faces, arrangement=found)

    def _sections(self, ordering: layout.Ordering) -> Iterator[tuple[int, pressing.Section]]:
        for at, slots in enumerate(ordering.columns):
            for section in pressing.cut(slots, ordering.keep, self.sizes, self.ends):
                yield at, section

    def _crowded(self, ordering: layout.Ordering) -> frozenset[str]:
        """Return the places that have to be left to one card each, so that no column is too full."""
        lacking: dict[int, float] = defaultdict(float)
        for at, section in self._sections(ordering):
            if section.cards:
                lacking[at] += section.lacking
        found: set[str] = set()
        for at, missing in lacking.items():
            taken: dict[str, float] = defaultdict(float)
            for id in sorted(self.seats.loose):
                if self.lanes.seats[id] == at:
                    taken[self.seats.place[id]] += self.sizes[id].least + APART
            freed = 0.0
            for place, room in sorted(taken.items(), key=lambda each: (-each[1], each[0])):
                if missing - freed > _NEAR:
                    found.add(place)
                    freed += room
        return frozenset(found)

    def _places(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self.seats.place[id] for id in ids)

    def _faces(self, ordering: layout.Ordering) -> Iterator[tuple[str, Face]]:
        for id in self.seats.tops:
            yield id, self.seats.face(self.known[id], self.seats.height(id))
        for _, section in self._sections(ordering):
            for id, height in section.heights().items():
                yield id, self.seats.face(self.known[id], height - self._air(id))


def _overhang(density: Density) -> float:
    """Return how far a badge stands out above its card, in points."""
    return density.badge / 2 + (0.0 if density.badges == 1 else density.smallest * 0.15)


def _least_gap(plan: Plan) -> float:
    """Return the least distance between two cards of a column that no line parts, in points."""
    columns: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for card in plan.lanes.diagram.cards:
        y = plan.arrangement.y[card.id]
        columns[plan.lanes.column_of(card)].append((y, y + plan.faces[card.id].height))
    gaps = [
        lower[0] - upper[1]
        for spans in columns.values()
        for upper, lower in itertools.pairwise(sorted(spans))
    ]
    return min(gaps, default=0.0)
