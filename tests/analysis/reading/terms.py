"""A model in, what the terms of its language mean out: read literally, slowly and without graphs.

Nothing of `engagemodel.graph` or `engagemodel.analysis` is used, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

from analysis.reading.sets import choices_in, ids_in, joined

from engagemodel.model import (
    NOTHING,
    Channel,
    Element,
    Flow,
    Holding,
    Model,
    Organization,
    Platform,
    Requirement,
)


class Edge(NamedTuple):
    """One edge of a flow graph, its least and greatest length in seconds, and the flow behind it."""

    source: str
    target: str
    least: float
    most: float
    flow: str


class Way(NamedTuple):
    """One simple path of a flow graph."""

    source: str
    target: str
    least: float
    most: float
    edges: tuple[Edge, ...]


class Terms:
    """What closure, sight, stores, view, flow graph, landing and delay are in one model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.answers: dict[object, Any] = {}
        self._edges: dict[str, list[Edge]] = {}
        self._ways: dict[str, list[Way]] = {}
        self._moves: dict[str, dict[str, set[str]]] = {}
        self._landings: dict[tuple[str, str], set[str]] = {}

    def needed(self, id: str) -> list[Requirement]:
        """Return what an element cannot work without."""
        element = self.model.elements[id]
        return [getattr(element, "needs", NOTHING), getattr(element, "run_by", NOTHING)]

    def required(self, id: str) -> set[str]:
        """Return the ids that an element names in `needs` and `run_by`."""
        return {name for requirement in self.needed(id) for name in ids_in(requirement)}

    def used(self, id: str) -> set[str]:
        """Return the ids that an element names in `uses`."""
        element: Element = self.model.elements[id]
        return set(getattr(element, "uses", ()))

    @cached_property
    def closures(self) -> dict[str, set[str]]:
        """Each element with itself and all that it transitively requires."""
        return joined({id: self.required(id) for id in self.model.elements})

    @cached_property
    def sights(self) -> dict[str, set[str]]:
        """Each element with itself and all that it sees."""
        organizations = self.model.organizations

        def steps(id: str) -> set[str]:
            ahead = self.required(id) | self.used(id)
            return ahead - set(organizations) if id in organizations else ahead

        return joined({id: steps(id) for id in self.model.elements})

    @cached_property
    def dependences(self) -> dict[str, set[str]]:
        """Each element with the elements that it depends on directly."""
        steps = {id: self.required(id) | self.used(id) for id in self.model.elements}
        for flow in self.model.flows:
            steps[flow.target].add(flow.source)
            if flow.both_ways:
                steps[flow.source].add(flow.target)
        return steps

    def runs(self, organization: str) -> list[str]:
        """Return the channels that an organization runs."""
        return [
            id
            for id, channel in self.model.channels.items()
            if organization in ids_in(channel.run_by)
        ]

    def view(self, organization: str) -> set[str]:
        """Return the sight of an organization and of the channels that it runs."""
        return set().union(*(self.sights[id] for id in [organization, *self.runs(organization)]))

    def holding(self, id: str, data: str) -> Holding | None:
        """Return what an element says of data that it holds."""
        platform = self.model.platforms.get(id)
        return platform.holds.get(data) if platform else None

    def stores(self, id: str, data: str) -> set[str]:
        """Return the platforms in the sight of an element that hold the data."""
        return {platform for platform in self.sights[id] if self.holding(platform, data)}

    def holders(self, data: str) -> set[str]:
        """Return all platforms that hold the data."""
        return {platform for platform in self.model.platforms if self.holding(platform, data)}

    def masters(self, data: str) -> set[str]:
        """Return the platforms that hold the data and are no copy."""
        return {id for id in self.holders(data) if not self.is_copy(id, data)}

    def is_copy(self, id: str, data: str) -> bool:
        """Whether an element holds a copy of the data."""
        holding = self.holding(id, data)
        return holding is not None and holding.role == "copy"

    def keys_differ(self, one: str, other: str, data: str) -> bool:
        """Whether both elements declare keys for the data that are not the same."""
        keys = [held.key for held in (self.holding(one, data), self.holding(other, data)) if held]
        return len(keys) == 2 and all(keys) and set(keys[0]) != set(keys[1])

    def carrying(self, data: str) -> list[Flow]:
        """Return the flows that carry the data."""
        return [flow for flow in self.model.flows if data in flow.carries]

    def ends(self, flow: Flow, data: str) -> list[tuple[str, str]]:
        """Return the stores, or ends without stores, between which a flow moves the data."""
        return [
            (s, t)
            for s in self.stores(flow.source, data) or {flow.source}
            for t in self.stores(flow.target, data) or {flow.target}
        ]

    def edges(self, data: str) -> list[Edge]:
        """Return the flow graph of the data."""
        if data not in self._edges:
            self._edges[data] = [
                Edge(a, b, *_length(flow), flow.id)
                for flow in self.carrying(data)
                for s, t in self.ends(flow, data)
                if flow.matched_by is not None or not self.keys_differ(s, t, data)
                for a, b in ([(s, t), (t, s)] if flow.both_ways else [(s, t)])
            ]
        return self._edges[data]

    def ways(self, data: str) -> list[Way]:
        """Return every simple path of the flow graph of the data."""
        if data not in self._ways:
            edges = self.edges(data)
            ways = [Way(e.source, e.target, e.least, e.most, (e,)) for e in edges]
            for way in ways:  # grows while it is read
                seen = {way.source, *(edge.target for edge in way.edges)}
                for edge in edges:
                    if edge.source == way.target and edge.target not in seen:
                        least, most = way.least + edge.least, way.most + edge.most
                        ways.append(Way(way.source, edge.target, least, most, (*way.edges, edge)))
            self._ways[data] = ways
        return self._ways[data]

    def moved(self, source: str, data: str) -> set[str]:
        """Return an element and all that the data reaches from it."""
        if data not in self._moves:
            steps: dict[str, set[str]] = {id: set() for id in self.model.elements}
            for edge in self.edges(data):
                steps[edge.source].add(edge.target)
            self._moves[data] = joined(steps)
        return self._moves[data][source]

    def landing(self, channel: str, data: str) -> set[str]:
        """Return where a write of the data on a channel ends up."""
        if (channel, data) not in self._landings:
            self._landings[channel, data] = self._landing(channel, data)
        return self._landings[channel, data]

    def _landing(self, channel: str, data: str) -> set[str]:
        stores = self.stores(channel, data)
        if not stores:
            leaving = {flow.source for flow in self.carrying(data)}
            leaving |= {flow.target for flow in self.carrying(data) if flow.both_ways}
            return leaving & self.sights[channel]
        fed = {
            fed
            for fed in stores
            for feeder in stores - {fed}
            if fed in self.moved(feeder, data) and feeder not in self.moved(fed, data)
        }
        return (stores & self.masters(data)) - fed or stores

    def fastest(
        self, sources: AbstractSet[str], targets: AbstractSet[str], data: str
    ) -> tuple[float, float]:
        """Return the shortest times from any source to any target: at least and at most."""
        if sources & targets:
            return 0.0, 0.0
        ways = [w for w in self.ways(data) if w.source in sources and w.target in targets]
        return min((w.least for w in ways), default=inf), min((w.most for w in ways), default=inf)

    def shortest(
        self, sources: AbstractSet[str], targets: AbstractSet[str], data: str
    ) -> list[Way]:
        """Return the simple paths that take the least time; none where nothing has to move."""
        least, _ = self.fastest(sources, targets, data)
        if sources & targets:
            return []
        return [
            way
            for way in self.ways(data)
            if way.source in sources and way.target in targets and way.least == least
        ]

    def alternatives(self, one: str, other: str) -> bool:
        """Whether two elements stand in different branches of one any_of, closures included."""
        return any(
            one in here and other in there
            for branches in self.choices
            for number, here in enumerate(branches)
            for there in branches[:number] + branches[number + 1 :]
        )

    @cached_property
    def choices(self) -> list[list[set[str]]]:
        """Every any_of of a requirement, as the closures of its branches."""
        return [
            [set().union(*(self.closures[id] for id in ids_in(item))) for item in choice.items]
            for id in self.model.elements
            for requirement in self.needed(id)
            for choice in choices_in(requirement)
        ]


def verdict(least: float, most: float, limit: float | None) -> str:
    """Return the judgement of a delay against a limit in seconds."""
    if least == inf:
        return "never"
    if limit is not None and least > limit:
        return "too long"
    if most <= limit if limit is not None else most < inf:
        return "in time"
    return "unknown"


def _length(flow: Flow) -> tuple[float, float]:
    if flow.latency is not None:
        return flow.latency.value, flow.latency.value
    return (0.0, 0.0) if flow.means == "real-time" else (0.0, inf)


def systems(model: Model, ids: Iterable[str]) -> set[str]:
    """Return the applications and databases among the ids."""
    platforms: Mapping[str, Platform] = model.platforms
    return {
        id for id in ids if id in platforms and platforms[id].kind in ("application", "database")
    }


def serves(channel: Channel, occasion: str) -> bool:
    """Whether a channel serves an occasion; unstated, it serves every one."""
    return channel.serves is None or occasion in channel.serves


def running(terms: Terms) -> list[Organization]:
    """Return the organizations that run a channel."""
    return [o for id, o in terms.model.organizations.items() if terms.runs(id)]
