"""Minimal cut sets equal enumeration on random models, and counts that can be worked out by hand."""

from __future__ import annotations

import random
from itertools import combinations
from math import comb

import pytest
from analysis.reading.subsets import Subsets
from strategies import seeded

from engagemodel.analysis.cuts import Cuts, minimal_cuts
from engagemodel.graph import Graphs
from engagemodel.model import (
    NOTHING,
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Model,
    Platform,
    Requirement,
)
from engagemodel.place import Place

AT = Place("cuts.yaml", 1, 1)


def platforms(needs: dict[str, Requirement]) -> Graphs:
    """Return a model of platforms alone, each with what it needs; what they name needs nothing."""
    return Graphs(
        Model(
            path="",
            at=AT,
            name="Cuts",
            platforms={
                id: Platform(
                    id=id, at=AT, name=id, needs=AllOf((item,)) if item != NOTHING else NOTHING
                )
                for id, item in needs.items()
            },
        )
    )


def demands(model: Model, seed: int) -> list[tuple[str, str | Requirement]]:
    """Return every customer type and journey, and some demand on elements."""
    rng = random.Random(seed)
    ids = sorted(model.elements.keys() - model.customer_types.keys())
    found: list[tuple[str, str | Requirement]] = [("customer", id) for id in model.customer_types]
    found += [("journey", id) for id in model.journeys]
    if len(ids) > 1:
        one, other, third = (rng.choice(ids) for _ in range(3))
        found.append(("item", AnyOf((AllOf((one, other)), third))))
        found.append(("item", one))
    return found


def answer(graphs: Graphs, kind: str, top: str | Requirement, **asked: int | None) -> Cuts:
    model = graphs.model
    if isinstance(top, str) and kind == "customer":
        return minimal_cuts(graphs, model.customer_types[top], **asked)
    if isinstance(top, str) and kind == "journey":
        return minimal_cuts(graphs, model.journeys[top], **asked)
    return minimal_cuts(graphs, top, **asked)


def test_what_a_limit_leaves_is_exact() -> None:
    unknown = partly = 0
    for seed in range(1000):
        model = seeded(seed)
        graphs = Graphs(model)
        subsets = Subsets(model, model.elements.keys() - model.customer_types.keys())
        for kind, top in demands(model, seed):
            expected = subsets.cuts(subsets.served(top, kind))
            cuts = answer(graphs, kind, top, limit=8 + seed % 60)
            if cuts.sets is not None:
                assert cuts.sets == ranked(expected)
            elif cuts.complete:
                assert cuts.counts == counted(expected)
            else:
                sizes = [len(cut) for cut in expected]
                assert cuts.counts == tuple(sizes.count(n) for n in range(len(cuts.counts)))
                unknown += 1
                partly += len(cuts.counts) > 1
    assert unknown > 50
    assert partly > 20


def ranked(cuts: set[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(cuts, key=lambda cut: (len(cut), sorted(cut))))


def counted(cuts: set[frozenset[str]]) -> tuple[int, ...]:
    sizes = [len(cut) for cut in cuts]
    return tuple(sizes.count(n) for n in range(max(sizes, default=-1) + 1))


@pytest.mark.parametrize(("n", "k"), [(5, 2), (9, 4), (13, 7)])
def test_k_of_n(n: int, k: int) -> None:
    ids = [f"p{i}" for i in range(n)]
    enough = AnyOf(tuple(AllOf(some) for some in combinations(ids, k)))
    cuts = minimal_cuts(platforms(dict.fromkeys(ids, NOTHING)), enough)
    # It stands while k of n stand, and falls with any n - k + 1 of them.
    assert cuts.counts == (*[0] * (n - k + 1), comb(n, k - 1))
    assert cuts.sets is not None
    assert set(cuts.sets) == {frozenset(some) for some in combinations(ids, n - k + 1)}


def test_lines_in_parallel() -> None:
    # Five lines of six platforms, one line enough: one platform of each line, 6^5 ways.
    needs: dict[str, Requirement] = {
        f"p{i}-{j}": f"p{i}-{j + 1}" for i in range(5) for j in range(5)
    }
    needs |= {f"p{i}-5": NOTHING for i in range(5)}
    cuts = minimal_cuts(platforms(needs), AnyOf(tuple(f"p{i}-0" for i in range(5))))
    assert cuts.counts == (0, 0, 0, 0, 0, 6**5)
    assert cuts.sets is not None
    assert len(set(cuts.sets)) == 6**5


def test_too_many_to_list_are_still_counted() -> None:
    needs: dict[str, Requirement] = {
        f"p{i}-{j}": f"p{i}-{j + 1}" for i in range(20) for j in range(9)
    }
    needs |= {f"p{i}-9": NOTHING for i in range(20)}
    cuts = minimal_cuts(platforms(needs), AnyOf(tuple(f"p{i}-0" for i in range(20))))
    assert (cuts.sets, cuts.complete) == (None, True)
    assert cuts.counts == (*[0] * 20, 10**20)


def test_a_cycle_stands_until_it_is_failed_from_outside() -> None:
    graphs = platforms({"a": "b", "b": AnyOf(("a", "c")), "c": "d", "d": NOTHING})
    cuts = minimal_cuts(graphs, "a")
    assert cuts.sets == (frozenset("a"), frozenset("b"))


@pytest.mark.parametrize("closed", [False, True])
def test_chains_of_thousands(closed: bool) -> None:
    size = 3000
    needs: dict[str, Requirement] = {f"p{i}": f"p{i + 1}" for i in range(size)}
    needs[f"p{size}"] = "p0" if closed else NOTHING
    needs["spare"] = NOTHING
    graphs = platforms(needs)
    assert minimal_cuts(graphs, "p0").counts == (0, size + 1)
    # Beside an alternative nothing is certain, and the chain goes through the diagram.
    assert minimal_cuts(graphs, AnyOf(("p0", "spare"))).counts == (0, 0, size + 1)


@pytest.mark.parametrize("closed", [False, True])
def test_a_ladder_of_choices(closed: bool) -> None:
    # Every rung stands on the next one or on its own spare: it falls with it and all spares above.
    # A last one that stands on the first adds nothing: the first would have to be down for that.
    size = 300
    needs: dict[str, Requirement] = {f"p{i}": AnyOf((f"p{i + 1}", f"s{i}")) for i in range(size)}
    needs |= {f"s{i}": NOTHING for i in range(size)}
    needs[f"p{size}"] = AnyOf(("p0", "spare")) if closed else NOTHING
    needs["spare"] = NOTHING
    cuts = minimal_cuts(platforms(needs), "p0")
    assert cuts.counts == (0, *[1] * (size + 1))


def test_only_what_can_fail() -> None:
    graphs = platforms({"a": AllOf(("b", AnyOf(("c", "d")))), "b": NOTHING, "c": "b", "d": NOTHING})
    assert minimal_cuts(graphs, "a", fallible={"c", "d"}).sets == (frozenset("cd"),)
    assert minimal_cuts(graphs, "a", fallible=set()).sets == ()


def test_nothing_to_reach_is_down_already() -> None:
    customer = CustomerType(id="t", at=AT, name="t")
    model = Model(path="", at=AT, name="None", customer_types={"t": customer})
    assert minimal_cuts(Graphs(model), customer) == Cuts((frozenset(),), (1,))


def test_orders_and_names() -> None:
    channels = {
        id: Channel(id=id, at=AT, name=id, needs=AllOf(needs))
        for id, needs in {"web": ("shop",), "store": ("tills",)}.items()
    }
    customer = CustomerType(id="t", at=AT, name="t", uses=("web", "store"))
    model = Model(
        path="",
        at=AT,
        name="Shop",
        customer_types={"t": customer},
        channels=channels,
        platforms={
            "shop": Platform(id="shop", at=AT, name="shop", needs=AllOf(("erp",))),
            "tills": Platform(id="tills", at=AT, name="tills", needs=AllOf(("erp",))),
            "erp": Platform(id="erp", at=AT, name="erp"),
        },
    )
    cuts = minimal_cuts(Graphs(model), customer)
    assert cuts.sets == (
        frozenset({"erp"}),
        frozenset({"shop", "store"}),
        frozenset({"shop", "tills"}),
        frozenset({"store", "web"}),
        frozenset({"tills", "web"}),
    )
    assert minimal_cuts(Graphs(model), customer, order=1).sets == (frozenset({"erp"}),)
