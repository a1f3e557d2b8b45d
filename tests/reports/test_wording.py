"""Quantities and lists in the words of people."""

from __future__ import annotations

import pytest

from engagemodel.model import AllOf, AnyOf
from engagemodel.reports import wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "at once"),
        (1, "1 second"),
        (90, "90 seconds"),
        (300, "5 minutes"),
        (5400, "90 minutes"),
        (86400, "24 hours"),
        (86490, "24 hours 1 minute 30 seconds"),
        (108_000_000, "1,250 days"),
        (129600, "36 hours"),
        (1209600, "14 days"),
        (0.5, "0.5 seconds"),
        (float("inf"), "never"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.123456, "share", "12.3%"),
        (1, "share", "100%"),
        (3.9375, "mean", "3.94"),
        (4.0, "mean", "4"),
        (1240000, "money a year", "1,240,000"),
        (99.5, "money a year", "99.50"),
        (17, "count", "17"),
        (None, "count", "-"),
        ({"customer_types": {}}, "share", "-"),
    ],
)
def test_amounts(value: object, unit: str, words: str) -> None:
    assert wording.amount(value, unit) == words


def test_lists() -> None:
    assert [wording.listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_the_channels_of_a_step_keep_their_or_and_and() -> None:
    import specimens

    model = specimens.model()
    assert wording.via(AnyOf(("web", AllOf(("store", "phone")))), model) == (
        "Web Lumen or (Store Lumen and Phone Lumen)"
    )
