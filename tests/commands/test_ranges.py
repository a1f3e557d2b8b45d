"""Numbers of options are read whole, or refused with the numbers that do."""

from __future__ import annotations

import pytest
import typer

from engagemodel.commands.ranges import decimal, whole


def test_numbers_are_read() -> None:
    assert [whole(0, 65535)(words) for words in ("0", " 7 ", "65535", 8)] == [0, 7, 65535, 8]
    assert whole(-2)("-2") == -2
    assert [decimal(0.01, 100)(words) for words in ("0.01", "1e2", "2")] == [0.01, 100, 2]


@pytest.mark.parametrize(
    "words", ["", "x", "1.5", "1e3", "1_000", "٣", "-", "--1", "0", "9" * 5000]
)
def test_what_is_no_whole_number_in_range_is_refused(words: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"is not a whole number from 1 to 9$"):
        whole(1, 9)(words)


@pytest.mark.parametrize("words", ["", "x", "0", "nan", "inf", "-inf", "-1", "101", "1,5"])
def test_what_is_no_number_in_range_is_refused(words: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"is not a number from 0\.01 to 100$"):
        decimal(0.01, 100)(words)
