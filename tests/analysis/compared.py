"""Two readings of one model in, each topic on which they must agree out, in one form for both."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from analysis.case import SETTINGS, Case
from analysis.failures_compared import FAILURES, Answer, Topic, close
from analysis.reading import figures as slow_figures
from analysis.reading import judged
from analysis.reading.sets import joined

from engagemodel import graph
from engagemodel.analysis import data as moving
from engagemodel.analysis import figures as fast_figures
from engagemodel.analysis import journeys, overlap, shape, touchpoints


def closure(case: Case) -> tuple[Answer, Answer]:
    """What each element transitively requires."""
    fast = {id: graph.closure(case.graphs, id) for id in case.model.elements}
    return {**fast}, {**case.terms.closures}


def sight(case: Case) -> tuple[Answer, Answer]:
    """What each element sees."""
    fast = {id: graph.sight(case.graphs, id) for id in case.model.elements}
    return {**fast}, {**case.terms.sights}


def stores(case: Case) -> tuple[Answer, Answer]:
    """Where each element finds each data."""
    fast = {(id, data): graph.stores(case.graphs, id, data) for id, data in case.data()}
    return {**fast}, {(id, data): case.terms.stores(id, data) for id, data in case.data()}


def view(case: Case) -> tuple[Answer, Answer]:
    """What each organization sees, and the channels that it runs."""
    ids = case.model.organizations
    fast = {id: (moving.view(case.graphs, id), set(moving.run_by(case.graphs, id))) for id in ids}
    return {**fast}, {id: (case.terms.view(id), set(case.terms.runs(id))) for id in ids}


def flow_graph(case: Case) -> tuple[Answer, Answer]:
    """The edges of each flow graph with the best of each time, and all that data reaches."""
    fast: Answer = {}
    slow: Answer = {}
    for data in case.model.data:
        for s, t, edge in graph.flow_graph(case.graphs, data).edges(data=True):
            fast[data, s, t] = (edge["at_least"], edge["at_most"])
        edges = case.terms.edges(data)
        # An edge from a store to itself moves nothing: either reading may have it.
        fast = {key: value for key, value in fast.items() if len(set(key)) == len(key)}
        for source, target in {(e.source, e.target) for e in edges if e.source != e.target}:
            same = [edge for edge in edges if (edge.source, edge.target) == (source, target)]
            slow[data, source, target] = (min(e.least for e in same), min(e.most for e in same))
        for id in case.model.elements:
            fast[data, id] = moving.moved_to(case.graphs, data, id)
            slow[data, id] = case.terms.moved(id, data)
    return fast, slow


def landing(case: Case) -> tuple[Answer, Answer]:
    """Where each write on each channel ends up."""
    pairs = [(id, data) for id, data in case.data() if id in case.model.channels]
    fast = {pair: moving.landing(case.graphs, *pair) for pair in pairs}
    return {**fast}, {pair: case.terms.landing(*pair) for pair in pairs}


def times(case: Case) -> tuple[Answer, Answer]:
    """The least and the greatest time from some elements to the sight of some other."""
    fast: Answer = {}
    slow: Answer = {}
    for sources in case.failures():
        for id, data in case.data():
            targets = graph.sight(case.graphs, id)
            fast[sources, id, data] = (
                moving.at_least(case.graphs, sources, targets, data),
                moving.at_most(case.graphs, sources, targets, data),
            )
            slow[sources, id, data] = case.terms.fastest(set(sources), case.terms.sights[id], data)
    return fast, slow


def handoffs(case: Case) -> tuple[Answer, Answer]:
    """Every handoff with its delay; a path that is shown must be a shortest one."""
    fast: Answer = {}
    for one in journeys.handoffs(case.graphs):
        key = (one.journey, one.step, one.earlier, one.data, one.writer, one.reader, one.limit)
        _shown(case, one.delay, one.data, one.writer, case.terms.sights[one.reader])
        assert key not in fast, f"twice: {key}"
        fast[key] = (one.delay.at_least, one.delay.at_most, one.delay.verdict)
    return fast, _delays(judged.handoffs(case.terms))


def customer_needs(case: Case) -> tuple[Answer, Answer]:
    """What organizations need to know from channels that others run."""
    fast: Answer = {}
    for one in journeys.customer_needs(case.graphs):
        _shown(case, one.delay, one.data, one.channel, case.terms.view(one.organization))
        key = (one.organization, one.data, one.channel)
        assert key not in fast, f"twice: {key}"
        fast[key] = (one.delay.at_least, one.delay.at_most, one.delay.verdict)
    return fast, _delays(judged.customer_needs(case.terms, listening=True))


def troubles(case: Case) -> tuple[Answer, Answer]:
    """Writes that are lost or overwritten, reads that find nothing."""
    fast: Answer = {}
    slow: Answer = {
        "lost": judged.lost_writes(case.terms),
        "overwritten": judged.overwritten(case.terms),
        "blind": judged.blind_reads(case.terms),
    }
    found = {
        "lost": journeys.lost_writes(case.graphs),
        "overwritten": journeys.overwritten(case.graphs),
        "blind": journeys.blind_reads(case.graphs),
    }
    for kind, all_of_it in found.items():
        fast[kind] = {(one.journey, one.step, one.data, one.channels) for one in all_of_it}
        assert len(all_of_it) == len(set(all_of_it))
    return fast, slow


def infrastructures(case: Case) -> tuple[Answer, Answer]:
    """The groups into which each customer type's channels fall, and what is offered to it."""
    fast: Answer = {}
    slow: Answer = {}
    for id, one in case.model.customer_types.items():
        fast[id] = {frozenset(group) for group in touchpoints.infrastructures(case.graphs, id)}
        slow[id] = judged.infrastructures(case.terms, one)
        for occasion in one.prefers:
            fast[id, occasion] = touchpoints.offered(case.graphs, one, occasion)
            slow[id, occasion] = judged.offered(case.terms, one, occasion)
    return fast, slow


def redundancy(case: Case) -> tuple[Answer, Answer]:
    """The masters that are redundant to each other."""
    fast: Answer = {}
    for data in case.model.data:
        found = overlap.redundancy(case.graphs, data)
        fast[data] = (set(found.masters), found.surplus)
    return fast, {data: judged.redundancy(case.terms, data) for data in case.model.data}


def mismatches(case: Case) -> tuple[Answer, Answer]:
    """The platforms whose keys do not match; the flow that is named must be one of those."""
    fast: Answer = {}
    slow: Answer = {}
    for data in case.model.data:
        found = judged.mismatches(case.terms, data)
        flows = {(one, other): unmatched for one, other, unmatched in found if unmatched}
        slow[data] = ({id for one, other, _ in found for id in (one, other)}, flows.keys())
        said = overlap.mismatches(case.graphs, data)
        fast[data] = (set(said.platforms), said.unmatched.keys())
        for pair, flow in said.unmatched.items():
            assert flow in flows.get(pair, ())
    return fast, slow


def overlap_of_platforms(case: Case) -> tuple[Answer, Answer]:
    """The applications that do the same apart from each other, and the idle platforms."""
    fast: Answer = {
        id: set(ids) for id, ids in overlap.duplicated_capabilities(case.graphs).items()
    }
    fast["idle"] = set(overlap.idle_platforms(case.graphs))
    slow: Answer = {"idle": judged.idle_platforms(case.terms)}
    for capability in case.model.capabilities:
        apart = judged.separate_applications(case.terms, capability)
        if apart:
            slow[capability] = apart
    return fast, slow


def circles(case: Case) -> tuple[Answer, Answer]:
    """The sets of elements that require each other, and those that depend on each other."""
    fast: Answer = {
        "requires": {frozenset(part) for part in shape.cycles(case.graphs.requires)},
        "depends": {frozenset(part) for part in shape.cycles(case.graphs.depends)},
    }
    slow: Answer = {
        "requires": judged.circles(case.terms.closures),
        "depends": judged.circles(joined(case.terms.dependences)),
    }
    for part in shape.cycles(case.graphs.requires):
        cycle = shape.shortest_cycle(case.graphs.requires, part)
        fast[part] = len(cycle)
        slow[part] = judged.shortest_cycle(case.terms, set(part))
        for one, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert following in case.terms.required(one)
    return fast, slow


def figures(case: Case) -> tuple[Answer, Answer]:
    """Every figure; where the dearest of a group can be told in several ways, any of them will do."""
    fast: Answer = {**fast_figures.measure_all(case.graphs, SETTINGS)}
    slow: Answer = {
        name: measure(case.terms, SETTINGS) for name, measure in slow_figures.MEASURES.items()
    }
    possible = slow_figures.overlap_costs(case.terms)
    spent = fast["overlap_cost"]
    slow["overlap_cost"] = spent if spent in possible else possible
    found = fast.pop("availability_at_most")
    for kind, tops in slow_figures.availability_at_most(case.terms, SETTINGS).items():
        for id, expected in tops.items():
            slow[kind, id] = (expected["value"], expected["stated"])
        for id, one in found[kind].items():
            # It is rounded to 12 digits.
            expected = tops.get(id, {"value": None})["value"]
            fast[kind, id] = (close(one["value"], expected, within=1.5e-12), one["stated"])
    return fast, slow


TOPICS: Mapping[str, Topic] = {
    topic.__name__: topic
    for topic in (
        *FAILURES,
        closure,
        sight,
        stores,
        view,
        flow_graph,
        landing,
        times,
        handoffs,
        customer_needs,
        troubles,
        infrastructures,
        redundancy,
        mismatches,
        overlap_of_platforms,
        circles,
        figures,
    )
}


def _delays(found: list[judged.Delayed]) -> Answer:
    return {one.key: (one.least, one.most, one.verdict) for one in found}


def _shown(case: Case, delay: moving.Delay, data: str, writer: str, targets: set[str]) -> None:
    """Assert that the path of a delay is one of the shortest and its worst flow the slowest."""
    ways = case.terms.shortest(case.terms.landing(writer, data), targets, data)
    if delay.at_least in (0, inf) and not delay.path:
        assert delay.worst is None
        assert not ways or delay.at_least == 0
        return
    paths = {tuple(edge.flow for edge in way.edges): way for way in ways}
    assert delay.path in paths
    slowest = max(edge.least for edge in paths[delay.path].edges)
    worst = {edge.flow for edge in paths[delay.path].edges if edge.least == slowest}
    assert delay.worst in worst or slowest == 0
