from __future__ import annotations

import pytest
from hypothesis import given, settings
from sketches import entry, picture
from strategies import models

from engagemodel.change.lineage import entries, renames, trace, unmet
from engagemodel.change.record import ENTRY_KINDS
from engagemodel.model import (
    Capability,
    Channel,
    CustomerType,
    Data,
    Initiative,
    Journey,
    Model,
    Organization,
    Platform,
)
from engagemodel.place import Place

KINDS = {
    "customer_type": CustomerType,
    "channel": Channel,
    "organization": Organization,
    "platform": Platform,
    "data": Data,
    "capability": Capability,
    "journey": Journey,
    "initiative": Initiative,
}


def systems(**claims: dict[str, object]) -> Model:
    return picture(*(entry(Platform, id, **stated) for id, stated in claims.items()))


def heirs(before: Model, after: Model) -> dict[str, tuple[str, ...]]:
    return dict(trace(before, after).heirs["platform"])


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_every_kind_of_entry_has_a_lineage(kind: str) -> None:
    needed = {"customer": "t1"} if kind == "journey" else {}
    before = picture(entry(KINDS[kind], "old", **needed), entry(KINDS[kind], "same", **needed))
    after = picture(
        entry(KINDS[kind], "new", was="old", **needed), entry(KINDS[kind], "same", **needed)
    )
    lineage = trace(before, after)
    assert lineage.heirs[kind] == {"old": ("new",), "same": ("same",)}
    assert lineage.origins[kind] == {"new": ("old",), "same": ("same",)}
    assert renames(lineage, kind) == {"new": "old", "same": "same"}


def test_several_that_become_one_are_merged() -> None:
    after = systems(crm={"replaces": ("a", "b"), "was": "c"})
    assert heirs(systems(a={}, b={}, c={}), after) == dict.fromkeys("abc", ("crm",))


def test_one_that_is_claimed_twice_is_split() -> None:
    after = systems(shop={"was": "web"}, till={"replaces": ("web",)})
    assert heirs(systems(web={}), after) == {"web": ("shop", "till")}


def test_a_part_split_off_leaves_the_rest_what_it_was() -> None:
    assert heirs(systems(web={}), systems(web={}, shop={"was": "web"})) == {"web": ("shop", "web")}


def test_one_that_swallows_another_keeps_its_own_past() -> None:
    assert heirs(systems(a={}, b={}), systems(a={"replaces": ("b",)})) == {"a": ("a",), "b": ("a",)}


def test_history_that_is_past_says_nothing() -> None:
    both = systems(new={"was": "old"}, old={})
    assert heirs(both, both) == {"new": ("new",), "old": ("old",)}
    gone = systems(new={"was": "old"})
    assert heirs(gone, gone) == {"new": ("new",)}


def test_what_is_declared_in_the_model_before_is_read_backwards() -> None:
    assert heirs(systems(old={"was": "new"}), systems(new={})) == {"old": ("new",)}
    split = systems(one={"replaces": ("a", "b")})
    assert heirs(split, systems(a={}, b={})) == {"one": ("a", "b")}


def test_an_entry_that_was_itself_says_nothing() -> None:
    assert heirs(systems(a={}), systems(a={"was": "a"}, b={"was": "b"})) == {"a": ("a",)}


def test_a_claim_is_followed_through_its_own_model() -> None:
    after = systems(a={"was": "b"}, b={"was": "c"})
    assert heirs(systems(c={}), after) == {"c": ("a", "b")}


def test_claims_in_a_circle_end() -> None:
    assert heirs(systems(x={}), systems(a={"was": "b"}, b={"was": "a"})) == {}
    after = systems(a={"was": "b"}, b={"replaces": ("a", "x")})
    assert heirs(systems(x={}), after) == {"x": ("a", "b")}


def test_names_that_move_up_are_renames_and_no_merge() -> None:
    before, after = systems(b={}, c={}), systems(a={"was": "b"}, b={"was": "c"})
    assert heirs(before, after) == {"b": ("a",), "c": ("b",)}


def test_what_is_of_another_kind_is_no_heir() -> None:
    lineage = trace(picture(entry(Organization, "web")), picture(entry(Platform, "crm", was="web")))
    assert not any(lineage.heirs.values())


def test_a_long_chain_of_claims_ends_soon() -> None:
    chain = {f"s{number}": {"was": f"s{number + 1}"} for number in range(3000)}
    assert heirs(systems(s3000={}), systems(**chain))["s3000"][-1] == "s2999"


@settings(max_examples=60, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_turning_the_models_round_turns_the_lineage_round(before: Model, after: Model) -> None:
    there, back = trace(before, after), trace(after, before)
    assert there.heirs == back.origins
    assert there.origins == back.heirs


@settings(max_examples=60, deadline=None)
@given(models(lineage=True))
def test_between_a_model_and_itself_everything_is_itself(model: Model) -> None:
    lineage = trace(model, model)
    for kind in ENTRY_KINDS:
        assert lineage.heirs[kind] == {id: (id,) for id in entries(model, kind)}


def claims(before: Model, after: Model) -> list[tuple[str, str | None]]:
    return [(problem.message, problem.hint) for problem in unmet(before, after)]


@pytest.mark.parametrize("kind", ENTRY_KINDS)
@pytest.mark.parametrize("claim", [{"was": "monno"}, {"replaces": ("monno",)}])
def test_a_claim_to_what_neither_model_has_is_unmet(kind: str, claim: dict[str, object]) -> None:
    needed = {"customer": "t1"} if kind == "journey" else {}
    before = picture(entry(KINDS[kind], "mono", **needed))
    after = picture(entry(KINDS[kind], "duo", **needed, **claim))
    assert claims(before, after) == [("'monno' is in neither model", "did you mean 'mono'?")]
    known = picture(entry(KINDS[kind], "mono", **needed), entry(KINDS[kind], "monno", **needed))
    assert claims(known, after) == []


def test_unmet_claims_stand_at_their_key_in_order_of_place() -> None:
    def at(line: int) -> Place:
        return Place("after.yaml", line, 9)

    after = picture(
        entry(Platform, "b", replaces=("x", "mono", "y"), places={"replaces": at(7)}),
        entry(Platform, "a", was="z", places={"was": at(3)}),
    )
    found = [(problem.at, problem.message[:3]) for problem in unmet(systems(mono={}), after)]
    assert found == [(at(3), "'z'"), (at(7), "'x'"), (at(7), "'y'")]


def test_what_an_earlier_state_was_called_is_not_unmet() -> None:
    assert claims(systems(b={"was": "a"}), systems(c={"was": "b"})) == []
    assert claims(systems(b={"was": "a"}), systems(b={"was": "a"})) == []
    assert claims(systems(b={"was": "a"}), systems(b={"replaces": ("a",)})) == []
    # A claim is followed through the claims beside it.
    assert claims(systems(a={}), systems(c={"was": "b"}, b={"was": "a"})) == []
