"""The order of slots in, how many pieces of lines cross out: of all columns, and pair by pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from struct import Struct

from engagemodel.page.layout.lanes import Lanes

_BITS = 32  # of a field: holds the crossings of two slots, which have at most 2**15 pieces each


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
) -> list[tuple[int, ...]]:
    """Return for each two slots u, v of column `at` what u below v costs more than u above v.

    Entry [i][j], for the i-th and j-th slot, is the number of crossings between their pieces with
    the i-th below minus that with the j-th below, both neighbouring columns being as they are.
    Each row is summed as one large number with a field for each slot: few, long additions.
    """
    slots = columns[at]
    middle = sum(1 << (_BITS * index + _BITS - 1) for index in range(len(slots)))
    rows = [middle] * len(slots)
    for beside, ends in ((at - 1, lanes.left), (at + 1, lanes.right)):
        if not 0 <= beside < len(columns):
            continue
        tolls = _tolls([ends[slot] for slot in slots], columns[beside], position)
        for index, slot in enumerate(slots):
            for end in ends[slot]:
                rows[index] += tolls[position[end]]
    fields = Struct(f"<{len(slots)}i")
    return [fields.unpack((row ^ middle).to_bytes(fields.size, "little")) for row in rows]


def _tolls(
    ends: Sequence[Sequence[int]], beside: Sequence[int], position: Sequence[int]
) -> list[int]:
    """Return for a piece that ends at each place of the column `beside` what it pays.

    A toll has a field for each slot: how many of the slot's `ends` are below that place minus how
    many are above it, which is what the piece pays for starting below the slot.
    """
    here = [0] * len(beside)
    for index, others in enumerate(ends):
        for end in others:
            here[position[end]] += 1 << (_BITS * index)
    toll = sum(here)
    found = []
    for count_here in here:
        toll -= count_here
        found.append(toll)
        toll -= count_here
    return found
