"""How complicated and how complex a model is: its lines, its cycles, and how far a change reaches."""

from __future__ import annotations

import networkx as nx

from engagemodel.graph import Graph, Graphs, remembered, used
from engagemodel.model import Channel, Organization, Platform, named

# Targets handled in one sweep: wide enough for few sweeps, narrow enough to keep memory flat.
_BLOCK = 4096


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
    inside = graph.subgraph(part)
    best: tuple[str, ...] = ()
    for start in part:
        paths = nx.single_source_shortest_path(inside, start)
        closing = [paths[end] for end in sorted(inside.pred[start]) if end in paths]
        shortest = min(closing, key=len)
        if not best or len(shortest) < len(best):
            best = tuple(shortest)
        if len(best) == 2:
            break
    return best


@remembered
def chokepoints(graphs: Graphs) -> tuple[str, ...]:
    """Return the elements without which flows no longer join what they join today, sorted.

    The articulation points of the graph of all flows, directions ignored.
    """
    lines: nx.Graph[str] = nx.Graph()
    lines.add_edges_from((flow.source, flow.target) for flow in graphs.model.flows)
    return tuple(sorted(nx.articulation_points(lines)))
