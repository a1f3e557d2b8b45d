"""The enumeration of failures in, what customers lose with some of them out."""

from __future__ import annotations

from math import fsum

from analysis.reading.subsets import Subsets

from engagemodel.analysis.alone import Toll
from engagemodel.analysis.impact import Impact, Loss, Stop


def expected(subsets: Subsets, failed: tuple[str, ...]) -> Impact:
    """Return the impact of a set of elements, read from the enumeration."""
    model, subset = subsets.model, subsets.together(failed)
    down = {id for id, up in subsets.up.items() if not up & subset}
    losses = [
        Loss(
            id,
            tuple(sorted(set(customer.uses) & down)),
            tuple(sorted(set(customer.uses) - down)),
            customer.share.value if customer.share else None,
        )
        for id, customer in sorted(model.customer_types.items())
        if set(customer.uses) & down
    ]
    stops = [
        Stop(
            id,
            [bool(subsets.holds(s.via, subsets.up) & subset) for s in journey.steps].index(False)
            + 1,
        )
        for id, journey in sorted(model.journeys.items())
        if not subsets.served(id, "journey") & subset
    ]
    shares = [loss.share or 0.0 for loss in losses if not loss.left]
    return Impact(
        failed=tuple(sorted(failed)),
        down=tuple(sorted(down)),
        channels=tuple(sorted(down & model.channels.keys())),
        customers=tuple(losses),
        journeys=tuple(stops),
        share=round(fsum(shares), 12)
        if any(c.share for c in model.customer_types.values())
        else None,
    )


def ranked(subsets: Subsets) -> list[tuple[str, float | None, Toll]]:
    """Return each element with the share it cuts off alone and what it takes, the worst first."""
    found = []
    for id in subsets.names:
        alone = expected(subsets, (id,))
        lost = tuple(loss.customer for loss in alone.customers if loss.cut_off)
        stopped = tuple(stop.journey for stop in alone.journeys)
        # Where nobody states a share, each customer type that is cut off counts the same.
        share = len(lost) if alone.share is None else alone.share
        rank = (-share, -len(stopped), -len(alone.channels), id)
        found.append((rank, id, alone.share, Toll(alone.channels, lost, stopped)))
    return [(id, share, toll) for _, id, share, toll in sorted(found, key=lambda one: one[0])]
