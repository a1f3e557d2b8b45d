from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from sketches import AT, entry, flow, picture, step
from strategies import seeded
from variants import SECTIONS, relabelled

from engagemodel.change.findings import Matched, match
from engagemodel.change.lineage import trace
from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.model import Channel, CustomerType, Data, Journey, Model, Organization, Platform
from engagemodel.rules import IDENTITY, run
from engagemodel.settings import DEFAULTS

IDENTITIES = {"holds": ("elements",), "slow": ("flow",), "step": ("journeys", "step", "data")}


def found(rule: str, message: str = "", **facets: object) -> Finding:
    return Finding(message=message, mend="", at=AT, rule=rule, **facets)  # type: ignore[arg-type]


def matched(
    before: Model, after: Model, old: tuple[Finding, ...], new: tuple[Finding, ...]
) -> Matched:
    return match(old, new, before, after, trace(before, after), IDENTITIES)


def on(*ids: str) -> Finding:
    return found("holds", elements=ids)


def test_findings_are_resolved_introduced_or_remain() -> None:
    model = picture(*(entry(Platform, id) for id in "abc"))
    again = found("holds", "told otherwise", elements=("b",))
    result = matched(model, model, (on("a"), on("b")), (again, on("c")))
    assert result == ((on("a"),), (on("c"),), (again,))


def test_a_finding_survives_the_rename_of_what_it_names() -> None:
    before, after = picture(entry(Platform, "old")), picture(entry(Platform, "new", was="old"))
    assert matched(before, after, (on("old"),), (on("new"),)).remaining == (on("new"),)


def test_what_was_merged_or_split_is_another_thing() -> None:
    before = picture(entry(Platform, "a"), entry(Platform, "b"))
    after = picture(entry(Platform, "c", replaces=("a", "b")))
    result = matched(before, after, (on("a"), on("b")), (on("c"),))
    assert result == ((on("a"), on("b")), (on("c"),), ())


def test_an_id_that_went_to_something_else_does_not_bring_its_findings_along() -> None:
    before = picture(entry(Platform, "b"), entry(Platform, "c"))
    after = picture(entry(Platform, "a", was="b"), entry(Platform, "b", was="c"))
    result = matched(before, after, (on("b"),), (on("b"),))
    assert result == ((on("b"),), (on("b"),), ())
    assert matched(before, after, (on("b"),), (on("a"),)).remaining == (on("a"),)
    split = picture(*after.platforms.values(), entry(Platform, "d", was="c"))
    assert matched(before, split, (on("b"),), (on("b"),)) == ((on("b"),), (on("b"),), ())


def test_a_finding_about_a_parallel_flow_follows_that_flow() -> None:
    places = [entry(Data, "d"), entry(Data, "e"), entry(Platform, "a"), entry(Platform, "b")]
    before = picture(*places, flow("a", "b", "d"), flow("a", "b", "e"))
    after = picture(*places, flow("a", "b", "e"))
    first, second = found("slow", flow="a->b"), found("slow", flow="a->b#2")
    result = matched(before, after, (first, second), (first,))
    assert result == ((first,), (), (first,))
    assert matched(after, before, (first,), (first, second)) == ((), (first,), (second,))


def test_a_finding_about_a_step_follows_the_step() -> None:
    def trip(*occasions: str) -> Model:
        steps = tuple(step(do, "web", reads=("d",)) for do in occasions)
        return picture(
            entry(Data, "d"),
            entry(CustomerType, "t"),
            entry(Channel, "web"),
            entry(Journey, "j", customer="t", steps=steps),
        )

    def at(number: int) -> Finding:
        return found("step", journeys=("j",), step=number, data=("d",))

    before, after = trip("buy", "return"), trip("learn", "buy", "ask", "return")
    result = matched(before, after, (at(1), at(2)), (at(2), at(3), at(4)))
    assert result == ((), (at(3),), (at(2), at(4)))


def test_one_id_in_two_kinds_is_one_thing_named() -> None:
    before, after = picture(entry(Organization, "desk")), picture(entry(Platform, "desk"))
    assert matched(before, after, (on("desk"),), (on("desk"),)).remaining == (on("desk"),)


def judged(model: Model) -> tuple[Finding, ...]:
    return run(Graphs(model), DEFAULTS, date(2026, 1, 1))


def told(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.fingerprint for finding in findings)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 9_999))
def test_turning_the_models_round_swaps_resolved_and_introduced(seed: int) -> None:
    before, after = seeded(seed, lineage=True), seeded(seed + 10_000, lineage=True)
    old, new = judged(before), judged(after)
    there = match(old, new, before, after, trace(before, after), IDENTITY)
    back = match(new, old, after, before, trace(after, before), IDENTITY)
    assert told(there.resolved) == told(back.introduced)
    assert told(there.introduced) == told(back.resolved)
    assert len(there.remaining) == len(back.remaining)
    kept = [*there.introduced, *there.remaining]
    assert sorted(kept, key=lambda one: one.fingerprint) == sorted(
        new, key=lambda one: one.fingerprint
    )


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 9_999))
def test_a_renamed_model_has_the_findings_it_had(seed: int) -> None:
    before = seeded(seed)
    names = {section: {id: f"new-{id}" for id in getattr(before, section)} for section in SECTIONS}
    after = relabelled(before, names)
    old, new = judged(before), judged(after)
    assert match(old, new, before, after, trace(before, after), IDENTITY) == ((), (), new)
