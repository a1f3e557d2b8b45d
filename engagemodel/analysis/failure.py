"""What a failure takes along: requirements with alternatives, cycles included."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engagemodel.analysis.alone import tolls
from engagemodel.graph import Graphs, remembered, requirements
from engagemodel.model import AnyOf, Requirement


def satisfied(requirement: Requirement, up: Callable[[str], bool]) -> bool:
    """Whether a requirement holds when `up` tells which elements work."""
    if isinstance(requirement, str):
        return up(requirement)
    judge = any if isinstance(requirement, AnyOf) else all
    return judge(satisfied(item, up) for item in requirement.items)


def down(graphs: Graphs, failed: Iterable[str]) -> frozenset[str]:
    """Return everything that no longer works when `failed` fail together, themselves included.

    An element is up when it has not failed itself and its requirements are satisfied. The greatest
    fixpoint: members of a cycle stand while nothing fails them from outside. Time is that of what
    falls, not of the model.
    """
    fallen = set(failed)
    queue = sorted(fallen)
    elements = graphs.model.elements
    dependents = graphs.requires.pred
    for id in queue:
        for dependent in dependents[id]:
            if dependent not in fallen and not all(
                satisfied(item, lambda other: other not in fallen)
                for item in requirements(elements[dependent])
            ):
                fallen.add(dependent)
                queue.append(dependent)
    return frozenset(fallen)


def up(graphs: Graphs, failed: Iterable[str]) -> frozenset[str]:
    """Return the elements that still work when `failed` fail together (see `down`)."""
    return frozenset(graphs.model.elements) - down(graphs, failed)


def cut_off(graphs: Graphs, fallen: frozenset[str]) -> frozenset[str]:
    """Return the customer types that use channels of which none is up."""
    return frozenset(
        customer.id
        for customer in graphs.model.customer_types.values()
        if customer.uses and fallen.issuperset(customer.uses)
    )


@remembered
def channels_lost(graphs: Graphs) -> dict[str, frozenset[str]]:
    """Return, for each platform or organization, the channels that its failure alone takes down.

    Those that take down none are left out.
    """
    channels = graphs.model.channels
    return {
        id: frozenset(toll.channels)
        for id, toll in tolls(graphs).items()
        if toll.channels and id not in channels
    }


@remembered
def single_points(graphs: Graphs, enough: float) -> dict[frozenset[str], tuple[str, ...]]:
    """Return the platforms whose failure alone cuts customer types off, by the set cut off.

    Only customer types that use two or more channels count, and only platforms that do not state
    an availability of at least `enough` (a share of 1).
    """
    users: dict[str, list[str]] = {}
    for customer in graphs.model.customer_types.values():
        if len(customer.uses) >= 2:
            for channel in customer.uses:
                users.setdefault(channel, []).append(customer.id)
    customers = graphs.model.customer_types
    points: dict[frozenset[str], list[str]] = {}
    for id, lost in channels_lost(graphs).items():
        platform = graphs.model.platforms.get(id)
        if platform is None or (platform.availability and platform.availability.value >= enough):
            continue
        candidates = {customer for channel in lost for customer in users.get(channel, ())}
        cut = frozenset(id for id in candidates if lost.issuperset(customers[id].uses))
        if cut:
            points.setdefault(cut, []).append(id)
    return {cut: tuple(platforms) for cut, platforms in points.items()}


@remembered
def shared_fates(graphs: Graphs, enough: float) -> dict[frozenset[str], tuple[str, ...]]:
    """Return the platforms that alone take down two or more channels, by the set of channels.

    Platforms that are a single point of failure are left out.
    """
    worse = {id for platforms in single_points(graphs, enough).values() for id in platforms}
    fates: dict[frozenset[str], list[str]] = {}
    for id, lost in channels_lost(graphs).items():
        if id in graphs.model.platforms and len(lost) >= 2 and id not in worse:
            fates.setdefault(lost, []).append(id)
    return {lost: tuple(platforms) for lost, platforms in fates.items()}


def reached_after_one_failure(graphs: Graphs) -> tuple[int, int]:
    """Return how many pairs (customer type, failed platform or organization) are still reached, of all.

    Only customer types that use a channel count.
    """
    model = graphs.model
    customers = sum(bool(customer.uses) for customer in model.customer_types.values())
    pairs = customers * (len(model.platforms) + len(model.organizations))
    lost = sum(
        len(toll.customers) for id, toll in tolls(graphs).items() if id not in model.channels
    )
    return pairs - lost, pairs
