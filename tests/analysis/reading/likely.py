"""The terms of a model in, how likely customers are served out: every set of failures is gone through."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reading.once import once
from analysis.reading.sets import ids_in
from analysis.reading.subsets import Subsets
from analysis.reading.terms import Terms

from engagemodel.model import CustomerType, Journey, Model

# What rounding may take from an exact product.
CLOSE = 1e-12


def tops(model: Model) -> Iterator[CustomerType | Journey]:
    """Yield what is promised something: the customer types and the journeys."""
    yield from model.customer_types.values()
    yield from model.journeys.values()


def in_reach(terms: Terms, top: CustomerType | Journey) -> set[str]:
    """Return the closures of the channels that a customer type uses or a journey's steps name."""
    if isinstance(top, CustomerType):
        channels = set(top.uses)
    else:
        channels = {id for step in top.steps for id in ids_in(step.via)}
    return {id for channel in channels for id in terms.closures[channel]}


def silent(terms: Terms, top: CustomerType | Journey) -> set[str]:
    """Return the elements in reach that state no availability."""
    return {id for id in in_reach(terms, top) if terms.model.elements[id].availability is None}


def chance(terms: Terms, top: CustomerType | Journey) -> float | None:
    """Return the probability of all sets of failures that serve; None where nothing states one."""
    if not in_reach(terms, top) - silent(terms, top):
        return None
    kind = "customer" if isinstance(top, CustomerType) else "journey"
    subsets = _subsets(terms)
    return _summed(subsets, subsets.served(top.id, kind), terms)


def broken(terms: Terms, top: CustomerType | Journey) -> bool:
    """Whether a promise does not hold even if all that states no availability never fails."""
    most = chance(terms, top)
    return most is not None and top.promise is not None and most < top.promise.value - CLOSE


@once
def _subsets(terms: Terms) -> Subsets:
    """Return the failures of everything that states an availability."""
    elements = terms.model.elements
    stated = {id for id, element in elements.items() if element.availability is not None}
    return Subsets(terms.model, stated - set(terms.model.customer_types))


def _summed(subsets: Subsets, served: int, terms: Terms) -> float:
    def works(id: str) -> float:
        stated = terms.model.elements[id].availability
        assert stated is not None
        return stated.value

    return subsets.chance(served, works)
