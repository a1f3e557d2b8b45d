"""A diagram and the heights between which it must stand in; how closely it is set, and where, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engagemodel.page import layout
from engagemodel.page.cards import STORES, Density, Face, face
from engagemodel.page.connections import rank
from engagemodel.page.diagram import LANES, Card, Diagram
from engagemodel.page.grouping import group
from engagemodel.page.sheet import Sheet

GROUND = 5.0  # how far a lane reaches beyond its cards, in points
_BUSY = 400  # lines; more than that nobody can follow, and drawing them takes long


@dataclass(frozen=True)
class Lanes:
    """A diagram on a sheet, its cards in columns: platforms have two where there are both sorts."""

    diagram: Diagram
    sheet: Sheet

    @cached_property
    def both(self) -> bool:
        """Whether there are applications or services as well as databases or infrastructure."""
        cards = self.diagram.cards
        return len({card.sort in STORES for card in cards if card.lane == "platform"}) == 2

    def column_of(self, card: Card) -> int:
        """Return the number of a card's column, from 0 at the left."""
        if card.lane != "platform":
            return LANES.index(card.lane)
        return 4 if card.sort in STORES and self.both else 3

    @cached_property
    def members(self) -> tuple[tuple[Card, ...], ...]:
        """The cards of each column."""
        found: list[list[Card]] = [[] for _ in range(5 if self.both else 4)]
        for card in self.diagram.cards:
            found[self.column_of(card)].append(card)
        return tuple(map(tuple, found))

    def columns(self, density: Density) -> tuple[layout.Column, ...]:
        """Return equal columns, evenly spread; wider where a name has one line only."""
        count = 5 if self.both else 4
        inner = self.sheet.inner - 2 * GROUND
        share = (0.74 if density.lines == 1 else 0.66) - (0.06 if count == 4 else 0.0)
        if self.sheet.width < self.sheet.height:
            share += 0.04
        width = inner * share / count
        gutter = (inner - width * count) / (count - 1)
        left = self.sheet.margin + GROUND
        return tuple(layout.Column(left + i * (width + gutter), width) for i in range(count))

    @cached_property
    def lines(self) -> tuple[layout.Line, ...]:
        """The lines, the straighter the more they matter."""
        return tuple(
            layout.Line(line.id, line.source, line.target, 1.0 + rank(line))
            for line in self.diagram.lines
        )

    @cached_property
    def ordering(self) -> layout.Ordering:
        """The order of the cards, which does not depend on how closely they are set."""
        cards = [layout.Card(card.id, self.column_of(card), 1.0) for card in self.diagram.cards]
        return layout.order(cards, self.lines, len(self.members))

    @cached_property
    def badged(self) -> frozenset[str]:
        """The cards that a finding may put a badge on."""
        return frozenset(id for remark in self.diagram.remarks for id in remark.cards)

    def faces(self, density: Density) -> dict[str, Face]:
        """Return each card's text set for the width of its column."""
        return {
            card.id: face(card, column.width, density, badged=card.id in self.badged)
            for cards, column in zip(self.members, self.columns(density), strict=True)
            for card in cards
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """A diagram that fits: how closely it is set, and where everything is."""

    lanes: Lanes
    columns: tuple[layout.Column, ...]
    faces: Mapping[str, Face]
    density: Density
    arrangement: layout.Arrangement
    bottom: float


def fit(diagram: Diagram, sheet: Sheet, top: float, least: float, most: float) -> Plan | None:
    """Return the best setting of the whole diagram, or None where none is close enough.

    The cards stand between `top` and a bottom not below `most`. A bottom at `least` is preferred
    even if the cards are closer then, because what is below them needs room as well.
    """
    if len(diagram.lines) > _BUSY:
        return None
    lanes = Lanes(diagram, sheet)
    for share in (0.0, 0.35, 0.7, 1.0):
        bottom = least + share * (most - least)
        for density in densities(sheet):
            if share < 1 and density.lines == 1:
                continue  # a whole name is worth more than a further finding
            plan = _arrange(lanes, density, top, bottom)
            if isinstance(plan, Plan):
                return plan
    return None


def fit_grouped(diagram: Diagram, sheet: Sheet, top: float, bottom: float) -> Plan:
    """Return a setting with as many cards of their own as fit, the others grouped."""
    *_, density, _ = densities(sheet)
    pitch = face(Card(id="", lane="channel", name=""), 999, density).height + density.gap
    columns = Lanes(diagram, sheet).members
    capacity = [int((bottom - top) / pitch)] * len(columns)
    while True:
        shown = group(diagram, columns, capacity, coarse=max(capacity) == 1)
        if len(shown.lines) > _BUSY and max(capacity) > 1:
            crowds = map(len, columns)
            capacity = [max(1, min(pair) * 3 // 4) for pair in zip(capacity, crowds, strict=True)]
            continue
        plan = _arrange(Lanes(shown, sheet), density, top, bottom)
        if isinstance(plan, Plan):
            return plan
        for at, excess in plan.items():
            capacity[at] = max(1, capacity[at] - max(1, int(excess / pitch)))
        if max(capacity[at] for at in plan) == 1:
            capacity = [max(1, c // 2) for c in capacity]


def densities(sheet: Sheet) -> Iterator[Density]:
    """Yield the settings from roomy to tight; no text in them is smaller than the sheet allows."""
    full, least = sheet.text, sheet.smallest
    middle = (full + least) / 2
    yield Density(full, least, 3, full * 0.46, full * 1.2)
    yield Density(full, least, 3, full * 0.36, full * 0.85)
    yield Density(middle, least, 2, middle * 0.3, middle * 0.75)
    yield Density(least, least, 2, least * 0.24, least * 0.72)
    yield Density(least, least, 1, least * 0.22, least * 0.68)
    yield Density(least, least, 1, least * 0.14, least * 0.5, badges=1)


def _arrange(lanes: Lanes, density: Density, top: float, bottom: float) -> Plan | dict[int, float]:
    """Return the plan, or for each column that is too high by how much."""
    faces = lanes.faces(density)
    excess = _excess(lanes, faces, density, bottom - top)
    if excess:
        return excess
    cards = [
        layout.Card(card.id, lanes.column_of(card), faces[card.id].height)
        for card in lanes.diagram.cards
    ]
    columns = lanes.columns(density)
    try:
        arrangement = layout.arrange(
            cards, lanes.lines, columns, top, bottom, density.gap, ordering=lanes.ordering
        )
    except layout.TooTall as error:
        return {error.column: error.needed - (bottom - top)}
    return Plan(lanes, columns, faces, density, arrangement, bottom)


def _excess(
    lanes: Lanes, faces: Mapping[str, Face], density: Density, height: float
) -> dict[int, float]:
    """Return the columns that are too high even without the lines that pass through."""
    found = {}
    for at, cards in enumerate(lanes.members):
        needed = sum(faces[card.id].height + density.gap for card in cards) - density.gap
        if needed > height:
            found[at] = needed - height
    return found
