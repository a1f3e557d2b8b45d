"""The rule re-keyed-by-hand."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import facts, line
from engagemodel.settings import Settings


@rule("medium", "flow")
def re_keyed_by_hand(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Data that people carry over by hand.

    What: A flow whose `means` is manual.
    Why: Lines are what needs careful planning; one that a person keeps alive by typing brings delay and
        mistakes, and stops when that person is away ("Complexity is a bit Complicated").
    Mend: Let the systems pass it on, or let both sides work in one.
    Example:
        platforms:
          web-shop: {name: Web shop software}
          tills: {name: Tills}
        flows:
          - {from: web-shop, to: tills, means: manual}
    Mended:
        platforms:
          web-shop: {name: Web shop software}
          tills: {name: Tills}
        flows:
          - {from: web-shop, to: tills, means: batch}
    """
    for flow in graphs.model.flows:
        if flow.means == "manual":
            carried = facts(graphs, flow.carries)
            what = f"the {carried}" if carried else "what a customer said"
            yield Finding(
                message=f"Somebody has to carry {what} over by hand from {line(graphs, flow.id)}: "
                "customers wait for that, and pay for every slip.",
                mend="Let the systems pass it on, or let both sides work in one system.",
                at=flow.at,
                flow=flow.id,
                data=tuple(sorted(flow.carries)),
                elements=tuple(sorted((flow.source, flow.target))),
            )
