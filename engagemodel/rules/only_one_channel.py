"""The rule only-one-channel."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import name
from engagemodel.settings import Settings


@rule("medium", "customer_types")
def only_one_channel(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A customer type with exactly one channel.

    What: A customer type uses exactly one channel.
    Why: Customers expect several ways to engage (96 % of 104 executives surveyed named the phone, 91 %
        online), and a single one leaves them with none when it fails (CIO survey on multi-channel
        engagement).
    Mend: Open a second channel to them, or accept the finding with the reason.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
          phone: {name: Call centre}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, phone]}
        channels:
          web: {name: Web shop}
          phone: {name: Call centre}
    """
    for customer in graphs.model.customer_types.values():
        if len(customer.uses) == 1:
            channel = name(graphs, customer.uses[0])
            yield Finding(
                message=f"For {customer.name}, the only way in is {channel}: when this channel is down "
                "or does not suit, they have nowhere else to go.",
                mend=f"Open a second channel to {customer.name}.",
                at=customer.at,
                customer_types=(customer.id,),
                elements=customer.uses,
            )
