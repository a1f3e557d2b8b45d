"""Pooling against the formulas it computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.page.layout.heights import mean, middle, pool

weighted = st.lists(
    st.tuples(st.integers(-50, 50).map(float), st.integers(1, 5).map(float)), min_size=1, max_size=9
)


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
    assert pool(targets, weights, mean) == pytest.approx(expected, abs=1e-9)


@given(weighted)
def test_least_distance_is_that_of_the_best_sequence_of_targets(
    pairs: list[tuple[float, float]],
) -> None:
    targets, weights = map(list, zip(*pairs, strict=True))
    found = pool(targets, weights, middle)
    assert found == sorted(found)
    cost = dict.fromkeys(sorted(set(targets)), 0.0)  # least cost so far, ending at a level
    for target, weight in pairs:
        least = float("inf")
        for level in cost:
            least = min(least, cost[level])
            cost[level] = least + weight * abs(target - level)
    spent = sum(w * abs(t - f) for t, w, f in zip(targets, weights, found, strict=True))
    assert spent == pytest.approx(min(cost.values()))
