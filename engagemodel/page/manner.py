"""How cards find their places, as one value: anew or as on an earlier page, by whose layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engagemodel.page.keeping import Places

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


OWN = Manner()
