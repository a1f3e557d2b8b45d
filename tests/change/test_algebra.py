"""What holds of any two models, whatever they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import models, seeded
from variants import SECTIONS, numbered, relabelled, reordered

from engagemodel.change.compare import compare_models
from engagemodel.change.lineage import trace
from engagemodel.change.record import Change
from engagemodel.model import AllOf, AnyOf, Model, Quantity, Requirement
from engagemodel.requirement import canonical

SEEDS = st.integers(0, 9_999)


def changes(before: Model, after: Model) -> tuple[Change, ...]:
    return compare_models(before, after, trace(before, after))


def counted(found: tuple[Change, ...], *words: str) -> Counter[tuple[str, str]]:
    return Counter((change.kind, change.id) for change in found if change.change in words)


@settings(max_examples=60, deadline=None)
@given(models(lineage=True), st.integers(0, 99))
def test_nothing_lies_between_a_model_and_itself_in_any_order(model: Model, seed: int) -> None:
    assert changes(model, model) == ()
    assert changes(model, reordered(model, seed)) == ()


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_turning_the_models_round_turns_the_changes_round(seed: int) -> None:
    before, after = seeded(seed, lineage=True), seeded(seed + 10_000, lineage=True)
    there, back = changes(before, after), changes(after, before)
    assert counted(there, "added") == counted(back, "removed")
    assert counted(there, "removed") == counted(back, "added")
    renamed = {
        (change.kind, change.id, *change.was) for change in there if change.change == "renamed"
    }
    assert renamed == {
        (change.kind, *change.was, change.id) for change in back if change.change == "renamed"
    }
    pieces = {
        (change.kind, old, change.id)
        for change in there
        if change.change == "merged"
        for old in change.was
    }
    split = {(change.kind, change.id, *change.was) for change in back if change.change == "split"}
    assert split <= pieces
    # A part that kept its id, or was merged itself the other way, is no piece that was split off.
    merged_back = {(change.kind, change.id) for change in back if change.change == "merged"}
    rest = {piece for piece in pieces - split if piece[1] != piece[2]}
    assert all(piece[:2] in merged_back for piece in rest)


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_the_order_of_either_model_shows_nowhere(seed: int) -> None:
    before, after = seeded(seed, lineage=True), seeded(seed + 10_000, lineage=True)
    found = changes(before, after)
    assert changes(reordered(before, seed), reordered(after, seed + 1)) == found


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_a_declared_rename_is_one_change(seed: int) -> None:
    model = seeded(seed)
    for section in SECTIONS:
        for id in getattr(model, section):
            [change] = changes(model, relabelled(model, {section: {id: "brand-new"}}))
            assert (change.change, change.id, change.was) == ("renamed", "brand-new", (id,))
            assert change.fields == ()


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_renaming_everything_is_one_change_each(seed: int) -> None:
    model = seeded(seed)
    names = {s: {id: f"new-{id}" for id in getattr(model, s)} for s in SECTIONS}
    found = changes(model, relabelled(model, names))
    assert Counter(change.change for change in found) == Counter(
        {"renamed": total} if (total := sum(map(len, names.values()))) else {}
    )


def edits(model: Model) -> Iterator[tuple[str, Model]]:
    """Every way to change one thing: what was done, and the model that it makes."""
    for position, flow in enumerate(model.flows):
        rest = [*model.flows[:position], *model.flows[position + 1 :]]
        yield f"without {flow.id}", replace(model, flows=numbered(rest))
        for name, value in (
            ("latency", Quantity(7.0, "7s")),
            ("matched_by", "a clerk"),
            ("both_ways", not flow.both_ways),
            ("carries", flow.carries[1:] if flow.carries else tuple(model.data)[:1]),
        ):
            if getattr(flow, name) != value:
                edited = [*rest, replace(flow, **{name: value})]
                yield f"{flow.id} {name}", replace(model, flows=numbered(edited))
    for journey in model.journeys.values():
        for number in range(len(journey.steps)):
            rest_of = (*journey.steps[:number], *journey.steps[number + 1 :])
            yield f"{journey.id} {number}", _put(model, "journeys", replace(journey, steps=rest_of))
    for section in ("channels", "organizations", "platforms"):
        for element in getattr(model, section).values():
            yield from _element_edits(model, section, element)


def _element_edits(model: Model, section: str, element: Any) -> Iterator[tuple[str, Model]]:
    for item in element.needs.items:
        others = AllOf(tuple(other for other in element.needs.items if other != item))
        if isinstance(item, str) and item not in element.uses:
            moved = replace(element, needs=others, uses=(*element.uses, item))
            yield f"{element.id} uses {item}", _put(model, section, moved)
        for less in _less(item):
            needs = AllOf(tuple(less if other == item else other for other in element.needs.items))
            if canonical(needs) != canonical(element.needs):
                edited = replace(element, needs=needs)
                yield f"{element.id} needs {less}", _put(model, section, edited)
    for data, holding in getattr(element, "holds", {}).items():
        other_role = "copy" if holding.role == "master" else "master"
        for name, value in (("key", ("other",)), ("part", "west"), ("role", other_role)):
            holds = {**element.holds, data: replace(holding, **{name: value})}
            yield f"{element.id} {data} {name}", _put(model, section, replace(element, holds=holds))
        holds = {other: held for other, held in element.holds.items() if other != data}
        yield f"{element.id} without {data}", _put(model, section, replace(element, holds=holds))


def _less(item: Requirement) -> Iterator[Requirement]:
    """The requirement with one alternative or one part less, at any depth."""
    if isinstance(item, str):
        return
    for position, inner in enumerate(item.items):
        before, after = item.items[:position], item.items[position + 1 :]
        if len(item.items) > 1:
            yield type(item)((*before, *after))
        for less in _less(inner):
            yield type(item)((*before, less, *after))
    yield AllOf(item.items) if isinstance(item, AnyOf) else AnyOf(item.items)


def _put(model: Model, section: str, entry: Any) -> Model:
    return replace(model, **{section: {**getattr(model, section), entry.id: entry}})


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_every_single_edit_shows(seed: int) -> None:
    model = seeded(seed)
    for done, edited in edits(model):
        found = changes(model, edited)
        assert found, done
        assert changes(edited, model), done


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_every_entry_that_comes_or_goes_shows_with_its_lines(seed: int) -> None:
    model = seeded(seed)
    empty = replace(model, flows=(), **{section: {} for section in SECTIONS})
    found = changes(empty, model)
    assert {change.change for change in found} <= {"added"}
    assert sum(change.kind == "flow" for change in found) == len(model.flows)
    entries = [id for section in SECTIONS for id in getattr(model, section)]
    lines = {"use", "need", "run_by", "holding", "flow"}
    assert sorted(change.id for change in found if change.kind not in lines) == sorted(entries)
    assert counted(found, "added") == counted(changes(model, empty), "removed")
