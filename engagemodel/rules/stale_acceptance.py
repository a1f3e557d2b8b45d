"""The rule stale-acceptance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from engagemodel.finding import LIST_FACETS, Finding
from engagemodel.graph import Graphs
from engagemodel.model import Acceptance
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings
from engagemodel.spelling import nearest


@rule("low", *LIST_FACETS)
def stale_acceptance(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """An acceptance that is past its date, or that accepts nothing.

    What: An entry of `accept` whose `until` has passed, so that it counts no more, or to which no
        finding fits: the defect is mended, or the entry is mistyped. One for a rule that is switched
        off is left alone.
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
    # What has been found is not known to a rule: the run asks `stale` once every other rule is done.
    yield from ()


def stale(
    accept: Iterable[Acceptance],
    used: Collection[Acceptance],
    run: Collection[str],
    known: Collection[str],
    today: date,
) -> Iterator[tuple[Acceptance, Finding]]:
    """Yield the acceptances that are past their date or that no finding of the rules `run` used."""
    for acceptance in accept:
        expired = acceptance.until is not None and acceptance.until < today
        if expired:
            why = f"ran out on {acceptance.until} and counts no more"
            mend = "Decide again and state a new date, or take the entry out."
        elif acceptance.rule not in known:
            why = "names no rule that there is"
            near = nearest(acceptance.rule, sorted(known))
            mend = f"Did you mean '{near}'?" if near else "Name a rule, or take the entry out."
        elif acceptance.rule in run and acceptance not in used:
            why = "fits no finding"
            mend = "Take the entry out if the defect is mended, or correct what it names."
        else:
            continue
        facets = {key: value for key, value in acceptance.facets.items() if key in LIST_FACETS}
        yield (
            acceptance,
            Finding(
                message=f"The acceptance of {acceptance.rule} ({acceptance.reason}) {why}.",
                mend=mend,
                at=acceptance.at,
                **facets,  # type: ignore[arg-type]
            ),
        )
