"""What is kept or done twice: masters of the same data, keys that do not match, equal applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from engagemodel.analysis.data import masters, moved_to
from engagemodel.graph import (
    Graphs,
    closure,
    ends,
    flow_graph,
    keys_differ,
    remembered,
    requirements,
    sight,
)
from engagemodel.model import AnyOf, Requirement, named


@dataclass(frozen=True, slots=True)
class Redundancy:
    """The masters of some data that are redundant to another one, sorted, and how many too many."""

    masters: tuple[str, ...]
    surplus: int


def alternatives(graphs: Graphs, one: str, other: str) -> bool:
    """Whether two elements stand in different branches of one any_of, closures included."""
    branches = _branches(graphs)
    return any(
        choice in branches.get(other, {}) and len(own | branches[other][choice]) > 1
        for choice, own in branches.get(one, {}).items()
    )


@remembered
def _branches(graphs: Graphs) -> dict[str, dict[int, frozenset[int]]]:
    """Return for each element the any_of (numbered) and the branches of it that it stands in."""
    found: dict[str, dict[int, frozenset[int]]] = {}
    choices = (
        choice
        for id in sorted(graphs.model.elements)
        for item in requirements(graphs.model.elements[id])
        for choice in _choices(item)
    )
    for number, choice in enumerate(choices):
        for branch, item in enumerate(choice.items):
            for id in {x for start in named(item) for x in closure(graphs, start)}:
                own = found.setdefault(id, {})
                own[number] = own.get(number, frozenset()) | {branch}
    return found


def _choices(requirement: Requirement) -> Iterator[AnyOf]:
    if isinstance(requirement, str):
        return
    if isinstance(requirement, AnyOf):
        yield requirement
    for item in requirement.items:
        yield from _choices(item)


@remembered
def redundancy(graphs: Graphs, data: str) -> Redundancy:
    """Return the masters of the data that are redundant to each other.

    Alternatives that flows of the data join both ways count as one, and masters that both state a
    part (a brand, a region) are redundant only where it is the same. The surplus is the size of the
    largest set of masters all redundant to each other, less one.
    """
    platforms = graphs.model.platforms
    group = _joined_alternatives(graphs, data)
    parts = {id: platforms[id].holds[data].part for id in group}

    def redundant(one: str, other: str) -> bool:
        apart = parts[one] and parts[other] and parts[one] != parts[other]
        return group[one] != group[other] and not apart

    found = {id for pair in combinations(sorted(group), 2) if redundant(*pair) for id in pair}
    covered: dict[str, set[str | None]] = {}
    for id, first in group.items():
        covered.setdefault(first, set()).add(parts[id])
    everywhere = sum(None in places for places in covered.values())
    by_part = Counter(p for places in covered.values() if None not in places for p in places)
    layers = everywhere + max(by_part.values(), default=0)
    return Redundancy(tuple(sorted(found)), max(0, layers - 1))


def _joined_alternatives(graphs: Graphs, data: str) -> dict[str, str]:
    """Return for each master of the data the first of those that it counts as one with."""
    found = masters(graphs, data)
    same: nx.Graph[str] = nx.Graph()
    same.add_nodes_from(found)
    for one, other in combinations(found, 2):
        if (
            alternatives(graphs, one, other)
            and other in moved_to(graphs, data, one)
            and one in moved_to(graphs, data, other)
        ):
            same.add_edge(one, other)
    return {id: min(together) for together in nx.connected_components(same) for id in together}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two platforms that keep the same data under different keys; `flow` joins them unmatched."""

    one: str
    other: str
    flow: str | None


@remembered
def mismatches(graphs: Graphs, data: str) -> tuple[Mismatch, ...]:
    """Return the pairs of platforms, not both copies, that hold the data under different keys.

    And between which either a flow carries it without saying how records are matched, or nothing
    carries it at all, directly or by way of others, in either direction.
    """
    platforms = graphs.model.platforms
    unmatched: dict[tuple[str, str], str] = {}
    for flow in graphs.carriers.get(data, ()):
        if not flow.matched_by:
            for one, other in ends(graphs, flow, data):
                unmatched.setdefault((min(one, other), max(one, other)), flow.id)
    joined = _components(flow_graph(graphs, data))
    found = []
    for pair in combinations(sorted(graphs.holders.get(data, ())), 2):
        if not keys_differ(graphs, *pair, data):
            continue
        if all(platforms[id].holds[data].role == "copy" for id in pair):
            continue
        one, other = pair
        if pair in unmatched or joined.get(one, one) != joined.get(other, other):
            found.append(Mismatch(one, other, unmatched.get(pair)))
    return tuple(found)


def _components(graph: nx.DiGraph[str]) -> dict[str, str]:
    """Return for each node the first node of its part of the graph, directions ignored."""
    return {id: min(part) for part in nx.weakly_connected_components(graph) for id in part}


@remembered
def duplicated_capabilities(graphs: Graphs) -> dict[str, tuple[str, ...]]:
    """Return, by capability, the applications that provide it apart from each other, sorted.

    Two of them stand in the closures of different, non-empty sets of channels, neither requires the
    other, and they are no alternatives.
    """
    channels: dict[str, frozenset[str]] = {}
    providers: dict[str, list[str]] = {}
    for platform in sorted(graphs.model.platforms.values(), key=lambda platform: platform.id):
        if platform.kind == "application":
            for capability in platform.supports:
                providers.setdefault(capability, []).append(platform.id)
    wanted = {id for together in providers.values() for id in together}
    for id in wanted:
        channels[id] = frozenset(needing(graphs, id))

    def separate(one: str, other: str) -> bool:
        return bool(
            channels[one]
            and channels[other]
            and channels[one] != channels[other]
            and other not in closure(graphs, one)
            and one not in closure(graphs, other)
            and not alternatives(graphs, one, other)
        )

    found = {
        capability: {id for pair in combinations(ids, 2) if separate(*pair) for id in pair}
        for capability, ids in providers.items()
    }
    return {capability: tuple(sorted(ids)) for capability, ids in sorted(found.items()) if ids}


@remembered
def idle_platforms(graphs: Graphs) -> tuple[str, ...]:
    """Return the platforms in the closure or sight of no channel or organization, and in no flow."""
    model = graphs.model
    busy = {end for flow in model.flows for end in (flow.source, flow.target)}
    starts = [*model.channels, *model.organizations]
    for graph in (graphs.requires, graphs.sees):
        seen = set(starts)
        queue = list(starts)
        for id in queue:
            fresh = [other for other in graph.adj[id] if other not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        busy |= seen
    return tuple(sorted(model.platforms.keys() - busy))


def needing(graphs: Graphs, platform: str) -> tuple[str, ...]:
    """Return the channels that stand on a platform: those that have it in their closure."""
    return tuple(sorted(c for c in graphs.model.channels if platform in closure(graphs, c)))


def seeing(graphs: Graphs, platform: str) -> tuple[str, ...]:
    """Return the channels behind which a platform stands: those that have it in their sight."""
    return tuple(sorted(c for c in graphs.model.channels if platform in sight(graphs, c)))


def users(graphs: Graphs, channels: Iterable[str]) -> tuple[str, ...]:
    """Return the customer types that use any of the channels, sorted."""
    wanted = set(channels)
    customers = graphs.model.customer_types.values()
    return tuple(sorted(c.id for c in customers if wanted.intersection(c.uses)))
