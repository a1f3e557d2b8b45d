"""The look models: fewer crossings than the drafts, in time."""

import time
from collections.abc import Callable

import pytest

from engagemodel.page.layout import Column, arrange, order


@pytest.mark.parametrize(("size", "height", "bar"), [(25, 24, 5), (40, 26, 28), (60, 20, 104)])
def test_fewer_crossings_than_the_drafts_in_less_than_a_second(
    size: int,
    height: float,
    bar: int,
    union: Callable[..., tuple],
    page: list[Column],
    crossed: Callable[..., list],
) -> None:
    cards, lines = union(size, height)
    began = time.process_time()
    found = arrange(cards, lines, page, 30.0, 460.0, 6.0)
    spent = time.process_time() - began
    ends = {line.id: {line.source, line.target} for line in lines}
    pairs = [(a, b) for a, b in crossed(found, page) if not ends[a] & ends[b]]
    assert len(pairs) <= found.crossings <= bar
    assert spent < 1.0


def test_150_cards_in_less_than_two_seconds(made: Callable[..., tuple]) -> None:
    cards, lines = made(150, 240, seed=1)
    began = time.process_time()
    order(cards, lines, 5)
    assert time.process_time() - began < 2.0
