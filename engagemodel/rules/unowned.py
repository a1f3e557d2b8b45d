"""The rule unowned."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import line
from engagemodel.settings import Settings


@rule("low", "elements", "flow")
def unowned(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A platform or flow that nobody owns.

    What: A platform or flow without `owner`, where some platform or flow of the model has one.
    Why: Most trouble sits between departments that each look after their own; what has no owner is
        looked after by nobody ("Poor Customer Experience: Is it a marketing or IT issue?").
    Mend: Name the owner: an organization, or free words.
    Example:
        organizations:
          it: {name: IT}
        platforms:
          crm: {name: CRM, owner: it}
          tills: {name: Tills}
    Mended:
        organizations:
          it: {name: IT}
        platforms:
          crm: {name: CRM, owner: it}
          tills: {name: Tills, owner: it}
    """
    platforms, flows = graphs.model.platforms.values(), graphs.model.flows
    if not any(p.owner for p in platforms) and not any(flow.owner for flow in flows):
        return
    for platform in platforms:
        if not platform.owner:
            yield Finding(
                message=f"No owner of {platform.name} is named: when this platform fails a customer, "
                "nobody knows whom to call.",
                mend=f"Name the owner of {platform.name}.",
                at=platform.at,
                elements=(platform.id,),
            )
    for flow in flows:
        if not flow.owner:
            yield Finding(
                message=f"No owner of the line from {line(graphs, flow.id)} is named: when it stops, nobody "
                "knows whom to call.",
                mend=f"Name the owner of the line from {line(graphs, flow.id)}.",
                at=flow.at,
                flow=flow.id,
            )
