"""What a journey is, step by step, once bound to the systems: what each step reads and writes, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engagemodel.model import Journey, Step

Reading = Literal["kept", "slow", "broken", "unknown", "here", "lost", "known", "out of reach"]
Writing = Literal["kept", "lost", "overwritten"]


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

    @property
    def stale(self) -> bool:
        """Whether it is known, but older than will do."""
        told = self.verdict == "known" and self.at_least is not None and self.limit is not None
        return told and (self.at_least or 0.0) > (self.limit or 0.0)


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

    @property
    def stale(self) -> bool:
        """Whether the step reads something older than will do, though nothing of it breaks."""
        return not self.breaks and any(read.stale for read in self.reads)


@dataclass(frozen=True, slots=True)
class Walk:
    """A journey, step by step."""

    journey: Journey
    stages: tuple[Stage, ...]

    def handoffs(self, verdict: Reading) -> int:
        """Return how many handoffs are kept, slow, broken or unknown."""
        return sum(read.verdict == verdict for stage in self.stages for read in stage.reads)
