"""A model in, its graphs out: who requires, sees, depends on and feeds whom.

Edges point as the definitions read: ``x -> y`` in the requirement, sight and dependence graphs means
that x requires, sees or depends on y; in a flow graph data moves from ``s`` to ``t``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, wraps
from math import inf
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import networkx as nx

from engagemodel.model import (
    Channel,
    CustomerType,
    Element,
    Flow,
    Model,
    Organization,
    Platform,
    Requirement,
    named,
)

P = ParamSpec("P")
T = TypeVar("T")
Graph: TypeAlias = "nx.DiGraph[str]"


class Graphs:
    """The graphs of one model, each built when it is first asked for and then kept.

    `memory` is where `remembered` keeps what analyses have worked out, so that it lives exactly as
    long as the model's graphs do.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.memory: dict[tuple[object, ...], Any] = {}

    @cached_property
    def requires(self) -> Graph:
        """The requirement graph: x -> y for each id named in `needs` and `run_by` of x."""
        return self._graph(required)

    @cached_property
    def sees(self) -> Graph:
        """x -> y over `run_by`, `needs` and `uses`, but never from one organization to another."""
        organizations = self.model.organizations

        def seen(element: Element) -> Iterator[str]:
            inside = element.id in organizations
            for other in (*required(element), *used(element)):
                if not (inside and other in organizations):
                    yield other

        return self._graph(seen)

    @cached_property
    def depends(self) -> Graph:
        """The dependence graph over the four kinds of element.

        Customer type -> channel it uses, x -> what it requires or uses, and b -> a for a flow
        a -> b (both, where it goes both ways).
        """
        graph = self._graph(lambda element: (*required(element), *used(element)))
        for flow in self.model.flows:
            graph.add_edge(flow.target, flow.source)
            if flow.both_ways:
                graph.add_edge(flow.source, flow.target)
        return graph

    @cached_property
    def carriers(self) -> dict[str, tuple[Flow, ...]]:
        """The flows that carry each data, by data id, in the order of their ids."""
        by_data: dict[str, list[Flow]] = {}
        for flow in sorted(self.model.flows, key=lambda flow: flow.id):
            for data in flow.carries:
                by_data.setdefault(data, []).append(flow)
        return {data: tuple(flows) for data, flows in by_data.items()}

    @cached_property
    def joined(self) -> dict[str, frozenset[str]]:
        """The elements that a flow joins each element with, in either direction."""
        others: dict[str, set[str]] = {}
        for flow in self.model.flows:
            others.setdefault(flow.source, set()).add(flow.target)
            others.setdefault(flow.target, set()).add(flow.source)
        return {id: frozenset(ids) for id, ids in others.items()}

    @cached_property
    def holders(self) -> dict[str, frozenset[str]]:
        """The platforms that hold each data, by data id."""
        by_data: dict[str, set[str]] = {}
        for platform in self.model.platforms.values():
            for data in platform.holds:
                by_data.setdefault(data, set()).add(platform.id)
        return {data: frozenset(platforms) for data, platforms in by_data.items()}

    def _graph(self, targets: Callable[[Element], Iterable[str]]) -> Graph:
        graph: Graph = nx.DiGraph()
        graph.add_nodes_from(sorted(self.model.elements))
        graph.add_edges_from(
            (element.id, target)
            for element in sorted(self.model.elements.values(), key=lambda element: element.id)
            for target in targets(element)
        )
        return graph


def remembered(
    function: Callable[Concatenate[Graphs, P], T],
) -> Callable[Concatenate[Graphs, P], T]:
    """Return `function` (of graphs and hashable arguments) so that it works each answer out once."""

    @wraps(function)
    def recall(graphs: Graphs, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, *kwargs.items()) if kwargs else (function, args)
        try:
            return graphs.memory[key]  # type: ignore[no-any-return]
        except KeyError:
            found = graphs.memory[key] = function(graphs, *args, **kwargs)
            return found

    return recall


def requirements(element: Element) -> tuple[Requirement, ...]:
    """Return what must all be satisfied for an element to work: its `needs` and `run_by`."""
    if isinstance(element, Channel):
        return (*element.needs.items, *element.run_by.items)
    if isinstance(element, Organization | Platform):
        return element.needs.items
    return ()


def required(element: Element) -> tuple[str, ...]:
    """Return the ids that an element names in `needs` and `run_by`, alternatives included."""
    ids: list[str] = []
    for item in requirements(element):
        if isinstance(item, str):
            ids.append(item)
        else:
            ids.extend(named(item))
    return tuple(ids)


def used(element: Element) -> tuple[str, ...]:
    """Return the ids that an element names in `uses`."""
    if isinstance(element, CustomerType | Channel | Organization | Platform):
        return element.uses
    return ()


def reach(graph: Graph, *starts: str) -> frozenset[str]:
    """Return the starts and everything that a path leads to from one of them."""
    return _search(graph.successors, starts)


def reaching(graph: Graph, *ends: str) -> frozenset[str]:
    """Return the ends and everything from which a path leads to one of them."""
    return _search(graph.predecessors, ends)


def _search(following: Callable[[str], Iterable[str]], starts: Iterable[str]) -> frozenset[str]:
    seen = set(starts)
    queue = list(seen)
    for node in queue:
        for other in following(node):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return frozenset(seen)


@remembered
def closure(graphs: Graphs, id: str) -> frozenset[str]:
    """Return an element and all that it transitively requires, alternatives included."""
    return reach(graphs.requires, id)


@remembered
def sight(graphs: Graphs, id: str) -> frozenset[str]:
    """Return x and all that it reaches over `run_by`, `needs` and `uses`.

    Never stepping from one organization to another: what one department learns from another is a
    flow, not a given.
    """
    return reach(graphs.sees, id)


def stores(graphs: Graphs, id: str, data: str) -> frozenset[str]:
    """Return the platforms in the sight of an element that hold the data."""
    seen, held, platforms = _holding_in_sight(graphs)
    bits = seen[id] & held.get(data, 0)
    found = []
    while bits:
        lowest = bits & -bits
        found.append(platforms[lowest.bit_length() - 1])
        bits ^= lowest
    return frozenset(found)


@remembered
def _holding_in_sight(graphs: Graphs) -> tuple[dict[str, int], dict[str, int], list[str]]:
    """Return the platforms that each element sees which hold anything, and those that hold each data.

    As the bits of integers, with the platform that each bit stands for: sets of them would take many
    times the memory, since whole areas of a model see the same.
    """
    platforms: list[str] = []
    held: dict[str, int] = {}
    seen: dict[str, int] = {}
    same: dict[int, int] = {}
    # Strongly connected components come out with those that are reached first.
    for component in nx.strongly_connected_components(graphs.sees):
        bits = 0
        for id in sorted(component):
            for other in graphs.sees.successors(id):
                bits |= seen.get(other, 0)
            platform = graphs.model.platforms.get(id)
            if platform and platform.holds:
                own = 1 << len(platforms)
                platforms.append(id)
                bits |= own
                for data in platform.holds:
                    held[data] = held.get(data, 0) | own
        bits = same.setdefault(bits, bits)
        for id in component:
            seen[id] = bits
    return seen, held, platforms


@remembered
def flow_graph(graphs: Graphs, data: str) -> Graph:
    """Return the graph along which the data moves by itself.

    A flow a -> b that carries it is an edge from every store in the sight of a (a itself where
    there is none) to every such store of b; both ways where the flow says so. Where the two ends
    declare different keys, the edge exists only if the flow says how records are matched. Edges
    have `at_least` and `at_most` in seconds (the best of parallel flows; an unknown latency is 0
    and infinite), and `by`, the id of the flow with the least `at_least`.
    """
    graph: Graph = nx.DiGraph()
    for flow in graphs.carriers.get(data, ()):
        low, high = latency(flow)
        for source, target in ends(graphs, flow, data):
            if keys_differ(graphs, source, target, data) and not flow.matched_by:
                continue
            if not graph.has_edge(source, target):
                graph.add_edge(source, target, at_least=low, at_most=high, by=flow.id)
                continue
            edge = graph.edges[source, target]
            if (low, high) < (edge["at_least"], edge["at_most"]):
                edge["by"] = flow.id
            edge["at_least"] = min(edge["at_least"], low)
            edge["at_most"] = min(edge["at_most"], high)
    return graph


def ends(graphs: Graphs, flow: Flow, data: str) -> Iterator[tuple[str, str]]:
    """Return the pairs of stores (or of ends without stores) that a flow joins, in order."""
    sources = sorted(stores(graphs, flow.source, data)) or [flow.source]
    targets = sorted(stores(graphs, flow.target, data)) or [flow.target]
    for source in sources:
        for target in targets:
            if source != target:
                yield source, target
                if flow.both_ways:
                    yield target, source


def latency(flow: Flow) -> tuple[float, float]:
    """Return the least and the greatest time a flow takes, in seconds.

    A stated latency is both; real-time without one is 0; otherwise it is unknown: 0 and infinite.
    """
    if flow.latency is not None:
        return flow.latency.value, flow.latency.value
    return (0.0, 0.0) if flow.means == "real-time" else (0.0, inf)


def keys_differ(graphs: Graphs, one: str, other: str, data: str) -> bool:
    """Whether two platforms both declare keys for the data, and not the same ones."""
    first, second = key(graphs, one, data), key(graphs, other, data)
    return bool(first and second and first != second)


def key(graphs: Graphs, platform: str, data: str) -> frozenset[str]:
    """Return by what a platform finds records of the data; empty where it states or holds none."""
    known = graphs.model.platforms.get(platform)
    holding = known.holds.get(data) if known else None
    return frozenset(holding.key) if holding else frozenset()
