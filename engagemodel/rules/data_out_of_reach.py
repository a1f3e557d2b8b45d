"""The rule data-out-of-reach."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import blind_reads
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import expectation, name, names
from engagemodel.settings import Settings


@rule("high", "journeys", "step", "data")
def data_out_of_reach(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A step needs data that its channel cannot know.

    What: A step reads data that no earlier step of the journey wrote, on a channel that has no store of
        it in sight and where no flow that carries it ends.
    Why: The right people and systems need the right information at the right time at every contact
        point ("They're Us, But We're Not Them!").
    Mend: Let the channel use a platform that holds the data, or let a flow bring it there.
    Example:
        data:
          offer: {name: Prices, about: offer}
        customer_types:
          shopper: {name: Shopper, uses: [phone]}
        channels:
          phone: {name: Call centre}
        platforms:
          catalogue: {name: Catalogue, holds: [offer]}
        journeys:
          asking: {name: Asking, customer: shopper, steps: [{do: ask, via: phone, reads: [offer]}]}
    Mended:
        data:
          offer: {name: Prices, about: offer}
        customer_types:
          shopper: {name: Shopper, uses: [phone]}
        channels:
          phone: {name: Call centre, uses: [catalogue]}
        platforms:
          catalogue: {name: Catalogue, holds: [offer]}
        journeys:
          asking: {name: Asking, customer: shopper, steps: [{do: ask, via: phone, reads: [offer]}]}
    """
    for trouble in blind_reads(graphs):
        journey = graphs.model.journeys[trouble.journey]
        step = journey.steps[trouble.step]
        who, where = name(graphs, journey.customer), names(graphs, trouble.channels)
        what = graphs.model.data[trouble.data].name
        yield Finding(
            message=f"{who} will get no answer at {where} when they come to {step.do}: the {what} "
            f"cannot be looked up there{expectation(graphs, journey, step)}.",
            mend=f"Let {where} use a platform that holds the {what}, or let a flow lead there "
            "from one.",
            at=step.at,
            journeys=(journey.id,),
            step=trouble.step + 1,
            data=(trouble.data,),
            elements=trouble.channels,
        )
