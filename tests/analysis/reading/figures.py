"""The terms of a model in, each figure out, worked out from its definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product

from analysis.reading.failing import cut_off, failure_points, single_points, up
from analysis.reading.judged import (
    blind_reads,
    circles,
    customer_needs,
    handoffs,
    idle_platforms,
    infrastructures,
    lost_writes,
    offered,
    overwritten,
    redundancy,
    separate_applications,
)
from analysis.reading.likely import chance, in_reach, silent, tops
from analysis.reading.sets import ids_in, joined
from analysis.reading.terms import Terms

from engagemodel.model import NOTHING, CustomerType
from engagemodel.settings import Settings

Number = float | int | None


def elements(terms: Terms, _: Settings) -> Number:
    """The number of elements."""
    return len(terms.model.elements)


def lines(terms: Terms, _: Settings) -> Number:
    """The distinct lines: kind, from and to."""
    found = {("flow", flow.id, "") for flow in terms.model.flows}
    for id, element in terms.model.elements.items():
        found |= {("uses", id, other) for other in getattr(element, "uses", ())}
        for kind in ("needs", "run_by"):
            found |= {(kind, id, other) for other in ids_in(getattr(element, kind, NOTHING))}
    return len(found)


def change_reach(terms: Terms, _: Settings) -> Number:
    """The mean number of elements that an element reaches, itself included."""
    sizes = [len(reached) for reached in joined(terms.dependences).values()]
    return _mean(sizes)


def propagation_cost(terms: Terms, settings: Settings) -> Number:
    """The same, divided by the number of elements."""
    ids = list(terms.model.elements)
    reach = joined(terms.dependences)
    return _mean([other in reach[id] for id, other in product(ids, ids)])


def cyclic_elements(terms: Terms, _: Settings) -> Number:
    """The number of elements in a cycle of the dependence graph."""
    return sum(len(circle) for circle in circles(joined(terms.dependences)))


def single_point_count(terms: Terms, settings: Settings) -> Number:
    """The number of platforms named by a single point of failure."""
    return len(set().union(*single_points(terms, settings.enough).values()))


def reached_after_one_failure(terms: Terms, _: Settings) -> Number:
    """The share of (type that uses a channel, failed platform or organization) still reached."""
    types = [id for id, one in terms.model.customer_types.items() if one.uses]
    failing = [*terms.model.platforms, *terms.model.organizations]
    return _mean([one not in cut_off(terms, up(terms, [id])) for id in failing for one in types])


def failure_point_mean(terms: Terms, _: Settings) -> Number:
    """The mean number of elements that alone stop a journey."""
    return _mean([len(ids) for ids in failure_points(terms).values()])


def outside_control(terms: Terms, _: Settings) -> Number:
    """The share of these, journey by journey, that the company does not control."""
    points = [id for ids in failure_points(terms).values() for id in ids]
    return _mean([terms.model.elements[id].control not in (None, "own") for id in points])


def availability_at_most(terms: Terms, _: Settings) -> dict[str, dict[str, dict[str, Number]]]:
    """The probability that each customer type and journey is served; how much of it is stated."""
    found: dict[str, dict[str, dict[str, Number]]] = {"customer_types": {}, "journeys": {}}
    for top in tops(terms.model):
        reached = in_reach(terms, top)
        stated = [id not in silent(terms, top) for id in reached]
        kind = "customer_types" if isinstance(top, CustomerType) else "journeys"
        found[kind][top.id] = {"value": chance(terms, top), "stated": _mean(stated)}
    return found


def infrastructure_mean(terms: Terms, _: Settings) -> Number:
    """The mean number of groups; nothing to measure where no customer type has one."""
    counts = [len(infrastructures(terms, one)) for one in terms.model.customer_types.values()]
    return _mean(counts) if any(counts) else None


def redundant_masters(terms: Terms, _: Settings) -> Number:
    """The masters beyond the first."""
    return sum(redundancy(terms, data)[1] for data in terms.model.data)


def single_view(terms: Terms, _: Settings) -> Number:
    """The share of (organization, data) that is seen in time from every channel."""
    verdicts: dict[object, set[str]] = {}
    for need in customer_needs(terms, listening=False):
        verdicts.setdefault(need.key[:2], set()).add(need.verdict)
    return _mean([found == {"in time"} for found in verdicts.values()])


def handoff_count(terms: Terms, _: Settings) -> Number:
    """The number of handoffs."""
    return len(handoffs(terms))


def handoffs_kept(terms: Terms, _: Settings) -> Number:
    """The share of handoffs in time."""
    return _mean([handoff.verdict == "in time" for handoff in handoffs(terms)])


def worst_latency(terms: Terms, _: Settings) -> Number:
    """The longest time that a handoff takes at least, of those that are not never."""
    return max((one.least for one in handoffs(terms) if one.verdict != "never"), default=None)


def share_at_risk(terms: Terms, _: Settings) -> Number:
    """The summed share of the types with a journey in trouble, over all shares."""
    bad = {one.key[0] for one in handoffs(terms) if one.verdict in ("never", "too long")}
    for troubles in (lost_writes(terms), overwritten(terms), blind_reads(terms)):
        bad |= {journey for journey, *_ in troubles}
    hurt = {terms.model.journeys[str(journey)].customer for journey in bad}
    shares = {
        id: Fraction(one.share.value)
        for id, one in terms.model.customer_types.items()
        if one.share is not None
    }
    total = sum(shares.values())
    at_risk = sum(share for id, share in shares.items() if id in hurt)
    return round(float(at_risk / total), 12) if total else None


def channel_fit(terms: Terms, _: Settings) -> Number:
    """The share of (customer type, occasion) whose first choice is offered."""
    types = terms.model.customer_types.values()
    return _mean([offered(terms, one, occasion) for one in types for occasion in one.prefers])


def annual_cost(terms: Terms, _: Settings) -> Number:
    """The sum of every cost stated."""
    stated = [Fraction(one.cost.value) for one in terms.model.elements.values() if one.cost]
    stated += [Fraction(flow.cost.value) for flow in terms.model.flows if flow.cost]
    return round(float(sum(stated)), 12) if stated else None


def legacy_cost(terms: Terms, _: Settings) -> Number:
    """What platforms cost that are to go; nothing to say where none states a cost, or a lifecycle."""
    platforms = terms.model.platforms.values()
    if not any(p.cost for p in platforms) or not any(p.lifecycle for p in platforms):
        return None
    old = [p.cost for p in platforms if p.lifecycle in ("legacy", "retire")]
    return round(float(sum(Fraction(cost.value) for cost in old if cost)), 12)


def overlap_costs(terms: Terms) -> set[Number]:
    """What may be said to be spent on duplicates: one answer for each way to choose a dearest."""
    cost = {id: Fraction(p.cost.value if p.cost else 0) for id, p in terms.model.platforms.items()}
    if not any(platform.cost for platform in terms.model.platforms.values()):
        return {None}
    groups = [redundancy(terms, data)[0] for data in terms.model.data]
    groups += [separate_applications(terms, one) for one in terms.model.capabilities]
    groups = [group for group in groups if group]
    dearest = [
        [id for id in sorted(group) if cost[id] == max(cost[one] for one in group)]
        for group in groups
    ]
    answers: set[Number] = set()
    for kept in product(*dearest):
        spent = set(idle_platforms(terms))
        for group, keep in zip(groups, kept, strict=True):
            spent |= group - {keep}
        answers.add(round(float(sum(cost[id] for id in spent)), 12))
    return answers


def _mean(values: list[bool] | list[int]) -> Number:
    return round(sum(values) / len(values), 12) if values else None


MEASURES: Mapping[str, Callable[[Terms, Settings], Number]] = {
    "elements": elements,
    "lines": lines,
    "change_reach": change_reach,
    "propagation_cost": propagation_cost,
    "cyclic_elements": cyclic_elements,
    "single_points": single_point_count,
    "reached_after_one_failure": reached_after_one_failure,
    "failure_points": failure_point_mean,
    "outside_control": outside_control,
    "infrastructures": infrastructure_mean,
    "redundant_masters": redundant_masters,
    "single_view": single_view,
    "handoffs": handoff_count,
    "handoffs_kept": handoffs_kept,
    "worst_latency": worst_latency,
    "share_at_risk": share_at_risk,
    "channel_fit": channel_fit,
    "annual_cost": annual_cost,
    "legacy_cost": legacy_cost,
}
