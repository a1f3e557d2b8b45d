"""Where data ends up and how long it takes to be seen elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Literal, TypeAlias, cast

import networkx as nx

from engagemodel.graph import Graphs, flow_graph, reach, reaching, remembered, sight, stores
from engagemodel.model import named

Verdict = Literal["in time", "too long", "never", "unknown"]
_Times: TypeAlias = tuple[dict[str, float], dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Delay:
    """How long data takes from where it is to where it is looked for, in seconds.

    `path` are the ids of the flows taken by the way with the least time, `worst` the slowest of
    them (none where nothing has to move, or nothing does).
    """

    at_least: float
    at_most: float
    verdict: Verdict
    path: tuple[str, ...] = ()
    worst: str | None = None


NEVER = Delay(inf, inf, "never")


def run_by(graphs: Graphs, organization: str) -> tuple[str, ...]:
    """Return the channels that an organization runs, sorted."""
    return _run(graphs).get(organization, ())


@remembered
def _run(graphs: Graphs) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for id, channel in sorted(graphs.model.channels.items()):
        for organization in set(named(channel.run_by)):
            found.setdefault(organization, []).append(id)
    return {organization: tuple(ids) for organization, ids in found.items()}


@remembered
def view(graphs: Graphs, organization: str) -> frozenset[str]:
    """Return the sight of an organization and of every channel that it runs."""
    return sight(graphs, organization).union(
        *(sight(graphs, channel) for channel in run_by(graphs, organization))
    )


@remembered
def masters(graphs: Graphs, data: str) -> tuple[str, ...]:
    """Return the platforms that hold the data and are no copy, sorted."""
    platforms = graphs.model.platforms
    held = graphs.holders.get(data, frozenset())
    return tuple(sorted(id for id in held if platforms[id].holds[data].role == "master"))


@remembered
def moved_to(graphs: Graphs, data: str, *sources: str) -> frozenset[str]:
    """Return the sources and all that the data reaches from one of them in its flow graph."""
    graph = flow_graph(graphs, data)
    return reach(graph, *(id for id in sources if id in graph)).union(sources)


def moving_to(graphs: Graphs, data: str, targets: Iterable[str]) -> frozenset[str]:
    """Return the targets and all from which the data reaches one of them in its flow graph."""
    graph = flow_graph(graphs, data)
    wanted = frozenset(targets)
    return reaching(graph, *(id for id in wanted if id in graph)) | wanted


@remembered
def feeding(graphs: Graphs, data: str) -> frozenset[str]:
    """Return the masters of the data and all from which it reaches one of them."""
    return moving_to(graphs, data, masters(graphs, data))


@remembered
def leaving(graphs: Graphs, data: str) -> frozenset[str]:
    """Return the elements that a flow carries the data away from, as it is stated."""
    flows = graphs.carriers.get(data, ())
    return frozenset((*(f.source for f in flows), *(f.target for f in flows if f.both_ways)))


@remembered
def arriving(graphs: Graphs, data: str) -> frozenset[str]:
    """Return the elements that a flow carries the data to, as it is stated."""
    flows = graphs.carriers.get(data, ())
    return frozenset((*(f.target for f in flows), *(f.source for f in flows if f.both_ways)))


@remembered
def landing(graphs: Graphs, channel: str, data: str) -> frozenset[str]:
    """Return where a write of the data on a channel ends up; empty where it is lost.

    The masters among the stores that the channel sees, less those that another of these stores
    reaches in the flow graph without being reached back; where none is left, all of these stores;
    without stores, the members of its sight from which a flow that carries the data leaves.
    """
    seen = stores(graphs, channel, data)
    if not seen:
        return sight(graphs, channel) & leaving(graphs, data)

    def fed(master: str) -> bool:
        return any(
            master in moved_to(graphs, data, other) and other not in moved_to(graphs, data, master)
            for other in seen
            if other != master
        )

    first = frozenset(m for m in masters(graphs, data) if m in seen and not fed(m))
    return first or seen


def at_least(graphs: Graphs, sources: Iterable[str], targets: Iterable[str], data: str) -> float:
    """Return the shortest time in seconds from any source to any target in the flow graph.

    0 where they overlap, infinite where there is no path; an unknown latency counts as 0.
    """
    return _fastest(graphs, frozenset(sources), frozenset(targets), data, "at_least")[0]


def at_most(graphs: Graphs, sources: Iterable[str], targets: Iterable[str], data: str) -> float:
    """Return the same as `at_least`, but an unknown latency counts as infinite."""
    return _fastest(graphs, frozenset(sources), frozenset(targets), data, "at_most")[0]


def delay(
    graphs: Graphs,
    sources: frozenset[str],
    targets: frozenset[str],
    data: str,
    limit: float | None,
) -> Delay:
    """Return how long data takes from any source to any target, judged against a limit in seconds.

    *Never* without a path, *too long* when it takes at least more than the limit, *in time* when it
    takes at most the limit (a finite time, where no limit is stated), otherwise *unknown*.
    """
    low, nodes = _fastest(graphs, sources, targets, data, "at_least")
    if low == inf:
        return NEVER
    high = _fastest(graphs, sources, targets, data, "at_most")[0]
    verdict: Verdict = "unknown"
    if limit is not None and low > limit:
        verdict = "too long"
    elif high < inf and (limit is None or high <= limit):
        verdict = "in time"
    graph = flow_graph(graphs, data)
    hops = [graph.edges[hop] for hop in pairwise(nodes)]
    slowest = max(hops, key=lambda hop: (hop["at_least"], hop["at_most"]), default={"by": None})
    return Delay(low, high, verdict, tuple(hop["by"] for hop in hops), slowest["by"])


def _fastest(
    graphs: Graphs, sources: frozenset[str], targets: frozenset[str], data: str, weight: str
) -> tuple[float, tuple[str, ...]]:
    """Return the shortest time and the nodes of the path that takes it."""
    if not sources.isdisjoint(targets):
        return 0.0, ()
    times, paths = _times(graphs, data, sources, weight)
    reached = [(times[id], id) for id in targets & times.keys()]
    if not reached:
        return inf, ()
    time, nearest = min(reached)
    return time, tuple(paths[nearest])


@remembered
def _times(graphs: Graphs, data: str, sources: frozenset[str], weight: str) -> _Times:
    graph = flow_graph(graphs, data)
    starts = sorted(id for id in sources if id in graph)
    if not starts:
        return {}, {}

    def finite(_source: str, _target: str, edge: dict[str, float]) -> float | None:
        return edge[weight] if edge[weight] < inf else None

    return cast(_Times, nx.multi_source_dijkstra(graph, starts, weight=finite))
