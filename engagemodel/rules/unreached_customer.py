"""The rule unreached-customer."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("high", "customer_types")
def unreached_customer(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A customer type that no channel is open to.

    What: A customer type uses no channel at all.
    Why: The means by which each customer type wishes to come must be understood and decided on; a type
        without a channel cannot reach the company ("They're Us, But We're Not Them!").
    Mend: Name the channels that are open to it in `uses`.
    Example:
        customer_types:
          shopper: {name: Shopper}
        channels:
          web: {name: Web shop}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
    """
    for customer in graphs.model.customer_types.values():
        if not customer.uses:
            yield Finding(
                message=f"No channel is open to {customer.name}: they have no way to reach the company.",
                mend=f"Name the channels that {customer.name} can use.",
                at=customer.at,
                customer_types=(customer.id,),
            )
