"""Look models and random ones as cards and lines, a page's columns, and the geometric count."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
import yaml

from engagemodel.page.layout import Arrangement, Card, Column, Line

MODELS = Path(__file__).parents[1] / "models"
SECTIONS = ("customer_types", "channels", "organizations", "platforms")
Graph = tuple[list[Card], list[Line]]


@pytest.fixture(scope="session")
def union() -> Callable[[int, float], Graph]:
    """The union of a pair of look models as cards of one height and a line for each pair of ids."""

    def read(size: int, height: float) -> Graph:
        column: dict[str, int] = {}
        pairs: set[tuple[str, str]] = set()
        for state in ("as-is", "future"):
            model = yaml.safe_load((MODELS / f"{size}-{state}.yaml").read_text("utf-8"))
            for lane, section in enumerate(SECTIONS):
                for card, entry in model[section].items():
                    below = entry.get("kind", "application") not in ("application", "service")
                    column[card] = lane + (lane == 3 and below)
                    for key in ("uses", "run_by", "needs"):
                        pairs |= {(card, other) for other in entry.get(key, ())}
            pairs |= {(flow["from"], flow["to"]) for flow in model["flows"]}
        cards = [Card(card, lane, height) for card, lane in column.items()]
        return cards, [Line(f"{one}->{other}", one, other) for one, other in sorted(pairs)]

    return read


@pytest.fixture(scope="session")
def page() -> list[Column]:
    """Five columns on the width of a landscape page."""
    return [Column(20.0 + 190.0 * at, 130.0) for at in range(5)]


@pytest.fixture(scope="session")
def made() -> Callable[..., Graph]:
    """A seeded random model: mostly lines to the next lane, some that skip, stay or go back."""

    def build(size: int, lines: int, seed: int, height: float = 12.0) -> Graph:
        random = Random(seed)
        cards = [
            Card(f"c{i}", random.choice((0, 1, 1, 2, 2, 3, 3, 4)), height) for i in range(size)
        ]
        found: dict[str, Line] = {}
        while len(found) < lines:
            one, other = random.sample(cards, 2)
            step = other.column - one.column
            if random.random() < {1: 1.0, 2: 0.2, 0: 0.1, -1: 0.1}.get(step, 0.05):
                line = Line(f"{one.id}->{other.id}", one.id, other.id)
                found[line.id] = line
        return cards, list(found.values())

    return build


@pytest.fixture(scope="session")
def crossed() -> Callable[..., list[tuple[str, str]]]:
    """Pairs of lines that cross between two neighbouring lanes, from the finished curves.

    Two lines cross in a gutter iff the one that enters it higher leaves it lower. Where a line
    skips a lane, the heights at which it runs past the cards there count as its ends.
    """

    def count(found: Arrangement, columns: list[Column]) -> list[tuple[str, str]]:
        pairs = []
        for left, right in pairwise(columns):
            heights = []
            for curve in found.curves.values():
                knots = dict(curve.points[::3])
                if left.x + left.width in knots and right.x in knots:
                    heights.append((knots[left.x + left.width], knots[right.x], curve.id))
            for (a, b, one), (c, d, other) in combinations(heights, 2):
                if (a - c) * (b - d) < 0:
                    pairs.append((one, other))
        return pairs

    return count
