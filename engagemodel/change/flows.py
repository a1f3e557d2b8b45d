"""Two models in; out comes which flow of the one is which flow of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from engagemodel.change.fields import Stated, alike, stated
from engagemodel.change.naming import Names
from engagemodel.model import Flow, Model

_LARGEST = 40_000
"""Pairs of parallel flows beyond which likeness is no longer weighed, only position."""


@dataclass(frozen=True)
class _Side:
    """A flow of one model, and the names of that model."""

    flow: Flow
    names: Names

    @property
    def id(self) -> str:
        return self.flow.id

    @cached_property
    def carries(self) -> frozenset[str]:
        return frozenset(self.names.of("data", id) for id in self.flow.carries)

    @cached_property
    def fields(self) -> Mapping[str, Stated]:
        return stated(self.flow, self.names)


_Ends = tuple[str, str]
_Parallel = Mapping[_Ends, Sequence[_Side]]


def pair_flows(before: Model, after: Model, names: tuple[Names, Names]) -> set[tuple[str, str]]:
    """Return the pairs (flow id before, flow id after) that are the same flow.

    Flows between the same ends are paired one to one: those that carry the same first, then those
    that carry most in common and state most alike, then by position. Where ends were merged or
    split, a flow may have several counterparts.
    """
    old, new = _grouped(before, names[0]), _grouped(after, names[1])
    pairs: set[tuple[str, str]] = set()
    for group in sorted(old.keys() & new.keys()):
        pairs |= _paired(old[group], new[group])
    return pairs


def _grouped(model: Model, names: Names) -> dict[_Ends, dict[_Ends, list[_Side]]]:
    """The flows by the common names of their ends, then by the ends themselves."""
    groups: dict[_Ends, dict[_Ends, list[_Side]]] = defaultdict(lambda: defaultdict(list))
    # Shorter first: `a->b`, `a->b#2`, `a->b#10`.
    for flow in sorted(model.flows, key=lambda flow: (len(flow.id), flow.id)):
        ends = (names.element(flow.source), names.element(flow.target))
        groups[ends][flow.source, flow.target].append(_Side(flow, names))
    return groups


def _paired(old: _Parallel, new: _Parallel) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for loads in product(map(_by_load, old.values()), map(_by_load, new.values())):
        for carried in loads[0].keys() & loads[1].keys():
            pairs.update(_matched(loads[0][carried], loads[1][carried]))
    settled = {id for id, _ in pairs}, {id for _, id in pairs}
    for one, other in product(old.values(), new.values()):
        pairs.update(
            _matched(
                [side for side in one if side.id not in settled[0]],
                [side for side in other if side.id not in settled[1]],
            )
        )
    return pairs


def _by_load(parallel: Sequence[_Side]) -> dict[frozenset[str], list[_Side]]:
    loads: dict[frozenset[str], list[_Side]] = {}
    for side in parallel:
        loads.setdefault(side.carries, []).append(side)
    return loads


def _matched(old: Sequence[_Side], new: Sequence[_Side]) -> Iterator[tuple[str, str]]:
    """One-to-one pairs, the most alike first; turning the sides round turns the pairs round."""
    if len(old) == len(new) == 1 or len(old) * len(new) > _LARGEST:
        yield from ((one.id, other.id) for one, other in zip(old, new, strict=False))
        return
    left, right = set(range(len(old))), set(range(len(new)))

    def rank(at: tuple[int, int]) -> tuple[int, int, int]:
        i, j = at
        return -_likeness(old[i], new[j]), i + j, abs(i - j)

    for i, j in sorted(product(left, right), key=rank):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield old[i].id, new[j].id


def _likeness(old: _Side, new: _Side) -> int:
    """Data in common weigh more than all the other fields together."""
    shared = [key for key in old.fields.keys() & new.fields if alike(old.fields, new.fields, key)]
    return 100 * len(old.carries & new.carries) + len(shared)
