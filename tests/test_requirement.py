from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from engagemodel.model import AllOf, AnyOf, Requirement, named
from engagemodel.requirement import canonical, has_choice, in_words

requirements = st.recursive(
    st.sampled_from("abc"),
    lambda inner: (
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


def holds(requirement: Requirement, up: frozenset[str]) -> bool:
    if isinstance(requirement, str):
        return requirement in up
    items = [holds(item, up) for item in requirement.items]
    return any(items) if isinstance(requirement, AnyOf) else all(items)


def shuffled(requirement: Requirement, rng: random.Random) -> Requirement:
    if isinstance(requirement, str):
        return requirement
    items = [shuffled(item, rng) for item in requirement.items]
    rng.shuffle(items)
    return type(requirement)((*items, items[0]))


@settings(max_examples=300, deadline=None)
@given(requirements, st.integers(0, 9))
def test_neither_order_nor_repeats_change_the_form(requirement: Requirement, seed: int) -> None:
    assert canonical(shuffled(requirement, random.Random(seed))) == canonical(requirement)


@settings(max_examples=300, deadline=None)
@given(requirements, requirements)
def test_what_has_one_form_means_one_thing(one: Requirement, other: Requirement) -> None:
    ups = [frozenset(up) for up in ("", "a", "b", "c", "ab", "ac", "bc", "abc")]
    if canonical(one) == canonical(other):
        assert [holds(one, up) for up in ups] == [holds(other, up) for up in ups]
    if not has_choice(canonical(one)):
        needed = frozenset(named(one))
        assert [holds(one, up) for up in ups] == [needed <= up for up in ups]


def test_it_reads_as_words() -> None:
    nested = AllOf(("db", AnyOf(("pay-b", AllOf(("till", "pay-a")), AnyOf(("pay-c",))))))
    assert in_words(canonical(nested)) == "db and (pay-b or pay-c or (pay-a and till))"
    assert in_words(canonical(AllOf(("db",)))) == "db"
    assert in_words(canonical(AllOf())) is None
