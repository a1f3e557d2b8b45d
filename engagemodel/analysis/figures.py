"""The figures of a model: each one function, with its unit and whether more of it is better."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum, inf
from statistics import fmean
from typing import Literal

from engagemodel.analysis import failure, journeys, overlap, shape, touchpoints
from engagemodel.analysis.alone import tolls
from engagemodel.analysis.availability import LIMIT, availability
from engagemodel.graph import Graphs
from engagemodel.model import CustomerType, Journey
from engagemodel.settings import Settings

Number = int | float | None
Unit = Literal["count", "share", "seconds", "money a year", "mean"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `measure` returns None where it has nothing to measure."""

    name: str
    title: str
    unit: Unit
    better: Literal["lower", "higher"] | None
    measure: Callable[[Graphs, Settings], Number | dict[str, dict[str, dict[str, float | None]]]]


def measure_all(graphs: Graphs, settings: Settings) -> dict[str, object]:
    """Return every figure by name; shares and means are rounded to 12 digits."""
    measured = ((figure.name, figure.measure(graphs, settings)) for figure in FIGURES)
    return {
        name: round(value, 12) if isinstance(value, float) else value for name, value in measured
    }


def elements(graphs: Graphs, _: Settings) -> Number:
    """Return how many elements there are: how complicated the model is."""
    return len(graphs.model.elements)


def lines(graphs: Graphs, _: Settings) -> Number:
    """Return the ids named in `uses`, `needs` and `run_by` of elements, and the flows."""
    return shape.lines(graphs)


def change_reach(graphs: Graphs, _: Settings) -> Number:
    """Return the mean number of elements, itself included, that an element depends on."""
    count = len(graphs.model.elements)
    return shape.reached_pairs(graphs) / count if count else None


def propagation_cost(graphs: Graphs, _: Settings) -> Number:
    """Return the share of ordered pairs of elements, self included, of which one reaches the other.

    MacCormack, Rusnak and Baldwin, Management Science 52(7), 2006.
    """
    count = len(graphs.model.elements)
    return shape.reached_pairs(graphs) / count**2 if count else None


def cyclic_elements(graphs: Graphs, _: Settings) -> Number:
    """Return how many elements stand in a cycle of the dependence graph."""
    return len(shape.cyclic(graphs))


def single_points(graphs: Graphs, settings: Settings) -> Number:
    """Return how many platforms alone can cut off a customer type that uses two or more channels."""
    return sum(len(ids) for ids in failure.single_points(graphs, settings.enough).values())


def reached_after_one_failure(graphs: Graphs, _: Settings) -> Number:
    """Return the share of customer types still reached, over all single failures.

    Pairs of a customer type that uses a channel with one failed platform or organization.
    """
    reached, pairs = failure.reached_after_one_failure(graphs)
    return reached / pairs if pairs else None


def failure_points(graphs: Graphs, _: Settings) -> Number:
    """Return how many elements can stop a journey by their failure alone, as a mean over journeys."""
    count = len(graphs.model.journeys)
    return sum(len(toll.journeys) for toll in tolls(graphs).values()) / count if count else None


def outside_control(graphs: Graphs, _: Settings) -> Number:
    """Return the share of failure points, summed over journeys, that are not the company's own."""
    stopping = {id: len(toll.journeys) for id, toll in tolls(graphs).items()}
    elements = graphs.model.elements
    foreign = sum(
        n for id, n in stopping.items() if elements[id].control in ("partner", "external")
    )
    whole = sum(stopping.values())
    return foreign / whole if whole else None


def availability_at_most(
    graphs: Graphs, _: Settings
) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the availability of each customer type and journey.

    `value` is exact for what is stated (what states none never fails), so the truth is at most that;
    None where nothing in reach states one, or where it is too large to work out. `stated` is the
    share of the elements in reach that do.
    """
    tops: dict[str, tuple[CustomerType | Journey, ...]] = {
        "customer_types": tuple(graphs.model.customer_types.values()),
        "journeys": tuple(graphs.model.journeys.values()),
    }
    # What one question may cost alone is shared by all, so that the figures of an estate end.
    limit = max(2_000, LIMIT // max(1, sum(map(len, tops.values()))))
    return {
        kind: {
            top.id: _at_most(graphs, top, limit) for top in sorted(entries, key=lambda top: top.id)
        }
        for kind, entries in tops.items()
    }


def _at_most(graphs: Graphs, top: CustomerType | Journey, limit: int) -> dict[str, float | None]:
    found = availability(graphs, top, limit)
    return {"value": _rounded(found.value), "stated": _rounded(found.stated)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 12)


def infrastructures(graphs: Graphs, _: Settings) -> Number:
    """Return the mean number of separate infrastructures behind the channels of a customer type.

    None where no customer type uses a channel that has an application or database behind it.
    """
    groups = [len(touchpoints.infrastructures(graphs, c)) for c in graphs.model.customer_types]
    return fmean(groups) if any(groups) else None


def redundant_masters(graphs: Graphs, _: Settings) -> Number:
    """Return the masters beyond the first, summed over data; alternatives and parts count as one."""
    return sum(overlap.redundancy(graphs, data).surplus for data in graphs.model.data)


def single_view(graphs: Graphs, _: Settings) -> Number:
    """Return the share of what organizations need to know of customers that they see in time.

    Over pairs of an organization that runs a channel and data about customers that it needs and
    that steps write on channels it does not run; in time from every such channel.
    """
    written = journeys.writings(graphs)
    seen: dict[tuple[str, str], bool] = {}
    for need in journeys.customer_needs(graphs):
        if need.channel in written.get(need.data, ()):
            pair = (need.organization, need.data)
            seen[pair] = seen.get(pair, True) and need.delay.verdict == "in time"
    return _share(seen.values())


def handoffs(graphs: Graphs, _: Settings) -> Number:
    """Return how many hand-offs the journeys have."""
    return len(journeys.handoffs(graphs))


def handoffs_kept(graphs: Graphs, _: Settings) -> Number:
    """Return the share of hand-offs that are in time."""
    return _share(handoff.delay.verdict == "in time" for handoff in journeys.handoffs(graphs))


def worst_latency(graphs: Graphs, _: Settings) -> Number:
    """Return the longest time, in seconds, that a hand-off which arrives at all takes at least."""
    times = (handoff.delay.at_least for handoff in journeys.handoffs(graphs))
    return max((time for time in times if time < inf), default=None)


def slowest_known(graphs: Graphs) -> bool:
    """Return whether any hand-off is known to take no longer than some time.

    Where none is, `worst_latency` is what the stated latencies add up to, and no more is known.
    """
    return any(handoff.delay.at_most < inf for handoff in journeys.each_handoff(graphs))


def share_at_risk(graphs: Graphs, _: Settings) -> Number:
    """Return the share of customers whose journeys lose, miss or wait for what they said before."""
    broken = {
        handoff.journey
        for handoff in journeys.handoffs(graphs)
        if handoff.delay.verdict in ("never", "too long")
    }
    for troubles in (journeys.lost_writes, journeys.overwritten, journeys.blind_reads):
        broken |= {trouble.journey for trouble in troubles(graphs)}
    hit = {graphs.model.journeys[id].customer for id in broken}
    shares = {c.id: c.share.value for c in graphs.model.customer_types.values() if c.share}
    # fsum, here and below: a plain sum would differ in its last digits with the order of entries.
    whole = fsum(shares.values())
    return fsum(shares[id] for id in hit & shares.keys()) / whole if whole else None


def channel_fit(graphs: Graphs, _: Settings) -> Number:
    """Return the share of customer types and occasions whose first choice is offered."""
    return _share(touchpoints.offered(graphs, *wish) for wish in touchpoints.wishes(graphs))


def annual_cost(graphs: Graphs, _: Settings) -> Number:
    """Return the sum of every cost of elements and flows, a year, in the model's currency."""
    stated = [element.cost for element in graphs.model.elements.values()]
    stated += [flow.cost for flow in graphs.model.flows]
    return _sum(cost.value for cost in stated if cost)


def overlap_cost(graphs: Graphs, _: Settings) -> Number:
    """Return what is spent a year on platforms that duplicate a dearer one, and on idle ones.

    In each group of redundant masters and of separate applications all but its dearest; each
    platform counts once. None where no platform states a cost.
    """
    costs = {p.id: p.cost.value for p in graphs.model.platforms.values() if p.cost}
    groups = [overlap.redundancy(graphs, data).masters for data in graphs.model.data]
    groups += overlap.duplicated_capabilities(graphs).values()
    spare = set(overlap.idle_platforms(graphs))
    for group in groups:
        ranked = sorted(group, key=lambda id: (-costs.get(id, 0.0), id))
        spare.update(ranked[1:])
    return _sum(costs.get(id, 0.0) for id in sorted(spare)) or 0 if costs else None


def legacy_cost(graphs: Graphs, _: Settings) -> Number:
    """Return what platforms cost a year whose lifecycle is legacy or retire.

    None where no platform states a cost, or none a lifecycle.
    """
    platforms = graphs.model.platforms.values()
    if not any(p.cost for p in platforms) or not any(p.lifecycle for p in platforms):
        return None
    old = (p.cost.value for p in platforms if p.cost and p.lifecycle in ("legacy", "retire"))
    return _sum(old) or 0


def _share(answers: Iterable[bool]) -> float | None:
    known = list(answers)
    return sum(known) / len(known) if known else None


def _sum(values: Iterable[float]) -> Number:
    """Return the sum, whole where it is whole, None of nothing."""
    stated = list(values)
    if not stated:
        return None
    total = fsum(stated)
    return int(total) if total.is_integer() else total


FIGURES: tuple[Figure, ...] = (
    Figure("elements", "Elements", "count", "lower", elements),
    Figure("lines", "Lines", "count", "lower", lines),
    Figure("change_reach", "Reach of a change", "mean", "lower", change_reach),
    Figure("propagation_cost", "Propagation cost", "share", None, propagation_cost),
    Figure("cyclic_elements", "Elements in cycles", "count", "lower", cyclic_elements),
    Figure("single_points", "Single points of failure", "count", "lower", single_points),
    Figure(
        "reached_after_one_failure",
        "Still reached after one failure",
        "share",
        "higher",
        reached_after_one_failure,
    ),
    Figure("failure_points", "Failure points of a journey", "mean", "lower", failure_points),
    Figure("outside_control", "Failure points outside control", "share", "lower", outside_control),
    Figure(
        "availability_at_most", "Availability, at most", "share", "higher", availability_at_most
    ),
    Figure(
        "infrastructures", "Infrastructures per customer type", "mean", "lower", infrastructures
    ),
    Figure("redundant_masters", "Redundant masters", "count", "lower", redundant_masters),
    Figure("single_view", "Single view of the customer", "share", "higher", single_view),
    Figure("handoffs", "Hand-offs", "count", "higher", handoffs),
    Figure("handoffs_kept", "Hand-offs kept", "share", "higher", handoffs_kept),
    Figure("worst_latency", "Slowest hand-off", "seconds", "lower", worst_latency),
    Figure("share_at_risk", "Share of customers at risk", "share", "lower", share_at_risk),
    Figure("channel_fit", "First choices offered", "share", "higher", channel_fit),
    Figure("annual_cost", "Cost", "money a year", "lower", annual_cost),
    Figure("overlap_cost", "Cost of overlap", "money a year", "lower", overlap_cost),
    Figure("legacy_cost", "Cost of legacy", "money a year", "lower", legacy_cost),
)
