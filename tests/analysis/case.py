"""A random model in, both readings of it out: the package's and the literal one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from analysis.reading.terms import Terms
from strategies import seeded

from engagemodel.graph import Graphs
from engagemodel.model import Model

MODELS = 2000


@dataclass(frozen=True)
class Case:
    """One model, its fast and its literal reading, and a source of random choices."""

    model: Model
    seed: int

    @cached_property
    def graphs(self) -> Graphs:
        """What the package reads."""
        return Graphs(self.model)

    @cached_property
    def terms(self) -> Terms:
        """What the definitions say."""
        return Terms(self.model)

    def failures(self) -> list[tuple[str, ...]]:
        """Return some sets of elements that fail together, the same for each caller."""
        ids, rng = sorted(self.model.elements), random.Random(self.seed)
        return [tuple(rng.sample(ids, rng.randint(0, min(3, len(ids))))) for _ in range(4)]

    def data(self) -> Iterator[tuple[str, str]]:
        """Yield every (element, data)."""
        return ((id, data) for data in self.model.data for id in self.model.elements)


@cache
def case(seed: int) -> Case:
    """Return the case of a seed, the same object for every test of a run."""
    return Case(seeded(seed), seed)
