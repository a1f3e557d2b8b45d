"""The rule no-common-head."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import runners
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs
from engagemodel.model import Organization
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import names
from engagemodel.settings import Settings


@rule("medium", "journeys")
def no_common_head(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A journey that nobody answers for as a whole.

    What: The organizations that run the channels of a journey are part of no common organization and have
        no common head, though each of them states one of the two.
    Why: Dysfunction in how a company meets its customers is never the fault of one function: objectives
        that are not aligned between departments make a good experience impossible ("Poor Customer
        Experience: Is it a marketing or IT issue?").
    Mend: Give the journey one owner above these organizations, or one head for both.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online}
          store: {name: Stores, run_by: retail}
        organizations:
          online: {name: E-commerce, head: CMO}
          retail: {name: Store operations, head: COO}
        journeys:
          lamp: {name: Buying, customer: shopper, steps: [{do: a, via: web}, {do: b, via: store}]}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online}
          store: {name: Stores, run_by: retail}
        organizations:
          group: {name: The company}
          online: {name: E-commerce, head: CMO, part_of: group}
          retail: {name: Store operations, head: COO, part_of: group}
        journeys:
          lamp: {name: Buying, customer: shopper, steps: [{do: a, via: web}, {do: b, via: store}]}
    """
    for journey in graphs.model.journeys.values():
        running = [graphs.model.organizations[id] for id in runners(graphs, journey)]
        if len(running) < 2 or not all(o.part_of or o.head for o in running):
            continue
        above = frozenset.intersection(*(_above(graphs, o) for o in running))
        heads = {o.head for o in running}
        if above or (len(heads) == 1 and None not in heads):
            continue
        yield Finding(
            message=f'Nobody answers for "{journey.name}" as a whole: {names(graphs, [o.id for o in running])} '
            "report to nobody in common, so what falls between them falls on the customer.",
            mend="Give the journey one owner above these organizations (part_of), or one head for all; "
            "with a partner, agree on who that is.",
            at=journey.at,
            journeys=(journey.id,),
            elements=tuple(o.id for o in running),
            related=tuple(Related(o.at, f"a part is run by {o.name}") for o in running),
        )


def _above(graphs: Graphs, organization: Organization) -> frozenset[str]:
    """Return the organization and everything that it is part of."""
    found = {organization.id}
    part_of = organization.part_of
    while part_of and part_of not in found:
        found.add(part_of)
        part_of = graphs.model.organizations[part_of].part_of
    return frozenset(found)
