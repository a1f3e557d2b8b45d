"""A column in which some cards stay in, how high the others between them can be out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engagemodel.page.layout import Card, Slot, sections, tight


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two cards that stay, `upper` and `lower`, where there are such.

    `free` is how much room the cards between them have, in points, all distances taken off.
    """

    upper: str | None
    lower: str | None
    cards: tuple[Card, ...]
    free: float

    @property
    def lacking(self) -> float:
        """How much room is missing even if every card is as low as it may be, 0 if none is."""
        return max(0.0, sum(card.least for card in self.cards) - self.free)

    @property
    def spare(self) -> float:
        """How much room is left over where every card is as high as it wants to be."""
        return max(0.0, self.free - sum(card.height for card in self.cards))

    def below(self, upper: Card) -> Section:
        """Return the section with the card above it as one of its cards, which gives room as well."""
        return replace(self, cards=(upper, *self.cards), free=self.free + upper.height)

    def heights(self) -> dict[str, float]:
        """Return the height of each card: what it wants, or a just part where room is scarce."""
        wanted = sum(card.height for card in self.cards)
        least = sum(card.least for card in self.cards)
        free = max(self.free, least)
        share = 1.0 if wanted <= free else (free - least) / (wanted - least)
        return {card.id: card.least + share * (card.height - card.least) for card in self.cards}


def cut(
    slots: Sequence[Slot],
    keep: Mapping[str, float],
    sizes: Mapping[str, Card],
    area: tuple[float, float],
) -> Iterator[Section]:
    """Yield the sections of a column from `top` to `bottom`; `keep` has the tops of what stays."""
    for upper, between, lower in sections(slots, keep):
        start = area[0] if upper is None else keep[upper] + sizes[upper].height
        end = area[1] if lower is None else keep[lower]
        free = end - start - tight(between, upper is not None, lower is not None)
        yield Section(upper, lower, tuple(sizes[s.id] for s in between if not s.passing), free)
