"""The order of slots in, how many pieces of lines cross out: of all columns, and pair by pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import add, itemgetter

from engagemodel.page.layout.lanes import Lanes


def count(lanes: Lanes, columns: Sequence[Sequence[int]], position: Sequence[int]) -> int:
    """Return the number of crossing pairs of pieces between neighbouring columns, exactly.

    `columns` hold slots from top to bottom, `position` each slot's place in its column. Pieces
    that share a slot do not cross. O(E log V) by counting inversions in a Fenwick tree (Barth,
    Mutzel, Jünger 2004).
    """
    total = 0
    for column, following in pairwise(columns):
        far = chain.from_iterable(sorted(position[w] for w in lanes.right[v]) for v in column)
        total += inversions(far, len(following))
    return total


def inversions(sequence: Iterable[int], size: int) -> int:
    """Return the number of pairs in `sequence`, numbers in [0, size), whose earlier is larger."""
    tree = [0] * (size + 1)
    total = 0
    for seen, value in enumerate(sequence):
        not_larger = 0
        index = value + 1
        while index:
            not_larger += tree[index]
            index &= index - 1
        total += seen - not_larger
        index = value + 1
        while index <= size:
            tree[index] += 1
            index += index & -index
    return total


def balance(
    lanes: Lanes, columns: Sequence[Sequence[int]], position: Sequence[int], at: int
) -> list[list[int]]:
    """Return for each two slots u, v of column `at` what u above v costs more than v above u.

    Entry [i][j], for the i-th and j-th slot, is the number of crossings between their pieces with
    the i-th above minus that with the j-th above, both neighbouring columns being as they are.
    """
    wide_left = len(columns[at - 1]) if at else 0
    wide_right = len(columns[at + 1]) if at + 1 < len(columns) else 0
    tolls = _tolls(wide_left, wide_right)
    ends: list[int] = []
    spans = []
    for slot in columns[at]:
        first = len(ends)
        ends += [position[w] for w in lanes.left[slot]]
        ends += [wide_left + position[w] for w in lanes.right[slot]]
        spans.append((first, len(ends)))
    if len(ends) < 2:
        return [[0] * len(spans) for _ in spans]
    at_ends = itemgetter(*ends)
    nothing = [0] * (wide_left + wide_right)
    table = []
    for first, last in spans:
        toll = nothing
        for end in ends[first:last]:
            toll = tolls[end] if toll is nothing else list(map(add, toll, tolls[end]))
        paid = list(accumulate(at_ends(toll), initial=0))
        table.append([paid[until] - paid[since] for since, until in spans])
    return table


@lru_cache(maxsize=64)
def _tolls(left: int, right: int) -> list[list[int]]:
    """Return for a piece that ends at each place, of `left` and then `right` ones, its tolls.

    The toll at another place of the same side is what a piece there pays for passing below: 1
    where it ends above, -1 where it ends below.
    """
    return [
        [*_toll(end, left), *[0] * right]
        if end < left
        else [*[0] * left, *_toll(end - left, right)]
        for end in range(left + right)
    ]


def _toll(end: int, size: int) -> list[int]:
    return [1] * end + [0] + [-1] * (size - 1 - end)
