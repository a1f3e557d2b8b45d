"""Two models in; out comes which flow of the one is which flow of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from engagemodel.change.fields import Stated, stated
from engagemodel.change.naming import Names
from engagemodel.model import Model

_LARGEST = 40_000
"""Pairs of parallel flows beyond which likeness is no longer weighed, only position."""


@dataclass(frozen=True, slots=True)
class Side:
    """A flow of one model with its fields, and what it carries by common names."""

    id: str
    fields: Mapping[str, Stated]
    carries: frozenset[str]


_Ends = tuple[str, str]
_Parallel = Mapping[_Ends, Sequence[Side]]


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


def _grouped(model: Model, names: Names) -> dict[_Ends, dict[_Ends, list[Side]]]:
    """The flows by the common names of their ends, then by the ends themselves."""
    groups: dict[_Ends, dict[_Ends, list[Side]]] = defaultdict(lambda: defaultdict(list))
    # Shorter first: `a->b`, `a->b#2`, `a->b#10`.
    for flow in sorted(model.flows, key=lambda flow: (len(flow.id), flow.id)):
        ends = (names.element(flow.source), names.element(flow.target))
        found = stated(flow, names)
        carries = frozenset(names.of("data", id) for id in flow.carries)
        groups[ends][flow.source, flow.target].append(Side(flow.id, found, carries))
    return groups


def _paired(old: _Parallel, new: _Parallel) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for one, other in product(old.values(), new.values()):
        for carried in {side.carries for side in one} & {side.carries for side in other}:
            pairs.update(
                _matched(
                    [side for side in one if side.carries == carried],
                    [side for side in other if side.carries == carried],
                )
            )
    settled = {id for id, _ in pairs}, {id for _, id in pairs}
    for one, other in product(old.values(), new.values()):
        pairs.update(
            _matched(
                [side for side in one if side.id not in settled[0]],
                [side for side in other if side.id not in settled[1]],
            )
        )
    return pairs


def _matched(old: Sequence[Side], new: Sequence[Side]) -> Iterator[tuple[str, str]]:
    """One-to-one pairs, the most alike first; turning the sides round turns the pairs round."""
    if len(old) * len(new) > _LARGEST:
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


def _likeness(old: Side, new: Side) -> int:
    """Data in common weigh more than all the other fields together."""
    alike = [key for key in old.fields if old.fields[key].same == new.fields[key].same]
    return 100 * len(old.carries & new.carries) + len(alike)
