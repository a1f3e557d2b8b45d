"""Conditions that only get worse with every failure in, ordered decision diagrams of them out.

R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on
Computers C-35(8), 1986. Nothing here recurses: a chain of thousands of elements is as deep as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NEVER, ALWAYS = 0, 1
# Below every variable, so that the upper of two nodes is found without asking whether one is final.
_FINAL = 2**31 - 1


class TooLarge(Exception):
    """A diagram has reached its limit; what it would have answered is not known."""


class Table:
    """Nodes that stand for a function or a family of sets: variable, and what holds without and with.

    Nodes are numbered in the order of their making, so that a node comes after its successors; 0 and
    1 are final. `limit` bounds the nodes and the results worked out, and with them time and memory.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.level = [_FINAL, _FINAL]
        self.low = [NEVER, ALWAYS]
        self.high = [NEVER, ALWAYS]
        self.kept = 0
        self._numbers: dict[tuple[int, int, int], int] = {}

    def node(self, level: int, low: int, high: int) -> int:
        """Return the node of a variable with these successors, made when there is none yet."""
        key = (level, low, high)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.level)
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
        return number

    def keep(self) -> None:
        """Count one more result.

        Raises:
            TooLarge: The limit is reached.
        """
        self.kept += 1
        if self.kept + len(self.level) > self.limit:
            raise TooLarge

    def below(self, root: int) -> list[int]:
        """Return the nodes of a diagram that are not final, successors first."""
        seen = {NEVER, ALWAYS, root}
        queue = [root]
        for number in queue:
            for other in (self.low[number], self.high[number]):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return sorted(number for number in queue if number > ALWAYS)


class Diagram(Table):
    """Reduced ordered diagrams of when something fails; variable `n` is true when `n` has failed.

    Every function is monotone: built by `either` and `both` alone. Equal functions are equal numbers.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        # By which final node leaves the other operand as it is: 0 for "either", 1 for "both".
        self._results: tuple[dict[int, int], dict[int, int]] = ({}, {})

    def variable(self, level: int) -> int:
        """Return the function that is true when one thing has failed; lower levels are asked first."""
        return self.node(level, NEVER, ALWAYS)

    def either(self, functions: Iterable[int]) -> int:
        """Return when at least one of the functions is true; of none, never.

        Raises:
            TooLarge: The limit is reached.
        """
        return self._fold(functions, NEVER)

    def both(self, functions: Iterable[int]) -> int:
        """Return when all the functions are true; of none, always.

        Raises:
            TooLarge: The limit is reached.
        """
        return self._fold(functions, ALWAYS)

    def probabilities(self, chances: Sequence[float]) -> list[float]:
        """Return how likely every function is true, by its number, once and for all.

        Variable n is true with `chances[n]`, independently of the others.
        """
        likely = [0.0, 1.0]
        for number in range(2, len(self.level)):
            chance = chances[self.level[number]]
            likely.append(
                chance * likely[self.high[number]] + (1 - chance) * likely[self.low[number]]
            )
        return likely

    def _fold(self, functions: Iterable[int], neutral: int) -> int:
        result = neutral
        # The deepest first: what is added on top of a diagram leaves it as it is.
        for function in sorted(set(functions), key=lambda number: (-self.level[number], number)):
            result = self._join(result, function, neutral)
            self.keep()
        return result

    def _join(self, one: int, other: int, neutral: int) -> int:
        """Return "either" (neutral 0) or "both" (neutral 1) of two functions."""
        level, low, high = self.level, self.low, self.high
        results = self._results[neutral]
        stack: list[tuple[int, int]] = []

        def known(f: int, g: int) -> int:
            """The result where it is at hand; otherwise -1, and the pair is put on the stack."""
            if f == g or g == neutral:
                return f
            if f == neutral:
                return g
            if f <= ALWAYS or g <= ALWAYS:
                return 1 - neutral
            result = results.get(f << 32 | g if f < g else g << 32 | f, -1)
            if result < 0:
                stack.append((f, g))
            return result

        answer = known(one, other)
        while stack:
            f, g = stack[-1]
            top = min(level[f], level[g])
            f_low, f_high = (low[f], high[f]) if level[f] == top else (f, f)
            g_low, g_high = (low[g], high[g]) if level[g] == top else (g, g)
            without, having = known(f_low, g_low), known(f_high, g_high)
            if without < 0 or having < 0:
                continue
            stack.pop()
            answer = without if without == having else self.node(top, without, having)
            results[f << 32 | g if f < g else g << 32 | f] = answer
            self.keep()
        return answer
