"""A merger by The Open Group, its applications and flows carried over: simpler, and more hangs on less.

ArchiSurance 3.1, the views "Application Communication Diagram" of the baseline and the target. What
must come out was read off the same two views with other means: in the baseline no application is a
cut vertex of the flows, in the target three are, while the propagation cost falls from 58 of 81 pairs
to 34 of 121.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml

from published import published

from engagemodel import api
from engagemodel.analysis.shape import chokepoints
from engagemodel.graph import Graphs
from engagemodel.model import Flow, Model, Platform
from engagemodel.place import Place
from engagemodel.reports import FORMATS
from engagemodel.reports.screen import Screen

SPACE = {"o": "http://www.opengroup.org/xsd/archimate/3.0/"}
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def carried_over(state: str) -> Model:
    """Return the components of one view as platforms, and the flows that it shows between them."""
    root = Xml.parse(published("archisurance_3.1-revised.xml")).getroot()
    elements = {e.attrib["identifier"]: e for e in root.iterfind("o:elements/o:element", SPACE)}
    relations = {
        r.attrib["identifier"]: r for r in root.iterfind("o:relationships/o:relationship", SPACE)
    }
    [view] = [
        view
        for view in root.iter(f"{{{SPACE['o']}}}view")
        if view.findtext("o:name", None, SPACE) == f"Application Communication Diagram ({state})"
    ]
    shown = {node.attrib.get("elementRef", "") for node in view.iterfind(".//o:node", SPACE)}
    at = Place(f"{state}.yaml", 1, 1)
    platforms = {
        id: Platform(id=id, at=at, name=elements[id].findtext("o:name", id, SPACE))
        for id in sorted(shown & elements.keys())
        if elements[id].attrib[TYPE] == "ApplicationComponent"
    }
    drawn = {
        line.attrib.get("relationshipRef", "") for line in view.iterfind("o:connection", SPACE)
    }
    pairs = {
        (relation.attrib["source"], relation.attrib["target"])
        for relation in (relations[id] for id in drawn & relations.keys())
        if relation.attrib[TYPE] == "Flow"
    }
    flows = tuple(
        Flow(id=f"{source}->{target}", at=at, source=source, target=target)
        for source, target in sorted(pairs)
        if {source, target} <= platforms.keys()
    )
    return Model(path=at.path, at=at, name=state, state=state, platforms=platforms, flows=flows)


def named(model: Model, ids: tuple[str, ...]) -> set[str]:
    return {model.platforms[id].name for id in ids}


def test_the_target_has_cut_vertices_that_the_baseline_has_not() -> None:
    baseline, target = carried_over("Baseline"), carried_over("Target")
    assert (len(baseline.platforms), len(baseline.flows)) == (9, 19)
    assert (len(target.platforms), len(target.flows)) == (11, 12)
    assert not chokepoints(Graphs(baseline))
    assert named(target, chokepoints(Graphs(target))) == {
        "ArchiSurance Back Office Suite",
        "General CRM System",
        "P-ADMIN",
    }


def test_the_difference_says_both() -> None:
    difference = api.diff(carried_over("Baseline"), carried_over("Target"))
    figures = {figure.figure: (figure.before, figure.after) for figure in difference.figures}
    assert figures["propagation_cost"] == (round(58 / 81, 12), round(34 / 121, 12))
    told = FORMATS["text"].difference(difference, Screen(100))
    flat = " ".join(told.split())
    assert "propagation cost 71.6% -> 28.1%" in flat
    assert (
        "Data now has to pass through ArchiSurance Back Office Suite, General CRM System and P-ADMIN"
        in flat
    )
