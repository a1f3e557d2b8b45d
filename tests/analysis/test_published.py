"""Figures equal what has been published for a known example."""

from __future__ import annotations

import pytest

from engagemodel.analysis.figures import FIGURES
from engagemodel.graph import Graphs
from engagemodel.model import AllOf, Channel, Flow, Model, Organization, Platform
from engagemodel.place import Place
from engagemodel.settings import DEFAULTS

AT = Place("published.yaml", 1, 1)
# M. A. Zaggl, "How Artifact-Based and Authority-Based Coordination Affect Propagation Costs in Open
# Source Software Development", MIS Quarterly 2025, doi 10.25300/misq/2024/18021, Figure 2:
# (4 + 3 + 1 + 5) / 5^2 = 0.52, self-references counted; the measure is that of A. MacCormack,
# J. Rusnak and C. Baldwin, Management Science 52(7), 2006, doi 10.1287/mnsc.1060.0552.
EDGES = (("1", "2"), ("2", "3"), ("2", "5"), ("3", "4"))
IDS = ("1", "2", "3", "4", "5")


def _by_needs() -> Model:
    platforms = {
        id: Platform(
            id=id, at=AT, name=id, needs=AllOf(tuple(end for start, end in EDGES if start == id))
        )
        for id in IDS
    }
    return Model(path="", at=AT, name="Zaggl", platforms=platforms)


def _by_uses() -> Model:
    organizations = {
        id: Organization(
            id=id, at=AT, name=id, uses=tuple(end for start, end in EDGES if start == id)
        )
        for id in IDS
    }
    return Model(path="", at=AT, name="Zaggl", organizations=organizations)


def _by_flows() -> Model:
    # What a flow ends in depends on where it comes from.
    flows = tuple(Flow(id=f"{b}->{a}", at=AT, source=b, target=a) for a, b in EDGES)
    channels = {id: Channel(id=id, at=AT, name=id) for id in IDS}
    return Model(path="", at=AT, name="Zaggl", channels=channels, flows=flows)


@pytest.mark.parametrize("model", [_by_needs(), _by_uses(), _by_flows()])
def test_propagation_cost(model: Model) -> None:
    figures = {figure.name: figure.measure(Graphs(model), DEFAULTS) for figure in FIGURES}
    assert figures["propagation_cost"] == 13 / 25
    assert figures["change_reach"] == 13 / 5
    assert figures["cyclic_elements"] == 0
    assert figures["lines"] == len(EDGES)
