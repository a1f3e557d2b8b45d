"""The rule separate-applications."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.overlap import duplicated_capabilities, needing
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name, names
from engagemodel.settings import Settings


@rule("medium", "capability")
def separate_applications(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """The same capability is provided by separate applications behind different channels.

    What: A capability is supported by two applications that stand behind different channels, neither of
        which requires the other, and which are no alternatives of one another.
    Why: Separate application systems for different customer contact points are the first disconnect that
        companies find when they draw their engagement model ("They're Us, But We're Not Them!").
    Mend: Let one application provide the capability to all channels, or let one stand on the other.
    Example:
        channels:
          web: {name: Web shop, needs: [web-shop]}
          store: {name: Stores, needs: [tills]}
        platforms:
          web-shop: {name: Web shop software, supports: [take-order]}
          tills: {name: Tills, supports: [take-order]}
        capabilities:
          take-order: {name: Take an order}
    Mended:
        channels:
          web: {name: Web shop, needs: [web-shop]}
          store: {name: Stores, needs: [tills]}
        platforms:
          web-shop: {name: Web shop software, needs: [orders]}
          tills: {name: Tills, needs: [orders]}
          orders: {name: Order management, supports: [take-order]}
        capabilities:
          take-order: {name: Take an order}
    """
    for id, applications in duplicated_capabilities(graphs).items():
        capability = graphs.model.capabilities[id]
        channels = {app: needing(graphs, app) for app in applications}
        behind = listed(
            f"{name(graphs, app)} (behind {names(graphs, channels[app])})" for app in applications
        )
        yield Finding(
            message=f"There are {len(applications)} separate applications for {capability.name}, "
            f"{behind}: what a customer gets depends on the channel they happened to choose.",
            mend=f"Let one application provide {capability.name} to all of these channels.",
            at=graphs.model.platforms[applications[0]].at,
            capability=id,
            elements=applications,
            facts={
                "behind": tuple(
                    {"application": elements([app]), "channels": elements(those)}
                    for app, those in channels.items()
                )
            },
            related=tuple(
                Related(graphs.model.platforms[app].at, f"{name(graphs, app)}: for the same")
                for app in applications[1:]
            ),
        )
