"""What a step reads in, sentences on where it comes from, by which way and how old it is out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel.model import Model
from engagemodel.reports.journeys.told import Told, Tone
from engagemodel.reports.wording import duration, few, named_as
from engagemodel.sentences import ended

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Stage


def readings(stage: Stage, model: Model) -> Iterator[Told]:
    """Yield a sentence for each thing that a step reads; what is alike on several channels is one."""
    for alike in _alike(stage.reads):
        read = alike[0]
        tone: Tone = "good" if read.verdict in ("kept", "here", "known") else "bad"
        if read.verdict == "unknown" or read.stale:
            tone = "stale" if read.stale else "unknown"
        sentence = _SENTENCES[read.verdict](_Said(stage, alike, model))
        yield Told(sentence, tone, (read.data,))


def _alike(reads: Sequence[Read]) -> list[list[Read]]:
    """Return the readings that one sentence can tell: every channel of it from every writer of it."""
    by_writer: dict[Read, list[Read]] = {}
    for read in reads:
        by_writer.setdefault(replace(read, channel="", missing=None), []).append(read)
    together: dict[tuple[Read, tuple[str, ...]], list[Read]] = {}
    for likeness, found in by_writer.items():
        channels = tuple(sorted(read.channel for read in found))
        together.setdefault((replace(likeness, writer=None), channels), []).extend(found)
    return list(together.values())


class _Said:
    """The phrases that a sentence on like readings is made of."""

    def __init__(self, stage: Stage, alike: Sequence[Read], model: Model) -> None:
        self.read, self.model = alike[0], model
        self.here = self.named({read.channel for read in alike})
        everywhere = {*stage.channels} == {read.channel for read in alike}
        self.start = "The" if everywhere else f"On {self.here}, the"
        self.what = model.data[self.read.data].name
        writers = {read.writer for read in alike if read.writer}
        origin = f" from step {self.read.from_step} ({self.named(writers)})" if writers else ""
        self.subject = f"{self.start} {self.what}{origin}"
        self.kept, self.found = self.named(self.read.kept_in), self.named(self.read.found_in)
        self.missing = sorted({read.missing for read in alike if read.missing})

    def named(self, ids: Iterable[str]) -> str:
        """The names of elements, sorted by id; of many the first ones."""
        return few([named_as(id, self.model) for id in sorted(ids)])

    @property
    def limit(self) -> str:
        """The time that will do, where one is stated."""
        seconds = self.read.limit
        if seconds is None:
            return ""
        return f"; at most {duration(seconds)} will do" if seconds else "; only at once will do"

    @property
    def by(self) -> str:
        """The flows taken, by name: `` by the line from A to B``."""
        flows = [_line(id, self.model) for id in self.read.path]
        lines = "line" if len(flows) == 1 else "lines"
        return f" by the {lines} from {', then '.join(flows)}" if flows else ""

    @property
    def gap(self) -> str:
        """The lines that are missing: ``the line from A to B is missing``."""
        pairs = [_ends(missing, self.model) for missing in self.missing]
        lines, are = ("line", "is") if len(pairs) == 1 else ("lines", "are")
        return f"the {lines} {few([f'from {pair}' for pair in pairs])} {are} missing"


def _kept(said: _Said) -> str:
    read = said.read
    if not read.path:
        return ended(f"{said.subject} will be there at once, in {said.found}.")
    time = f"within {duration(read.at_most)}" if read.at_most else "at once"
    return ended(f"{said.subject} will be there {time}{said.by}{said.limit}.")


def _slow(said: _Said) -> str:
    read = said.read
    time = duration(read.at_least or 0.0)
    more = "" if read.at_least == read.at_most else "at least "
    slowest = (
        ended(f" The slowest is the line from {_line(read.worst, said.model)}.")
        if read.worst and len(read.path) > 1
        else ""
    )
    return (
        f"{said.subject} will come too late: that takes {more}{time}{said.by}{said.limit}.{slowest}"
    )


def _broken(said: _Said) -> str:
    read = said.read
    if read.unmatched:
        line = _line(read.unmatched, said.model)
        why = f"looked for in {said.found}, and the line from {line} cannot match the records"
    elif read.found_in:
        why = f"looked for in {said.found}; {said.gap}"
    else:
        why = f"nobody there can look that up; {said.gap}"
    return f"{said.subject} will never get here: kept in {said.kept}, but {why}."


def _unknown(said: _Said) -> str:
    read = said.read
    lines, take = ("line", "takes") if len(read.unstated) == 1 else ("lines", "take")
    silent = f"how long the {lines} {few([f'from {_line(i, said.model)}' for i in read.unstated])} {take}"
    if read.path == read.unstated:
        silent = "how long that takes"
    elif not read.unstated:
        silent = "how long the other ways take"
    sure = f" It takes at least {duration(read.at_least)}." if read.at_least else ""
    return f"{said.subject} will get here{said.by}, but nobody states {silent}{said.limit}.{sure}"


def _here(said: _Said) -> str:
    return f"{said.subject} will be at hand, in {said.kept}: told on the same channel."


def _lost(said: _Said) -> str:
    return f"{said.subject} will be gone: kept nowhere."


def _known(said: _Said) -> str:
    low, high = said.read.at_least, said.read.at_most
    looked = f"{said.subject} can be looked up" + (f" in {said.found}" if said.found else "")
    if low == high == 0:
        return ended(f"{looked}." if said.found else f"{looked} at the source, {said.kept}.")
    if low is None:
        return f"{looked}; how old that may be, nobody can tell."
    if high is not None:
        age = f"up to {duration(high)} old"
    else:
        age = f"at least {duration(low)} old" if low else "and nobody states how old that may be"
    return ended(f"{looked}, {age}, coming from {said.kept}{said.by}{said.limit}.")


def _out_of_reach(said: _Said) -> str:
    elsewhere = f"kept in {said.kept}" if said.read.kept_in else "kept nowhere"
    missing = f", and {said.gap}" if said.missing else ""
    return ended(f"The {said.what} cannot be seen at {said.here}: {elsewhere}{missing}.")


_SENTENCES: Mapping[str, Callable[[_Said], str]] = {
    "kept": _kept,
    "slow": _slow,
    "broken": _broken,
    "unknown": _unknown,
    "here": _here,
    "lost": _lost,
    "known": _known,
    "out of reach": _out_of_reach,
}


def _line(id: str, model: Model) -> str:
    """Return a flow by the names of its ends: ``Web database to Tills database``."""
    flow = model.flow[id]
    return f"{named_as(flow.source, model)} to {named_as(flow.target, model)}"


def _ends(missing: str, model: Model) -> str:
    """Return a missing line (``from->to``) by the names of its ends."""
    return " to ".join(named_as(id, model) for id in missing.split("->"))
