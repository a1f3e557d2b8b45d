"""Whether tomorrow is less complex is told of two models that have something to compare."""

from __future__ import annotations

from sketches import entry, flow, picture

from engagemodel import api
from engagemodel.model import Channel, Platform
from engagemodel.reports.complexity import weighed


def test_an_empty_model_is_no_comparison() -> None:
    empty = picture()
    full = picture(
        entry(Platform, "hub"),
        *(entry(Channel, id, needs=("hub",)) for id in ("web", "store", "phone")),
        *(entry(Platform, id) for id in ("a", "b", "c")),
        *(flow(one, "hub", both_ways=True) for one in ("a", "b", "c")),
        *(flow("hub", one, both_ways=True) for one in ("web", "store", "phone")),
    )
    assert weighed(api.diff(empty, full)) == ()
    assert weighed(api.diff(full, empty)) == ()
    smaller = picture(*(element for element in full.elements.values() if element.id != "c"))
    assert weighed(api.diff(full, smaller))
