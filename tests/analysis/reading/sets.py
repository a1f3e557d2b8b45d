"""Requirements and relations, read with plain sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations

from engagemodel.model import AnyOf, Requirement


def ids_in(requirement: Requirement) -> set[str]:
    """Return every id that a requirement names."""
    if isinstance(requirement, str):
        return {requirement}
    return {id for item in requirement.items for id in ids_in(item)}


def choices_in(requirement: Requirement) -> Iterator[AnyOf]:
    """Yield every any_of of a requirement, nested ones included."""
    if isinstance(requirement, str):
        return
    if isinstance(requirement, AnyOf):
        yield requirement
    for item in requirement.items:
        yield from choices_in(item)


def holds_true(requirement: Requirement, up: AbstractSet[str]) -> bool:
    """Whether a requirement is satisfied by what is up."""
    if isinstance(requirement, str):
        return requirement in up
    answers = [holds_true(item, up) for item in requirement.items]
    return any(answers) if isinstance(requirement, AnyOf) else all(answers)


def joined(steps: Mapping[str, AbstractSet[str]]) -> dict[str, set[str]]:
    """Return each node with all that it leads to, itself included: sets joined until none grows."""
    reach = {node: {node, *targets} for node, targets in steps.items()}
    while True:
        larger = {node: set().union(*(reach[n] for n in nodes)) for node, nodes in reach.items()}
        if larger == reach:
            return reach
        reach = larger


def merged(items: Iterable[str], together: Callable[[str, str], bool]) -> list[set[str]]:
    """Return the groups that remain when groups with two members that belong together are merged."""
    groups = [{item} for item in sorted(items)]
    while True:
        for group, other in combinations(groups, 2):
            if any(together(a, b) or together(b, a) for a in group for b in other):
                groups = [one for one in groups if one not in (group, other)] + [group | other]
                break
        else:
            return groups
