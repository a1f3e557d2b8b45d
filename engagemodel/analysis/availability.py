"""A customer type or journey in, how likely it is served out: exact, or bounds that hold for sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from engagemodel.analysis.decision import Diagram, TooLarge
from engagemodel.analysis.evaluation import Evaluation, in_variables
from engagemodel.analysis.structure import Structure, Top, demand, ordered, structure
from engagemodel.graph import Graphs, closure, remembered
from engagemodel.model import named

LIMIT = 1_000_000
# What rounding may take from an exact product.
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Availability:
    """How likely a customer type is reached or a journey works, elements failing independently.

    `value` is exact, None where nothing in reach states an availability or where the limit was
    reached. `stated` is the share of the elements in reach that state theirs; None where nothing is
    in reach. `low` and `high` hold the truth between them: equal to an exact value, and None only
    where nothing in reach states an availability.
    """

    value: float | None
    stated: float | None
    low: float | None
    high: float | None

    def breaks(self, promise: float) -> bool:
        """Whether a promised availability is missed, however well what states none works."""
        return self.high is not None and self.high < promise - _CLOSE


def availability(graphs: Graphs, top: Top, limit: int = LIMIT) -> Availability:
    """Return the availability of a customer type or journey: at most this, for what is not stated.

    Each element in reach fails with 1 - its stated availability, whatever the others do; one that
    states none never fails. In reach are the closures of the channels that a customer type uses, or
    of those in the `via` of a journey's steps. `limit` bounds the nodes and results of the diagram.
    """
    needed = demand(top)
    reached = {id for channel in set(named(needed)) for id in closure(graphs, channel)}
    stated = _stated(graphs, reached)
    share = len(stated) / len(reached) if reached else None
    if not stated:
        return Availability(None, share, None, None)
    found = structure(graphs, needed, frozenset(reached - frail(graphs)))
    certain = prod(stated.get(id, 1.0) for id in found.certain)
    low, high = _standing(found, stated, limit)
    value = certain * low if low == high else None
    return Availability(value, share, certain * low, certain * high)


@remembered
def frail(graphs: Graphs) -> frozenset[str]:
    """Return the elements that may be down: some state less than 100 %, others reach one of these."""
    elements = graphs.model.elements.values()
    seen = {e.id for e in elements if e.availability and e.availability.value < 1}
    queue = sorted(seen)
    for id in queue:
        for dependent in graphs.requires.pred[id]:
            if dependent not in seen:
                seen.add(dependent)
                queue.append(dependent)
    return frozenset(seen)


def _stated(graphs: Graphs, ids: Iterable[str]) -> dict[str, float]:
    """Return the availability of those elements that state one, in the order of their ids."""
    elements = graphs.model.elements
    found = ((id, elements[id].availability) for id in sorted(ids))
    return {id: quantity.value for id, quantity in found if quantity}


def _standing(found: Structure, stated: Mapping[str, float], limit: int) -> tuple[float, float]:
    """Return bounds of the probability that every item of a structure holds; equal where exact."""
    names = [id for id in ordered(found) if stated.get(id, 1.0) < 1]
    chances = {id: 1 - stated[id] for id in names}
    diagram = Diagram(limit)
    exact = in_variables(diagram, found, names)
    known: dict[str, int] = {}
    try:
        for block in found.blocks:
            exact.work_out(block)
            known |= {id: exact.of(id) for part in block for id in part.members}
        root = exact.any_of(found.items)
    except TooLarge:
        likely = diagram.probabilities(list(chances.values()))
        low, high = _bounds(found, chances, {id: likely[root] for id, root in known.items()})
        return 1 - high, 1 - low
    failure = diagram.probabilities(list(chances.values()))[root]
    return 1 - failure, 1 - failure


Bounds = tuple[float, float]


class Associated:
    """Bounds of the probability of failures that all grow with the same independent failures.

    Such failures are associated: together they are at least as likely as their product, and missed
    together as likely at least as the product of that (J. D. Esary, F. Proschan, D. W. Walkup,
    "Association of Random Variables, with Applications", Annals of Mathematical Statistics 38, 1967).
    """

    def either(self, values: Iterable[Bounds]) -> Bounds:
        """Return the bounds of any of several failures."""
        bounds = list(values)
        low = max((low for low, _ in bounds), default=0.0)
        return low, 1 - prod(1 - high for _, high in bounds)

    def both(self, values: Iterable[Bounds]) -> Bounds:
        """Return the bounds of several failures together."""
        bounds = list(values)
        return prod(low for low, _ in bounds), min((high for _, high in bounds), default=1.0)


def _bounds(found: Structure, chances: Mapping[str, float], known: Mapping[str, float]) -> Bounds:
    """Return bounds of the probability that an item of a structure fails.

    Exact values are taken where they are `known`, by element. Of a cycle that is not, the lower
    bounds are those of a first round; and no member fails unless one of them fails by itself or from
    outside.
    """
    algebra = Associated()
    fails = Evaluation(algebra, (0.0, 0.0), lambda id: (chances.get(id, 0.0),) * 2)
    for block in found.blocks:
        if block[0].members[0] in known:
            fails.values.update(
                (id, (known[id], known[id])) for part in block for id in part.members
            )
            continue
        outside = [fails.failing(part) for part in block]
        _, high = algebra.either(outside)
        for part, (low, _) in zip(block, outside, strict=True):
            fails.values.update(dict.fromkeys(part.members, (low, high)))
    low, high = fails.any_of(found.items)
    return min(low, high), high
