"""A column of slots and where each is pulled in, the tops that keep its order and its distances out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stack:
    """One column: its slots, how far below the first each has to be, where the first may be."""

    slots: Sequence[int]
    steps: Sequence[float]
    highest: float
    lowest: float

    def even(self, staying: Mapping[int, float]) -> list[float]:
        """Return the tops of the slots spread evenly between those that stay, or over the area."""
        found: list[float] = []
        free: list[float] = []
        upper = self.highest
        for v, step in zip((*self.slots, None), (*self.steps, 0.0), strict=True):
            if v is not None and v not in staying:
                free.append(step)
                continue
            lower = self.lowest if v is None else staying[v] - step
            share = (lower - upper) / (len(free) + 1)
            found += [upper + down + share * (i + 1) for i, down in enumerate(free)]
            if v is not None:
                found.append(staying[v])
            upper, free = lower, []
        return found

    def fit(self, targets: Sequence[float], weights: Sequence[float]) -> list[float]:
        """Return the tops closest to `targets` that keep the order, the distances and the area."""
        free = [target - step for target, step in zip(targets, self.steps, strict=True)]
        pooled = pool(free, weights)
        return [
            min(max(value, self.highest), self.lowest) + step
            for value, step in zip(pooled, self.steps, strict=True)
        ]


def pool(targets: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the non-decreasing sequence closest to `targets` by weighted least squares."""
    blocks: list[tuple[float, float, int]] = []
    for target, weight in zip(targets, weights, strict=True):
        value, heavy, size = target, weight, 1
        while blocks and blocks[-1][0] > value:
            above, weighs, many = blocks.pop()
            value = (value * heavy + above * weighs) / (heavy + weighs)
            heavy, size = heavy + weighs, size + many
        blocks.append((value, heavy, size))
    return [value for value, _, size in blocks for _ in range(size)]
