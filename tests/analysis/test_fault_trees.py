"""Minimal cut sets equal the published ones of fault trees that others have analysed before.

A fault tree says when the top fails, a requirement when it stands: a gate that fails with any of its
inputs needs all of them, one that fails only with all of them needs any. Basic events are platforms;
gates are platforms too, which keeps shared gates shared, but no failures of their own: only the basic
events are `fallible`.
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as Xml
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from published import published

from engagemodel.analysis.cuts import Cuts, minimal_cuts
from engagemodel.graph import Graphs
from engagemodel.model import AllOf, AnyOf, Model, Platform, Requirement, named
from engagemodel.place import Place

AT = Place("fault-tree.yaml", 1, 1)
# The Open-PSA files of these names are published with the analysis tool SCRAM
# (github.com/rakhimov/scram, folder input) under a licence (GPL-3.0) that does not go with a copy here.
# By file: the top gate, and how many minimal cut sets there are of one basic event, of two, … The
# totals of the first seven are those that SCRAM's own tests assert, those of the last four come from
# a separate computation.
COUNTS: dict[str, tuple[str, tuple[int, ...]]] = {
    "lift": ("LiftDoor", (12,)),
    "theatre": ("Theatre", (0, 2)),
    "two_train": ("TopEvent", (0, 4)),
    "BSCU": ("LossOfBrakingCommands", (2, 8)),
    "ne574": ("System", (1, 3, 3)),
    "chinese": ("r1", (0, 12, 0, 24, 188, 168)),
    "baobab2": ("r1", (0, 6, 121, 268, 630, 3780)),
    "das9203": ("r1", (0, 7, 728, 3585, 11880)),
    "das9205": ("r1", (0, 0, 0, 0, 0, 17280)),
    "ftr10": ("r1", (57, 243, 5)),
    "isp9606": ("r1", (4, 163, 936, 672, 1)),
}
GATES = ("gate", "event", "basic-event")


@dataclass(frozen=True)
class FaultTree:
    """A fault tree as a model; `events` are its basic events."""

    graphs: Graphs
    events: frozenset[str]

    def cuts(self, top: str, order: int | None = None) -> Cuts:
        return minimal_cuts(self.graphs, top, order, fallible=self.events)


def fault_tree(gates: dict[str, Requirement]) -> FaultTree:
    """Return the fault tree of gates, each with what it needs to stand."""
    events = frozenset(id for item in gates.values() for id in named(item)) - gates.keys()
    platforms = {
        id: Platform(id=id, at=AT, name=id, needs=AllOf((gates[id],) if id in gates else ()))
        for id in (*gates, *sorted(events))
    }
    return FaultTree(Graphs(Model(path="", at=AT, name="Tree", platforms=platforms)), events)


def read(path: Path) -> FaultTree:
    """Return the fault tree of an Open-PSA file."""
    gates = Xml.parse(path).getroot().iter("define-gate")
    return fault_tree({gate.attrib["name"]: needed(inputs(gate)[0]) for gate in gates})


def inputs(node: Xml.Element) -> list[Xml.Element]:
    return [child for child in node if child.tag in (*GATES, "or", "and", "atleast")]


def needed(node: Xml.Element) -> Requirement:
    """Return what must stand for an input of a gate not to fail."""
    if node.tag in GATES:
        return node.attrib["name"]
    items = tuple(needed(child) for child in inputs(node))
    if node.tag == "or":
        return AllOf(items)
    # "and" fails with all of its inputs, "atleast" with any so many of them.
    least = int(node.attrib.get("min", len(items)))
    return AllOf(tuple(AnyOf(some) for some in combinations(items, least)))


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_published(name: str) -> None:
    top, expected = COUNTS[name]
    tree = read(published(f"{name}.xml"))
    started = time.perf_counter()
    cuts = tree.cuts(top)
    assert time.perf_counter() - started < 60
    assert cuts.counts == (0, *expected)
    assert cuts.sets is not None
    assert len(set(cuts.sets)) == sum(expected)
    assert set(tree.cuts(top, order=2).sets or ()) == {cut for cut in cuts.sets if len(cut) <= 2}


def test_a_theatre_and_its_generator() -> None:
    # The power supply of an operating theatre: an example of the tool OpenFTA.
    tree = fault_tree(
        {"theatre": AnyOf(("mains", "spare")), "spare": AllOf(("generator", "relay"))}
    )
    assert tree.cuts("theatre").sets == (
        frozenset({"generator", "mains"}),
        frozenset({"mains", "relay"}),
    )


def test_two_trains() -> None:
    # Two redundant trains of a valve and a pump each.
    trains: dict[str, Requirement] = {
        "both": AnyOf(("first", "second")),
        "first": AllOf(("valve-1", "pump-1")),
        "second": AllOf(("valve-2", "pump-2")),
    }
    sets = fault_tree(trains).cuts("both").sets
    assert set(sets or ()) == {
        frozenset({one, other}) for one in ("valve-1", "pump-1") for other in ("valve-2", "pump-2")
    }


def test_two_trains_that_share_a_part() -> None:
    # "ne574", from a course in reliability: seven minimal cut sets.
    trains: dict[str, Requirement] = {
        "system": AnyOf(("first", "second")),
        "first": AllOf(("a", "b", "c")),
        "a": AllOf(("f", "g")),
        "second": AllOf(("c", "d", "e")),
        "e": AnyOf(("h", "i")),
    }
    sets = fault_tree(trains).cuts("system").sets
    assert [sorted(cut) for cut in sets or ()] == [
        ["c"],
        ["b", "d"],
        ["d", "f"],
        ["d", "g"],
        ["b", "h", "i"],
        ["f", "h", "i"],
        ["g", "h", "i"],
    ]


def test_a_braking_system_control_unit() -> None:
    # "BSCU": two systems with a power supply and electronics each, and a switch between them that may
    # stick on one side or in the middle.
    unit: dict[str, Requirement] = {
        "brakes": AllOf(("monitor", "systems", "switch")),
        "systems": AnyOf(("system-1", "system-2")),
        "system-1": AllOf(("electronics-1", "power-1")),
        "system-2": AllOf(("electronics-2", "power-2")),
        "switch": AllOf(("not-on-1", "not-between", "not-on-2")),
        "not-on-1": AnyOf(("system-1", "free-of-1")),
        "not-on-2": AnyOf(("system-2", "free-of-2")),
    }
    cuts = fault_tree(unit).cuts("brakes")
    first, second = ("electronics-1", "power-1"), ("electronics-2", "power-2")
    pairs = [(one, other) for one in first for other in (*second, "free-of-1")]
    pairs += [(other, "free-of-2") for other in second]
    assert set(cuts.sets or ()) == {
        frozenset({"monitor"}),
        frozenset({"not-between"}),
        *(frozenset(pair) for pair in pairs),
    }
    assert cuts.counts == (0, 2, 8)
