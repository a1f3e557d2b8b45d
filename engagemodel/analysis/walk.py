"""A journey in, its steps bound to the systems out: who runs each, what it reads and writes, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from engagemodel.analysis.stages import Read, Reading, Stage, Walk, Write, Writing
from engagemodel.graph import Graphs, closure, latency, remembered, sight, stores
from engagemodel.model import Journey, Step, named

_OF: dict[str, Reading] = {
    "in time": "kept",
    "too long": "slow",
    "never": "broken",
    "unknown": "unknown",
}


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
