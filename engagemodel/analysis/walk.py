"""A journey in, its steps bound to the systems out: who runs each, what it reads and writes, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Literal

from engagemodel.analysis.data import Delay, delay, landing, masters
from engagemodel.analysis.gap import gap
from engagemodel.analysis.journeys import (
    Handoff,
    Trouble,
    blind_reads,
    channels_of,
    handoffs,
    lost_writes,
    overwritten,
)
from engagemodel.graph import Graphs, closure, latency, remembered, sight, stores
from engagemodel.model import Journey, Step, named

Reading = Literal["kept", "slow", "broken", "unknown", "here", "lost", "known", "out of reach"]
Writing = Literal["kept", "lost", "overwritten"]
_OF: dict[str, Reading] = {
    "in time": "kept",
    "too long": "slow",
    "never": "broken",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class Read:
    """That a step reads some data on one of its channels, and what comes of it.

    `verdict`: a handoff is kept, slow, broken or unknown; `here` was written on the same channel;
    `lost` was kept nowhere by the step that wrote it. What no earlier step wrote is `known`, or out
    of reach. `from_step` (from 1) and `writer` are the latest earlier step that wrote it and its
    channel. `kept_in` is where it is (for what is known: its masters, or else its copies in sight),
    `found_in` what the channel sees of that, or where it looks for it in vain. Times are in seconds:
    None where nobody knows, or where it never comes. `path` are the flows taken, `worst` the slowest
    of them, `unstated` those whose latency nobody states. `missing` is the line (``from->to``) that
    would bring it, `unmatched` the flow there that cannot match the records.
    """

    data: str
    channel: str
    verdict: Reading
    from_step: int | None = None
    writer: str | None = None
    kept_in: tuple[str, ...] = ()
    found_in: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    limit: float | None = None
    path: tuple[str, ...] = ()
    worst: str | None = None
    unstated: tuple[str, ...] = ()
    missing: str | None = None
    unmatched: str | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """That a step writes some data on one of its channels, and where it lands (sorted ids).

    `lost`: nowhere; `overwritten`: in copies alone, from which no path leads to a master.
    """

    data: str
    channel: str
    landing: tuple[str, ...]
    verdict: Writing


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a journey (`number` from 1) with all that stands behind it, sorted ids.

    `platforms` are those that its channels require, alternatives included, and those in their
    sight that hold what is read or written.
    """

    number: int
    step: Step
    channels: tuple[str, ...]
    organizations: tuple[str, ...]
    platforms: tuple[str, ...]
    reads: tuple[Read, ...]
    writes: tuple[Write, ...]

    @property
    def breaks(self) -> bool:
        """Whether the step cannot have what it reads in time, or keep what it writes."""
        read = any(r.verdict in ("slow", "broken", "lost", "out of reach") for r in self.reads)
        return read or any(write.verdict != "kept" for write in self.writes)

    @property
    def doubtful(self) -> bool:
        """Whether the step may do so or not, because a latency is not stated."""
        return not self.breaks and any(read.verdict == "unknown" for read in self.reads)


@dataclass(frozen=True, slots=True)
class Walk:
    """A journey, step by step."""

    journey: Journey
    stages: tuple[Stage, ...]

    def handoffs(self, verdict: Reading) -> int:
        """Return how many handoffs are kept, slow, broken or unknown."""
        return sum(read.verdict == verdict for stage in self.stages for read in stage.reads)


def walk(graphs: Graphs, journey: Journey) -> Walk:
    """Return a journey of the model, step by step."""
    written: dict[str, int] = {}
    stages = []
    for number, step in enumerate(journey.steps):
        stages.append(_stage(graphs, journey, number, dict(written)))
        written.update(dict.fromkeys(step.writes, number))
    return Walk(journey, tuple(stages))


def _stage(graphs: Graphs, journey: Journey, number: int, written: dict[str, int]) -> Stage:
    step = journey.steps[number]
    channels = channels_of(step)
    touched = {
        id
        for channel in channels
        for ids in (closure(graphs, channel), *_stores(graphs, channel, step))
        for id in ids
    }
    return Stage(
        number=number + 1,
        step=step,
        channels=channels,
        organizations=tuple(
            sorted({id for c in channels for id in named(graphs.model.channels[c].run_by)})
        ),
        platforms=tuple(sorted(touched & graphs.model.platforms.keys())),
        reads=tuple(
            read
            for data in sorted(set(step.reads))
            for read in _reads(graphs, journey, number, data, written.get(data))
        ),
        writes=tuple(
            _write(graphs, journey, number, data, channel)
            for data in sorted(set(step.writes))
            for channel in channels
        ),
    )


def _stores(graphs: Graphs, channel: str, step: Step) -> Iterator[frozenset[str]]:
    for data in (*step.reads, *step.writes):
        yield stores(graphs, channel, data)


def _reads(
    graphs: Graphs, journey: Journey, number: int, data: str, earlier: int | None
) -> Iterator[Read]:
    """Yield what comes of reading some data, for each channel (and each that it was written on)."""
    channels = channels_of(journey.steps[number])
    if earlier is None:
        blind = _sites(graphs, "blind").get((journey.id, number, data), ())
        for channel in channels:
            yield _looked_up(graphs, journey.steps[number], data, channel, channel in blind)
        return
    judged = {(h.writer, h.reader): h for h in _judged(graphs).get((journey.id, number, data), ())}
    for writer in channels_of(journey.steps[earlier]):
        for channel in channels:
            handoff = judged.get((writer, channel))
            if handoff:
                yield _handed_over(graphs, handoff)
                continue
            kept = tuple(sorted(landing(graphs, writer, data)))
            time = 0.0 if kept else None
            yield Read(
                data,
                channel,
                "here" if kept else "lost",
                earlier + 1,
                writer,
                kept_in=kept,
                found_in=tuple(sorted(sight(graphs, channel) & set(kept))),
                at_least=time,
                at_most=time,
            )


def _handed_over(graphs: Graphs, handoff: Handoff) -> Read:
    data, found = handoff.data, handoff.delay
    kept = landing(graphs, handoff.writer, data)
    missing = gap(graphs, handoff) if found.verdict == "never" else None
    here = tuple(sorted(kept & sight(graphs, handoff.reader)))
    looked_for = tuple(sorted(stores(graphs, handoff.reader, data)))
    return Read(
        data,
        handoff.reader,
        _OF[found.verdict],
        handoff.earlier + 1,
        handoff.writer,
        kept_in=tuple(sorted(kept)),
        found_in=here or looked_for,
        at_least=_known(found.at_least),
        at_most=_known(found.at_most),
        limit=handoff.limit,
        path=found.path,
        worst=found.worst,
        unstated=_unstated(graphs, found.path),
        missing=missing.line if missing else None,
        unmatched=missing.unmatched if missing else None,
    )


def _looked_up(graphs: Graphs, step: Step, data: str, channel: str, blind: bool) -> Read:
    """Return what comes of reading what no step of the journey wrote: how old it is, from a master."""
    sources = frozenset(masters(graphs, data))
    allowed = step.within or graphs.model.data[data].max_latency
    limit = allowed.value if allowed else None
    if blind:
        held = tuple(sorted(sources or graphs.holders.get(data, frozenset())))
        missing = f"{held[0]}->{channel}" if held else None
        return Read(data, channel, "out of reach", kept_in=held, limit=limit, missing=missing)
    seen = stores(graphs, channel, data)
    age = delay(graphs, sources, sight(graphs, channel), data, limit) if sources else _NO_MASTER
    return Read(
        data,
        channel,
        "known",
        kept_in=tuple(sorted(sources or seen)),
        found_in=tuple(sorted((seen & sources) or seen)),
        at_least=_known(age.at_least),
        at_most=_known(age.at_most),
        limit=limit,
        path=age.path,
        worst=age.worst,
        unstated=_unstated(graphs, age.path),
    )


_NO_MASTER = Delay(inf, inf, "unknown")


def _write(graphs: Graphs, journey: Journey, number: int, data: str, channel: str) -> Write:
    site = (journey.id, number, data)
    verdict: Writing = "kept"
    if channel in _sites(graphs, "lost").get(site, ()):
        verdict = "lost"
    elif channel in _sites(graphs, "overwritten").get(site, ()):
        verdict = "overwritten"
    return Write(data, channel, tuple(sorted(landing(graphs, channel, data))), verdict)


def _known(seconds: float) -> float | None:
    return seconds if seconds < inf else None


def _unstated(graphs: Graphs, path: Iterable[str]) -> tuple[str, ...]:
    return tuple(id for id in path if latency(graphs.model.flow[id])[1] == inf)


Site = tuple[str, int, str]


@remembered
def _judged(graphs: Graphs) -> dict[Site, tuple[Handoff, ...]]:
    found: dict[Site, list[Handoff]] = {}
    for handoff in handoffs(graphs):
        found.setdefault((handoff.journey, handoff.step, handoff.data), []).append(handoff)
    return {site: tuple(pairs) for site, pairs in found.items()}


@remembered
def _sites(
    graphs: Graphs, what: Literal["blind", "lost", "overwritten"]
) -> dict[Site, tuple[str, ...]]:
    """Return the channels that have a trouble, by journey, step and data."""
    troubles: dict[str, tuple[Trouble, ...]] = {
        "blind": blind_reads(graphs),
        "lost": lost_writes(graphs),
        "overwritten": overwritten(graphs),
    }
    return {(t.journey, t.step, t.data): t.channels for t in troubles[what]}
