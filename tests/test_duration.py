"""A time is said in the same units by a page, by a finding and by a report."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.duration import units
from engagemodel.page import words
from engagemodel.reports import wording
from engagemodel.rules.wording import span

SIZES = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
SHORT = {"day": "d", "hour": "h", "minute": "min", "second": "s"}


@given(st.one_of(st.integers(1, 10**9), st.integers(1, 3000).map(lambda hours: hours * 3600)))
def test_units_are_those_of_the_time_and_the_same_everywhere(seconds: int) -> None:
    found = units(seconds)
    assert sum(number * SIZES[unit] for number, unit in found) == seconds
    label = words.duration(seconds).replace("\u2009", "")
    assert label == " ".join(f"{number:.0f} {SHORT[unit]}" for number, unit in found)
    spoken = re.sub(r" (\w+?)s?\b", lambda unit: f" {SHORT.get(unit[1], unit[1])}", span(seconds))
    assert re.sub(r"(?<=\d),(?=\d)", "", spoken) == label
    assert wording.duration(seconds) == span(seconds)


@pytest.mark.parametrize(("code", "told"), [("en", "at once"), ("de", "sofort")])
def test_no_time_is_at_once(code: str, told: str) -> None:
    assert units(0) == ()
    with words.spoken(code):
        assert words.duration(0) == words.quantity(0, "seconds") == told
    assert wording.duration(0) == "at once"


def test_less_than_two_days_are_hours() -> None:
    assert units(172_800 - 3_600) == ((47, "hour"),)
    assert units(172_800) == ((2, "day"),)
    assert units(172_800 + 3_600) == ((49, "hour"),)
