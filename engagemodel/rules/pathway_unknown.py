"""The rule pathway-unknown."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import listed
from engagemodel.settings import Settings


@rule("low", "customer_types")
def pathway_unknown(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Occasions for which a customer type has wishes, but no journey is drawn.

    What: A customer type that has a journey prefers something for occasions that none of its journeys has.
    Why: The pathways that customers select in each purchase cycle are to be understood before touch
        points are integrated ("Poor Customer Experience: Is it a marketing or IT issue?").
    Mend: Draw a journey in which the occasion stands.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web], prefers: {buy: [web], return: [web]}}
        channels:
          web: {name: Web shop}
        journeys:
          buying: {name: Buying, customer: shopper, steps: [{do: buy, via: web}]}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web], prefers: {buy: [web], return: [web]}}
        channels:
          web: {name: Web shop}
        journeys:
          buying:
            name: Buying
            customer: shopper
            steps: [{do: buy, via: web}, {do: return, via: web}]
    """
    drawn: dict[str, set[str]] = {}
    for journey in graphs.model.journeys.values():
        drawn.setdefault(journey.customer, set()).update(step.do for step in journey.steps)
    for id, occasions in drawn.items():
        customer = graphs.model.customer_types[id]
        missing = sorted(customer.prefers.keys() - occasions)
        if missing:
            yield Finding(
                message=f"No journey shows how {customer.name} would come to "
                f"{listed(missing, 'or')}, though what they prefer for that is known.",
                mend=f"Draw how {customer.name} would come to {listed(missing)}, as a journey.",
                at=customer.at,
                customer_types=(id,),
                facts={"missing": tuple(missing)},
            )
