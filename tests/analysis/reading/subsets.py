"""A model in, what fails with every subset of its elements out: enumeration, straight from the terms.

A set of subsets is one integer: bit s is subset s, in which `names[i]` fails by itself where bit i of
s is set. What is judged is judged for all subsets at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from math import fsum

from engagemodel.graph import requirements
from engagemodel.model import AnyOf, Model, Requirement


class Subsets:
    """The 2^n subsets of n elements that may fail; what is not among these never fails by itself."""

    def __init__(self, model: Model, names: Iterable[str]) -> None:
        self.model = model
        self.names = sorted(names)
        self.every = (1 << (1 << len(self.names))) - 1
        self.having = [_having(i, len(self.names)) for i in range(len(self.names))]

    @cached_property
    def up(self) -> dict[str, int]:
        """The subsets with which each element is up: all at first, less and less until it stays."""
        stands = dict.fromkeys(self.model.elements, self.every)
        for id, having in zip(self.names, self.having, strict=True):
            stands[id] &= ~having
        up = dict(stands)
        while True:
            after = {
                id: stands[id] & self._all(self.holds(item, up) for item in requirements(element))
                for id, element in self.model.elements.items()
            }
            if after == up:
                return up
            up = after

    def holds(self, requirement: Requirement, up: dict[str, int]) -> int:
        """Return the subsets with which a requirement is satisfied."""
        if isinstance(requirement, str):
            return up[requirement]
        answers = [self.holds(item, up) for item in requirement.items]
        if not isinstance(requirement, AnyOf):
            return self._all(answers)
        some = 0
        for answer in answers:
            some |= answer
        return some

    def served(self, top: str | Requirement, kind: str) -> int:
        """Return the subsets with which a customer type is reached, a journey works or an item holds."""
        if kind == "customer" and isinstance(top, str):
            some = 0
            for channel in self.model.customer_types[top].uses:
                some |= self.up[channel]
            return some
        if kind == "journey" and isinstance(top, str):
            steps = self.model.journeys[top].steps
            return self._all(self.holds(step.via, self.up) for step in steps)
        return self.holds(top, self.up)

    def cuts(self, served: int) -> set[frozenset[str]]:
        """Return the subsets that do not serve and contain no other that does not."""
        failing = larger = self.every & ~served
        for i in range(len(self.names)):
            larger |= self._adding(i, larger)
        beyond = 0
        for i in range(len(self.names)):
            beyond |= self._adding(i, larger)
        return {self.named(s) for s in self.members(failing & ~beyond)}

    def chance(self, served: int, weight: Callable[[str], float]) -> float:
        """Return how likely one of the subsets is, `weight` the availability of each element."""
        likely = [1.0]
        for id in self.names:
            works = weight(id)
            likely = [one * works for one in likely] + [one * (1 - works) for one in likely]
        return fsum(likely[s] for s in self.members(served))

    def alone(self, id: str) -> int:
        """Return the subset of one element."""
        return self.together((id,))

    def together(self, ids: Iterable[str]) -> int:
        """Return one subset as a set of one."""
        return 1 << sum(1 << self.names.index(id) for id in ids)

    def members(self, subsets: int) -> list[int]:
        """Return the numbers of subsets."""
        return [s for s, bit in enumerate(reversed(f"{subsets:b}")) if bit == "1"]

    def named(self, subset: int) -> frozenset[str]:
        """Return the elements of a subset by its number."""
        return frozenset(id for i, id in enumerate(self.names) if subset >> i & 1)

    def _adding(self, i: int, subsets: int) -> int:
        """Return the subsets that lack one element, with it."""
        return (subsets & ~self.having[i]) << (1 << i)

    def _all(self, answers: Iterable[int]) -> int:
        every = self.every
        for answer in answers:
            every &= answer
        return every


@cache
def _having(i: int, n: int) -> int:
    """Return the subsets of n elements in which the one numbered i fails."""
    return sum(1 << s for s in range(1 << n) if s >> i & 1)
