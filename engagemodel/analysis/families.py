"""Sets of variables in, families of them out of which none contains another, as decision diagrams.

S. Minato, "Zero-Suppressed BDDs for Set Manipulation in Combinatorial Problems", DAC 1993. As an
algebra of failures a family is the minimal sets that bring something down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import inf

from engagemodel.analysis.decision import ALWAYS, NEVER, Table

NONE, EMPTY = NEVER, ALWAYS  # no set at all; the empty set alone


class Families(Table):
    """Families of sets of variables, of which none contains another: equal families, equal numbers.

    A node is a variable with the family of the sets that lack it (low) and of the rests of those
    that have it (high). Sets of more than `order` variables are left out: whatever is made of them is
    larger still, so that the smaller ones are right without them.
    """

    def __init__(self, limit: int, order: float = inf) -> None:
        super().__init__(limit)
        self.order = order
        self._without: dict[int, int] = {}
        self._unions: dict[int, int] = {}
        self._products: dict[tuple[int, int, float], int] = {}

    def family(self, level: int, low: int, high: int) -> int:
        """Return the node of a variable; a variable that no set has is left out."""
        return low if high == NONE else self.node(level, low, high)

    def variable(self, level: int) -> int:
        """Return the family of the one set that has this variable alone."""
        return self.node(level, NONE, EMPTY) if self.order >= 1 else NONE

    def either(self, families: Iterable[int]) -> int:
        """Return the minimal sets among those of all the families.

        Raises:
            TooLarge: The limit is reached.
        """
        return self._folded(NONE, self._union, families)

    def both(self, families: Iterable[int]) -> int:
        """Return the minimal sets among the unions of one set of each family.

        Raises:
            TooLarge: The limit is reached.
        """
        return self._folded(EMPTY, self._product, families)

    def without(self, family: int, others: int) -> int:
        """Return the sets of a family that contain no set of another.

        Raises:
            TooLarge: The limit is reached.
        """
        level, low, high = self.level, self.low, self.high
        results = self._without
        stack: list[tuple[int, int]] = []

        def known(p: int, q: int) -> int:
            # A set with a variable that the family lacks is in none of its sets.
            while level[q] < level[p]:
                q = low[q]
            if p == NONE or q == NONE:
                return p
            if q == EMPTY or p == q:
                return NONE
            result = results.get(p << 32 | q, -1)
            if result < 0:
                stack.append((p, q))
            return result

        answer = known(family, others)
        while stack:
            p, q = stack[-1]
            same = level[p] == level[q]
            rest = low[q] if same else q
            lacking, having = known(low[p], rest), known(high[p], rest)
            if same and having >= 0:
                having = known(having, high[q])
            if lacking < 0 or having < 0:
                continue
            stack.pop()
            answer = results[p << 32 | q] = self.family(level[p], lacking, having)
            self.keep()
        return answer

    def counts(self, root: int) -> list[int]:
        """Return how many sets of each size a family has: of none, of one, of two, …"""
        sizes: dict[int, list[int]] = {NONE: [], EMPTY: [1]}
        for number in self.below(root):
            lacking, having = sizes[self.low[number]], [0, *sizes[self.high[number]]]
            if len(lacking) < len(having):
                lacking, having = having, lacking
            sizes[number] = [
                count + (having[size] if size < len(having) else 0)
                for size, count in enumerate(lacking)
            ]
        return sizes[root]

    def sets(self, root: int) -> Iterator[tuple[int, ...]]:
        """Yield every set of a family, its variables in ascending order."""
        stack: list[tuple[int, tuple[int, ...]]] = [(root, ())]
        while stack:
            number, chosen = stack.pop()
            if number == EMPTY:
                yield chosen
            elif number != NONE:
                stack.append((self.low[number], chosen))
                stack.append((self.high[number], (*chosen, self.level[number])))

    def _folded(self, result: int, join: Callable[[int, int], int], families: Iterable[int]) -> int:
        """Return a family after all the others were joined to it, the deepest first."""
        for family in sorted(set(families), key=lambda number: (-self.level[number], number)):
            result = join(result, family)
            self.keep()
        return result

    def _split(self, number: int, level: int) -> tuple[int, int]:
        """Return the sets that lack a variable, and the rests of those that have it."""
        if self.level[number] == level:
            return self.low[number], self.high[number]
        return number, NONE

    def _union(self, one: int, other: int) -> int:
        results = self._unions
        stack: list[tuple[int, int]] = []

        def known(p: int, q: int) -> int:
            if p == q or q == NONE:
                return p
            if p == NONE:
                return q
            if EMPTY in (p, q):
                return EMPTY
            result = results.get(p << 32 | q, -1)
            if result < 0:
                stack.append((p, q))
            return result

        answer = known(one, other)
        while stack:
            p, q = stack[-1]
            level = min(self.level[p], self.level[q])
            (p_low, p_high), (q_low, q_high) = self._split(p, level), self._split(q, level)
            lacking, having = known(p_low, q_low), known(p_high, q_high)
            if lacking < 0 or having < 0:
                continue
            stack.pop()
            answer = self.family(level, lacking, self.without(having, lacking))
            results[p << 32 | q] = results[q << 32 | p] = answer
            self.keep()
        return answer

    def _product(self, one: int, other: int) -> int:
        results = self._products
        stack: list[tuple[int, int, float]] = []

        def known(p: int, q: int, most: float) -> int:
            if most < 0 or NONE in (p, q):
                return NONE
            if p == q == EMPTY:
                return EMPTY
            result = results.get((p, q, most), -1)
            if result < 0:
                stack.append((p, q, most))
            return result

        answer = known(one, other, self.order)
        while stack:
            p, q, most = stack[-1]
            level = min(self.level[p], self.level[q])
            (p_low, p_high), (q_low, q_high) = self._split(p, level), self._split(q, level)
            parts = [
                known(p_low, q_low, most),
                known(p_high, q_high, most - 1),
                known(p_high, q_low, most - 1),
                known(p_low, q_high, most - 1),
            ]
            if min(parts) < 0:
                continue
            stack.pop()
            having = self._union(self._union(parts[1], parts[2]), parts[3])
            answer = self.family(level, parts[0], self.without(having, parts[0]))
            results[p, q, most] = results[q, p, most] = answer
            self.keep()
        return answer
