"""The rule data-not-kept."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import lost_writes
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import expectation, name, names
from engagemodel.settings import Settings


@rule("high", "journeys", "step", "data")
def data_not_kept(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """What a customer tells a channel is kept nowhere.

    What: A step writes data on a channel that has no store of it in sight, and from which no flow carries
        it away.
    Why: Listening without keeping what was said is not listening; what is captured across channels must
        be retained ("Enterprise Customer Experience, A Convergence"; CIO survey on multi-channel
        engagement: 63 % can).
    Mend: Let the channel use a platform that holds the data, or let a flow carry it to one.
    Example:
        data:
          order: {name: Order, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [phone]}
        channels:
          phone: {name: Call centre}
        platforms:
          orders: {name: Orders, kind: database, holds: [order]}
        journeys:
          buying: {name: Buying, customer: shopper, steps: [{do: buy, via: phone, writes: [order]}]}
    Mended:
        data:
          order: {name: Order, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [phone]}
        channels:
          phone: {name: Call centre, needs: [orders]}
        platforms:
          orders: {name: Orders, kind: database, holds: [order]}
        journeys:
          buying: {name: Buying, customer: shopper, steps: [{do: buy, via: phone, writes: [order]}]}
    """
    for trouble in lost_writes(graphs):
        journey = graphs.model.journeys[trouble.journey]
        step = journey.steps[trouble.step]
        who, where = name(graphs, journey.customer), names(graphs, trouble.channels)
        what = graphs.model.data[trouble.data].name
        yield Finding(
            message=f"What {who} will say at {where} ({step.do}) is lost: there is nowhere to keep "
            f"the {what}{expectation(graphs, journey, step)}.",
            mend=f"Let {where} use a platform that holds the {what}, or let a flow lead to one.",
            at=step.at,
            journeys=(journey.id,),
            step=trouble.step + 1,
            data=(trouble.data,),
            elements=trouble.channels,
        )
