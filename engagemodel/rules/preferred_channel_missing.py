"""The rule preferred-channel-missing."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.touchpoints import offered, serving, wishes
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import name, names
from engagemodel.settings import Settings


@rule("medium", "customer_types", "occasion")
def preferred_channel_missing(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """The first choice of a customer type for an occasion is not offered.

    What: No channel that the customer type uses and that serves the occasion is the one it prefers most,
        or of the kind that it prefers most.
    Why: Touch points are to be optimised by customer segment and usage occasion ("Poor Customer
        Experience: Is it a marketing or IT issue?").
    Mend: Offer the preferred channel for the occasion, or correct the preference.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web], prefers: {return: [store]}}
        channels:
          web: {name: Web shop, kind: web, serves: [buy, return]}
          store: {name: Stores, kind: store}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store], prefers: {return: [store]}}
        channels:
          web: {name: Web shop, kind: web, serves: [buy, return]}
          store: {name: Stores, kind: store}
    """
    for customer, occasion in wishes(graphs):
        if offered(graphs, customer, occasion):
            continue
        first = name(graphs, customer.prefers[occasion][0])
        instead = serving(graphs, customer, occasion)
        answer = f"is offered {names(graphs, instead)} instead" if instead else "is offered nothing"
        yield Finding(
            message=f"To {occasion}, {customer.name} would choose {first} first, but {answer}.",
            mend=f"Open {first} to {customer.name} and let it serve {occasion}.",
            at=customer.places.get("prefers", customer.at),
            customer_types=(customer.id,),
            occasion=occasion,
        )
