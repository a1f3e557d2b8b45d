"""Pooling against the formula it computes, and which kept cards stay against every choice of them."""

from __future__ import annotations

from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.page.layout.pinning import stayers
from engagemodel.page.layout.stacks import pool

weighted = st.lists(
    st.tuples(st.integers(-50, 50).map(float), st.integers(1, 5).map(float)), min_size=1, max_size=9
)


def mean(targets: list[float], weights: list[float]) -> float:
    return sum(t * w for t, w in zip(targets, weights, strict=True)) / sum(weights)


@given(weighted)
def test_least_squares_are_the_max_of_the_min_of_means(pairs: list[tuple[float, float]]) -> None:
    targets, weights = map(list, zip(*pairs, strict=True))
    n = len(targets)
    expected = [
        max(
            min(mean(targets[j:k], weights[j:k]) for k in range(i + 1, n + 1)) for j in range(i + 1)
        )
        for i in range(n)
    ]
    assert pool(targets, weights) == pytest.approx(expected, abs=1e-9)


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12), st.booleans()), min_size=1, max_size=8
    ),
    st.integers(30, 70),
)
def test_as_many_cards_stay_as_can(slots: list[tuple[int, int, bool]], bottom: int) -> None:
    steps = [float(high) for _, high, _ in slots[:-1]]
    down = [0.0, *accumulate(steps)]
    keep = {v: float(top) for v, (top, _, kept) in enumerate(slots) if kept}

    def stand(chosen: tuple[int, ...]) -> bool:
        tops = [keep[v] - down[v] for v in chosen]
        return all(0 <= top <= bottom - down[-1] for top in tops) and all(
            upper <= lower for upper, lower in pairwise(tops)
        )

    found = stayers(range(len(slots)), steps, keep, 0.0, float(bottom))
    assert stand(tuple(found))
    most = max(
        size
        for size in range(len(keep) + 1)
        for chosen in combinations(sorted(keep), size)
        if stand(chosen)
    )
    assert len(found) == most
