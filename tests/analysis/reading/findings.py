"""The terms of a model in, what each rule finds out: the table of findings, row by row.

What a row leaves to the reader (the worst of several equally slow hops, the flows of one of several
equally fast ways) is left open here too: see `worst_hops` and `open_ways`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from analysis.reading.facets import Named, named
from analysis.reading.failing import shared_fates, single_points
from analysis.reading.further_findings import FURTHER
from analysis.reading.judged import (
    Delayed,
    Troubles,
    blind_reads,
    circles,
    customer_needs,
    handoffs,
    idle_platforms,
    infrastructures,
    listeners,
    lost_writes,
    mismatches,
    offered,
    overwritten,
    redundancy,
    separate_applications,
)
from analysis.reading.open_findings import OPEN
from analysis.reading.sets import holds_true, ids_in
from analysis.reading.terms import Terms, serves

from engagemodel.model import Flow
from engagemodel.settings import Settings


def separate_infrastructure(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        groups = infrastructures(terms, one)
        if len(groups) >= 2:
            yield named(customer_types=[id], elements=frozenset().union(*groups))


def unused_channel(terms: Terms, _: Settings) -> Iterator[Named]:
    used = {id for one in terms.model.customer_types.values() for id in one.uses}
    if used:
        yield from (named([id]) for id in set(terms.model.channels) - used)


def unreached_customer(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        if not one.uses:
            yield named(customer_types=[id])


def only_one_channel(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        if len(one.uses) == 1:
            yield named(one.uses, customer_types=[id])


def preferred_channel_missing(terms: Terms, _: Settings) -> Iterator[Named]:
    for id, one in terms.model.customer_types.items():
        for occasion in one.prefers:
            if not offered(terms, one, occasion):
                yield named(customer_types=[id], occasion=occasion)


def channel_not_run(terms: Terms, _: Settings) -> Iterator[Named]:
    # What a model does not use, no rule complains of: here, organizations.
    for id, channel in terms.model.channels.items():
        if terms.model.organizations and not ids_in(channel.run_by):
            yield named([id])


def applications_apart(terms: Terms, _: Settings) -> Iterator[Named]:
    for capability in terms.model.capabilities:
        apart = separate_applications(terms, capability)
        if apart:
            yield named(apart, capability=capability)


def idle_platform(terms: Terms, _: Settings) -> Iterator[Named]:
    yield from (named([id]) for id in idle_platforms(terms))


def redundant_database(terms: Terms, _: Settings) -> Iterator[Named]:
    for data in terms.model.data:
        masters, _surplus = redundancy(terms, data)
        behind = {id for id in terms.model.channels if terms.sights[id] & masters}
        types = terms.model.customer_types.items()
        if masters:
            yield named(masters, [data], [id for id, one in types if set(one.uses) & behind])


def incompatible_databases(terms: Terms, _: Settings) -> Iterator[Named]:
    for data in terms.model.data:
        pairs = mismatches(terms, data)
        if pairs:
            yield named([id for pair in pairs for id in pair[:2]], [data])


def unfed_copy(terms: Terms, _: Settings) -> Iterator[Named]:
    for data in terms.model.data:
        masters = terms.masters(data)
        for id in terms.holders(data) - masters:
            if masters and not any(id in terms.moved(master, data) for master in masters):
                yield named([id], [data])


def no_master(terms: Terms, _: Settings) -> Iterator[Named]:
    for data in terms.model.data:
        if terms.holders(data) and not terms.masters(data):
            yield named(terms.holders(data), [data])


def data_without_home(terms: Terms, _: Settings) -> Iterator[Named]:
    steps = [step for journey in terms.model.journeys.values() for step in journey.steps]
    for data in terms.model.data:
        asked = any(data in (*step.reads, *step.writes) for step in steps)
        moved = listeners(terms, data) or terms.carrying(data)
        if (asked or moved) and not terms.holders(data):
            yield named(data=[data])


def slow_transfer(terms: Terms, _: Settings) -> Iterator[Named]:
    """Find every flow that is too slow, also where a slow handoff tells of it."""
    seen = set().union(*(terms.sights[id] for id in terms.model.channels))
    for flow in terms.model.flows:
        ends = {flow.source, flow.target} if flow.both_ways else {flow.target}
        late = [id for id in flow.carries if _too_slow(terms, flow, id)]
        if late and ends & seen:
            yield named([flow.source, flow.target], late, flow=flow.id)


def _too_slow(terms: Terms, flow: Flow, data: str) -> bool:
    limit = terms.model.data[data].max_latency
    return limit is not None and flow.latency is not None and flow.latency.value > limit.value


def worst_hops(terms: Terms) -> dict[Named, set[str]]:
    """Return the flows that each slow handoff may name: the slowest of a slowest way."""
    found: dict[Named, set[str]] = {}
    for handoff in handoffs(terms):
        journey, step, data = site = _site(handoff)
        together = [
            h.least for h in handoffs(terms) if h.verdict == "too long" and _site(h) == site
        ]
        if handoff.verdict != "too long" or handoff.least != max(together):
            continue
        _, _, _, _, writer, reader, _ = handoff.key
        written = terms.landing(str(writer), data)
        for way in terms.shortest(written, terms.sights[str(reader)], data):
            slowest = max(edge.least for edge in way.edges)
            hops = {edge.flow for edge in way.edges if edge.least == slowest}
            found.setdefault((journey, step + 1, data), set()).update(hops)
    return found


def split_customer_view(terms: Terms, _: Settings) -> Iterator[Named]:
    missing: dict[str, set[str]] = {}
    for need in customer_needs(terms, listening=True):
        if need.verdict in ("never", "too long"):
            missing.setdefault(str(need.key[0]), set()).add(str(need.key[1]))
    yield from (named([organization], data) for organization, data in missing.items())


def single_point_of_failure(terms: Terms, settings: Settings) -> Iterator[Named]:
    for types, platforms in single_points(terms, settings.enough).items():
        yield named(platforms, customer_types=types)


def shared_fate(terms: Terms, settings: Settings) -> Iterator[Named]:
    for platforms in shared_fates(terms, settings.enough).values():
        yield named(platforms)


def circular_need(terms: Terms, _: Settings) -> Iterator[Named]:
    yield from (named(circle) for circle in circles(terms.closures))


def broken_handoff(terms: Terms, _: Settings) -> Iterator[Named]:
    return _handed(terms, "never")


def slow_handoff(terms: Terms, _: Settings) -> Iterator[Named]:
    return _handed(terms, "too long")


def _site(handoff: Delayed) -> tuple[str, int, str]:
    journey, step, _, data, *_ = handoff.key
    assert isinstance(step, int)
    return str(journey), step, str(data)


def _handed(terms: Terms, verdict: str) -> Iterator[Named]:
    found: dict[tuple[str, int, str], set[str]] = {}
    for handoff in handoffs(terms):
        if handoff.verdict == verdict:
            _, _, _, _, writer, reader, _ = handoff.key
            found.setdefault(_site(handoff), set()).update((str(writer), str(reader)))
    for (journey, step, data), channels in found.items():
        yield named(channels, [data], journeys=[journey], step=step + 1)


def _steps(troubles: Troubles) -> Iterator[Named]:
    for journey, step, data, channels in troubles:
        yield named(channels, [data], journeys=[journey], step=step + 1)


def data_not_kept(terms: Terms, _: Settings) -> Iterator[Named]:
    return _steps(lost_writes(terms))


def write_to_copy(terms: Terms, _: Settings) -> Iterator[Named]:
    return _steps(overwritten(terms))


def data_out_of_reach(terms: Terms, _: Settings) -> Iterator[Named]:
    return _steps(blind_reads(terms))


def step_off_channel(terms: Terms, _: Settings) -> Iterator[Named]:
    channels = terms.model.channels
    for id, journey in terms.model.journeys.items():
        uses = terms.model.customer_types[journey.customer].uses
        for number, step in enumerate(journey.steps, start=1):
            open_to_it = {one for one in uses if serves(channels[one], step.do)}
            if not holds_true(step.via, open_to_it):
                yield named(ids_in(step.via), journeys=[id], step=number)


def more_than_one_page(terms: Terms, settings: Settings) -> Iterator[Named]:
    model = terms.model
    lanes = (model.customer_types, model.channels, model.organizations, model.platforms)
    if len(model.elements) > settings.page_elements or any(
        len(lane) > settings.lane_elements for lane in lanes
    ):
        yield named()


FINDINGS: Mapping[str, Callable[[Terms, Settings], Iterator[Named]]] = {
    **FURTHER,
    **OPEN,
    "separate-infrastructure": separate_infrastructure,
    "unused-channel": unused_channel,
    "unreached-customer": unreached_customer,
    "only-one-channel": only_one_channel,
    "preferred-channel-missing": preferred_channel_missing,
    "channel-not-run": channel_not_run,
    "separate-applications": applications_apart,
    "idle-platform": idle_platform,
    "redundant-database": redundant_database,
    "incompatible-databases": incompatible_databases,
    "unfed-copy": unfed_copy,
    "no-master": no_master,
    "data-without-home": data_without_home,
    "slow-transfer": slow_transfer,
    "split-customer-view": split_customer_view,
    "single-point-of-failure": single_point_of_failure,
    "shared-fate": shared_fate,
    "circular-need": circular_need,
    "broken-handoff": broken_handoff,
    "slow-handoff": slow_handoff,
    "data-not-kept": data_not_kept,
    "write-to-copy": write_to_copy,
    "data-out-of-reach": data_out_of_reach,
    "step-off-channel": step_off_channel,
    "more-than-one-page": more_than_one_page,
}
