"""What must hold between a model and one that says a little more, or fails a little more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from analysis.case import Case, case
from strategies import AT
from variants import numbered

from engagemodel.analysis.data import at_least, at_most
from engagemodel.analysis.failure import up
from engagemodel.graph import Graphs, closure, flow_graph, reach, sight
from engagemodel.model import AllOf, AnyOf, Channel, Flow, Model, Organization, Platform

MODELS = 400


def _cases() -> Iterator[tuple[Case, random.Random]]:
    return ((case(seed), random.Random(seed)) for seed in range(MODELS))


def _changed(model: Model, id: str, **fields: Any) -> Model:
    """Return the model with some fields of one channel, organization or platform replaced."""
    if id in model.channels:
        return replace(
            model, channels={**model.channels, id: replace(model.channels[id], **fields)}
        )
    if id in model.organizations:
        organization = replace(model.organizations[id], **fields)
        return replace(model, organizations={**model.organizations, id: organization})
    platform = replace(model.platforms[id], **fields)
    return replace(model, platforms={**model.platforms, id: platform})


def _new_line(
    model: Model, rng: random.Random
) -> tuple[Channel | Organization | Platform, str] | None:
    """Choose an element that may need or use another, and that other."""
    able: dict[str, Channel | Organization | Platform] = {
        **model.channels,
        **model.organizations,
        **model.platforms,
    }
    if len(able) < 2:
        return None
    one, other = rng.sample(list(able), 2)
    return able[one], other


def test_one_more_need_shrinks_no_closure_or_sight_and_raises_nothing() -> None:
    for one, rng in _cases():
        line = _new_line(one.model, rng)
        if line is None:
            continue
        element, other = line
        needs = AllOf((*element.needs.items, other))
        after = Graphs(_changed(one.model, element.id, needs=needs))
        for id in one.model.elements:
            assert closure(one.graphs, id) <= closure(after, id)
            assert sight(one.graphs, id) <= sight(after, id)
            assert reach(one.graphs.depends, id) <= reach(after.depends, id)
        assert other in closure(after, element.id)
        for failed in one.failures():
            assert up(after, failed) <= up(one.graphs, failed)


def test_one_more_use_shrinks_no_sight_and_fails_nothing() -> None:
    for one, rng in _cases():
        line = _new_line(one.model, rng)
        if line is None:
            continue
        element, other = line
        after = Graphs(_changed(one.model, element.id, uses=(*element.uses, other)))
        for id in one.model.elements:
            assert sight(one.graphs, id) <= sight(after, id)
            assert closure(one.graphs, id) == closure(after, id)
        for failed in one.failures():
            assert up(after, failed) == up(one.graphs, failed)


def test_one_more_alternative_lowers_nothing() -> None:
    for one, rng in _cases():
        line = _new_line(one.model, rng)
        if line is None or not line[0].needs.items:
            continue
        element, other = line
        eased = AllOf((AnyOf((element.needs, other)),))
        after = Graphs(_changed(one.model, element.id, needs=eased))
        for failed in one.failures():
            assert up(one.graphs, failed) <= up(after, failed)


def test_failing_more_never_raises_what_is_up() -> None:
    for one, rng in _cases():
        for failed in one.failures():
            standing = up(one.graphs, failed)
            assert not standing & set(failed)
            more = [*failed, *rng.sample(sorted(one.model.elements), 1)]
            assert up(one.graphs, more) <= standing
            # What has fallen anyway may as well be failed.
            fallen = set(one.model.elements) - standing
            assert up(one.graphs, [*failed, *fallen]) == standing


def test_one_more_flow_makes_no_way_longer() -> None:
    for one, rng in _cases():
        line = _new_line(one.model, rng)
        if line is None or not one.model.data:
            continue
        carries = (rng.choice(sorted(one.model.data)),)
        flow = Flow(id="", at=AT, source=line[0].id, target=line[1], carries=carries)
        after = Graphs(replace(one.model, flows=numbered([*one.model.flows, flow])))
        for data in one.model.data:
            before = set(flow_graph(one.graphs, data).edges)
            assert before <= set(flow_graph(after, data).edges)
            for source in one.model.elements:
                for target in one.model.elements:
                    least = at_least(after, [source], [target], data)
                    most = at_most(after, [source], [target], data)
                    assert least <= at_least(one.graphs, [source], [target], data)
                    assert most <= at_most(one.graphs, [source], [target], data)
                    assert least <= most
