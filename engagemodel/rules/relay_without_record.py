"""The rule relay-without-record."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import relays
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, expectation, name
from engagemodel.settings import Settings


@rule("medium", "journeys", "step")
def relay_without_record(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A customer is passed on with nothing that tells who they are.

    What: Consecutive steps of a journey on different channels, run by different organizations, which see
        no application or database in common and are joined by no flow, and between which the model does
        not say what is handed over (no hand-off is judged).
    Why: Responsibility is handed from one department to the next, and the customer carries the story:
        disconnects like this are why journeys are fragmented ("Complexity is a bit Complicated").
    Mend: Let the two channels share a record, or say in the steps what is written and read.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online}
          store: {name: Stores, run_by: retail}
        organizations:
          online: {name: E-commerce}
          retail: {name: Store operations}
        journeys:
          lamp:
            name: Buying a lamp
            customer: shopper
            steps: [{do: choose, via: web}, {do: buy, via: store}]
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online, uses: [crm]}
          store: {name: Stores, run_by: retail, uses: [crm]}
        organizations:
          online: {name: E-commerce}
          retail: {name: Store operations}
        platforms:
          crm: {name: CRM}
        journeys:
          lamp:
            name: Buying a lamp
            customer: shopper
            steps: [{do: choose, via: web}, {do: buy, via: store}]
    """
    for relay in relays(graphs):
        journey = graphs.model.journeys[relay.journey]
        step = journey.steps[relay.step]
        earlier, later = relay.channels
        yield Finding(
            message=f"{name(graphs, journey.customer)} will have to introduce themselves again when "
            f"they come from {name(graphs, earlier)} to {name(graphs, later)} to {step.do}: the two "
            "belong to different organizations and share no record"
            f"{expectation(graphs, journey, step)}.",
            mend=f"Let {name(graphs, earlier)} and {name(graphs, later)} share a record of the "
            "customer, or state what these steps write and read.",
            at=step.at,
            journeys=(journey.id,),
            step=relay.step + 1,
            facts={"earlier": elements([earlier]), "later": elements([later])},
            related=(Related(journey.steps[relay.step - 1].at, "the customer comes from here"),),
        )
