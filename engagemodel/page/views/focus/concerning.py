"""A check or difference and what is in focus in; the remarks that are about that out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.diagram import Remark
from engagemodel.page.subjects import places
from engagemodel.results import Check, Difference


def concerning(
    result: Check | Difference,
    remarks: Iterable[Remark],
    cards: set[str],
    *,
    subjects: AbstractSet[str] = frozenset(),
    journey: str = "",
) -> tuple[Remark, ...]:
    """Return the remarks about the cards in focus, less those that are about others' affairs.

    A remark that names customer types or journeys is about these: it stays if one of them is in
    focus, `journey` itself where that is what the focus is about, else one of a customer type there.
    What is said of the `subjects` stays.
    """
    found = {finding.fingerprint: (finding, model) for finding, model in _findings(result)}
    here = {id(model): places(result, model) for _, model in found.values()}
    return tuple(
        remark
        for remark in remarks
        if not subjects.isdisjoint(remark.cards)
        or (
            not cards.isdisjoint(remark.cards)
            and _meant(*found[remark.fingerprint], cards, journey, here)
        )
    )


def _findings(result: Check | Difference) -> Iterator[tuple[Finding, Model]]:
    """Yield each finding with the model that it is about."""
    if isinstance(result, Check):
        yield from ((finding, result.model) for finding in result.findings)
        return
    yield from ((finding, result.before.model) for finding in result.resolved)
    for finding in (*result.introduced, *result.remaining):
        yield finding, result.after.model


def _meant(
    finding: Finding,
    model: Model,
    cards: set[str],
    journey: str,
    here: Mapping[int, Mapping[str, str]],
) -> bool:
    """Return whether those whom a finding names are in focus, or it names nobody."""
    standing = here[id(model)]
    if finding.journeys and journey:
        return journey in finding.journeys
    told = [model.journeys[id].customer for id in finding.journeys if id in model.journeys]
    named = [standing[id] for id in (*finding.customer_types, *told) if id in standing]
    return not named or any(id in cards for id in named)
