"""A diagram and a sheet in, which card goes into which column out, and how wide columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from engagemodel.page import layout
from engagemodel.page.density import Density
from engagemodel.page.diagram import LANES, Card, Diagram
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.drawing.connections import rank
from engagemodel.page.drawing.icons import STORES
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.lanes.layering import layers

GROUND = 5.0  # how far a lane reaches beyond its cards, in points
ALONE = 4  # columns of platforms where there is nothing else


@dataclass(frozen=True)
class Lanes:
    """A diagram on a sheet, its cards in columns: platforms have two where there are both sorts.

    Where there is nothing but platforms they have all columns but the first. `seats` has the columns
    of cards that stand where they stood in another diagram, `wide` how many columns platforms had
    there. `manner` says who orders the cards.
    """

    diagram: Diagram
    sheet: Sheet
    seats: Mapping[str, int] = field(default_factory=dict)
    wide: int | None = None
    manner: Manner = OWN

    @cached_property
    def platforms(self) -> int:
        """How many columns platforms have."""
        if self.wide is not None:
            return self.wide
        cards = self.diagram.cards
        if len(cards) > 1 and all(card.lane == "platform" for card in cards):
            return ALONE
        return len({card.sort in STORES for card in cards if card.lane == "platform"}) or 1

    @property
    def first(self) -> int:
        """The number of the first column of platforms."""
        return 1 if self.platforms == ALONE else LANES.index("platform")

    @cached_property
    def both(self) -> bool:
        """Whether databases, middleware and infrastructure have a column of platforms of their own."""
        sorts = {card.sort in STORES for card in self.diagram.cards if card.lane == "platform"}
        return self.platforms > 1 and (self.platforms < ALONE or len(sorts) == 2)

    def column_of(self, card: Card) -> int:
        """Return the number of a card's column, from 0 at the left."""
        if card.id in self.seats:
            return self.seats[card.id]
        if card.lane != "platform":
            return LANES.index(card.lane)
        if card.sort in STORES and self.both:
            return self.first + self.platforms - 1
        return self.first + self.layers.get(card.id, 0)

    @cached_property
    def layers(self) -> Mapping[str, int]:
        """The columns of applications that have several, counted from the first."""
        if self.platforms < ALONE:
            return {}
        cards = [card.id for card in self.diagram.cards if not (card.sort in STORES and self.both)]
        lines = [(line.source, line.target) for line in self.diagram.lines]
        return layers(cards, lines, self.platforms - self.both)

    def of(self, diagram: Diagram) -> Lanes:
        """Return the diagram, some of its cards grouped, in columns; a group where its cards were."""
        if self.platforms < ALONE:
            return replace(self, diagram=diagram)
        where = {card.id: self.column_of(card) for card in self.diagram.cards}
        seats = {card.id: where[(card.member_ids or (card.id,))[0]] for card in diagram.cards}
        return replace(self, diagram=diagram, seats=seats, wide=ALONE)

    @cached_property
    def members(self) -> tuple[tuple[Card, ...], ...]:
        """The cards of each column."""
        found: list[list[Card]] = [[] for _ in range(self.first + self.platforms)]
        for card in self.diagram.cards:
            found[self.column_of(card)].append(card)
        return tuple(map(tuple, found))

    def columns(self, density: Density) -> tuple[layout.Column, ...]:
        """Return equal columns, evenly spread; wider where a name has one line only."""
        count = self.first + self.platforms
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
    def passing(self) -> tuple[int, ...]:
        """How many lines pass through each column on their way to another."""
        at = {card.id: self.column_of(card) for card in self.diagram.cards}
        counts = [0] * len(self.members)
        for line in self.diagram.lines:
            low, high = sorted((at[line.source], at[line.target]))
            for between in range(low + 1, high):
                counts[between] += 1
        return tuple(counts)

    @cached_property
    def ends(self) -> Mapping[str, int]:
        """How many lines end on that side of each card that has more of them."""
        at = {card.id: self.column_of(card) for card in self.diagram.cards}
        counts: Counter[tuple[str, int]] = Counter()
        for line in self.diagram.lines:
            for one, other in ((line.source, line.target), (line.target, line.source)):
                beside = at[other] - at[one]
                side = beside or layout.arc_side(at[one], len(self.members))
                counts[one, 1 if side > 0 else -1] += 1
        return {id: max(counts[id, -1], counts[id, 1]) for id in at}

    @cached_property
    def busiest(self) -> tuple[int, int]:
        """How many lines run in the gutter that has most, and the number of the column left of it."""
        at = {card.id: self.column_of(card) for card in self.diagram.cards}
        counts = [0] * (len(self.members) - 1)
        for line in self.diagram.lines:
            low, high = sorted((at[line.source], at[line.target]))
            for gutter in range(low, high) or [min(low, len(counts) - 1)]:
                counts[gutter] += 1
        return max((count, gutter) for gutter, count in enumerate(counts))

    @cached_property
    def ordering(self) -> layout.Ordering:
        """The order of the cards, which does not depend on how closely they are set."""
        cards = tuple(
            layout.Card(card.id, self.column_of(card), 1.0) for card in self.diagram.cards
        )
        if self.manner.engine == "dot":
            return self.manner.ask(cards, self.lines, len(self.members), 1.0)[0]
        return ordered(cards, self.lines, len(self.members))

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


@lru_cache(maxsize=4)
def ordered(
    cards: tuple[layout.Card, ...], lines: tuple[layout.Line, ...], columns: int
) -> layout.Ordering:
    """Return the order of cards; a page to explore draws those of its first picture once more."""
    return layout.order(cards, lines, columns)
