"""Figures in words say no more than is known."""

from __future__ import annotations

import pytest
from sketches import entry, flow, picture, quantity, step

from engagemodel import api
from engagemodel.model import Channel, CustomerType, Data, Journey, Model, Platform
from engagemodel.reports.figures import after_change, measured

SLOWEST = "Slowest hand-off"


def relay(*latencies: float | None) -> Model:
    """Return what is bought on the web and asked for in the store, over flows of these latencies."""
    stops = ["web-db", *(f"hub-{n}" for n in range(1, len(latencies))), "store-db"]
    steps = (step("buy", "web", writes=("order",)), step("ask", "store", reads=("order",)))
    return picture(
        entry(Data, "order"),
        entry(CustomerType, "a", uses=("web", "store")),
        *(entry(Channel, id, needs=(f"{id}-db",)) for id in ("web", "store")),
        *(entry(Platform, id) for id in stops[1:-1]),
        *(entry(Platform, f"{id}-db", holds={"order": {}}) for id in ("web", "store")),
        *(
            flow(*ends, "order", latency=None if latency is None else quantity(latency))
            for *ends, latency in zip(stops, stops[1:], latencies, strict=False)
        ),
        entry(Journey, "j", customer="a", steps=steps),
    )


@pytest.mark.parametrize(
    ("latencies", "words"),
    [
        ((0,), "at once"),
        ((None,), "unknown"),
        ((86400,), "24 hours"),
        ((86400, None), "at least 24 hours"),
        ((None, None), "unknown"),
    ],
)
def test_an_unknown_latency_is_not_at_once(latencies: tuple[float | None, ...], words: str) -> None:
    found = api.check(relay(*latencies))
    assert dict(measured(found))[SLOWEST] == words
    changed = after_change(api.diff(relay(3600), relay(*latencies)))
    assert [row[1:3] for row in changed if row[0] == SLOWEST] == [("1 hour", words)]
