"""The structure of a demand in, when each element fails out, in any algebra of failures.

An element fails when it fails itself or when something fails that it requires. Cycles are read as
everywhere: members stand while nothing fails them from outside, which makes failure the least
solution, found by going round each cycle, and only there, until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from engagemodel.analysis.structure import Part, Structure
from engagemodel.model import AnyOf, Requirement

Value = TypeVar("Value")


class Algebra(Protocol[Value]):
    """What failures are computed in: diagrams, families of sets, sets of culprits, bounds."""

    def either(self, values: Iterable[Value]) -> Value:
        """Return the failure of what fails with any of the values; of none, never."""
        ...

    def both(self, values: Iterable[Value]) -> Value:
        """Return the failure of what fails with all of the values together; of none, always."""
        ...


class Variables(Algebra[int], Protocol):
    """An algebra of functions of variables, numbered in the order in which they are asked for."""

    def variable(self, level: int) -> int:
        """Return the failure that is one variable."""
        ...


@dataclass(slots=True)
class Evaluation(Generic[Value]):
    """When elements fail: `values` by id, for what has been worked out; any other element stands.

    `alone` is when an element fails by itself, `never` the failure of what stands.
    """

    algebra: Algebra[Value]
    never: Value
    alone: Callable[[str], Value]
    values: dict[str, Value] = field(default_factory=dict)

    def of(self, item: Requirement) -> Value:
        """Return when a requirement fails."""
        if isinstance(item, str):
            return self.values.get(item, self.never)
        judge = self.algebra.both if isinstance(item, AnyOf) else self.algebra.either
        return judge([self.of(part) for part in item.items])

    def any_of(self, items: Iterable[Requirement]) -> Value:
        """Return when at least one of several requirements fails."""
        return self.algebra.either([self.of(item) for item in items])

    def work_out(self, block: tuple[Part, ...]) -> None:
        """Work out the elements of a block; those of earlier blocks have been worked out."""
        changed = True
        while changed:
            changed = False
            for part in block:
                value = self.failing(part)
                if value != self.values.get(part.members[0], self.never):
                    self.values.update(dict.fromkeys(part.members, value))
                    changed = len(block) > 1

    def failing(self, part: Part) -> Value:
        """Return when a part fails, by itself or with what it requires, as far as worked out."""
        return self.algebra.either(
            [*(self.alone(id) for id in part.members), *(self.of(item) for item in part.items)]
        )


def in_variables(algebra: Variables, found: Structure, names: Sequence[str]) -> Evaluation[int]:
    """Return an evaluation, nothing worked out yet, where `names[n]` fails by itself as variable n.

    What has no variable never fails by itself. In diagrams and families alike, 0 is "never".
    """
    own = {id: algebra.variable(number) for number, id in enumerate(names)}
    return Evaluation(algebra, 0, lambda id: own.get(id, 0))
