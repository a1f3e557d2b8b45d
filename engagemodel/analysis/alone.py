"""A model in, what each single failure takes down out, for all elements at once.

An element falls with a single failure when that is its own, or when something that it requires falls
with the same one: sets of culprits, joined and intersected along the requirements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from engagemodel.analysis.evaluation import Evaluation
from engagemodel.analysis.structure import Part, blocks, demand
from engagemodel.graph import Graphs, remembered
from engagemodel.model import AllOf, Requirement, named

# Culprits handled in one sweep: wide enough for few sweeps, narrow enough to keep memory flat.
_SWEEP = 8192


@dataclass(frozen=True, slots=True)
class Culprits:
    """Sets of culprits as the bits of one integer each; `every` has all of them."""

    every: int

    def either(self, values: Iterable[int]) -> int:
        """Return the union."""
        return reduce(or_, values, 0)

    def both(self, values: Iterable[int]) -> int:
        """Return the intersection."""
        return reduce(and_, values, self.every)


@dataclass(frozen=True, slots=True)
class Toll:
    """What the failure of one element alone takes: ids, sorted.

    `channels` go down, the element itself included; `customers` are cut off, which means that they
    use channels and that all of these go down; `journeys` stop.
    """

    channels: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()


@remembered
def tolls(graphs: Graphs) -> dict[str, Toll]:
    """Return what the failure of each platform, organization or channel alone takes, by its id.

    Those that take nothing are left out. Time is that of one sweep over the requirements below the
    channels for each 8,192 elements there, and of what is taken.
    """
    model = graphs.model
    customers = [customer for customer in model.customer_types.values() if customer.uses]
    demands: tuple[dict[str, Requirement], ...] = (
        {id: id for id in sorted(model.channels)},
        {customer.id: demand(customer) for customer in sorted(customers, key=lambda c: c.id)},
        {id: demand(journey) for id, journey in sorted(model.journeys.items())},
    )
    taken: tuple[dict[str, list[str]], ...] = ({}, {}, {})
    for falls, names in _sweeps(graphs, AllOf(tuple(sorted(model.channels)))):
        for kind, found in zip(demands, taken, strict=True):
            for id, needed in kind.items():
                for place in _places(falls.of(needed)):
                    found.setdefault(names[place], []).append(id)
    culprits = sorted({id for found in taken for id in found})
    return {id: Toll(*(tuple(found.get(id, ())) for found in taken)) for id in culprits}


def _sweeps(graphs: Graphs, needed: Requirement) -> Iterator[tuple[Evaluation[int], list[str]]]:
    """Yield what falls with which of some elements, and these in the order of their bits."""
    order = [
        (block, frozenset(id for part in block for item in part.items for id in named(item)))
        for block in blocks(graphs, (needed,))
    ]
    homes = [
        (id, number)
        for number, (block, _) in enumerate(order)
        for part in block
        for id in part.members
    ]
    for start in range(0, len(homes), _SWEEP):
        here = homes[start : start + _SWEEP]
        names = [id for id, _ in here]
        # What comes before requires none of these, and stands.
        yield _swept(order[here[0][1] :], {number - here[0][1] for _, number in here}, names), names


def _swept(
    order: Iterable[tuple[tuple[Part, ...], frozenset[str]]], own: Set[int], names: list[str]
) -> Evaluation[int]:
    """Return what falls with each of the names; `own` are the places of their blocks in the order."""
    bits = {id: 1 << place for place, id in enumerate(names)}
    falls = Evaluation(Culprits((1 << len(names)) - 1), 0, lambda id: bits.get(id, 0))
    fallen = falls.values.keys()
    for number, (block, required) in enumerate(order):
        # What neither is one of them nor requires anything that falls stands as well.
        if number in own or not fallen.isdisjoint(required):
            falls.work_out(block)
    return falls


def _places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
