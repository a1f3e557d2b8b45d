"""The rule circular-need."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.shape import cycles, shortest_cycle
from engagemodel.finding import Finding, Names, Related, Witness
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name
from engagemodel.settings import Settings


@rule("medium", "elements")
def circular_need(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Elements that need each other in a circle.

    What: Elements that require each other, directly or by way of others.
    Why: They hold each other up: once one of them is down, none can start before the other, and the
        failure analysis, which lets them stand while nothing outside fails, may be too kind
        ("Complexity is a bit Complicated").
    Mend: Turn one of the needs into a use, or take out what both need.
    Example:
        platforms:
          crm: {name: CRM, needs: [orders]}
          orders: {name: Orders, needs: [crm]}
    Mended:
        platforms:
          crm: {name: CRM, needs: [orders]}
          orders: {name: Orders, uses: [crm]}
    """
    for part in cycles(graphs.requires):
        circle = shortest_cycle(graphs.requires, part)
        chain = listed(name(graphs, id) for id in circle)
        each = (
            "need each other" if len(circle) == 2 else "each need the next, and the last the first"
        )
        yield Finding(
            message=f"{chain} {each}: they hold each other up, so once one is down none may come back, and "
            "what is said here of failures may be too kind.",
            mend="Turn one of these needs into a use, or move what they share into a part of its own.",
            at=graphs.model.elements[circle[0]].at,
            elements=part,
            facts={
                "circle": Names("elements", circle),
                **({"tangle": elements(part)} if len(part) > len(circle) else {}),
            },
            witness=Witness(path=circle),
            related=tuple(
                Related(graphs.model.elements[id].at, f"{name(graphs, id)}: also in the circle")
                for id in circle[1:]
            ),
        )
