"""What failures take along equals enumeration on random models, and reads as a customer meets it."""

from __future__ import annotations

import random
from math import fsum

from analysis.reading.subsets import Subsets
from strategies import seeded

from engagemodel.analysis.alone import Toll
from engagemodel.analysis.impact import Impact, Loss, Stop, failure_points, impact, rank
from engagemodel.graph import Graphs
from engagemodel.model import (
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Journey,
    Model,
    Organization,
    Place,
    Platform,
    Quantity,
    Step,
)

MODELS = 2000
AT = Place("impact.yaml", 1, 1)


def everything(model: Model) -> Subsets:
    return Subsets(model, model.elements.keys() - model.customer_types.keys())


def fallen(subsets: Subsets, subset: int) -> set[str]:
    return {id for id, up in subsets.up.items() if not up & subset}


def expected(subsets: Subsets, failed: tuple[str, ...]) -> Impact:
    """Return the impact of a set of elements, read from the enumeration."""
    model, subset = subsets.model, subsets.together(failed)
    down = fallen(subsets, subset)
    losses = [
        Loss(
            id,
            tuple(sorted(set(customer.uses) & down)),
            tuple(sorted(set(customer.uses) - down)),
            customer.share.value if customer.share else None,
        )
        for id, customer in sorted(model.customer_types.items())
        if set(customer.uses) & down
    ]
    stops = [
        Stop(
            id,
            [bool(subsets.holds(s.via, subsets.up) & subset) for s in journey.steps].index(False)
            + 1,
        )
        for id, journey in sorted(model.journeys.items())
        if not subsets.served(id, "journey") & subset
    ]
    shares = [loss.share or 0.0 for loss in losses if not loss.left]
    return Impact(
        failed=tuple(sorted(failed)),
        down=tuple(sorted(down)),
        channels=tuple(sorted(down & model.channels.keys())),
        customers=tuple(losses),
        journeys=tuple(stops),
        share=round(fsum(shares), 12)
        if any(c.share for c in model.customer_types.values())
        else None,
    )


def test_impact_equals_enumeration() -> None:
    steps, cut_off = set(), 0
    for seed in range(MODELS):
        model, rng = seeded(seed), random.Random(seed)
        graphs, subsets = Graphs(model), everything(model)
        for count in range(min(4, len(subsets.names) + 1)):
            failed = tuple(rng.sample(subsets.names, count))
            found = impact(graphs, failed)
            assert found == expected(subsets, failed), f"{failed} in the model of seed {seed}"
            steps |= {stop.step for stop in found.journeys}
            cut_off += sum(loss.cut_off for loss in found.customers)
    assert steps >= {1, 2, 3}
    assert cut_off > 500


def test_rank_equals_the_impact_of_each() -> None:
    for seed in range(MODELS):
        model = seeded(seed)
        graphs, subsets = Graphs(model), everything(model)
        ranked = rank(graphs)
        assert sorted(entry.id for entry in ranked) == subsets.names
        keys = []
        for entry in ranked:
            alone = expected(subsets, (entry.id,))
            lost = tuple(loss.customer for loss in alone.customers if loss.cut_off)
            stopped = tuple(stop.journey for stop in alone.journeys)
            assert entry.toll == Toll(alone.channels, lost, stopped), f"{entry.id}, seed {seed}"
            assert entry.share == alone.share
            share = len(lost) if alone.share is None else alone.share
            keys.append((-share, -len(stopped), -len(alone.channels), entry.id))
        assert keys == sorted(keys)


def test_failure_points_are_the_cuts_of_one_element() -> None:
    for seed in range(MODELS):
        model = seeded(seed)
        subsets = everything(model)
        assert failure_points(Graphs(model)) == {
            id: tuple(
                name
                for name in subsets.names
                if not subsets.served(id, "journey") & subsets.together((name,))
            )
            for id in sorted(model.journeys)
        }


def shop() -> Model:
    """Two channels, one of which has a spare; payments for both; journeys over both."""

    def named(id: str) -> dict[str, object]:
        return {"id": id, "at": AT, "name": id}

    channels = [
        Channel(id="web", at=AT, name="web", needs=AllOf(("pay", AnyOf(("shop", "spare"))))),
        Channel(id="store", at=AT, name="store", needs=AllOf(("pay",)), run_by=AllOf(("staff",))),
    ]
    customers = [
        CustomerType(id="clerk", at=AT, name="clerk", uses=("store",), share=Quantity(0.3, "30%")),
        CustomerType(
            id="online", at=AT, name="online", uses=("web", "store"), share=Quantity(0.7, "70%")
        ),
        CustomerType(id="guest", at=AT, name="guest", uses=("web",)),
    ]
    steps = [Step(at=AT, do="buy", via="web"), Step(at=AT, do="return", via="store")]
    journey = Journey(id="lamp", at=AT, name="lamp", customer="online", steps=tuple(steps))
    platforms = [Platform(id=id, at=AT, name=id) for id in ("pay", "shop", "spare")]
    return Model(
        path="",
        at=AT,
        name="Shop",
        customer_types={c.id: c for c in customers},
        channels={c.id: c for c in channels},
        organizations={"staff": Organization(id="staff", at=AT, name="staff")},
        platforms={p.id: p for p in platforms},
        journeys={"lamp": journey},
    )


def test_what_a_customer_meets() -> None:
    found = impact(Graphs(shop()), {"staff"})
    assert found.channels == ("store",)
    assert found.customers == (
        Loss("clerk", ("store",), (), 0.3),
        Loss("online", ("store",), ("web",), 0.7),
    )
    assert [loss.cut_off for loss in found.customers] == [True, False]
    assert found.journeys == (Stop("lamp", 2),)
    assert found.share == 0.3


def test_a_spare_counts_until_it_fails_too() -> None:
    graphs = Graphs(shop())
    assert impact(graphs, {"shop"}).channels == ()
    assert impact(graphs, {"shop", "spare"}).journeys == (Stop("lamp", 1),)


def test_the_worst_come_first() -> None:
    ranked = rank(Graphs(shop()))
    # Payments cut off everyone; "guest" states no share and counts 0.
    assert [(entry.id, entry.share) for entry in ranked] == [
        ("pay", 1.0),
        ("staff", 0.3),
        ("store", 0.3),
        ("web", 0.0),
        ("shop", 0.0),
        ("spare", 0.0),
    ]


def test_without_shares_each_customer_type_counts_the_same() -> None:
    model = shop()
    customers = {
        id: CustomerType(id=id, at=AT, name=id, uses=customer.uses)
        for id, customer in model.customer_types.items()
    }
    extra = {"desk": Channel(id="desk", at=AT, name="desk")}
    journeys = {
        f"j{n}": Journey(
            id=f"j{n}",
            at=AT,
            name="j",
            customer="online",
            steps=(Step(at=AT, do="ask", via="desk"),),
        )
        for n in range(3)
    }
    ranked = rank(
        Graphs(
            Model(
                path="",
                at=AT,
                name="Shop",
                customer_types=customers,
                channels={**model.channels, **extra},
                organizations=model.organizations,
                platforms=model.platforms,
                journeys=journeys,
            )
        )
    )
    assert [(entry.id, entry.share) for entry in ranked][:5] == [
        ("pay", None),
        ("staff", None),
        ("store", None),
        ("web", None),
        ("desk", None),
    ]
