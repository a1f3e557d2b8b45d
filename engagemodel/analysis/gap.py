"""A broken handoff in, the line that is missing out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from engagemodel.analysis.data import landing
from engagemodel.analysis.journeys import Handoff
from engagemodel.analysis.overlap import unmatched
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
    data = handoff.data
    kept = landing(graphs, handoff.writer, data)
    looked = stores(graphs, handoff.reader, data) or {handoff.reader}
    known = unmatched(graphs, data)
    flows = (known[pair] for pair in product(kept, looked) if pair in known)
    line = f"{min(kept)}->{min(looked)}"
    return Gap(tuple(sorted(kept)), tuple(sorted(looked)), line, min(flows, default=None))
