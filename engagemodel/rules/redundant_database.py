"""The rule redundant-database."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.overlap import redundancy, seeing, users
from engagemodel.finding import Amount, Finding, Related
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, listed, money, name, names
from engagemodel.settings import Settings


@rule("high", "data")
def redundant_database(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Two or more masters of the same data.

    What: Several platforms are master of the same data, and neither are they alternatives that flows
        keep alike, nor do they cover different parts (brands, regions).
    Why: Redundant databases are among the disconnects that preclude a quality customer experience: each
        knows another truth, and the customer gets the one of the channel they came by ("They're Us, But
        We're Not Them!").
    Mend: Make one the master, and the others copies that are fed from it, or retire them.
    Example:
        data:
          customer: {name: Customer profile, about: customer}
        channels:
          web: {name: Web shop, needs: [web-db]}
          store: {name: Stores, needs: [pos-db]}
        platforms:
          web-db: {name: Web database, kind: database, holds: [customer]}
          pos-db: {name: Tills database, kind: database, holds: [customer]}
    Mended:
        data:
          customer: {name: Customer profile, about: customer}
        channels:
          web: {name: Web shop, needs: [customer-db]}
          store: {name: Stores, needs: [customer-db]}
        platforms:
          customer-db: {name: Customer database, kind: database, holds: [customer]}
    """
    for fact in graphs.model.data.values():
        masters = redundancy(graphs, fact.id).masters
        if not masters:
            continue
        platforms = [graphs.model.platforms[id] for id in masters]
        behind = {id: seeing(graphs, id) for id in masters}
        costs = [platform.cost.value for platform in platforms if platform.cost]
        least = "" if len(costs) == len(platforms) else "at least "
        together = f" Together they cost {least}{money(graphs, sum(costs))} a year."
        price = together if any(costs) else ""
        sum_fact = {"cost_at_least" if least else "cost": Amount(sum(costs), "money a year")}
        holdings = [platform.holds[fact.id] for platform in platforms]
        yield Finding(
            message=f"There are {len(masters)} truths about the {fact.name}: {_truths(graphs, behind)} "
            "each count as the original, so a customer is told different things in different places."
            + price,
            mend=f"Make one of them the master of the {fact.name} and feed the others from it as copies, "
            "or replace them by one; where each covers a brand or region of its own, say so (part).",
            at=holdings[0].at,
            data=(fact.id,),
            elements=masters,
            facts={
                "masters": tuple(
                    {"master": elements([id]), "channels": elements(channels)}
                    for id, channels in behind.items()
                ),
                **(sum_fact if price else {}),
            },
            customer_types=users(graphs, seeing(graphs, *masters)),
            related=tuple(
                Related(holding.at, f"{platform.name}: a master of the {fact.name} too")
                for platform, holding in zip(platforms[1:], holdings[1:], strict=True)
            ),
        )


def _truths(graphs: Graphs, behind: dict[str, tuple[str, ...]]) -> str:
    return listed(
        f"{name(graphs, id)} (behind {names(graphs, channels)})" if channels else name(graphs, id)
        for id, channels in behind.items()
    )
