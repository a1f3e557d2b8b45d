"""The rule outside-control."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.alone import Toll, tolls
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name, names
from engagemodel.settings import Settings


@rule("medium", "elements")
def outside_control(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A partner or supplier whose failure alone stops what customers do.

    What: An element whose `control` is partner or external, the failure of which alone cuts off a
        customer type or stops a journey.
    Why: How many failure points exist, and which of them are in your direct control after you hit send
        ("Complexity is a bit Complicated").
    Mend: Give what needs it an alternative (`any_of`), let it do without (`uses`), or bring it in house.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop, needs: [payments]}
        platforms:
          payments: {name: Payments, control: external}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop, needs: [{any_of: [payments, invoice]}]}
        platforms:
          payments: {name: Payments, control: external}
          invoice: {name: Invoice}
    """
    for id, toll in tolls(graphs).items():
        element = graphs.model.elements[id]
        if element.control not in ("partner", "external") or not (toll.customers or toll.journeys):
            continue
        yield Finding(
            message=f"If {element.name}, {_whose(graphs, id)}, should fail, "
            f"{_consequence(graphs, toll)}: "
            "it is you whom customers blame, and you can only wait.",
            mend=f"Give what needs {element.name} an alternative (any_of), let it do without (uses), or "
            "offer a channel without that need.",
            at=element.at,
            elements=(id,),
            customer_types=toll.customers,
            journeys=toll.journeys,
            facts={"partner" if element.control == "partner" else "others": elements([id])},
            related=tuple(
                Related(
                    graphs.model.customer_types[customer].at,
                    f"{name(graphs, customer)} would be cut off",
                )
                for customer in toll.customers
            ),
        )


def _whose(graphs: Graphs, id: str) -> str:
    """Return who has an element in hand; an organization is the partner or outsider itself."""
    partner = graphs.model.elements[id].control == "partner"
    return "in the hands of a partner" if partner else "in the hands of others"


def _consequence(graphs: Graphs, toll: Toll) -> str:
    parts = []
    if toll.customers:
        parts.append(f"{names(graphs, toll.customers)} will be cut off")
    if toll.journeys:
        stopped = listed(f'"{graphs.model.journeys[id].name}"' for id in toll.journeys)
        parts.append(f"{stopped} will stop")
    return listed(parts)
