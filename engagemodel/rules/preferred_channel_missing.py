"""The rule preferred-channel-missing."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.touchpoints import offered, serving, wishes
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.model import CustomerType
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import listed, name, names
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
            mend=_mend(graphs, customer, occasion),
            at=customer.places.get("prefers", customer.at),
            customer_types=(customer.id,),
            occasion=occasion,
        )


def _mend(graphs: Graphs, customer: CustomerType, occasion: str) -> str:
    """What is missing: the occasion at a channel that is open, or a channel that is open."""
    first = customer.prefers[occasion][0]
    channels = sorted(graphs.model.channels.values(), key=lambda channel: channel.id)
    meant = [channel for channel in channels if first in (channel.id, channel.kind)]
    known = [channel.name for channel in meant if channel.id in customer.uses]
    if known:
        return f"Let {listed(known, 'or')} serve {occasion}."
    ready = [c.name for c in meant if c.serves is None or occasion in c.serves]
    if ready:
        return f"Open {listed(ready, 'or')} to {customer.name}."
    what = listed([channel.name for channel in meant], "or") or first
    return f"Open {what} to {customer.name} and let it serve {occasion}."
