"""The terms of a model in, what is handed off, lost, doubled or kept apart out, literally."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from analysis.reading.once import once
from analysis.reading.sets import ids_in, merged
from analysis.reading.terms import Terms, running, serves, systems, verdict

from engagemodel.model import CustomerType


class Delayed(NamedTuple):
    """One handoff or need: who waits (`key`), for how long, and the judgement."""

    key: tuple[object, ...]
    least: float
    most: float
    verdict: str


@once
def handoffs(terms: Terms) -> list[Delayed]:
    """Return the handoffs: journey, step, earlier step, data, writer, reader, limit; the delay."""
    found = []
    for id, journey in terms.model.journeys.items():
        for number, step in enumerate(journey.steps):
            for data in step.reads:
                earlier = [n for n in range(number) if data in journey.steps[n].writes]
                if not earlier:
                    continue
                stated = step.within or terms.model.data[data].max_latency
                limit = stated.value if stated else None
                for writer in ids_in(journey.steps[max(earlier)].via):
                    for reader in ids_in(step.via) - {writer}:
                        written = terms.landing(writer, data)
                        if written:
                            times = terms.fastest(written, terms.sights[reader], data)
                            key = (id, number, max(earlier), data, writer, reader, limit)
                            found.append(Delayed(key, *times, verdict(*times, limit)))
    return found


Troubles = set[tuple[str, int, str, tuple[str, ...]]]


@once
def lost_writes(terms: Terms) -> Troubles:
    """Return journey, step, data and the channels on which a write ends up nowhere."""
    return _written(terms, lambda channel, data: not terms.landing(channel, data))


@once
def overwritten(terms: Terms) -> Troubles:
    """Return journey, step, data and the channels on which a write ends up in mere copies."""

    def bad(channel: str, data: str) -> bool:
        landing, masters = terms.landing(channel, data), terms.masters(data)
        if not landing or not masters or not all(terms.is_copy(id, data) for id in landing):
            return False
        return not any(terms.moved(id, data) & masters for id in landing)

    return _written(terms, bad)


def _written(terms: Terms, bad: Callable[[str, str], bool]) -> Troubles:
    found: Troubles = set()
    for id, journey in terms.model.journeys.items():
        for number, step in enumerate(journey.steps):
            for data in step.writes:
                channels = sorted(one for one in ids_in(step.via) if bad(one, data))
                if channels:
                    found.add((id, number, data, tuple(channels)))
    return found


@once
def blind_reads(terms: Terms) -> Troubles:
    """Return journey, step, data and the channels that cannot know what no earlier step wrote."""
    found: Troubles = set()
    for id, journey in terms.model.journeys.items():
        for number, step in enumerate(journey.steps):
            for data in step.reads:
                if any(data in earlier.writes for earlier in journey.steps[:number]):
                    continue
                arriving = {flow.target for flow in terms.carrying(data)}
                arriving |= {flow.source for flow in terms.carrying(data) if flow.both_ways}
                blind = [
                    channel
                    for channel in sorted(ids_in(step.via))
                    if not terms.stores(channel, data) and not arriving & terms.sights[channel]
                ]
                if blind:
                    found.add((id, number, data, tuple(blind)))
    return found


def writers(terms: Terms, data: str) -> set[str]:
    """Return the channels on which some step writes the data."""
    return {
        channel
        for journey in terms.model.journeys.values()
        for step in journey.steps
        if data in step.writes
        for channel in ids_in(step.via)
    }


def listeners(terms: Terms, data: str) -> set[str]:
    """Return the channels that listen for the data."""
    return {id for id, channel in terms.model.channels.items() if data in channel.listens}


@once
def customer_needs(terms: Terms, *, listening: bool) -> list[Delayed]:
    """Return what organizations need to know of customers from channels that others run."""
    found = []
    for organization in running(terms):
        for id, data in terms.model.data.items():
            if data.about != "customer":
                continue
            if data.needed_by is not None and organization.id not in data.needed_by:
                continue
            heard = listeners(terms, id) if listening else set()
            limit = data.max_latency.value if data.max_latency else None
            for channel in (writers(terms, id) | heard) - set(terms.runs(organization.id)):
                written = terms.landing(channel, id)
                if written:
                    times = terms.fastest(written, terms.view(organization.id), id)
                    key = (organization.id, id, channel)
                    found.append(Delayed(key, *times, verdict(*times, limit)))
    return found


def infrastructures(terms: Terms, customer: CustomerType) -> set[frozenset[str]]:
    """Return the groups of a customer type's channels that hang together."""

    def together(one: str, other: str) -> bool:
        here, there = terms.closures[one], terms.closures[other]
        if systems(terms.model, here & there):
            return True
        return any(flow.source in here and flow.target in there for flow in terms.model.flows)

    served = [id for id in customer.uses if systems(terms.model, terms.closures[id])]
    return {frozenset(group) for group in merged(served, together)}


def offered(terms: Terms, customer: CustomerType, occasion: str) -> bool:
    """Whether the first choice for an occasion is a channel, or a kind of channel, in use."""
    first = customer.prefers[occasion][0]
    channels = [terms.model.channels[id] for id in customer.uses]
    return any(first in (one.id, one.kind) and serves(one, occasion) for one in channels)


@once
def redundancy(terms: Terms, data: str) -> tuple[set[str], int]:
    """Return the masters that are redundant to another one, and how many are too many."""
    masters = terms.masters(data)

    def one_and_the_same(a: str, b: str) -> bool:
        moves = b in terms.moved(a, data) and a in terms.moved(b, data)
        return moves and terms.alternatives(a, b)

    counted = merged(masters, one_and_the_same)

    def redundant(a: str, b: str) -> bool:
        if any({a, b} <= group for group in counted):
            return False
        parts = {terms.model.platforms[id].holds[data].part for id in (a, b)} - {None}
        return len(parts) < 2

    pairs = [pair for pair in combinations(sorted(masters), 2) if redundant(*pair)]
    sizes = [
        size
        for size in range(1, len(masters) + 1)
        for some in combinations(sorted(masters), size)
        if all(pair in pairs for pair in combinations(some, 2))
    ]
    return {id for pair in pairs for id in pair}, max(sizes, default=1) - 1


@once
def mismatches(terms: Terms, data: str) -> set[tuple[str, str, frozenset[str]]]:
    """Return pairs under different keys that are joined unmatched (by which flows) or not at all."""
    holders, edges = terms.holders(data), terms.edges(data)
    islands = merged(
        terms.model.elements, lambda a, b: any((e.source, e.target) == (a, b) for e in edges)
    )
    found = set()
    for one, other in combinations(sorted(holders), 2):
        both_copies = terms.is_copy(one, data) and terms.is_copy(other, data)
        if both_copies or not terms.keys_differ(one, other, data):
            continue
        unmatched = frozenset(
            flow.id
            for flow in terms.carrying(data)
            if flow.matched_by is None
            and any({s, t} == {one, other} for s, t in terms.ends(flow, data))
        )
        if unmatched or not any({one, other} <= island for island in islands):
            found.add((one, other, unmatched))
    return found


@once
def separate_applications(terms: Terms, capability: str) -> set[str]:
    """Return the applications that provide a capability apart from another one."""
    model = terms.model
    providers = [
        id
        for id, platform in model.platforms.items()
        if platform.kind == "application" and capability in platform.supports
    ]
    behind = {p: {c for c in model.channels if p in terms.closures[c]} for p in providers}
    return {
        id
        for one, other in combinations(providers, 2)
        if behind[one] and behind[other] and behind[one] != behind[other]
        if other not in terms.closures[one] and one not in terms.closures[other]
        if not terms.alternatives(one, other)
        for id in (one, other)
    }


@once
def idle_platforms(terms: Terms) -> set[str]:
    """Return the platforms that nothing of the business reaches and no flow touches."""
    seen = {end for flow in terms.model.flows for end in (flow.source, flow.target)}
    for id in (*terms.model.channels, *terms.model.organizations):
        seen |= terms.closures[id] | terms.sights[id]
    return set(terms.model.platforms) - seen


def circles(steps: dict[str, set[str]]) -> set[frozenset[str]]:
    """Return the sets of two or more elements that all reach each other; `steps` are reach sets."""
    circle = {id: frozenset(o for o in reach if id in steps[o]) for id, reach in steps.items()}
    return {members for members in circle.values() if len(members) > 1}


def shortest_cycle(terms: Terms, part: set[str]) -> int:
    """Return how many elements of `part`, all of which require each other, make a shortest cycle."""
    walks: list[tuple[str, ...]] = [(id,) for id in sorted(part)]
    while not any(walk[0] in terms.required(walk[-1]) for walk in walks):
        walks = [(*walk, id) for walk in walks for id in terms.required(walk[-1]) & part]
    return len(walks[0])
