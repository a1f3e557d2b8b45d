"""The gap for a card to come: every column that can has one, and nothing else gets worse."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engagemodel.page.layout import Card, Column, Line, arrange
from engagemodel.page.layout.room import APART

GAP, TOP, BOTTOM, COLUMNS = 4.0, 50.0, 350.0, 3
columns = [Column(150.0 * at, 100.0) for at in range(COLUMNS)]


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Card], list[Line]]:
    high = draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(10, 24)), min_size=2, max_size=36)
    )
    cards: list[Card] = []
    for at, height in high:
        taken = sum(card.height + 8 for card in cards if card.column == at)
        if taken + height <= BOTTOM - TOP - 24:
            cards.append(Card(f"c{len(cards)}", at, float(height)))
    ends = st.tuples(st.sampled_from(cards), st.sampled_from(cards))
    beside = [
        (a.id, b.id) for a, b in draw(st.lists(ends, max_size=30)) if abs(a.column - b.column) == 1
    ]
    return cards, [Line(f"l{n}", *pair) for n, pair in enumerate(beside)]


def gaps(cards: list[Card], y: dict[str, float], at: int) -> list[float]:
    """Return the gaps of a column: at its upper end, between its cards, at its lower end."""
    spans = sorted((y[card.id], y[card.id] + card.height) for card in cards if card.column == at)
    return [
        spans[0][0] - TOP,
        *(lower[0] - upper[1] for upper, lower in pairwise(spans)),
        BOTTOM - spans[-1][1],
    ]


@given(drawings(), st.floats(5, 15))
def test_a_column_with_room_for_one_card_more_has_it_in_one_place(
    given_: tuple[list[Card], list[Line]], reserve: float
) -> None:
    cards, lines = given_
    y = dict(arrange(cards, lines, columns, TOP, BOTTOM, GAP, reserve=reserve).y)
    for at in {card.column for card in cards}:
        first, *between, last = gaps(cards, y, at)
        assert min(first, last) >= -1e-6
        assert min(between, default=GAP) >= GAP - 1e-6
        here = [card.height + GAP for card in cards if card.column == at]
        if BOTTOM - TOP - (sum(here) - GAP) >= reserve + APART:
            wide = [gap - 2 * APART for gap in between]
            assert max(first - APART, last - APART, *wide) >= reserve - 1e-6


def test_without_a_reserve_a_page_is_as_it_was() -> None:
    cards = [Card(f"c{n}", 0, 20.0) for n in range(9)]
    plain = arrange(cards, [], columns, TOP, BOTTOM, GAP)
    assert arrange(cards, [], columns, TOP, BOTTOM, GAP, reserve=0.0) == plain
    reserved = arrange(cards, [], columns, TOP, BOTTOM, GAP, reserve=30.0)
    assert max(gaps(cards, dict(reserved.y), 0)) >= 33.0 > max(gaps(cards, dict(plain.y), 0))
