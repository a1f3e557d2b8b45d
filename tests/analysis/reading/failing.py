"""The terms of a model and what fails in, what stands, who is cut off and what stops out, literally."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.reading.once import once
from analysis.reading.sets import holds_true
from analysis.reading.terms import Terms


def up(terms: Terms, failed: Iterable[str]) -> set[str]:
    """Return what works when `failed` fail together: all stand, then what cannot is taken away."""
    return _up(terms, frozenset(failed))


@once
def _up(terms: Terms, failed: frozenset[str]) -> set[str]:
    standing = set(terms.model.elements) - failed
    while True:
        kept = {id for id in standing if all(holds_true(r, standing) for r in terms.needed(id))}
        if kept == standing:
            return standing
        standing = kept


def cut_off(terms: Terms, standing: set[str]) -> set[str]:
    """Return the customer types that use channels, none of which is up."""
    types = terms.model.customer_types
    return {id for id, one in types.items() if one.uses and not set(one.uses) & standing}


def stopped(terms: Terms, standing: set[str]) -> set[str]:
    """Return the journeys with a step the `via` of which is not satisfied."""
    journeys = terms.model.journeys.items()
    return {id for id, one in journeys if not all(holds_true(s.via, standing) for s in one.steps)}


def failure_points(terms: Terms) -> dict[str, set[str]]:
    """Return the channels, organizations and platforms that alone stop each journey."""
    able = set(terms.model.elements) - set(terms.model.customer_types)
    return {
        journey: {id for id in able if journey in stopped(terms, up(terms, [id]))}
        for journey in terms.model.journeys
    }


@once
def single_points(terms: Terms, enough: float) -> dict[frozenset[str], set[str]]:
    """Return the platforms that alone cut types off that use two or more channels, by that set."""
    found: dict[frozenset[str], set[str]] = {}
    for id, platform in terms.model.platforms.items():
        if platform.availability is not None and platform.availability.value >= enough:
            continue
        lost = cut_off(terms, up(terms, [id]))
        several = {one for one in lost if len(set(terms.model.customer_types[one].uses)) >= 2}
        if several:
            found.setdefault(frozenset(several), set()).add(id)
    return found


@once
def shared_fates(terms: Terms, enough: float) -> dict[frozenset[str], set[str]]:
    """Return the other platforms that alone take down two or more channels, by that set."""
    named = set().union(*single_points(terms, enough).values())
    found: dict[frozenset[str], set[str]] = {}
    for id in terms.model.platforms:
        lost = frozenset(set(terms.model.channels) - up(terms, [id]))
        if len(lost) >= 2 and id not in named:
            found.setdefault(lost, set()).add(id)
    return found
