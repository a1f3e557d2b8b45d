"""The rule step-off-channel."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.failure import satisfied
from engagemodel.analysis.journeys import channels_of
from engagemodel.analysis.touchpoints import serving
from engagemodel.finding import Finding, Names
from engagemodel.graph import Graphs
from engagemodel.model import AnyOf
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import at_step, expectation, listed, name
from engagemodel.sentences import opened
from engagemodel.settings import Settings


@rule("medium", "journeys", "step")
def step_off_channel(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A step on a channel that is not open to the customer for that occasion.

    What: The channels that the customer type uses and that serve the occasion do not satisfy the `via` of
        the step.
    Why: Companies must decide which avenues of engagement they support for which customers; a journey
        that leaves them is one that nobody planned ("They're Us, But We're Not Them!").
    Mend: Open the channel to the customer type and the occasion, or let the step take another one.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
          store: {name: Stores}
        journeys:
          returning: {name: Returning, customer: shopper, steps: [{do: return, via: store}]}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop}
          store: {name: Stores}
        journeys:
          returning: {name: Returning, customer: shopper, steps: [{do: return, via: store}]}
    """
    for journey in graphs.model.journeys.values():
        customer = graphs.model.customer_types[journey.customer]
        for position, step in enumerate(journey.steps):
            open_to = set(serving(graphs, customer, step.do))
            if satisfied(step.via, open_to.__contains__):
                continue
            wanted = channels_of(step)
            closed = [id for id in wanted if id not in open_to]
            unused = [id for id in closed if id not in customer.uses]
            why = "not open to them" if unused else f"not open for {step.do}"
            joint = "or" if isinstance(step.via, AnyOf) else "and"
            missing, met = (
                listed((name(graphs, id) for id in ids), joint)
                for ids in (closed, unused or closed)
            )
            remedy = (
                f"Open {missing} to {customer.name} for {step.do}"
                if unused
                else f"Let {missing} serve {step.do}"
            )
            yield Finding(
                message=f"{opened(at_step(journey, position))} takes {customer.name} to "
                f"{met}, {why}"
                f"{expectation(graphs, journey, step)}.",
                mend=f"{remedy}, or let the step take another channel.",
                at=step.at,
                journeys=(journey.id,),
                step=position + 1,
                elements=wanted,
                facts={
                    "unused" if unused else "closed": Names("elements", tuple(unused or closed))
                },
            )
