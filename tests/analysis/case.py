"""A random model in, both readings of it out: the package's and the literal one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from acceptances import TODAY
from analysis.reading.subsets import Subsets
from analysis.reading.terms import Terms
from strategies import seeded
from variants import reordered

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.model import Model
from engagemodel.rules import run
from engagemodel.settings import Settings

# Limits that small models reach; some state the availability that is enough, so that "at least" is
# told from "more than".
SETTINGS = Settings(page_elements=9, lane_elements=3, enough=0.99)


@dataclass(frozen=True, eq=False)
class Case:
    """One model, its fast and its literal reading, and a source of random choices."""

    model: Model
    seed: int

    @cached_property
    def graphs(self) -> Graphs:
        """What the package reads."""
        return Graphs(self.model)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the package finds."""
        return run(self.graphs, SETTINGS, TODAY)

    @cached_property
    def terms(self) -> Terms:
        """What the definitions say."""
        return Terms(self.model)

    @cached_property
    def subsets(self) -> Subsets:
        """What every set of failures leaves."""
        return Subsets(self.model, self.model.elements.keys() - self.model.customer_types.keys())

    @cached_property
    def reordered(self) -> Case:
        """The case of the same model in another order."""
        return Case(reordered(self.model, self.seed), self.seed)

    def failures(self) -> list[tuple[str, ...]]:
        """Return some sets of elements that fail together, the same for each caller."""
        ids, rng = sorted(self.model.elements), random.Random(self.seed)
        return [tuple(rng.sample(ids, rng.randint(0, min(3, len(ids))))) for _ in range(4)]

    def data(self) -> Iterator[tuple[str, str]]:
        """Yield every (element, data)."""
        return ((id, data) for data in self.model.data for id in self.model.elements)


def new_case(seed: int) -> Case:
    """Return the case of a seed; every fourth model names old ids."""
    return Case(seeded(seed, lineage=seed % 4 == 3), seed)


@cache
def case(seed: int) -> Case:
    """Return the case of a seed, the same object for every test of a run."""
    return new_case(seed)
