"""A checked model in; its journeys out, step by step: what each touches on the page, and in words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagemodel.model import AnyOf, Model, Requirement
from engagemodel.page.typeset import clean
from engagemodel.page.words import duration, say
from engagemodel.results import Check

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Stage, Walk, Write

Pair = tuple[str, str]
_BAD = ("slow", "broken", "lost", "out of reach")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on a step; `bad` if it tells what breaks it."""

    text: str
    bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it is called, what is said of it, and the cards and lines that it lights.

    `flows` are the ends of the flows that bring what it reads, `gaps` those of lines that are
    missing; `kept` are the cards where something lies that is wanted here in vain, `sought` those
    where it is looked for.
    """

    title: str
    said: tuple[Said, ...]
    cards: tuple[str, ...]
    flows: tuple[Pair, ...]
    gaps: tuple[Pair, ...]
    kept: tuple[str, ...]
    sought: tuple[str, ...]
    breaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One journey, under the id that it has tomorrow where there is one.

    It is `gone` where it is told beside those of tomorrow though only today has it.
    """

    id: str
    name: str
    customer: str
    steps: tuple[Step, ...]
    gone: bool = False


def playback(
    check: Check,
    standing: Mapping[str, str],
    heirs: Mapping[str, tuple[str, ...]],
    only: Container[str] | None = None,
) -> tuple[Played, ...]:
    """Return the journeys of a model, by id, or `only` some; `standing` has the card of each element.

    `heirs` has the ids that journeys have in the model after, where this is the one before.
    """
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs

    graphs = Graphs(check.model)
    told = _Telling(check.model, standing)
    return tuple(
        told.journey(walk(graphs, journey), (heirs.get(id) or (id,))[0])
        for id, journey in sorted(check.model.journeys.items())
        if only is None or id in only
    )


class _Telling:
    """Tells the journeys of one model by the names of its elements."""

    def __init__(self, model: Model, standing: Mapping[str, str]) -> None:
        self.model, self.standing = model, standing

    def journey(self, walk: Walk, id: str) -> Played:
        customer = walk.journey.customer
        return Played(
            id=id,
            name=clean(walk.journey.name),
            customer=self.name(customer),
            steps=tuple(self.step(stage, customer) for stage in walk.stages),
        )

    def step(self, stage: Stage, customer: str) -> Step:
        touched = (customer, *stage.channels, *stage.organizations, *stage.platforms)
        vain = [read for read in stage.reads if read.verdict in ("broken", "out of reach")]
        kept = {id for read in vain for id in read.kept_in}
        sought = {id for read in vain for id in (read.found_in or (read.channel,))} - kept
        gaps = sorted({read.missing for read in vain if read.missing})
        return Step(
            title=self.title(stage),
            said=tuple(dict.fromkeys(self.said(stage))),
            cards=self.cards((*touched, *sorted(kept), *sorted(sought))),
            flows=tuple(dict.fromkeys(self.pairs(self.flows(stage)))),
            gaps=tuple(self.pairs(_ends(gap) for gap in gaps)),
            kept=self.cards(sorted(kept)),
            sought=self.cards(sorted(sought)),
            breaks=stage.breaks,
        )

    def flows(self, stage: Stage) -> Iterator[Pair]:
        for read in stage.reads:
            for id in (*read.path, *((read.unmatched,) if read.unmatched else ())):
                flow = self.model.flow[id]
                yield flow.source, flow.target

    def cards(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.standing[id] for id in ids if id in self.standing))

    def pairs(self, ends: Iterable[Pair]) -> Iterator[Pair]:
        for source, target in ends:
            if source in self.standing and target in self.standing:
                pair = self.standing[source], self.standing[target]
                if pair[0] != pair[1]:
                    yield pair

    def name(self, id: str) -> str:
        element = self.model.elements.get(id)
        return clean(element.name if element else id)

    def data(self, id: str) -> str:
        """The name of data as a sentence begins with it."""
        name = clean(self.model.data[id].name)
        return name[:1].upper() + name[1:]

    def names(self, ids: Iterable[str]) -> str:
        return ", ".join(self.name(id) for id in ids) or say("nowhere")

    def title(self, stage: Stage) -> str:
        what = clean(stage.step.name or stage.step.do)
        return f"{what} · {self.via(stage.step.via)}"

    def via(self, via: Requirement) -> str:
        if isinstance(via, str):
            return self.name(via)
        sign = " / " if isinstance(via, AnyOf) else " + "
        return sign.join(self.via(item) for item in via.items)

    def said(self, stage: Stage) -> Iterator[Said]:
        for read in stage.reads:
            yield from self.read(read)
        for write in stage.writes:
            yield self.write(write)
        if stage.organizations:
            yield Said(say("step.run by", who=self.names(stage.organizations)))
        if stage.platforms:
            yield Said(say("step.systems", systems=self.names(stage.platforms)))

    def read(self, read: Read) -> Iterator[Said]:
        wording = _wording(read)
        values = {
            "data": self.data(read.data),
            "kept": self.names(read.kept_in),
            "found": self.names(read.found_in),
            "time": duration(
                (read.at_most if read.verdict in ("kept", "known") else None) or read.at_least or 0,
                after=wording == "kept",
            ),
            "limit": duration(read.limit or 0),
        }
        bad = read.verdict in _BAD or read.stale
        now = " at once" if wording == "slow" and not read.limit else ""
        yield Said(say(f"step.{wording}{now}", **values), bad)
        if read.missing and read.verdict in _BAD:
            yield Said(say("step.missing", line=self.line(_ends(read.missing))), True)
        if read.unmatched:
            flow = self.model.flow[read.unmatched]
            yield Said(say("step.unmatched", line=self.line((flow.source, flow.target))), True)

    def line(self, ends: Pair) -> str:
        return say("line", source=self.name(ends[0]), target=self.name(ends[1]))

    def write(self, write: Write) -> Said:
        wording = {"lost": "written lost", "overwritten": "overwritten"}.get(
            write.verdict, "written"
        )
        data = self.data(write.data)
        where = self.names(write.landing)
        return Said(say(f"step.{wording}", data=data, where=where), write.verdict != "kept")


def _ends(line: str) -> Pair:
    source, _, target = line.partition("->")
    return source, target


def _wording(read: Read) -> str:
    """Return which wording tells what comes of reading something."""
    if read.verdict == "kept" and not read.at_most:
        return "at once"
    if read.verdict == "slow" and read.limit is None:
        return "late"
    if read.verdict == "broken" and not read.found_in:
        return "broken blind"
    if read.verdict == "out of reach" and not read.kept_in:
        return "out of reach nowhere"
    if read.verdict == "known" and read.at_most is None:
        return "known unsure"
    if read.verdict == "known" and read.at_most:
        return "known age"
    return read.verdict
