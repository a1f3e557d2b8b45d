"""What failures take along reads as a customer meets it."""

from __future__ import annotations

from engagemodel.analysis.impact import Loss, Stop, impact, rank
from engagemodel.graph import Graphs
from engagemodel.model import (
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Journey,
    Model,
    Organization,
    Platform,
    Quantity,
    Step,
)
from engagemodel.place import Place

AT = Place("impact.yaml", 1, 1)


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
