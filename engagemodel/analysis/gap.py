"""A broken handoff in, the line that is missing out."""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.analysis.data import landing
from engagemodel.analysis.journeys import Handoff
from engagemodel.analysis.overlap import mismatches
from engagemodel.graph import Graphs, stores


@dataclass(frozen=True, slots=True)
class Gap:
    """Where data is kept and where it is looked for (sorted ids), which no path of flows joins.

    It is looked for in the stores that the reading channel sees, or on the channel itself. `line`
    (``from->to``) would join the two; `unmatched` is a flow that would, if it said how records are
    matched.
    """

    written: tuple[str, ...]
    looked_for: tuple[str, ...]
    line: str
    unmatched: str | None


def gap(graphs: Graphs, handoff: Handoff) -> Gap:
    """Return what keeps a handoff from ever being kept."""
    kept = tuple(sorted(landing(graphs, handoff.writer, handoff.data)))
    looked = tuple(sorted(stores(graphs, handoff.reader, handoff.data))) or (handoff.reader,)
    unmatched = (
        pair.flow
        for pair in mismatches(graphs, handoff.data)
        if pair.flow and {pair.one, pair.other} & {*kept} and {pair.one, pair.other} & {*looked}
    )
    return Gap(kept, looked, f"{kept[0]}->{looked[0]}", next(unmatched, None))
