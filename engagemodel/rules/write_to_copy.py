"""The rule write-to-copy."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import overwritten
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import expectation, name, names
from engagemodel.settings import Settings


@rule("high", "journeys", "step", "data")
def write_to_copy(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """What a customer changes is changed in a copy, and lost with the next feed.

    What: A step writes data where only copies of it are in sight, though it has a master, and no path
        leads from these copies to a master.
    Why: Redundant databases that are not fed back leave the customer with the old truth: what they were
        told has been changed is changed back ("They're Us, But We're Not Them!").
    Mend: Write to the master, or let a flow carry the change from the copy to the master.
    Example:
        data:
          address: {name: Address, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [store]}
        channels:
          store: {name: Stores, needs: [tills]}
        platforms:
          crm: {name: CRM, holds: [address]}
          tills: {name: Tills, holds: {address: copy}}
        flows:
          - {from: crm, to: tills, carries: [address], latency: 24h}
        journeys:
          moving: {name: Moving, customer: shopper, steps: [{do: change, via: store, writes: [address]}]}
    Mended:
        data:
          address: {name: Address, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [store]}
        channels:
          store: {name: Stores, needs: [tills]}
        platforms:
          crm: {name: CRM, holds: [address]}
          tills: {name: Tills, holds: {address: copy}}
        flows:
          - {from: crm, to: tills, carries: [address], latency: 24h, both_ways: true}
        journeys:
          moving: {name: Moving, customer: shopper, steps: [{do: change, via: store, writes: [address]}]}
    """
    for trouble in overwritten(graphs):
        journey = graphs.model.journeys[trouble.journey]
        step = journey.steps[trouble.step]
        who, where = name(graphs, journey.customer), names(graphs, trouble.channels)
        what = graphs.model.data[trouble.data].name
        yield Finding(
            message=f"What {who} will change at {where} ({step.do}) does not last: it is written to a "
            f"copy of the {what} that the next feed overwrites{expectation(graphs, journey, step)}.",
            mend=f"Let {where} write to the master of the {what}, or let a flow carry the change back to it.",
            at=step.at,
            journeys=(journey.id,),
            step=trouble.step + 1,
            data=(trouble.data,),
            elements=trouble.channels,
        )
