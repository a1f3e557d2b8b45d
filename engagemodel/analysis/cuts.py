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

    `counts[n]` is the exact number of those of n elements; ``counts[0] == 1`` means that the top is
    down already, with nothing failed. Where the limit was reached, `sets` is None; `complete` then
    tells whether `counts` still covers every size that was asked for (there were merely too many
    sets to list) or only the sizes that it has.
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
    singles = [id for id in found.certain if id in able]
    most = inf if order is None else order
    try:
        families = Families(limit, most)
        family = _by_diagram(families, found, names)
    except TooLarge:
        return _by_size(found, names, singles, most, limit)
    return _listed(families, family, names, singles)


def _by_diagram(families: Families, found: Structure, names: list[str]) -> int:
    diagram = Diagram(families.limit)
    return minimal(families, diagram, _failure(diagram, found, names))


def _by_size(
    found: Structure, names: list[str], singles: list[str], most: float, limit: int
) -> Cuts:
    """Return the cut sets from families that know no larger ones, as large as the limit allows.

    Slower than a diagram of everything where that fits, but the small cut sets of a large structure
    are often few.
    """
    known = Cuts(None, (), complete=False)
    size = 0
    while size < most:
        size += 1
        families = Families(limit, size)
        try:
            family = _failure(families, found, names)
        except TooLarge:
            return known
        cuts = _listed(families, family, names, singles)
        if size == most:
            return cuts
        known = Cuts(None, (*cuts.counts, *[0] * (size + 1 - len(cuts.counts))), complete=False)
    return known


def _failure(algebra: Variables, found: Structure, names: list[str]) -> int:
    """Return when an item of a structure fails."""
    fails = in_variables(algebra, found, names)
    for block in found.blocks:
        fails.work_out(block)
    return fails.any_of(found.items)


def _listed(families: Families, family: int, names: list[str], singles: list[str]) -> Cuts:
    counts = families.counts(family)
    if singles and families.order >= 1:
        counts += [0] * (2 - len(counts))
        counts[1] += len(singles)
    if sum(size * count for size, count in enumerate(counts)) > families.limit:
        return Cuts(None, tuple(counts))
    sets = [frozenset(names[level] for level in chosen) for chosen in families.sets(family)]
    sets += [frozenset((id,)) for id in singles if families.order >= 1]
    return Cuts(tuple(sorted(sets, key=lambda cut: (len(cut), sorted(cut)))), tuple(counts))
