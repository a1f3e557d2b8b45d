"""How complicated and how complex a model is: its lines, its cycles, and how far a change reaches."""

from __future__ import annotations

import networkx as nx

from engagemodel.graph import Graph, Graphs, remembered, used
from engagemodel.model import Channel, Organization, Platform, named

# Targets handled in one sweep: wide enough for few sweeps, narrow enough to keep memory flat.
_BLOCK = 16384


def lines(graphs: Graphs) -> int:
    """Return the number of ids named in `uses`, `needs` and `run_by` of elements, and of flows.

    Lines are counted as a comparison lists them: an id that an element names more than once under
    one key (in two alternatives, say) is one line, one that it names under two keys is two.
    """
    count = len(graphs.model.flows)
    for element in graphs.model.elements.values():
        count += len(set(used(element)))
        if isinstance(element, Channel | Organization | Platform):
            count += len(set(named(element.needs)))
        if isinstance(element, Channel):
            count += len(set(named(element.run_by)))
    return count


@remembered
def reached_pairs(graphs: Graphs) -> int:
    """Return the number of ordered pairs (x, y) where x reaches y in the dependence graph.

    Every element reaches itself.
    """
    return count_reached(graphs.depends)


def count_reached(graph: Graph) -> int:
    """Return the size of the reflexive transitive closure of a graph.

    The members of a cycle reach the same. The cycles are swept from the last to the first, a block
    of targets at a time, with the targets reached as the bits of one integer each.
    """
    whole = nx.condensation(graph)
    parts = list(reversed(list(nx.topological_sort(whole))))
    sizes = {part: len(whole.nodes[part]["members"]) for part in parts}
    first: dict[int, int] = {}
    count = 0
    for part in parts:
        first[part] = count
        count += sizes[part]
    total = 0
    for start in range(0, count, _BLOCK):
        masks: dict[int, int] = {}
        for part in parts:
            low, high = first[part] - start, first[part] + sizes[part] - start
            if high <= 0:
                continue
            low, inside = max(low, 0), min(high, _BLOCK)
            mask = ((1 << (inside - low)) - 1) << low if inside > low else 0
            for other in whole.adj[part]:
                mask |= masks.get(other, 0)
            if mask:
                masks[part] = mask
                total += sizes[part] * mask.bit_count()
    return total


@remembered
def cyclic(graphs: Graphs) -> tuple[str, ...]:
    """Return the elements that stand in a cycle of the dependence graph, sorted."""
    return tuple(sorted(id for part in cycles(graphs.depends) for id in part))


def cycles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Return the sets of two or more nodes that all reach each other, each sorted, in order."""
    parts = (part for part in nx.strongly_connected_components(graph) if len(part) > 1)
    return tuple(sorted(tuple(sorted(part)) for part in parts))


def shortest_cycle(graph: Graph, part: tuple[str, ...]) -> tuple[str, ...]:
    """Return the nodes of a shortest cycle among those of `part`, each once, in order.

    Of several, the one that starts at the first id. `part` is strongly connected.
    """
    members = frozenset(part)
    best: tuple[str, ...] = ()
    for start in part:
        if found := _cycle_through(graph, start, members, len(best)):
            best = found
        if len(best) == 2:
            break
    return best


def _cycle_through(
    graph: Graph, start: str, members: frozenset[str], below: int
) -> tuple[str, ...] | None:
    """Return a shortest cycle through a node, if it is shorter than `below` (0: however long)."""
    before: dict[str, str] = {}
    edge = [start]
    length = 1
    while edge and (length < below or not below):
        following = []
        for node in edge:
            for other in sorted(graph.successors(node)):
                if other == start:
                    return _back(before, node)
                if other in members and other not in before:
                    before[other] = node
                    following.append(other)
        edge = following
        length += 1
    return None


def _back(before: dict[str, str], end: str) -> tuple[str, ...]:
    """Return the path that led to a node, from its start."""
    path = [end]
    while path[-1] in before:
        path.append(before[path[-1]])
    return tuple(reversed(path))


@remembered
def chokepoints(graphs: Graphs) -> tuple[str, ...]:
    """Return the elements without which flows no longer join what they join today, sorted.

    The articulation points of the graph of all flows, directions ignored.
    """
    lines: nx.Graph[str] = nx.Graph()
    lines.add_edges_from((flow.source, flow.target) for flow in graphs.model.flows)
    return tuple(sorted(nx.articulation_points(lines)))
