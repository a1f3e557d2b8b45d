"""Few crossings, always the same ones, and an old order kept."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise, permutations, product
from random import Random

import pytest

from engagemodel.page.layout import Card, Line, Ordering, order


def fewest(cards: list[Card], lines: list[Line], columns: int) -> int:
    """The least crossings over every order of every column; lines join neighbouring columns."""
    ids = [[card.id for card in cards if card.column == at] for at in range(columns)]
    column = {card.id: card.column for card in cards}
    pieces = [sorted((line.source, line.target), key=column.__getitem__) for line in lines]
    best = len(lines) ** 2
    for orders in product(*map(permutations, ids)):
        place = {card: i for each in orders for i, card in enumerate(each)}
        best = min(best, sum(
            column[a] == column[c] and place[a] < place[c] and place[b] > place[d]
            for (a, b), (c, d) in permutations(pieces, 2)
        ))  # fmt: skip
    return best


@pytest.mark.parametrize("seed", range(8))
def test_small_graphs_get_the_fewest_crossings_there_are(seed: int) -> None:
    random = Random(seed)
    cards = [Card(f"{at}{i}", at, 10.0) for at in range(3) for i in range(4 - at // 2)]
    pairs = [(a, b) for a in cards for b in cards if b.column == a.column + 1]
    lines = [Line(f"{a.id}{b.id}", a.id, b.id) for a, b in random.sample(pairs, 12)]
    assert order(cards, lines, 3).crossings == fewest(cards, lines, 3)


def test_the_order_of_cards_and_lines_does_not_matter(made: Callable[..., tuple]) -> None:
    cards, lines = made(30, 45, seed=3)
    expected = order(cards, lines, 5)
    random = Random(7)
    for _ in range(3):
        random.shuffle(cards)
        random.shuffle(lines)
        assert order(cards, lines, 5) == expected


def test_the_hash_seed_does_not_matter() -> None:
    script = (
        "from engagemodel.page.layout import *\n"
        "cards = [Card(f'c{i}', i % 5, 10.0 + i % 3) for i in range(30)]\n"
        "lines = [Line(f'l{i}', f'c{i % 30}', f'c{(i * 7 + 1) % 30}') for i in range(45)]\n"
        "columns = [Column(150.0 * i, 100.0) for i in range(5)]\n"
        "print(arrange(cards, lines, columns, 0, 400, 8))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1


def ranks(ordering: Ordering) -> Mapping[str, int]:
    return {
        slot.id: place
        for column in ordering.columns
        for place, slot in enumerate(column)
        if not slot.passing
    }


def test_every_slot_is_there_once_and_idle_cards_come_last() -> None:
    cards = [Card("a", 0, 9), Card("idle", 1, 9), Card("z", 1, 9), Card("b", 2, 9)]
    found = order(cards, [Line("skips", "b", "a"), Line("next", "a", "z")], 3)
    assert {slot.id for slot in found.columns[1]} == {"idle", "z", "skips"}
    assert found.columns[1][-1].id == "idle"
    assert found.crossings == 0


def test_kept_cards_stay_in_their_order_and_new_ones_find_the_best_place(
    made: Callable[..., tuple],
) -> None:
    cards, lines = made(30, 45, seed=5)
    old = [card for card in cards if card.id != "c7"]
    keep = {card.id: -float(i) for i, card in enumerate(old)}  # an order nobody would choose
    found = order(cards, lines, 5, keep={**keep, "gone": 3.0})
    rank = ranks(found)
    for at in range(5):
        column = sorted((card.id for card in old if card.column == at), key=keep.__getitem__)
        assert all(rank[one] < rank[other] for one, other in pairwise(column))
    assert dict(found.keep) == keep
    assert order(cards, lines, 5).crossings < found.crossings


def test_a_new_card_does_not_cross_what_it_need_not() -> None:
    cards = [Card(f"{side}{i}", side == "r", 10.0) for side in "lr" for i in range(4)]
    lines = [Line(f"{i}", f"l{i}", f"r{i}") for i in range(4)]
    keep = {card.id: float(card.id[1]) for card in cards if card.id != "r2"}
    found = order(cards, lines, 2, keep=keep)
    assert [slot.id for slot in found.columns[1]] == ["r0", "r1", "r2", "r3"]


@pytest.mark.parametrize(
    ("cards", "lines", "words"),
    [
        ([Card("a", 0, 1), Card("a", 1, 1)], [], "two cards"),
        ([Card("a", 2, 1)], [], "column 2 of 2"),
        ([Card("a", 0, 1)], [Line("l", "a", "b")], "'b', which is no card"),
        ([Card("a", 0, 1)], [Line("l", "a", "a")], "to itself"),
        (
            [Card("a", 0, 1), Card("b", 1, 1)],
            [Line("l", "a", "b"), Line("l", "b", "a")],
            "two lines",
        ),
    ],
)
def test_what_is_no_graph_is_refused(cards: list[Card], lines: list[Line], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        order(cards, lines, 2)


def test_nothing_at_all() -> None:
    assert order([], [], 2).columns == ((), ())
