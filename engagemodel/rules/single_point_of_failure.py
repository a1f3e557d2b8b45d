"""The rule single-point-of-failure."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.failure import single_points
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, name, names
from engagemodel.settings import Settings


@rule("medium", "customer_types")
def single_point_of_failure(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """One platform whose failure cuts customers off, however many channels they have.

    What: The failure of one platform leaves a customer type that uses two or more channels with none. A
        platform that states an availability of at least the setting `enough` is left out.
    Why: Breaking down silos makes a company less complicated and more complex: the tighter it is joined,
        the more hangs on one part ("Complexity is a bit Complicated").
    Mend: Give the channels an alternative (`any_of`), or state that the platform is available enough.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [crm]}
          store: {name: Stores, needs: [crm]}
        platforms:
          crm: {name: CRM}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [crm]}
          store: {name: Stores, uses: [crm]}
        platforms:
          crm: {name: CRM}
    Settings: `thresholds.enough` (default 0.9995): the availability from which a platform may carry
        everything.
    """
    for cut, platforms in single_points(graphs, settings.enough).items():
        channels = {c for customer in cut for c in graphs.model.customer_types[customer].uses}
        yield Finding(
            message=f"If {listed((name(graphs, id) for id in platforms), 'or')} should fail, "
            f"{names(graphs, cut)} will lose every channel at once ({names(graphs, channels)}).",
            mend=f"Give at least one of these channels a way around "
            f"{listed((name(graphs, id) for id in platforms), 'and')} (any_of), or make sure of "
            "enough availability there and state it.",
            at=graphs.model.platforms[platforms[0]].at,
            customer_types=tuple(sorted(cut)),
            elements=platforms,
            facts={"channels": elements(channels)},
            related=tuple(
                Related(graphs.model.customer_types[id].at, f"{name(graphs, id)} would be cut off")
                for id in sorted(cut)
            ),
        )
