"""What changed is told in words and names, not in seconds and ids."""

from __future__ import annotations

from typing import Any

import pytest
from sketches import entry, flow, picture, quantity, step

from engagemodel import api
from engagemodel.model import (
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Data,
    Journey,
    Model,
    Organization,
    Platform,
)
from engagemodel.reports.changes import told

EITHER = AnyOf(("pay-a", "pay-b"))
BOTH = AllOf(("pay-b", AnyOf(("pay-a", "or-pay"))))


def shop(**stated: Any) -> Model:
    """Return a shop; what is stated replaces a part of it."""
    step_two = step("return", stated.get("via", "web"), within=stated.get("within"))
    order = {"max_latency": stated.get("max_latency"), "needed_by": stated.get("needed_by")}
    hub = {"needs": stated.get("needs", ()), "part_of": stated.get("part_of")}
    prefers = {"buy": stated.get("prefers", ("web",))}
    steps = (step("buy", "web"), *([step_two] if stated.get("returns", True) else []))
    return picture(
        entry(Data, "order", name="Orders", **order),
        entry(Platform, "hub", name="Hub", **hub),
        *(entry(Platform, id, name=id.title()) for id in ("pay-a", "pay-b", "or-pay", "suite")),
        entry(Channel, "web", name="Web shop", run_by=stated.get("run_by", ("retail",))),
        entry(Channel, "shop", name="Stores", kind="store"),
        *(entry(Organization, id, name=id.title()) for id in ("retail", "agency")),
        entry(CustomerType, "a", name="Anna", uses=("web", "shop"), prefers=prefers),
        flow("hub", "pay-a", "order", latency=stated.get("latency")),
        entry(Journey, "j", name="Return", customer="a", steps=steps),
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            {"latency": quantity(14400)},
            {"latency": quantity(1800)},
            '"Hub" passes "Orders" on to "Pay-A": latency 4 hours -> 30 minutes',
        ),
        ({}, {"max_latency": quantity(86400)}, "max latency not stated -> 24 hours"),
        ({"within": quantity(0)}, {"within": quantity(90)}, "step 2 within at once -> 90 seconds"),
        ({"needs": (EITHER,)}, {"needs": ("pay-a",)}, 'needs "Pay-A" or "Pay-B" -> "Pay-A"'),
        ({}, {"needs": (BOTH,)}, '-> "Pay-B" and ("Or-Pay" or "Pay-A")'),
        (
            {"run_by": (AnyOf(("retail", "agency")),)},
            {},
            'run by "Agency" or "Retail" -> "Retail"',
        ),
        ({}, {"via": AnyOf(("web", "shop"))}, 'step 2 via "Web shop" -> "Stores" or "Web shop"'),
        ({}, {"prefers": ("store", "web")}, 'prefers buy "Web shop" -> store, "Web shop"'),
        ({}, {"needed_by": ("retail",)}, 'for not stated -> "Retail"'),
        ({}, {"part_of": "suite"}, 'part of not stated -> "Suite"'),
        ({"returns": False}, {}, 'step 2 not stated -> do return, via "Web shop"'),
    ],
)
def test_fields_in_words(before: dict[str, Any], after: dict[str, Any], sentence: str) -> None:
    found = api.diff(shop(**before), shop(**after))
    assert any(sentence in told(change, found) for change in found.changes), [
        told(change, found) for change in found.changes
    ]
