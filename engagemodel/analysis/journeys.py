"""Journeys bound to the systems below: what each step hands to a later one, keeps or cannot find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from engagemodel.analysis.data import (
    Delay,
    arriving,
    delay,
    feeding,
    landing,
    masters,
    run_by,
    view,
)
from engagemodel.analysis.touchpoints import systems
from engagemodel.graph import Graphs, remembered, sight, stores
from engagemodel.model import Journey, Step, named


@dataclass(frozen=True, slots=True)
class Handoff:
    """A step that reads data on one channel, which an earlier step wrote on another.

    `step` and `earlier` are positions in the journey from 0, `limit` is in seconds (None where
    nobody states one).
    """

    journey: str
    step: int
    earlier: int
    data: str
    writer: str
    reader: str
    limit: float | None
    delay: Delay


@dataclass(frozen=True, slots=True)
class Trouble:
    """A step (position from 0) that has trouble with some data on some of its channels, sorted."""

    journey: str
    step: int
    data: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """That an organization needs data about customers from a channel run by others, and gets it how."""

    organization: str
    data: str
    channel: str
    delay: Delay


def channels_of(step: Step) -> tuple[str, ...]:
    """Return all ids in the `via` of a step, sorted."""
    return tuple(sorted(set(named(step.via))))


def _journeys(graphs: Graphs) -> list[Journey]:
    return sorted(graphs.model.journeys.values(), key=lambda journey: journey.id)


@remembered
def handoffs(graphs: Graphs) -> tuple[Handoff, ...]:
    """Return every handoff of every journey."""
    return tuple(each_handoff(graphs))


def each_handoff(graphs: Graphs) -> Iterator[Handoff]:
    """Yield every handoff of every journey, each worked out when it is asked for.

    A step that reads E together with the latest earlier step of the journey that writes E, for every
    pair of their channels that differ; its limit is the step's `within`, or else the `max_latency`
    of E. Writes with an empty landing hand nothing off.
    """
    return (
        handoff
        for journey in _journeys(graphs)
        for number, earlier, data in _read_after_write(journey)
        for handoff in _pairs(graphs, journey, number, earlier, data)
    )


@remembered
def slow_handoffs(graphs: Graphs) -> dict[tuple[str, int, str], tuple[Handoff, ...]]:
    """Return the handoffs that take too long, by journey, step and data, the slowest first."""
    found: dict[tuple[str, int, str], list[Handoff]] = {}
    for handoff in handoffs(graphs):
        if handoff.delay.verdict == "too long":
            found.setdefault((handoff.journey, handoff.step, handoff.data), []).append(handoff)
    return {
        site: tuple(sorted(slow, key=lambda handoff: -handoff.delay.at_least))
        for site, slow in found.items()
    }


def _read_after_write(journey: Journey) -> Iterator[tuple[int, int, str]]:
    """Yield (step, latest earlier step that writes the same data, data)."""
    written: dict[str, int] = {}
    for number, step in enumerate(journey.steps):
        for data in sorted(step.reads):
            if data in written:
                yield number, written[data], data
        written.update(dict.fromkeys(step.writes, number))


def _pairs(
    graphs: Graphs, journey: Journey, number: int, earlier: int, data: str
) -> Iterator[Handoff]:
    step = journey.steps[number]
    allowed = step.within or graphs.model.data[data].max_latency
    limit = allowed.value if allowed else None
    for writer in channels_of(journey.steps[earlier]):
        kept = landing(graphs, writer, data)
        for reader in channels_of(step):
            if kept and reader != writer:
                found = delay(graphs, kept, sight(graphs, reader), data, limit)
                yield Handoff(journey.id, number, earlier, data, writer, reader, limit, found)


@remembered
def lost_writes(graphs: Graphs) -> tuple[Trouble, ...]:
    """Return the steps that write data on a channel where it is kept nowhere."""
    return tuple(_troubles(graphs, "writes", lambda c, data: not landing(graphs, c, data)))


@remembered
def overwritten(graphs: Graphs) -> tuple[Trouble, ...]:
    """Return the steps that write data where it lands in copies only, though it has a master.

    And no path leads from the landing to a master: the next feed overwrites what was written.
    """
    platforms = graphs.model.platforms

    def in_copies(channel: str, data: str) -> bool:
        kept = landing(graphs, channel, data)
        return bool(
            kept
            and masters(graphs, data)
            and all(id in platforms and data in platforms[id].holds for id in kept)
            and all(platforms[id].holds[data].role == "copy" for id in kept)
            and kept.isdisjoint(feeding(graphs, data))
        )

    return tuple(_troubles(graphs, "writes", in_copies))


@remembered
def blind_reads(graphs: Graphs) -> tuple[Trouble, ...]:
    """Return the steps that read data no earlier step wrote, on a channel that cannot know it.

    No store of it is in sight, and no flow that carries it ends there.
    """

    def out_of_reach(channel: str, data: str) -> bool:
        seen = sight(graphs, channel)
        return not stores(graphs, channel, data) and seen.isdisjoint(arriving(graphs, data))

    written_before = {
        (journey.id, number, data)
        for journey in _journeys(graphs)
        for number, _, data in _read_after_write(journey)
    }
    return tuple(
        trouble
        for trouble in _troubles(graphs, "reads", out_of_reach)
        if (trouble.journey, trouble.step, trouble.data) not in written_before
    )


def _troubles(
    graphs: Graphs, what: str, has_trouble: Callable[[str, str], bool]
) -> Iterator[Trouble]:
    for journey in _journeys(graphs):
        for number, step in enumerate(journey.steps):
            for data in sorted(getattr(step, what)):
                channels = tuple(c for c in channels_of(step) if has_trouble(c, data))
                if channels:
                    yield Trouble(journey.id, number, data, channels)


@remembered
def writings(graphs: Graphs) -> dict[str, frozenset[str]]:
    """Return, by data, the channels on which some step writes it."""
    found: dict[str, set[str]] = {}
    for journey in graphs.model.journeys.values():
        for step in journey.steps:
            for data in step.writes:
                found.setdefault(data, set()).update(channels_of(step))
    return {data: frozenset(channels) for data, channels in found.items()}


@remembered
def listenings(graphs: Graphs) -> dict[str, frozenset[str]]:
    """Return, by data, the channels that listen for it."""
    found: dict[str, set[str]] = {}
    for channel in graphs.model.channels.values():
        for data in channel.listens:
            found.setdefault(data, set()).add(channel.id)
    return {data: frozenset(channels) for data, channels in found.items()}


@remembered
def customer_needs(graphs: Graphs) -> tuple[Need, ...]:
    """Return what organizations need to know of customers from channels that others run.

    Each organization that runs a channel and that `for` does not exclude, with each data about
    customers that steps write (or a channel listens for) on a channel it does not run, and how long
    that takes from its landing to the view of the organization, judged against its `max_latency`.
    A write that is lost at once (an empty landing) is left out: that is a finding of its own.
    """
    return tuple(
        need
        for organization in sorted(graphs.model.organizations)
        if run_by(graphs, organization)
        for data in sorted(graphs.model.data)
        for need in _needs_of(graphs, organization, data)
    )


def _needs_of(graphs: Graphs, organization: str, data: str) -> Iterator[Need]:
    fact = graphs.model.data[data]
    excluded = fact.needed_by is not None and organization not in fact.needed_by
    if fact.about != "customer" or excluded:
        return
    limit = fact.max_latency.value if fact.max_latency else None
    own = run_by(graphs, organization)
    for channel, kept in _landings(graphs, data):
        if channel not in own:
            found = delay(graphs, kept, view(graphs, organization), data, limit)
            yield Need(organization, data, channel, found)


@remembered
def _landings(graphs: Graphs, data: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the channels on which customers leave the data, sorted, with where it is kept."""
    heard = writings(graphs).get(data, frozenset()) | listenings(graphs).get(data, frozenset())
    found = ((channel, landing(graphs, channel, data)) for channel in sorted(heard))
    return tuple((channel, kept) for channel, kept in found if kept)


@dataclass(frozen=True, slots=True)
class Relay:
    """A step (position from 0) to which a customer comes from the step before, unannounced.

    `channels` are the first pair, of the earlier and the later step, that share nothing.
    """

    journey: str
    step: int
    channels: tuple[str, str]


@remembered
def relays(graphs: Graphs) -> tuple[Relay, ...]:
    """Return the steps where a customer is passed on without a record.

    Consecutive steps on different channels (one pair of theirs is enough) that different
    organizations run, whose sights share no application or database and are joined by no flow, and
    between which no handoff is judged.
    """
    judged = {(h.journey, h.earlier, h.step) for h in handoffs(graphs)}
    found = []
    for journey in _journeys(graphs):
        for number in range(1, len(journey.steps)):
            if (journey.id, number - 1, number) in judged:
                continue
            earlier, later = journey.steps[number - 1 : number + 1]
            pairs = product(channels_of(earlier), channels_of(later))
            apart = next((pair for pair in pairs if _strangers(graphs, *pair)), None)
            if apart:
                found.append(Relay(journey.id, number, apart))
    return tuple(found)


@remembered
def _strangers(graphs: Graphs, one: str, other: str) -> bool:
    """Whether two channels are run by different organizations and share no system and no flow."""
    channels = graphs.model.channels
    runners_of = [frozenset(named(channels[id].run_by)) for id in (one, other)]
    if one == other or not all(runners_of) or runners_of[0] & runners_of[1]:
        return False
    here, there = sight(graphs, one), sight(graphs, other)
    if systems(graphs, here & there):
        return False
    return not any(not there.isdisjoint(graphs.joined.get(id, ())) for id in here)


def runners(graphs: Graphs, journey: Journey) -> tuple[str, ...]:
    """Return the organizations that run the channels of a journey, sorted."""
    channels = {id for step in journey.steps for id in channels_of(step)}
    return tuple(sorted({o for id in channels for o in named(graphs.model.channels[id].run_by)}))
