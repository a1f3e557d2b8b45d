"""Failures and cut sets in, the JSON documents that programs build on out (``schemas/impact.json``)."""

from __future__ import annotations

from typing import Any

from engagemodel.model import kind_of
from engagemodel.reports.document import dumped, head, side
from engagemodel.reports.screen import Screen
from engagemodel.results import CutSets, Failure, Ranking, Weakness


def failure(failure: Failure, screen: Screen) -> str:
    """Return one document on what a failure takes along."""
    impact = failure.impact
    return dumped(
        {
            **head(),
            "model": side(failure.model),
            "impact": {
                "failed": list(impact.failed),
                "down": list(impact.down),
                "channels": list(impact.channels),
                "customer_types": [
                    {
                        "customer_type": loss.customer,
                        "share": loss.share,
                        "cut_off": loss.cut_off,
                        "lost": list(loss.lost),
                        "left": list(loss.left),
                    }
                    for loss in impact.customers
                ],
                "journeys": [
                    {"journey": stop.journey, "step": stop.step} for stop in impact.journeys
                ],
                "share": impact.share,
            },
        }
    )


def ranking(ranking: Ranking, screen: Screen) -> str:
    """Return one document on every element, the worst first."""
    elements = ranking.model.elements
    return dumped(
        {
            **head(),
            "model": side(ranking.model),
            "ranking": [
                {
                    "element": entry.id,
                    "kind": kind_of(elements[entry.id]),
                    "share": entry.share,
                    "customer_types": list(entry.toll.customers),
                    "journeys": list(entry.toll.journeys),
                    "channels": list(entry.toll.channels),
                }
                for entry in ranking.ranked
            ],
        }
    )


def cuts(found: CutSets, screen: Screen) -> str:
    """Return one document on what has to fail together, for each customer type and journey."""
    return dumped(
        {
            **head(),
            "model": side(found.model),
            "order": found.order,
            "limit": found.limit,
            "cuts": [_weakness(weakness) for weakness in found.weaknesses],
        }
    )


def _weakness(weakness: Weakness) -> dict[str, Any]:
    cuts, likely = weakness.cuts, weakness.availability
    return {
        "kind": weakness.kind,
        "id": weakness.id,
        "sets": None if cuts.sets is None else [sorted(cut) for cut in cuts.sets],
        "counts": list(cuts.counts),
        "complete": cuts.complete,
        "availability": {
            "value": likely.value,
            "stated": likely.stated,
            "low": likely.low,
            "high": likely.high,
        },
    }
