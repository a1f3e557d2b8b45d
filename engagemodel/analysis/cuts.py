"""A customer type or journey in, its minimal cut sets out: what has to fail together to bring it down.

Exact, or an answer that says what is not known; never an estimate.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from math import inf

from engagemodel.analysis.decision import Diagram, TooLarge
from engagemodel.analysis.evaluation import Variables, in_variables
from engagemodel.analysis.families import Families
from engagemodel.analysis.minimal import minimal
from engagemodel.analysis.structure import Structure, Top, demand, ordered, structure
from engagemodel.graph import Graphs

LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Cuts:
    """Minimal cut sets, by size and then by ids, and how many there are of each size.

    `counts[n]` is the exact number of those of n elements, as many as it has; where it is complete
    there are no larger ones of the order asked for. ``counts[0] == 1`` means that the top is down
    already, with nothing failed. Where the limit was reached, `sets` is None; `complete` then
    tells whether `counts` still covers every size that was asked for (the sets were merely too many
    to list) or only the sizes that it has.
    """

    sets: tuple[frozenset[str], ...] | None
    counts: tuple[int, ...]
    complete: bool = True


def minimal_cuts(
    graphs: Graphs,
    top: Top,
    order: int | None = None,
    limit: int = LIMIT,
    fallible: Set[str] | None = None,
) -> Cuts:
    """Return the minimal sets of elements the joint failure of which brings the top down.

    Of up to `order` elements (None: of any number), among platforms, organizations and channels; or
    among the `fallible` alone, where all others never fail by themselves. `limit` bounds the nodes
    and results of a diagram, and how many ids the answer may list.
    """
    found = structure(graphs, demand(top))
    able = graphs.model.elements.keys() if fallible is None else fallible
    names = [id for id in ordered(found) if id in able]
    most = inf if order is None else order
    singles = [id for id in found.certain if id in able] if most >= 1 else []
    # Small cut sets are often few where a diagram of everything is large; all of them seldom are.
    ways = (_by_diagram,) if order is None else (_failure, _by_diagram)
    for way in ways:
        families = Families(limit, most)
        try:
            return _listed(families, way(families, found, names), names, singles)
        except TooLarge:
            continue
    counts = _counted(found, names, singles, most, limit)
    return Cuts(None, counts, complete=len(counts) > len(names))


def _failure(algebra: Variables, found: Structure, names: list[str]) -> int:
    """Return when an item of a structure fails."""
    fails = in_variables(algebra, found, names)
    for block in found.blocks:
        fails.work_out(block)
    return fails.any_of(found.items)


def _by_diagram(families: Families, found: Structure, names: list[str]) -> int:
    """Return the minimal sets that make an item of a structure fail, from the diagram of all sets."""
    diagram = Diagram(families.limit)
    return minimal(families, diagram, _failure(diagram, found, names))


def _counted(
    found: Structure, names: list[str], singles: list[str], most: float, limit: int
) -> tuple[int, ...]:
    """Return how many cut sets there are of no element, of one, … as far as the limit allows."""
    known: tuple[int, ...] = ()
    size = 1
    while size < most and size <= len(names):
        families = Families(limit, size)
        try:
            family = _failure(families, found, names)
        except TooLarge:
            break
        counts = _counts(families, family, singles)
        known = (*counts, *[0] * (size + 1 - len(counts)))
        size += 1
    return known


def _counts(families: Families, family: int, singles: list[str]) -> list[int]:
    counts = families.counts(family)
    if singles:
        counts += [0] * (2 - len(counts))
        counts[1] += len(singles)
    return counts


def _listed(families: Families, family: int, names: list[str], singles: list[str]) -> Cuts:
    counts = _counts(families, family, singles)
    if sum(size * count for size, count in enumerate(counts)) > families.limit:
        return Cuts(None, tuple(counts))
    sets = [frozenset(names[level] for level in chosen) for chosen in families.sets(family)]
    sets += [frozenset((id,)) for id in singles]
    return Cuts(tuple(sorted(sets, key=lambda cut: (len(cut), sorted(cut)))), tuple(counts))
