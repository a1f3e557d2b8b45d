"""A source of random choices in, single values of a model out: ids, quantities, requirements."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from engagemodel.model import AllOf, AnyOf, Quantity, Requirement

DURATIONS = {"0s": 0.0, "1m": 60.0, "1h": 3600.0, "5h": 18000.0, "24h": 86400.0}
# The products of what elements may state are promised too, so that "less than" is told from "at most".
PROMISES = (100.0, 99.99, 99.0, 98.01, 90.0, 89.1, 81.0, 33.3, 0.0)
T = TypeVar("T")


def series(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(1, count + 1)]


def some(rng: random.Random, items: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` distinct items in any order, none as likely as one."""
    count = rng.randint(0, min(most, len(items)))
    return tuple(rng.sample(list(items), count))


def perhaps(rng: random.Random, value: Callable[[], T], odds: float = 0.5) -> T | None:
    # The comparison is this way round so that hypothesis shrinks towards None.
    return value() if rng.random() > 1 - odds else None


def duration(rng: random.Random) -> Quantity:
    text = rng.choice(list(DURATIONS))
    return Quantity(DURATIONS[text], text)


def percent(rng: random.Random) -> Quantity:
    return _percent(rng.choice([100.0, 99.99, 99.0, 90.0, 33.3, 0.0]))


def promise(rng: random.Random) -> Quantity:
    return _percent(rng.choice(PROMISES))


def availability(rng: random.Random) -> Quantity:
    """A round percentage, or any."""
    if rng.random() < 0.7:
        return _percent(rng.choice([99.0, 90.0, 100.0, 99.99, 33.3, 0.0]))
    return _percent(round(100 * rng.random(), 3))


def _percent(percent: float) -> Quantity:
    return Quantity(percent / 100, f"{percent:g}%")


def money(rng: random.Random) -> Quantity:
    amount = rng.choice([0, 100, 250, 1000, 0.1, 99.7])
    return Quantity(float(amount), str(amount))


def requirement(rng: random.Random, ids: Sequence[str], depth: int) -> Requirement:
    """One item: an id, or alternatives or a group of items, nested up to `depth`."""
    if depth == 0 or rng.random() < 0.6:
        return rng.choice(list(ids))
    items: dict[Requirement, None] = {}
    for _ in range(rng.randint(1, 3)):
        items[requirement(rng, ids, depth - 1)] = None
    return AnyOf(tuple(items)) if rng.random() < 0.7 else AllOf(tuple(items))
