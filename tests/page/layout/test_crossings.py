"""The fast counts against counts of every pair."""

from itertools import chain, pairwise, permutations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engagemodel.page.layout import Card, Line
from engagemodel.page.layout.crossings import balance, count, inversions
from engagemodel.page.layout.lanes import Lanes, build


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Lanes, list[list[int]]]:
    """A random graph of up to four columns, its slots in random order."""
    at = draw(st.lists(st.integers(0, 3), min_size=2, max_size=10))
    cards = [Card(f"c{i}", column, 10.0) for i, column in enumerate(at)]
    ends = st.tuples(st.sampled_from(cards), st.sampled_from(cards)).filter(lambda e: e[0] != e[1])
    lines = [
        Line(f"l{i}", one.id, other.id)
        for i, (one, other) in enumerate(draw(st.lists(ends, max_size=16)))
    ]
    lanes = build(cards, lines, 4)
    slots: list[list[int]] = [[] for _ in range(4)]
    for v, column in enumerate(lanes.column):
        slots[column].append(v)
    random = Random(draw(st.integers(0, 999)))
    for column in slots:
        random.shuffle(column)
    return lanes, slots


def places(slots: list[list[int]]) -> list[int]:
    position = [0] * sum(map(len, slots))
    for column in slots:
        for place, v in enumerate(column):
            position[v] = place
    return position


def every_pair(lanes: Lanes, slots: list[list[int]]) -> int:
    position = places(slots)
    pieces = [
        piece for path in lanes.paths for piece in pairwise(path)
        if lanes.column[piece[0]] != lanes.column[piece[1]]
    ]  # fmt: skip
    return sum(
        (position[a] < position[c]) and (position[b] > position[d])
        for (a, b), (c, d) in permutations(pieces, 2)
        if lanes.column[a] == lanes.column[c]
    )


@given(shuffled())
def test_count_is_that_of_every_pair_of_pieces(graph: tuple[Lanes, list[list[int]]]) -> None:
    lanes, slots = graph
    assert count(lanes, slots, places(slots)) == every_pair(lanes, slots)


@given(shuffled())
def test_balance_is_what_swapping_two_neighbours_costs(
    graph: tuple[Lanes, list[list[int]]],
) -> None:
    lanes, slots = graph
    before = every_pair(lanes, slots)
    for at in range(4):
        table = balance(lanes, slots, places(slots), at)
        for i in range(len(slots[at]) - 1):
            swapped = [list(column) for column in slots]
            swapped[at][i : i + 2] = reversed(slots[at][i : i + 2])
            assert every_pair(lanes, swapped) - before == table[i][i + 1] == -table[i + 1][i]


@given(st.lists(st.integers(0, 20)))
def test_inversions(numbers: list[int]) -> None:
    slow = sum(numbers[i] > numbers[j] for i, j in product(range(len(numbers)), repeat=2) if i < j)
    assert inversions(chain(numbers), 21) == slow
