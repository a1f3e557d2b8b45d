"""Which known word a mistyped one was probably meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.spelling import Suggestions, did_you_mean, nearest

WORDS = st.text("abc-", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("web-bd", ["web", "web-db", "web-ad"], "web-db"),
        ("custmer", ["customer", "offer"], "customer"),
        ("run-by", ["uses", "run_by"], "run_by"),
        ("CRM", ["crm", "erp"], "crm"),
        ("on", ["do", "via"], None),
        ("x", ["y"], None),
        ("erp", ["crm"], None),
        ("a" * 10_000, ["a" * 64], None),
        ("abcd", ["bbcd", "abce"], "abce"),
        ("word", [], None),
    ],
)
def test_near(word: str, known: list[str], near: str | None) -> None:
    assert Suggestions().near(word, known) == near


def distance(one: str, two: str) -> int:
    """Return the optimal string alignment distance, straight from its definition."""
    if not one or not two:
        return len(one) + len(two)
    found = min(
        distance(one[:-1], two) + 1,
        distance(one, two[:-1]) + 1,
        distance(one[:-1], two[:-1]) + (one[-1] != two[-1]),
    )
    if one[-2:] == two[-2:][::-1] and len(one) > 1 and len(two) > 1:
        found = min(found, distance(one[:-2], two[:-2]) + 1)
    return found


@given(st.text("abc", min_size=1, max_size=6), st.lists(st.text("abc", max_size=6), max_size=4))
def test_nearest_by_definition(word: str, known: list[str]) -> None:
    near = Suggestions().near(word, known)
    distances = {other: distance(word, other) for other in known if other != word}
    close = {other: far for other, far in distances.items() if far <= len(word) // 3}
    assert (near in close) if close else near is None
    if near is not None:
        assert close[near] == min(close.values())


@given(WORDS, st.permutations(["ab-c", "abc", "ca", "bca", "a-b-c", "cab"]))
def test_the_order_does_not_matter(word: str, known: list[str]) -> None:
    assert Suggestions().near(word, known) == Suggestions().near(word, sorted(known))


def test_suggestions_end_when_they_cost_too_much() -> None:
    suggestions = Suggestions()
    known = [f"{'a' * 58}{number:06}" for number in range(10_000)]
    assert suggestions.near("a" * 58 + "00000x", known) is not None
    assert suggestions.near("b" * 58 + "000001", known) is None
    assert suggestions.near("a" * 58 + "00000x", known) is None


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("ap", ["a", "app", "web"], "app"),
        ("a9", ["a3", "a4"], None),
        ("x", ["y"], None),
        ("on", ["do", "via"], None),
        ("lane", ["lanes", "matrix"], "lanes"),
        ("handoff", ["broken-handoff", "slow-handoff", "unowned"], "slow-handoff"),
        ("database", ["redundant_database", "unowned"], None),
        ("Redundant", ["redundant-database", "unowned"], "redundant-database"),
        ("lanes-view", ["lanes", "matrix"], "lanes"),
        ("a" * 10_000, ["a" * 64], None),
        ("", ["a"], None),
    ],
)
def test_what_an_argument_was_meant_to_be(word: str, known: list[str], found: str | None) -> None:
    assert nearest(word, known) == nearest(word, reversed(known)) == found
    assert did_you_mean(word, known) == (f"did you mean '{found}'?" if found else None)


def test_most_says_how_many_letters_may_differ() -> None:
    assert Suggestions().near("complaint", ["complent"]) == "complent"
    assert Suggestions().near("complaint", ["complent"], most=1) is None
    assert Suggestions().near("retrun", ["return"], most=1) == "return"
