"""The rule preferred-channel-missing."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.touchpoints import offered, serving, wishes
from engagemodel.finding import Facts, Finding, Names
from engagemodel.graph import Graphs, remembered
from engagemodel.model import Channel, CustomerType
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name, names
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
        wish = customer.prefers[occasion][0]
        remedy, channels = _mend(graphs, customer, occasion)
        instead = serving(graphs, customer, occasion)
        answer = f"{names(graphs, instead)} instead" if instead else "nothing"
        yield Finding(
            message=f"To {occasion}, {customer.name} would choose {name(graphs, wish)} first, but will be offered {answer}.",
            mend=remedy,
            at=customer.places.get("prefers", customer.at),
            customer_types=(customer.id,),
            occasion=occasion,
            facts={
                "wished": Names("elements" if wish in graphs.model.elements else "kinds", (wish,)),
                "instead": elements(instead),
                **channels,
            },
        )


def _mend(graphs: Graphs, customer: CustomerType, occasion: str) -> tuple[str, Facts]:
    """Return what would mend it, and the channels in that by what is to be done with them."""
    """What is missing: the occasion at a channel that is open, or a channel that is open."""
    first = customer.prefers[occasion][0]
    meant, ready = _meant(graphs, first), _ready(graphs, first, occasion)
    known = [channel.name for id in sorted(customer.uses) if (channel := meant.get(id))]
    if known:
        return f"Let {listed(known, 'or')} serve {occasion}.", {"serving": tuple(known)}
    if ready:
        return f"Open {listed(ready, 'or')} to {customer.name}.", {"opened": tuple(ready)}
    found = tuple(channel.name for channel in meant.values())
    what = listed(found, "or") or first
    return f"Open {what} to {customer.name} for {occasion}.", {"opened_for": found}


@remembered
def _meant(graphs: Graphs, word: str) -> dict[str, Channel]:
    """The channels that a word of `prefers` means, by id and in order: the one, or all of the kind."""
    channels = sorted(graphs.model.channels.items())
    return {id: channel for id, channel in channels if word in (id, channel.kind)}


@remembered
def _ready(graphs: Graphs, word: str, occasion: str) -> list[str]:
    """The names of those that serve an occasion."""
    channels = _meant(graphs, word).values()
    return [c.name for c in channels if c.serves is None or occasion in c.serves]
