"""The rule unfed-copy."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.data import masters, moved_to
from engagemodel.finding import Finding, Witness
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, name, names
from engagemodel.settings import Settings


@rule("medium", "data", "elements")
def unfed_copy(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A copy that nothing feeds.

    What: A platform holds a copy of data that has a master somewhere, but no path of flows leads from a
        master to it.
    Why: People in that channel work with what was true once; the lines between systems are what needs
        the planning ("Complexity is a bit Complicated").
    Mend: Draw the flow that feeds the copy, or read from the master.
    Example:
        data:
          offer: {name: Prices, about: offer}
        platforms:
          catalogue: {name: Catalogue, kind: database, holds: {offer: master}}
          tills: {name: Tills, holds: {offer: copy}}
    Mended:
        data:
          offer: {name: Prices, about: offer}
        platforms:
          catalogue: {name: Catalogue, kind: database, holds: {offer: master}}
          tills: {name: Tills, holds: {offer: copy}}
        flows:
          - {from: catalogue, to: tills, carries: [offer], latency: 1h}
    """
    for data, held in sorted(graphs.holders.items()):
        known = masters(graphs, data)
        fed = moved_to(graphs, data, *known)
        fact, originals = graphs.model.data[data], names(graphs, known)
        for id in sorted(held - set(known) - fed) if known else ():
            yield Finding(
                message=f"Nothing feeds the copy of the {fact.name} in {name(graphs, id)}: what a "
                f"customer is told from there was true once, and only {originals} can tell what is "
                "true now.",
                mend=f"Let the {fact.name} flow from {originals} to {name(graphs, id)}.",
                at=graphs.model.platforms[id].holds[data].at,
                data=(data,),
                elements=(id,),
                facts={"originals": elements(known)},
                witness=Witness(written=known, looked_for=(id,), missing=f"{known[0]}->{id}"),
            )
