"""Mistakes are told with their place, reason and fix, on a terminal with the line and a caret."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from engagemodel.errors import Problem
from engagemodel.place import Place
from engagemodel.reports.diagnostics import diagnostics, notes
from engagemodel.reports.screen import Screen

PLAIN = Screen()
DANGLING = Problem(
    "unknown 'web-bd'",
    Place("parts/web.yaml", 5, 9),
    "did you mean 'web-db'?",
    source="  needs: [web-bd]",
    trail=(Place("main.yaml", 3, 12), Place("top.yaml", 1, 1)),
    related=(Place("other.yaml", 7, 1),),
)


def test_one_line_with_place_reason_and_fix() -> None:
    told = diagnostics([DANGLING], PLAIN).splitlines()
    assert told == [
        "parts/web.yaml:5:9: error: unknown 'web-bd' (did you mean 'web-db'?)",
        "  see also other.yaml:7:1",
        "  included from main.yaml:3:12",
        "  included from top.yaml:1:1",
    ]


def test_the_caret_stands_below_the_column() -> None:
    told = diagnostics([DANGLING], PLAIN, source=True).splitlines()
    assert told[1:3] == ["      needs: [web-bd]", "            ^"]


def test_the_caret_counts_wide_characters_and_escapes() -> None:
    problem = Problem("here", Place("m.yaml", 1, 4), source="漢\x1b x")
    line, caret = diagnostics([problem], PLAIN, source=True).splitlines()[1:3]
    assert line[4:] == "漢\\x1b x"
    assert len(caret) - 1 == 4 + 2 + 4 + 1


def test_a_long_line_is_shown_around_the_column() -> None:
    problem = Problem("here", Place("m.yaml", 1, 5001), source="a" * 5000 + "X" + "b" * 5000)
    line, caret = diagnostics([problem], PLAIN, source=True).splitlines()[1:3]
    assert len(line) < 200
    assert line[caret.index("^")] == "X"


def test_at_most_a_hundred_are_shown() -> None:
    many = [Problem(f"mistake {number}") for number in range(150)]
    told = diagnostics(many, PLAIN).splitlines()
    assert len(told) == 101
    assert told[-1] == "and 50 more errors"
    assert diagnostics(many[:101], PLAIN).splitlines()[-1] == "and 1 more error"


def test_what_is_worth_a_look_is_a_note() -> None:
    hint = Problem("'a\x1b' is used once", Place("m.yaml", 5, 9), "did you mean 'ab'?")
    assert notes([hint]) == ("m.yaml:5:9: note: 'a\\x1b' is used once, did you mean 'ab'?",)
    assert notes([Problem("'a' is in neither model")]) == ("note: 'a' is in neither model",)
    many = notes([hint] * 102)
    assert (len(many), many[-1]) == (101, "and 2 more notes")


def test_colour_only_on_a_terminal() -> None:
    assert "\x1b" not in diagnostics([DANGLING], PLAIN)
    assert "\x1b[1;31merror:\x1b[0m" in diagnostics([DANGLING], Screen(80, colour=True))


@given(st.text(), st.text(), st.integers(1, 50))
def test_nothing_of_a_file_can_steer_the_terminal_or_the_build(
    message: str, source: str, column: int
) -> None:
    problem = Problem(message, Place(message, 1, column), message, source=source)
    told = diagnostics([problem, Problem(message)], PLAIN, source=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\\[|^\\s*::", told, re.M)
