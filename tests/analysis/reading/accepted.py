"""A model and what its rules find in, which of that its owner accepts and which acceptances are stale out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date

from analysis.reading.facets import Named, named

from engagemodel.finding import FACETS, LIST_FACETS
from engagemodel.model import Acceptance, Entry, Model

STALE = "stale-acceptance"


def accepting(model: Model, rule: str, found: Named, today: date) -> list[Acceptance]:
    """Return the acceptances in force that fit a finding."""
    return [
        one
        for one in model.accept
        if one.rule == rule and _in_force(one, today) and _fits(one, found, _old_ids(model))
    ]


def stale(
    model: Model,
    found: Mapping[str, Collection[Named]],
    rules: Collection[str],
    today: date,
) -> tuple[Counter[Named], Counter[Named]]:
    """Return what the stale acceptances name: those of other rules, and those of stale ones.

    `found` has what each rule that runs found, `rules` are all there are.
    """
    old = _old_ids(model)

    def say(accept: list[Acceptance], known: Mapping[str, Collection[Named]]) -> Counter[Named]:
        different = {}
        for one in accept:
            unfit = one.rule in known and not any(_fits(one, f, old) for f in known[one.rule])
            if not _in_force(one, today) or one.rule not in rules or unfit:
                # The same thing said twice is one thing.
                different[one.rule, _original(one, old)] = _names(one)
        return Counter(different.values())

    own = [one for one in model.accept if one.rule == STALE]
    first = say([one for one in model.accept if one.rule != STALE], found)
    return first, say(own, {STALE: list(first)})


def _in_force(one: Acceptance, today: date) -> bool:
    return one.until is None or today <= one.until


def _names(one: Acceptance) -> Named:
    return named(**{facet: value for facet, value in one.facets.items() if facet != "step"})


def _fits(one: Acceptance, found: Named, old: Callable[[str, object], object]) -> bool:
    facets = dict(zip(FACETS, found, strict=True))
    return all(
        old(facet, value) == old(facet, facets[facet]) for facet, value in one.facets.items()
    )


def _original(one: Acceptance, old: Callable[[str, object], object]) -> frozenset[object]:
    return frozenset((facet, old(facet, value)) for facet, value in one.facets.items())


def _old_ids(model: Model) -> Callable[[str, object], object]:
    """Return a function from a facet and its value to that value under the ids before renames."""
    elements = _renamed(model.elements)
    spaces = {
        "elements": elements,
        "customer_types": elements,
        "data": _renamed(model.data),
        "journeys": _renamed(model.journeys),
        "capability": _renamed(model.capabilities),
    }

    def old(facet: str, value: object) -> object:
        known = spaces.get(facet, {})
        if facet in LIST_FACETS and isinstance(value, tuple):
            return frozenset(known.get(id, id) for id in value)
        if facet == "flow" and isinstance(value, str):
            ends, *number = value.split("#")
            return (*(elements.get(id, id) for id in ends.split("->")), *number)
        return known.get(str(value), value)

    return old


def _renamed(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the old id of each entry that is surely a rename: nobody else has or claims that id."""
    claims = [
        claim for entry in entries.values() for claim in {entry.was, *entry.replaces} if claim
    ]
    return {
        id: entry.was
        for id, entry in entries.items()
        if entry.was and not entry.replaces
        if entry.was not in entries and claims.count(entry.was) == 1
    }
