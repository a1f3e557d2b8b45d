"""The rule separate-infrastructure."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.touchpoints import infrastructures
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import count, elements, listed, name, names
from engagemodel.settings import Settings


@rule("high", "customer_types")
def separate_infrastructure(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Channels of one customer stand on systems that have nothing to do with each other.

    What: The channels that a customer type uses fall into two or more groups that need no application or
        database in common and that no flow joins straight from what one needs to what the other needs.
        What they only use does not count. Channels that need no application or database are left out.
    Why: Separate organizations and infrastructures for each way in which a customer comes are what makes
        a clerk say "they're us, but we're not them": the company hands its own split to the customer
        ("They're Us, But We're Not Them!").
    Mend: Let the channels share the application or database that knows the customer, or let a flow carry
        what one knows to the other.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [web-shop]}
          store: {name: Stores, needs: [tills]}
        platforms:
          web-shop: {name: Web shop software}
          tills: {name: Tills}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [web-shop]}
          store: {name: Stores, needs: [tills]}
        platforms:
          web-shop: {name: Web shop software, needs: [orders]}
          tills: {name: Tills, needs: [orders]}
          orders: {name: Orders, kind: database}
    """
    for customer in graphs.model.customer_types.values():
        groups = infrastructures(graphs, customer.id)
        if len(groups) < 2:
            continue
        channels = sorted(channel for group in groups for channel in group)
        apart = listed(f"one behind {names(graphs, group)}" for group in groups)
        unsure = (
            "neither is sure to know what the other learned"
            if len(groups) == 2
            else "none is sure to know what the others learned"
        )
        yield Finding(
            message=f"To {customer.name}, this is {len(groups)} companies instead of one, {apart}: "
            "what they need has no application or database in common and no line leads straight from "
            f"one to the other, so {unsure}.",
            mend="Let these channels need one application or database together (one that they only use "
            "does not count), or let a flow join what they need.",
            at=customer.at,
            customer_types=(customer.id,),
            elements=tuple(channels),
            facts={
                "groups": tuple({"channels": elements(group)} for group in groups),
                "companies": count(len(groups)),
            },
            related=tuple(
                Related(graphs.model.channels[id].at, f"{name(graphs, id)}: one of them")
                for id in channels
            ),
        )
