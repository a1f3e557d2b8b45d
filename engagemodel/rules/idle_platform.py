"""The rule idle-platform."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.overlap import idle_platforms
from engagemodel.finding import Amount, Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import money
from engagemodel.settings import Settings


@rule("low", "elements")
def idle_platform(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A platform that stands behind nothing.

    What: A platform that no channel and no organization requires or sees, and that no flow touches.
    Why: Supporting a technical infrastructure designed for doing business in another era is a tangible
        cost ("They're Us, But We're Not Them!").
    Mend: Draw the line that is missing, or retire the platform.
    Example:
        channels:
          web: {name: Web shop, needs: [web-shop]}
        platforms:
          web-shop: {name: Web shop software}
          old-crm: {name: Old CRM}
    Mended:
        channels:
          web: {name: Web shop, needs: [web-shop], uses: [old-crm]}
        platforms:
          web-shop: {name: Web shop software}
          old-crm: {name: Old CRM}
    """
    for id in idle_platforms(graphs):
        platform = graphs.model.platforms[id]
        price = f" ({money(graphs, platform.cost.value)} a year)" if platform.cost else ""
        yield Finding(
            message=f"No channel, no organization and no flow makes use of {platform.name}{price}: no "
            "customer would miss this platform.",
            mend=f"Retire {platform.name}, or draw the line that shows what this platform is for.",
            at=platform.at,
            elements=(id,),
            facts={"cost": Amount(platform.cost.value, "money a year")} if platform.cost else {},
        )
