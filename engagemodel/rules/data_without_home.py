"""The rule data-without-home."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import listenings
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("medium", "data")
def data_without_home(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Data that nothing keeps.

    What: Data is read, written, listened for or carried, but no platform holds it.
    Why: What is captured across channels must be retained to serve the customer (63 % of firms surveyed
        say that they can; CIO survey on multi-channel engagement).
    Mend: Name the platform that holds it.
    Example:
        data:
          order: {name: Order, about: customer}
        platforms:
          web-shop: {name: Web shop software}
          tills: {name: Tills}
        flows:
          - {from: web-shop, to: tills, carries: [order]}
    Mended:
        data:
          order: {name: Order, about: customer}
        platforms:
          web-shop: {name: Web shop software, holds: [order]}
          tills: {name: Tills}
        flows:
          - {from: web-shop, to: tills, carries: [order]}
    """
    touched = {
        data
        for journey in graphs.model.journeys.values()
        for step in journey.steps
        for data in (*step.reads, *step.writes)
    }
    touched |= graphs.carriers.keys() | listenings(graphs).keys()
    for data in sorted(touched - graphs.holders.keys()):
        fact = graphs.model.data[data]
        loss = (
            "what a customer said once has to be said again"
            if fact.about in ("customer", "feedback")
            else "what customers ask about, nobody can look up"
        )
        yield Finding(
            message=f"No platform keeps the {fact.name} that steps or flows speak of: {loss}.",
            mend=f"Name the platform that holds the {fact.name}.",
            at=fact.at,
            data=(data,),
        )
