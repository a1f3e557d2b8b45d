"""What is kept or done twice: masters of the same data, keys that do not match, equal applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from engagemodel.analysis.data import masters
from engagemodel.graph import (
    Graphs,
    closure,
    ends,
    flow_graph,
    key,
    keys_differ,
    reach,
    reaching,
    remembered,
    requirements,
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
    # Counted rather than compared in pairs: masters by part, and by group and part.
    places = Counter(parts.values())
    grouped = Counter((group[id], parts[id]) for id in group)
    sizes = Counter(group.values())

    def redundant(id: str) -> bool:
        own, part = group[id], parts[id]
        if part is None:
            return len(group) > sizes[own]
        return places[None] + places[part] > grouped[own, None] + grouped[own, part]

    covered: dict[str, set[str | None]] = {}
    for id, first in group.items():
        covered.setdefault(first, set()).add(parts[id])
    everywhere = sum(None in stated for stated in covered.values())
    by_part = Counter(p for stated in covered.values() if None not in stated for p in stated)
    layers = everywhere + max(by_part.values(), default=0)
    return Redundancy(tuple(sorted(filter(redundant, group))), max(0, layers - 1))


def _joined_alternatives(graphs: Graphs, data: str) -> dict[str, str]:
    """Return for each master of the data the first of those that it counts as one with.

    Two count as one that are alternatives and reach each other in the flow graph.
    """
    found = masters(graphs, data)
    same: nx.Graph[str] = nx.Graph()
    same.add_nodes_from(found)
    circle = {
        id: number
        for number, part in enumerate(nx.strongly_connected_components(flow_graph(graphs, data)))
        if len(part) > 1
        for id in part
    }
    rivals: dict[tuple[int, int], list[str]] = {}
    for id in found:
        for choice in _branches(graphs).get(id, ()) if id in circle else ():
            rivals.setdefault((choice, circle[id]), []).append(id)
    for (choice, _), ids in rivals.items():
        # Where more than one branch is there, each of them is an alternative to one of another.
        if len(frozenset().union(*(_branches(graphs)[id][choice] for id in ids))) > 1:
            nx.add_path(same, ids)
    return {id: min(together) for together in nx.connected_components(same) for id in together}


@dataclass(frozen=True, slots=True)
class Mismatches:
    """The platforms (sorted) that keep the same data under keys that others do not have.

    `unmatched` are those pairs of them that a flow joins without saying how records are matched,
    sorted, with the id of the first such flow.
    """

    platforms: tuple[str, ...]
    unmatched: Mapping[tuple[str, str], str]


@remembered
def mismatches(graphs: Graphs, data: str) -> Mismatches:
    """Return the platforms, not both copies, that hold the data under different keys.

    And between which either a flow carries it without saying how records are matched, or nothing
    carries it at all, directly or by way of others, in either direction.
    """
    crossed: dict[tuple[str, str], str] = {}
    for (one, other), flow in unmatched(graphs, data).items():
        if not _copies(graphs, one, other, data):
            crossed.setdefault((min(one, other), max(one, other)), flow)
    apart = {id for pair in crossed for id in pair} | _apart(graphs, data)
    return Mismatches(tuple(sorted(apart)), {pair: crossed[pair] for pair in sorted(crossed)})


@remembered
def unmatched(graphs: Graphs, data: str) -> dict[tuple[str, str], str]:
    """Return where records cannot be matched: platforms with different keys that a flow joins.

    From one to the other, with the first flow that does so without saying how records are matched.
    """
    found: dict[tuple[str, str], str] = {}
    for flow in graphs.carriers.get(data, ()):
        for pair in ends(graphs, flow, data) if not flow.matched_by else ():
            if keys_differ(graphs, *pair, data):
                found.setdefault(pair, flow.id)
    return found


def _copies(graphs: Graphs, one: str, other: str, data: str) -> bool:
    platforms = graphs.model.platforms
    return all(platforms[id].holds[data].role == "copy" for id in (one, other))


def _apart(graphs: Graphs, data: str) -> set[str]:
    """Return the holders that nothing joins with some holder, not both copies, of another key.

    Counted rather than compared in pairs: all holders, less those of the same key, less those in the
    same part of the flow graph, and those of both were taken away twice.
    """
    joined = _components(flow_graph(graphs, data))
    kept = set(masters(graphs, data))
    facts = {
        id: (found, joined.get(id, id))
        for id in graphs.holders.get(data, ())
        if (found := key(graphs, id, data))
    }
    everybody, originals = (_Tally(facts[id] for id in ids) for ids in (facts, kept & facts.keys()))
    return {
        id
        for id, (found, part) in facts.items()
        if (everybody if id in kept else originals).others(found, part)
    }


class _Tally:
    """How many of some holders have which key, and stand in which part of a flow graph."""

    def __init__(self, facts: Iterable[tuple[frozenset[str], str]]) -> None:
        self._both = Counter(facts)
        self._keys: Counter[frozenset[str]] = Counter()
        self._parts: Counter[str] = Counter()
        for (found, part), count in self._both.items():
            self._keys[found] += count
            self._parts[part] += count

    def others(self, found: frozenset[str], part: str) -> int:
        """Return how many have another key and stand in another part."""
        same = self._keys[found] + self._parts[part] - self._both[found, part]
        return self._both.total() - same


def _components(graph: nx.DiGraph[str]) -> dict[str, str]:
    """Return for each node the first node of its part of the graph, directions ignored."""
    found = {}
    for part in nx.weakly_connected_components(graph):
        found.update(dict.fromkeys(part, min(part)))
    return found


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
            channels[other]
            and channels[one] != channels[other]
            and other not in closure(graphs, one)
            and one not in closure(graphs, other)
            and not alternatives(graphs, one, other)
        )

    found = {
        capability: tuple(
            one for one in ids if channels[one] and any(separate(one, other) for other in ids)
        )
        for capability, ids in sorted(providers.items())
    }
    return {capability: ids for capability, ids in found.items() if ids}


@remembered
def idle_platforms(graphs: Graphs) -> tuple[str, ...]:
    """Return the platforms in the closure or sight of no channel or organization, and in no flow."""
    model = graphs.model
    busy = {end for flow in model.flows for end in (flow.source, flow.target)}
    starts = [*model.channels, *model.organizations]
    for graph in (graphs.requires, graphs.sees):
        busy |= reach(graph, *starts)
    return tuple(sorted(model.platforms.keys() - busy))


def needing(graphs: Graphs, platform: str) -> tuple[str, ...]:
    """Return the channels that stand on a platform: those that have it in their closure."""
    return tuple(sorted(reaching(graphs.requires, platform) & graphs.model.channels.keys()))


@remembered
def seeing(graphs: Graphs, *ids: str) -> tuple[str, ...]:
    """Return the channels behind which one of some elements stands: those that have it in sight."""
    return tuple(sorted(reaching(graphs.sees, *ids) & graphs.model.channels.keys()))


def users(graphs: Graphs, channels: Iterable[str]) -> tuple[str, ...]:
    """Return the customer types that use any of the channels, sorted."""
    wanted = set(channels)
    customers = graphs.model.customer_types.values()
    return tuple(sorted(c.id for c in customers if wanted.intersection(c.uses)))
