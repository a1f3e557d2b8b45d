"""Availability equals enumeration on random models; bounds hold where the limit is reached."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from math import isclose, prod
from typing import TypeVar

import pytest
from analysis.reading.subsets import Subsets
from strategies import seeded

from engagemodel.analysis.availability import availability
from engagemodel.analysis.structure import Top
from engagemodel.graph import Graphs
from engagemodel.model import (
    NOTHING,
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Element,
    Journey,
    Model,
    Platform,
    Quantity,
    Requirement,
    Step,
)
from engagemodel.place import Place

AT = Place("availability.yaml", 1, 1)
Entity = TypeVar("Entity", bound=Element)


def tops(model: Model) -> list[tuple[str, CustomerType | Journey]]:
    found: list[tuple[str, CustomerType | Journey]] = [
        ("customer", customer) for customer in model.customer_types.values()
    ]
    return found + [("journey", journey) for journey in model.journeys.values()]


def restated(model: Model, seed: int) -> Model:
    """Return the model with availabilities all over the range, more of them for every other seed."""
    rng = random.Random(seed)

    def each(elements: Mapping[str, Entity]) -> dict[str, Entity]:
        return {
            id: replace(
                element,
                availability=Quantity(rng.random(), "")
                if rng.random() < (0.4, 0.8)[seed % 2]
                else element.availability,
            )
            for id, element in elements.items()
        }

    return replace(
        model,
        channels=each(model.channels),
        organizations=each(model.organizations),
        platforms=each(model.platforms),
    )


def enumerated(model: Model, kind: str, top: CustomerType | Journey) -> tuple[float, set[str]]:
    """Return the probability of all subsets of failures that serve, and the elements that state one."""
    stated = {
        id: element.availability.value
        for id, element in model.elements.items()
        if element.availability and id not in model.customer_types
    }
    subsets = Subsets(model, stated)
    return subsets.chance(subsets.served(top.id, kind), stated.__getitem__), set(stated)


def test_bounds_hold() -> None:
    bounded = closer = 0
    for seed in range(2000):
        model = restated(seeded(seed), seed)
        graphs = Graphs(model)
        for kind, top in tops(model):
            found = availability(graphs, top, limit=2 + seed % 12)
            if found.low is None or found.high is None:
                continue
            value, _ = enumerated(model, kind, top)
            assert found.low <= value + 1e-12
            assert found.high >= value - 1e-12
            assert found.value is None or abs(found.value - value) <= 1e-12
            bounded += found.value is None
            closer += found.value is None and found.high - found.low < 0.5
    assert bounded > 40
    assert closer > 20


def shop(works: dict[str, float], needs: dict[str, Requirement]) -> tuple[Graphs, CustomerType]:
    """Return a customer type with one channel, on platforms with their availability."""
    channel = Channel(id="web", at=AT, name="web", needs=AllOf(("p0",)))
    customer = CustomerType(id="t", at=AT, name="t", uses=("web",))
    platforms = {
        id: Platform(
            id=id,
            at=AT,
            name=id,
            needs=AllOf((needs[id],)) if id in needs else NOTHING,
            availability=Quantity(works[id], str(works[id])) if id in works else None,
        )
        for id in dict.fromkeys(("p0", *needs, *works))
    }
    model = Model(
        path="",
        at=AT,
        name="Shop",
        customer_types={"t": customer},
        channels={"web": channel},
        platforms=platforms,
    )
    return Graphs(model), customer


def test_in_series_and_in_parallel() -> None:
    works = {"p1": 0.99, "p2": 0.9, "p3": 0.8}
    found = availability(*shop(works, {"p0": AllOf(("p1", AnyOf(("p2", "p3"))))}))
    assert found.value == pytest.approx(0.99 * (1 - 0.1 * 0.2), abs=1e-15)
    assert found.stated == 3 / 5
    assert (found.low, found.high) == (found.value, found.value)


def test_what_is_shared_counts_once() -> None:
    # Two alternatives that stand on the same platform are no better than that platform.
    works = {"p1": 1.0, "p2": 1.0, "p3": 0.9}
    needs: dict[str, Requirement] = {"p0": AnyOf(("p1", "p2")), "p1": "p3", "p2": "p3"}
    assert availability(*shop(works, needs)).value == pytest.approx(0.9, abs=1e-15)


def test_two_of_three() -> None:
    pairs = AnyOf((AllOf(("p1", "p2")), AllOf(("p1", "p3")), AllOf(("p2", "p3"))))
    found = availability(*shop({"p1": 0.9, "p2": 0.9, "p3": 0.9}, {"p0": pairs}))
    assert found.value == pytest.approx(0.9**3 + 3 * 0.9**2 * 0.1, abs=1e-15)


def test_a_failure_that_is_certain() -> None:
    found = availability(*shop({"p1": 0.0, "p2": 0.75}, {"p0": AnyOf(("p1", "p2"))}))
    assert found.value == 0.75


@pytest.mark.parametrize("closed", [False, True])
def test_chains_of_thousands(closed: bool) -> None:
    size = 3000
    works = {f"p{i}": 1 - 1e-6 for i in range(size)}
    needs: dict[str, Requirement] = {f"p{i}": f"p{i + 1}" for i in range(size - 1)}
    if closed:
        needs[f"p{size - 1}"] = "p0"
    found = availability(*shop(works, needs))
    assert found.value is not None
    assert isclose(found.value, prod(works.values()), rel_tol=1e-12)
    # With an alternative to the chain, it is worked out in the diagram.
    beside: dict[str, Requirement] = {"p0": AnyOf(("c0", "spare"))}
    chain = {id.replace("p", "c"): needs.get(id, NOTHING) for id in works}
    beside |= {id: item.replace("p", "c") for id, item in chain.items() if isinstance(item, str)}
    in_chain = {id.replace("p", "c"): value for id, value in works.items()}
    found = availability(*shop({**in_chain, "spare": 0.5}, beside))
    assert found.value is not None
    assert isclose(found.value, 1 - 0.5 * (1 - prod(works.values())), rel_tol=1e-12)


def test_a_journey_needs_every_step() -> None:
    works = {"web": 0.9, "store": 0.8, "phone": 0.7}
    channels = {
        id: Channel(id=id, at=AT, name=id, availability=Quantity(value, ""))
        for id, value in works.items()
    }
    steps = ("web", AnyOf(("store", "phone")), "web")
    journey = Journey(
        id="j",
        at=AT,
        name="j",
        customer="t",
        steps=tuple(Step(at=AT, do="buy", via=via) for via in steps),
    )
    model = Model(path="", at=AT, name="J", channels=channels, journeys={"j": journey})
    top: Top = journey
    found = availability(Graphs(model), top)
    assert found.value == pytest.approx(0.9 * (1 - 0.2 * 0.3), abs=1e-15)


def test_bounds_of_what_is_too_large() -> None:
    # Three alternatives of five platforms each, any two of which share one.
    needs: dict[str, Requirement] = {
        "p0": AllOf(
            (
                "sure",
                AnyOf(
                    tuple(AllOf(tuple(f"q{(4 * i + j) % 12}" for j in range(5))) for i in range(3))
                ),
            )
        )
    }
    works = {f"q{i}": 0.9 for i in range(12)} | {"sure": 0.99}
    exact = availability(*shop(works, needs))
    rough = availability(*shop(works, needs), limit=8)
    assert exact.value is not None
    assert rough.value is None
    assert rough.low is not None
    assert rough.high is not None
    assert 0 < rough.low < exact.value < rough.high < 0.99
