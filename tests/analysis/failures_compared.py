"""Two readings of one model in, what fails and how likely out, each topic in one form for both."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from analysis.case import SETTINGS, Case
from analysis.reading import failing as slow
from analysis.reading import impacts, likely

from engagemodel.analysis import failure
from engagemodel.analysis.availability import Availability, availability
from engagemodel.analysis.cuts import minimal_cuts
from engagemodel.analysis.impact import failure_points as fast_failure_points
from engagemodel.analysis.impact import impact as fast_impact
from engagemodel.analysis.impact import rank as fast_rank
from engagemodel.model import AllOf, AnyOf, Requirement

Answer = dict[Any, Any]
Topic = Callable[[Case], tuple[Answer, Answer]]


def failing(case: Case) -> tuple[Answer, Answer]:
    """What stands and falls, and who is cut off, when some elements fail together."""
    fast: Answer = {}
    expected: Answer = {}
    for failed in case.failures():
        fallen = failure.down(case.graphs, failed)
        fast[failed] = (failure.up(case.graphs, failed), fallen)
        fast["cut", failed] = failure.cut_off(case.graphs, fallen)
        standing = slow.up(case.terms, failed)
        expected[failed] = (standing, set(case.model.elements) - standing)
        expected["cut", failed] = slow.cut_off(case.terms, standing)
    return fast, expected


def lost_channels(case: Case) -> tuple[Answer, Answer]:
    """Which channels each platform or organization alone takes down."""
    expected: Answer = {}
    for id in (*case.model.platforms, *case.model.organizations):
        lost = set(case.model.channels) - slow.up(case.terms, [id])
        if lost:
            expected[id] = lost
    return {**failure.channels_lost(case.graphs)}, expected


def single_points(case: Case) -> tuple[Answer, Answer]:
    """The single points of failure."""
    fast = failure.single_points(case.graphs, SETTINGS.enough)
    return _sets(fast), {**slow.single_points(case.terms, SETTINGS.enough)}


def shared_fates(case: Case) -> tuple[Answer, Answer]:
    """The platforms on which several channels hang."""
    fast = failure.shared_fates(case.graphs, SETTINGS.enough)
    return _sets(fast), {**slow.shared_fates(case.terms, SETTINGS.enough)}


def failure_points(case: Case) -> tuple[Answer, Answer]:
    """The elements that alone stop each journey: its cut sets of one."""
    fast = {id: set(ids) for id, ids in fast_failure_points(case.graphs).items()}
    return {**fast}, {**slow.failure_points(case.terms)}


def impact(case: Case) -> tuple[Answer, Answer]:
    """What customers lose when some elements fail together."""
    able = case.subsets.names
    sets = {tuple(id for id in failed if id in able) for failed in case.failures()}
    fast = {failed: fast_impact(case.graphs, failed) for failed in sets}
    return {**fast}, {failed: impacts.expected(case.subsets, failed) for failed in sets}


def rank(case: Case) -> tuple[Answer, Answer]:
    """What each element alone takes, the worst first."""
    fast = [(one.id, one.share, one.toll) for one in fast_rank(case.graphs)]
    return {"ranked": fast}, {"ranked": impacts.ranked(case.subsets)}


def cuts(case: Case) -> tuple[Answer, Answer]:
    """The minimal cut sets: all of them with their counts, or the small ones."""
    fast: Answer = {}
    expected: Answer = {}
    order = (None, 1, None, 2)[case.seed % 4]
    for (kind, item), demand in demands(case).items():
        found = minimal_cuts(case.graphs, demand, order=order)
        fast[kind, item] = (found.sets or (), found.counts if order is None else ())
        sets = sorted(
            case.subsets.cuts(case.subsets.served(item, kind)),
            key=lambda cut: (len(cut), sorted(cut)),
        )
        sizes = [len(cut) for cut in sets]
        counts = [sizes.count(n) for n in range(max(sizes, default=-1) + 1)]
        expected[kind, item] = (
            tuple(cut for cut in sets if order is None or len(cut) <= order),
            tuple(counts) if order is None else (),
        )
    return fast, expected


def demands(case: Case) -> dict[tuple[str, str | Requirement], Any]:
    """Return every customer type and journey, and some demand on elements."""
    model, rng = case.model, random.Random(case.seed)
    found: dict[tuple[str, str | Requirement], Any] = {
        ("customer", id): one for id, one in model.customer_types.items()
    }
    found |= {("journey", id): one for id, one in model.journeys.items()}
    if len(case.subsets.names) > 1:
        one, other, third = (rng.choice(case.subsets.names) for _ in range(3))
        items: tuple[Requirement, ...] = (one, AnyOf((AllOf((one, other)), third)))
        found |= {("item", item): item for item in items}
    return found


def availabilities(case: Case) -> tuple[Answer, Answer]:
    """How likely each customer type and journey is served, and what share of its parts states that."""
    fast: Answer = {}
    expected: Answer = {}
    for top in likely.tops(case.model):
        found = availability(case.graphs, top)
        value = likely.chance(case.terms, top)
        reached = likely.in_reach(case.terms, top)
        stated = len(reached - likely.silent(case.terms, top))
        fast[top.id] = (*(close(one, value) for one in _values(found)), found.stated)
        expected[top.id] = (value, value, value, stated / len(reached) if reached else None)
    return fast, expected


def close(found: float | None, value: float | None, within: float = likely.CLOSE) -> float | None:
    """Return the value that should have been found where what was found is as good as that."""
    if found is None or value is None or abs(found - value) > within:
        return found
    return value


def _values(found: Availability) -> tuple[float | None, float | None, float | None]:
    return found.value, found.low, found.high


def _sets(found: Mapping[frozenset[str], tuple[str, ...]]) -> Answer:
    return {key: set(ids) for key, ids in found.items()}


FAILURES: tuple[Topic, ...] = (
    failing,
    lost_channels,
    single_points,
    shared_fates,
    failure_points,
    impact,
    rank,
    cuts,
    availabilities,
)
