"""What is offered to a customer type: which channels, whether they hang together, and for what."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from engagemodel.graph import Graph, Graphs, reach, reaching, remembered
from engagemodel.model import CustomerType


@remembered
def infrastructures(graphs: Graphs, customer: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups into which the channels of a customer type fall, each sorted.

    Channels hang together that share an application or database in their closures, or that a flow
    joins (between members of their closures). Channels without any application or database are
    left out. Time is that of what the channels require together, each element once.
    """
    based = _based(graphs)
    uses = sorted(based.intersection(graphs.model.customer_types[customer].uses))
    behind = reach(graphs.requires, *uses)
    ends = [id for id in behind if not behind.isdisjoint(graphs.joined.get(id, ()))]
    together: nx.Graph[str] = nx.Graph()
    together.add_nodes_from(uses)
    # Whoever requires what holds channels together is held together with it.
    inside: Graph = nx.DiGraph()
    inside.add_nodes_from(behind)
    inside.add_edges_from((id, other) for id in behind for other in graphs.requires.successors(id))
    holding = (based & behind) | reaching(inside, *ends)
    for id in holding:
        together.add_edges_from((id, other) for other in inside.successors(id) if other in holding)
    for id in ends:
        nx.add_path(together, [id, *(behind & graphs.joined[id])])
    groups = ([id for id in part if id in uses] for part in nx.connected_components(together))
    return tuple(sorted(tuple(sorted(group)) for group in groups if group))


@remembered
def _based(graphs: Graphs) -> frozenset[str]:
    """Return the elements that have an application or database in their closures."""
    return reaching(graphs.requires, *systems(graphs, graphs.model.platforms))


def systems(graphs: Graphs, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the applications and databases among the ids."""
    platforms = graphs.model.platforms
    return tuple(
        id for id in ids if id in platforms and platforms[id].kind in ("application", "database")
    )


def serving(graphs: Graphs, customer: CustomerType, occasion: str) -> tuple[str, ...]:
    """Return the channels that a customer type uses and that serve the occasion, in order."""
    channels = (graphs.model.channels[id] for id in customer.uses)
    return tuple(c.id for c in channels if c.serves is None or occasion in c.serves)


def offered(graphs: Graphs, customer: CustomerType, occasion: str) -> bool:
    """Whether the first choice of a customer type for an occasion is open to it.

    A channel that it uses, which serves the occasion, is the one preferred or of the kind preferred.
    """
    first = customer.prefers[occasion][0]
    return any(
        first in (id, graphs.model.channels[id].kind) for id in serving(graphs, customer, occasion)
    )


def wishes(graphs: Graphs) -> tuple[tuple[CustomerType, str], ...]:
    """Return every customer type with each occasion for which it prefers something, sorted."""
    customers = sorted(graphs.model.customer_types.values(), key=lambda customer: customer.id)
    return tuple(
        (customer, occasion)
        for customer in customers
        for occasion in sorted(customer.prefers)
        if customer.prefers[occasion]
    )
