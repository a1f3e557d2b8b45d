"""A broken handoff in, the line that is missing out."""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.analysis.data import landing
from engagemodel.analysis.journeys import Handoff
from engagemodel.graph import Graphs, ends, keys_differ, stores


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
    data = handoff.data
    kept = landing(graphs, handoff.writer, data)
    looked = stores(graphs, handoff.reader, data) or {handoff.reader}
    unmatched = (
        flow.id
        for flow in graphs.carriers.get(data, ())
        if not flow.matched_by
        for source, target in ends(graphs, flow, data)
        if source in kept and target in looked and keys_differ(graphs, source, target, data)
    )
    line = f"{min(kept)}->{min(looked)}"
    return Gap(tuple(sorted(kept)), tuple(sorted(looked)), line, next(unmatched, None))
