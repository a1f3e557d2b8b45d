from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketches import AT, entry, flow, picture, step
from strategies import seeded
from variants import SECTIONS, relabelled, reordered

from engagemodel.finding import Finding
from engagemodel.fingerprint import fingerprint, origins
from engagemodel.graph import Graphs
from engagemodel.model import AnyOf, Channel, CustomerType, Data, Journey, Model, Platform
from engagemodel.rules import run
from engagemodel.settings import DEFAULTS


def found(**facets: object) -> Finding:
    return Finding(message="m", mend="n", at=AT, rule="a-rule", **facets)  # type: ignore[arg-type]


def print_of(finding: Finding, *identity: str, model: Model | None = None) -> str:
    model = model or picture()
    return fingerprint(finding, identity, model, origins(model))


def prints(model: Model) -> list[str]:
    return sorted(f.fingerprint for f in run(Graphs(model), DEFAULTS, date(2026, 1, 1)))


def test_it_is_sixteen_hexadecimal_digits_and_stays_what_it_is() -> None:
    finding = found(elements=("pos-db", "web-db"), data=("customer",))
    # Stored in baselines: another value here makes every one of them stale.
    assert print_of(finding, "data") == "15673f052df2f7aa"


def test_only_the_rule_and_its_identity_count() -> None:
    one = found(data=("order",), elements=("a",))
    other = replace(one, message="x", mend="y", elements=("b",), severity="high")
    assert print_of(one, "data") == print_of(other, "data")
    assert print_of(one, "data", "elements") != print_of(other, "data", "elements")
    assert print_of(one, "data") != print_of(replace(one, rule="another"), "data")
    assert print_of(one, "data", "elements") == print_of(one, "elements", "data")


def test_an_id_means_what_its_facet_says() -> None:
    assert print_of(found(data=("x",)), "data", "elements") != print_of(
        found(elements=("x",)), "data", "elements"
    )


def test_what_is_no_facet_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'message'"):
        print_of(found(), "message")


@pytest.mark.parametrize(
    ("claims", "survives"),
    [
        ({"crm": {"was": "old"}}, True),
        ({"crm": {"was": "old"}, "old": {}}, False),
        ({"crm": {"was": "old"}, "other": {"replaces": ("old",)}}, False),
        ({"crm": {"was": "old", "replaces": ("more",)}}, False),
        ({"crm": {"replaces": ("old",)}}, False),
        ({"crm": {"was": "crm"}}, False),
    ],
)
def test_a_rename_survives_where_it_is_sure(
    claims: dict[str, dict[str, object]], survives: bool
) -> None:
    model = picture(*(entry(Platform, id, **stated) for id, stated in claims.items()))
    old = print_of(found(elements=("old",)), "elements")
    assert (print_of(found(elements=("crm",)), "elements", model=model) == old) is survives


def test_a_flow_is_known_by_its_ends() -> None:
    before = picture(entry(Platform, "a"), entry(Platform, "b"), flow("a", "b"))
    after = picture(entry(Platform, "c", was="a"), entry(Platform, "b"), flow("c", "b"))
    assert print_of(found(flow="a->b#2"), "flow", model=before) == print_of(
        found(flow="c->b#2"), "flow", model=after
    )
    assert print_of(found(flow="a->b"), "flow") != print_of(found(flow="a->b#2"), "flow")


STEPS = (
    step("buy", "web", writes=("order",)),
    step("ask", AnyOf(("web", "phone")), reads=("order",)),
    step("ask", AnyOf(("web", "phone")), reads=("order",)),
)


def trip(*steps: object) -> Model:
    return picture(
        entry(CustomerType, "buyer"),
        entry(Channel, "web"),
        entry(Channel, "phone"),
        entry(Data, "order"),
        entry(Journey, "trip", customer="buyer", steps=steps),
    )


def at_step(number: int, *steps: object) -> str:
    finding = found(journeys=("trip",), step=number, data=("order",))
    return print_of(finding, "journeys", "step", "data", model=trip(*steps))


def test_a_step_is_known_by_what_it_does_not_by_its_number() -> None:
    third = at_step(3, *STEPS)
    other = step("ask", AnyOf(("phone", "web")))
    assert at_step(5, step("learn", "web"), STEPS[0], other, *STEPS[1:]) == third
    turned = replace(STEPS[2], via=AnyOf(("phone", "web")), within=None, name="Ask again")
    assert at_step(3, *STEPS[:2], turned) == third


def test_each_of_several_equal_steps_is_another() -> None:
    assert at_step(2, *STEPS) != at_step(3, *STEPS)
    assert at_step(2, STEPS[0], STEPS[2]) == at_step(2, *STEPS)
    elsewhere = replace(STEPS[2], via="web")
    assert at_step(3, *STEPS[:2], elsewhere) != at_step(3, *STEPS)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 9_999))
def test_the_findings_of_a_model_keep_their_fingerprints(seed: int) -> None:
    model = seeded(seed)
    names = {section: {id: f"new-{id}" for id in getattr(model, section)} for section in SECTIONS}
    expected = prints(model)
    assert len(set(expected)) == len(expected)
    assert prints(reordered(model, seed)) == expected
    assert prints(relabelled(model, names)) == expected
