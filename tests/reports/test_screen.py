"""Text fits the screen, whatever the width and the script, and cannot steer it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from engagemodel.reports.screen import Block, Screen, cells, lay, table


@given(
    words=st.lists(st.text("abcxyz漢字é", min_size=1, max_size=8), min_size=1),
    width=st.integers(30, 120),
    lead=st.sampled_from(["", "1. ", "   12. "]),
)
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(
    words: list[str], width: int, lead: str
) -> None:
    text = lay([Block(" ".join(words), lead=lead)], Screen(width))
    assert all(cells(line) <= width for line in text.splitlines())
    assert text.split() == (lead + " ".join(words)).split()


def test_further_lines_stand_below_the_first_word() -> None:
    text = lay([Block("one two three four five six", lead="10. ")], Screen(24))
    assert text == "10. one two three four\n    five six\n"


def test_wide_characters_take_two_cells_and_accents_none() -> None:
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = lay([Block(text, lead=text)], Screen(40, colour=False))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_colour_only_where_it_may_be() -> None:
    block = Block("three findings", "high")
    assert lay([block], Screen(80, colour=False)) == "three findings\n"
    assert lay([block], Screen(80, colour=True)) == "\x1b[1;31mthree findings\x1b[0m\n"


def test_columns_are_aligned_by_cells() -> None:
    assert table([("漢字", "1"), ("abc", "20")], right=frozenset({1})) == [
        "漢字   1",
        "abc   20",
    ]
