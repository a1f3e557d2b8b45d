"""The rule shared-fate."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.failure import shared_fates
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name, names
from engagemodel.settings import Settings


@rule("low", "elements")
def shared_fate(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Channels that fail together.

    What: The failure of one platform takes down two or more channels, though it cuts off no customer
        type altogether.
    Why: Dependencies created between touch points carry the risk that the whole thing comes down when
        one of them fails ("Complexity is a bit Complicated").
    Mend: Let one of the channels work without the platform (`uses` instead of `needs`, or `any_of`).
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web, app, store]}
        channels:
          web: {name: Web shop, needs: [web-shop]}
          app: {name: App, needs: [web-shop]}
          store: {name: Stores}
        platforms:
          web-shop: {name: Web shop software}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, app, store]}
        channels:
          web: {name: Web shop, needs: [web-shop]}
          app: {name: App, uses: [web-shop]}
          store: {name: Stores}
        platforms:
          web-shop: {name: Web shop software}
    """
    for channels, platforms in shared_fates(graphs, settings.enough).items():
        yield Finding(
            message=f"If {listed((name(graphs, id) for id in platforms), 'or')} should fail, "
            f"{names(graphs, channels)} go down together: a customer who turns from one to another "
            f"finds {'both' if len(channels) == 2 else 'all'} closed.",
            mend="Let one of these channels do without (uses instead of needs, or any_of).",
            at=graphs.model.platforms[platforms[0]].at,
            elements=platforms,
            facts={"channels": elements(channels)},
            related=tuple(
                Related(graphs.model.channels[id].at, f"{name(graphs, id)} would go down")
                for id in sorted(channels)
            ),
        )
