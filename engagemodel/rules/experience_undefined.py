"""The rule experience-undefined."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("low", "customer_types")
def experience_undefined(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A customer type of which nobody says what it may expect.

    What: Some customer type has `expects`, and this one has none.
    Why: Qualitative factors define the experience that a customer has, and belong to the conscious
        decisions of a model ("They're Us, But We're Not Them!").
    Mend: Say what this customer type may expect, occasion by occasion.
    Example:
        customer_types:
          shopper: {name: Shopper, expects: {return: settled at the first contact}}
          dealer: {name: Dealer}
    Mended:
        customer_types:
          shopper: {name: Shopper, expects: {return: settled at the first contact}}
          dealer: {name: Dealer, expects: {return: credited within a day}}
    """
    customers = graphs.model.customer_types.values()
    for customer in customers:
        if not customer.expects and any(other.expects for other in customers):
            yield Finding(
                message=f"Nobody has said what {customer.name} may expect, as has been said for others.",
                mend=f"State what {customer.name} may expect, occasion by occasion (expects).",
                at=customer.at,
                customer_types=(customer.id,),
            )
