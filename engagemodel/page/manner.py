"""How cards find their places, as one value: anew or as on an earlier page, by whose layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engagemodel.page.keeping import Places
from engagemodel.page.layout import Card, Line, Ordering, order_by_dot

Engine = Literal["own", "dot"]
ENGINES: tuple[Engine, ...] = ("own", "dot")


@dataclass(frozen=True, slots=True)
class Manner:
    """`keep` is where the cards of an earlier page stood, `engine` finds the order of all others.

    `seconds` and `memory` (MiB) are what Graphviz may take.
    """

    keep: Places | None = None
    engine: Engine = "own"
    seconds: int = 20
    memory: int = 1024

    def ask(
        self, cards: Iterable[Card], lines: Iterable[Line], columns: int, gap: float
    ) -> tuple[Ordering, Mapping[str, float]]:
        """Return the order of cards by Graphviz, and their tops where they are `gap` apart.

        Raises:
            ArgumentError: there is no Graphviz, or it takes more than it may.
        """
        return order_by_dot(cards, lines, columns, gap, seconds=self.seconds, memory=self.memory)


OWN = Manner()
