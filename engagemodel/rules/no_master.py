"""The rule no-master."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.data import masters
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import names
from engagemodel.settings import Settings


@rule("low", "data")
def no_master(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Data of which there are only copies.

    What: Data is held, but by copies alone.
    Why: Redundant databases become a truth only where one of them is the original; without one, nobody can say which is right
        ("They're Us, But We're Not Them!").
    Mend: Say which platform is the master, or add the one that is missing in the model.
    Example:
        data:
          offer: {name: Prices, about: offer}
        platforms:
          tills: {name: Tills, holds: {offer: copy}}
    Mended:
        data:
          offer: {name: Prices, about: offer}
        platforms:
          tills: {name: Tills, holds: {offer: master}}
    """
    for data, held in sorted(graphs.holders.items()):
        if not masters(graphs, data):
            fact = graphs.model.data[data]
            copies, doubt = "copies", "when they differ, nobody can say which is right"
            if len(held) == 1:
                copies, doubt = "a copy", "nobody can say whether what a customer is told is right"
            yield Finding(
                message=f"There is no original of the {fact.name}, only {copies} "
                f"({names(graphs, held)}): {doubt}.",
                mend=f"Name the master of the {fact.name}.",
                at=fact.at,
                data=(data,),
                elements=tuple(sorted(held)),
                related=tuple(
                    Related(graphs.model.platforms[id].holds[data].at, "a copy")
                    for id in sorted(held)
                ),
            )
