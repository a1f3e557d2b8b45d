"""The terms of a model in, who depends on others, is promised too much or cannot be told out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import inf

from analysis.reading.facets import Named, named
from analysis.reading.failing import cut_off, stopped, up
from analysis.reading.judged import customer_needs, handoffs, redundancy, separate_applications
from analysis.reading.likely import broken, silent, tops
from analysis.reading.terms import Terms

from engagemodel.model import CustomerType
from engagemodel.settings import Settings


def outside_control(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, element in terms.model.elements.items():
        standing = up(terms, [id])
        types, journeys = cut_off(terms, standing), stopped(terms, standing)
        if element.control in ("partner", "external") and (types or journeys):
            yield named([id], customer_types=types, journeys=journeys)


def availability_below_promise(terms: Terms, _: Settings) -> Iterator[Named]:
    for top in tops(terms.model):
        if broken(terms, top):
            customer = isinstance(top, CustomerType)
            yield named(customer_types=[top.id]) if customer else named(journeys=[top.id])


def unknown_fact(terms: Terms, _: Settings) -> Iterator[Named]:
    """Find the elements; which flows depends on the way that is looked at: see `open_ways`."""
    for top in tops(terms.model):
        platforms = silent(terms, top) & terms.model.platforms.keys()
        if top.promise is not None and platforms and not broken(terms, top):
            yield named(platforms)
    if not any(element.cost for element in terms.model.elements.values()):
        return
    groups = [redundancy(terms, data)[0] for data in terms.model.data]
    groups += [separate_applications(terms, one) for one in terms.model.capabilities]
    for group in groups:
        free = {id for id in group if terms.model.platforms[id].cost is None}
        if free:
            yield named(free)


def open_ways(terms: Terms) -> list[set[frozenset[str]]]:
    """Return for each undecided delay the fastest ways, as the flows of unknown latency on them."""
    delays = [
        (terms.landing(str(writer), str(data)), terms.sights[str(reader)], str(data))
        for (_, _, _, data, writer, reader, _), _, _, verdict in handoffs(terms)
        if verdict == "unknown"
    ]
    delays += [
        (terms.landing(str(channel), str(data)), terms.view(str(organization)), str(data))
        for (organization, data, channel), _, _, verdict in customer_needs(terms, listening=True)
        if verdict == "unknown"
    ]
    return [
        {
            frozenset(edge.flow for edge in way.edges if edge.most == inf)
            for way in terms.shortest(*delay)
        }
        for delay in delays
    ]


def told(ways: list[set[frozenset[str]]], flows: frozenset[str]) -> bool:
    """Whether flows are those of one fastest way of each delay, and no more."""
    taken = [{way for way in choice if way <= flows} for choice in ways]
    return all(taken) and flows == {flow for choice in taken for way in choice for flow in way}


OPEN: Mapping[str, Callable[[Terms, Settings], Iterator[Named]]] = {
    "outside-control": outside_control,
    "availability-below-promise": availability_below_promise,
    "unknown-fact": unknown_fact,
}
