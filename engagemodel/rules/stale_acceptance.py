"""The rule stale-acceptance."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import LIST_FACETS, Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("low", *LIST_FACETS, "occasion", "capability", "flow")
def stale_acceptance(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """An acceptance that is past its date, or that accepts nothing.

    What: An entry of `accept` whose `until` has passed, so that it counts no more, that names no rule
        there is, or to which no finding fits: the defect is mended, or the entry is mistyped. Whether one
        fits is not asked where its rule is switched off.
    Why: To live with a defect is a conscious management decision; one that has run out has to be made
        again ("They're Us, But We're Not Them!").
    Mend: Decide again and state a new date, or take the entry out.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
        accept:
          - {rule: only-one-channel, reason: The call centre opens in May, until: 2025-05-31}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
        accept:
          - {rule: only-one-channel, reason: The call centre opens in May, until: 2099-05-31}
    """
    # What has been found is not known to a rule: the run asks once every other rule is done.
    yield from ()
