"""Steps of a journey in, sentences on what they read, write and run into out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.reports.customers import title
from engagemodel.reports.wording import counted, duration, few, listed, named_as, via

if TYPE_CHECKING:
    from engagemodel.analysis.walk import Read, Stage, Walk, Write

Tone = Literal["good", "bad", "unknown"]
# What the sentences on reading and writing say already.
TOLD = ("broken-handoff", "slow-handoff", "data-not-kept", "write-to-copy", "data-out-of-reach")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on some data (ids) that a step reads or writes, and whether that is good or bad."""

    sentence: str
    tone: Tone
    data: tuple[str, ...]


def whose(walk: Walk, model: Model) -> str:
    """Return ``Online shopper, 38% of revenue; 2 steps``."""
    customer = model.customer_types[walk.journey.customer]
    return f"{title(customer, model)}; {counted(len(walk.stages), 'step')}"


def outcome(walk: Walk, findings: Sequence[Finding]) -> str:
    """Return one sentence or two on how the journey goes, and how many handoffs are kept."""
    broken = [stage.number for stage in walk.stages if stage.breaks]
    doubtful = [stage.number for stage in walk.stages if stage.doubtful]
    hit = {finding.step for finding in findings if finding.step and finding.accepted is None}
    rough = sorted(hit - {*broken, *doubtful})
    if not walk.stages:
        return "It has no steps yet."
    if broken:
        told = f"It breaks at {_steps(broken)}."
    elif doubtful:
        told = f"Nobody can tell whether it works: look at {_steps(doubtful)}."
    elif rough:
        told = f"It goes through, but not smoothly: look at {_steps(rough)}."
    else:
        told = "It goes through from end to end."
    return " ".join(filter(None, (told, _handoffs(walk))))


def _steps(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {few([str(number) for number in numbers])}"


def _handoffs(walk: Walk) -> str:
    counts = [
        (verdict, walk.handoffs(verdict)) for verdict in ("kept", "slow", "broken", "unknown")
    ]
    total = sum(count for _, count in counts)
    if not total:
        return ""
    if total == 1:
        return f"Its one hand-off is {next(verdict for verdict, count in counts if count)}."
    parts = listed(f"{count:,} {verdict}" for verdict, count in counts if count)
    return f"Of {total:,} hand-offs: {parts}."


def where(stage: Stage, model: Model) -> str:
    """Return ``Stores, run by Store operations``, several channels with ``or`` or ``and``."""
    runners = few([named_as(id, model) for id in stage.organizations])
    return via(stage.step.via, model) + (f", run by {runners}" if runners else "")


def systems(stage: Stage, model: Model) -> str:
    """Return the platforms of a step by name, of many the first ones and how many more."""
    return few([named_as(id, model) for id in stage.platforms], 6)


def expected(stage: Stage, walk: Walk, model: Model) -> str:
    """Return what the customer expects at a step, empty where nothing is stated."""
    return model.customer_types[walk.journey.customer].expects.get(stage.step.do, "")


def readings(stage: Stage, model: Model) -> Iterator[Told]:
    """Yield a sentence for each thing that a step reads."""
    for read in stage.reads:
        good = read.verdict in ("kept", "here", "known")
        late = read.at_least is not None and read.limit is not None and read.at_least > read.limit
        tone: Tone = "unknown" if read.verdict == "unknown" else "good" if good else "bad"
        sentence = _READ[read.verdict](read, _Said(stage, read, model))
        yield Told(sentence, "bad" if late else tone, (read.data,))


def writings(stage: Stage, model: Model) -> Iterator[Told]:
    """Yield a sentence for each place in which a step leaves what it writes."""
    groups: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for write in stage.writes:
        groups.setdefault((write.channel, write.landing, write.verdict), []).append(write.data)
    for write in stage.writes:
        data = groups.pop((write.channel, write.landing, write.verdict), None)
        if data:
            tone: Tone = "good" if write.verdict == "kept" else "bad"
            yield Told(_written(stage, write, data, model), tone, tuple(data))


def _written(stage: Stage, write: Write, data: Sequence[str], model: Model) -> str:
    what = f"the {listed(model.data[id].name for id in data)}"
    verb = "is" if len(data) == 1 else "are"
    told = f"On {named_as(write.channel, model)}, " if len(stage.channels) > 1 else ""
    start = f"{told}{what}" if told else f"The {what.removeprefix('the ')}"
    places = few([named_as(id, model) for id in write.landing])
    if write.verdict == "lost":
        where = named_as(write.channel, model)
        return (
            f"{start} {verb} lost: {where} has nowhere to keep {'it' if verb == 'is' else 'them'}."
        )
    if write.verdict == "overwritten":
        return f"{start} {verb} kept in {places}, a copy that the next feed overwrites."
    if not set(write.landing) & model.platforms.keys():
        return f"{start} {verb} passed on from {places}."
    return f"{start} {verb} kept in {places}."


class _Said:
    """The phrases that sentences on one reading are made of."""

    def __init__(self, stage: Stage, read: Read, model: Model) -> None:
        self.read, self.model = read, model
        several = len(stage.channels) > 1
        self.here = named_as(read.channel, model)
        self.start = f"On {self.here}, the" if several else "The"
        self.what = model.data[read.data].name
        self.subject = f"{self.start} {self.what}"
        if read.from_step is not None and read.writer is not None:
            self.subject += f" from step {read.from_step} ({named_as(read.writer, model)})"
        self.kept = few([named_as(id, model) for id in read.kept_in])
        self.found = few([named_as(id, model) for id in read.found_in])
        limit = read.limit
        self.limit = f"; at most {duration(limit)} will do" if limit else ""
        if limit == 0:
            self.limit = "; only at once will do"

    @property
    def by(self) -> str:
        """The flows taken, by name: `` by the line from A to B``."""
        paths = [line(id, self.model) for id in self.read.path]
        if not paths:
            return ""
        return f" by the {'line' if len(paths) == 1 else 'lines'} from {', then '.join(paths)}"

    @property
    def time(self) -> str:
        """How long it takes: ``at once``, ``in 5 minutes``, ``in 5 minutes to 2 hours``."""
        low, high = self.read.at_least, self.read.at_most
        if low is None:
            return "never"
        if high is None:
            return f"in {duration(low)} or more" if low else "in a time that nobody states"
        if low == high:
            return duration(low) if low == 0 else f"in {duration(low)}"
        return (
            f"in up to {duration(high)}" if low == 0 else f"in {duration(low)} to {duration(high)}"
        )


def _kept(read: Read, said: _Said) -> str:
    if not read.path:
        return f"{said.subject} is there at once, in {said.found}."
    return f"{said.subject} is there {said.time}{said.by}{said.limit}."


def _slow(read: Read, said: _Said) -> str:
    slowest = (
        f" The slowest is the line from {line(read.worst, said.model)}."
        if read.worst and len(read.path) > 1
        else ""
    )
    return f"{said.subject} comes too late: {said.time}{said.by}{said.limit}.{slowest}"


def _broken(read: Read, said: _Said) -> str:
    if read.unmatched:
        why = (
            f"looked for in {said.found}, and the line from {line(read.unmatched, said.model)} "
            f"cannot match the records"
        )
    elif read.found_in:
        why = (
            f"looked for in {said.found}; the line from {ends(read.missing, said.model)} is missing"
        )
    else:
        why = (
            f"nobody at {said.here} can look it up; "
            f"the line from {ends(read.missing, said.model)} is missing"
        )
    return f"{said.subject} never gets here: it is kept in {said.kept}, but {why}."


def _unknown(read: Read, said: _Said) -> str:
    unstated = listed(f"from {line(id, said.model)}" for id in read.unstated)
    lines = "line" if len(read.unstated) == 1 else "lines"
    silent = f"how long the {lines} {unstated} {'takes' if lines == 'line' else 'take'}"
    if not unstated:
        silent = "how long the other ways take"
    sure = f" It takes at least {duration(read.at_least)}." if read.at_least else ""
    return f"{said.subject} gets here{said.by}, but nobody states {silent}{said.limit}.{sure}"


def _here(read: Read, said: _Said) -> str:
    return f"{said.subject} is at hand, in {said.kept}: it was told on the same channel."


def _lost(read: Read, said: _Said) -> str:
    return f"{said.subject} is gone: it was kept nowhere."


def _known(read: Read, said: _Said) -> str:
    low, high = read.at_least, read.at_most
    looked = f"{said.subject} is looked up" + (f" in {said.found}" if said.found else "")
    if low == 0 and high == 0:
        return f"{looked}."
    if low is None:
        return f"{looked}; how old it may be, nobody can tell."
    if high is None:
        age = f"at least {duration(low)} old" if low else "as old as nobody states"
    else:
        age = f"up to {duration(high)} old" if high else "up to date"
    return f"{looked}, {age}: it comes from {said.kept}{said.by}{said.limit}."


def _out_of_reach(read: Read, said: _Said) -> str:
    elsewhere = f"it is kept in {said.kept}" if read.kept_in else "it is kept nowhere"
    missing = (
        f", and the line from {ends(read.missing, said.model)} is missing" if read.missing else ""
    )
    return f"{said.subject} is out of reach of {said.here}: {elsewhere}{missing}."


_READ = {
    "kept": _kept,
    "slow": _slow,
    "broken": _broken,
    "unknown": _unknown,
    "here": _here,
    "lost": _lost,
    "known": _known,
    "out of reach": _out_of_reach,
}


def line(id: str, model: Model) -> str:
    """Return a flow by the names of its ends: ``Web database to Tills database``."""
    flow = model.flow[id]
    return f"{named_as(flow.source, model)} to {named_as(flow.target, model)}"


def ends(missing: str | None, model: Model) -> str:
    """Return a missing line (``from->to``) by the names of its ends."""
    return " to ".join(named_as(id, model) for id in (missing or "").split("->"))


def at_step(walk: Walk, stage: Stage, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a step has, accepted ones included."""
    return [f for f in findings if f.step == stage.number and walk.journey.id in f.journeys]


def as_a_whole(walk: Walk, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that name the journey and none of its steps."""
    return [f for f in findings if f.step is None and walk.journey.id in f.journeys]
