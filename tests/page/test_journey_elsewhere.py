"""A journey in formats for people who go on elsewhere: its steps in their order, as its page tells them."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path

import abroad
import installed
import pydot
import pytest
import scenes
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from strategies import models

from engagemodel import api, page
from engagemodel.commands.schema import schema
from engagemodel.model import Model
from engagemodel.page import Scene
from engagemodel.page.outline import outline
from engagemodel.page.steps import Step
from engagemodel.page.views.journey.stating import alone, between
from engagemodel.page.writers import md

ROOT = abroad.program.ROOT
JOURNEYS = tuple(
    (folder, state, id)
    for folder in abroad.EXAMPLES
    for state in ("as-is", "both")
    for id in api.load(str(ROOT / "examples" / folder / "as-is.yaml")).journeys
)
PAGES = (*JOURNEYS, ("hostile", "as-is", "j"))
pages = pytest.mark.parametrize("which", PAGES, ids=":".join)


@cache
def drawn(which: tuple[str, str, str]) -> Scene:
    folder, state, id = which
    view = f"journey:{id}"
    if folder == "hostile":
        model = api.load(str(Path(__file__).parent / "models" / "hostile-journey.yaml"))
        return page.draw(api.check(model, today=abroad.TODAY), view=view)
    paths = [ROOT / "examples" / folder / f"{one}.yaml" for one in ("as-is", "future")]
    before, after = (api.load(str(path)) for path in paths)
    if state == "as-is":
        return page.draw(api.check(before, today=abroad.TODAY), view=view)
    return page.draw(api.diff(before, after, today=abroad.TODAY), view=view)


def written(which: tuple[str, str, str], format: str) -> str:
    return page.write(drawn(which), format).decode()


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the rows of the table below a heading, as a reader of Markdown sees them."""
    tokens = iter(MarkdownIt("commonmark").enable("table").parse(text))
    found: list[list[str]] = []
    for token in tokens:
        if token.type == "heading_open":
            inside = "".join(child.content for child in next(tokens).children or ()) == heading
        elif token.type == "tr_open":
            found += [[]] if inside else []
        elif token.type == "inline" and found and inside:
            found[-1].append("".join(child.content for child in token.children or ()))
    return found


def hands(steps: tuple[Step, ...]) -> list[tuple[int, int]]:
    return [
        (deed.since, step.column)
        for step in steps
        for deed in step.deeds
        if deed.since is not None and deed.kept is not None
    ]


@pages
def test_markdown_tells_each_step_as_the_page_does(which: tuple[str, str, str]) -> None:
    scene = drawn(which)
    head, *found = rows(written(which, "md"), "Steps")
    assert [row[0] for row in found] == [str(step.number) for step in scene.diagram.steps]
    assert rows(written(which, "md"), "Lines") == []
    names = {card.id: card.name for card in scene.diagram.cards}
    chips = {group.title for group in scenes.groups(scene.items) if group.title}
    for row, step in zip(found, scene.diagram.steps, strict=True):
        told = dict(zip(head, row, strict=True))
        assert told["Step"] == step.title
        assert told["Channels"] == "; ".join(names[id] for id in step.channels)
        wrong = [deed.chip for deed in step.deeds if deed.breaks]
        assert bool(told.get("What breaks")) == bool(wrong)
        assert {deed.chip for deed in step.deeds} <= chips
        assert all(deed.text in told["What breaks"] for deed in step.deeds if deed.breaks)
        assert told.get("Before", "") == "; ".join(
            text.removeprefix("Before: ") for text in step.past
        )


def test_what_the_page_calls_kept_is_nowhere_too_slow() -> None:
    which = ("multi-channel-retailer", "as-is", "return-in-store")
    [_, first, second] = (" | ".join(row) for row in rows(written(which, "md"), "Steps"))
    assert "order: 24 h, from step 1" in second
    assert "no payment here; missing: Web shop database → Till database" in second
    assert "reads old stock in the warehouse" in first
    for format in ("md", "mmd", "d2", "puml", "dot"):
        steps = written(which, format).partition("## Findings")[0]
        assert "too slow" not in steps
        assert re.search(r"payment(: |#58; |<U\+003A> )no line", steps)
    document = json.loads(written(which, "json"))
    deeds = {deed["data"]: deed for deed in document["steps"][1]["deeds"]}
    assert (deeds["order"]["verdict"], deeds["order"]["age"]) == ("kept", "24 h")
    assert deeds["payment"]["verdict"] == "broken"
    assert deeds["payment"]["missing"] == ["web-database", "till-database"]
    assert document["lines"] == []


@pages
def test_json_has_each_step_with_its_place(which: tuple[str, str, str]) -> None:
    scene, document = drawn(which), json.loads(written(which, "json"))
    text = schema("page").text
    assert isinstance(text, str)
    Draft202012Validator(json.loads(text)).validate(document)
    assert [step["number"] for step in document["steps"]] == [s.number for s in scene.diagram.steps]
    lefts = [step["box"][0] for step in document["steps"]]
    assert lefts == sorted(lefts)
    boxes = {card["id"]: card["box"] for card in document["cards"]}
    drawn_texts = scenes.texts(scene.items)
    for step in document["steps"]:
        for deed in step["deeds"]:
            left, top, width, height = deed["box"]
            row = boxes[deed["card"]]
            assert row[1] <= top + height / 2 <= row[1] + row[3]
            assert step["box"][0] - 1 <= left <= step["box"][0] + step["box"][2]
            inside = [
                t.text
                for t in drawn_texts
                if left <= t.x <= left + width and top <= t.y <= top + height
            ]
            assert deed["data"].split()[0] in " ".join(inside)


@pages
def test_a_flowchart_has_the_way_and_the_hand_offs(which: tuple[str, str, str]) -> None:
    steps = drawn(which).diagram.steps
    told = outline(drawn(which).diagram)
    [lane] = told.lanes
    keys = {step.column: node.key for step, node in zip(steps, lane.nodes, strict=True)}
    way = [(edge.source, edge.target) for edge in told.edges if edge.line.kind == "use"]
    live = [keys[step.column] for step in steps if step.mark != "removed"]
    assert [pair for pair in way if set(pair) <= {*live}] == list(pairwise(live))
    found = [(edge.source, edge.target) for edge in told.edges if edge.line.kind == "flow"]
    assert found == [(keys[one], keys[other]) for one, other in hands(steps)]
    for edge in told.edges:
        if edge.line.state == "broken":
            assert "no line" in edge.words


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # pydot of pyparsing
@pages
def test_dot_has_a_node_for_each_step(which: tuple[str, str, str]) -> None:
    [graph] = pydot.graph_from_dot_data(written(which, "dot"))
    [lane] = graph.get_subgraphs()
    nodes = [node for node in lane.get_nodes() if re.fullmatch(r"n\d+", node.get_name())]
    assert len(nodes) == len(drawn(which).diagram.steps)
    told = outline(drawn(which).diagram)
    ends = [(edge.get_source(), edge.get_destination()) for edge in graph.get_edges()]
    assert sorted(ends) == sorted((edge.source, edge.target) for edge in told.edges)


@pytest.mark.parametrize("format", ["mmd", "d2"])
def test_what_others_read_is_what_was_meant(format: str, tmp_path: Path) -> None:
    files = []
    for number, which in enumerate(PAGES):
        files.append(tmp_path / f"{number}.{format}")
        files[-1].write_text(written(which, format), encoding="utf-8")
    script = "mermaid.mjs" if format == "mmd" else "d2.mjs"
    line = ["node", script, *map(str, files)]
    ran = subprocess.run(
        line, cwd=installed.parsers(), capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stderr
    for which, found in zip(PAGES, json.loads(ran.stdout), strict=True):
        told = outline(drawn(which).diagram)
        nodes = {key.rpartition(".")[2]: text for key, text in found["nodes"].items()}
        shown = {key: re.sub("<br ?/?>", "\n", nodes[key]) for key in nodes if key[0] == "n"}
        assert shown == {node.key: "\n".join(node.words) for node in told.lanes[0].nodes}
        ends = [(one.rpartition(".")[2], other.rpartition(".")[2]) for one, other in found["edges"]]
        assert sorted(ends) == sorted((edge.source, edge.target) for edge in told.edges)
        assert found["links"] == 0


def test_plantuml_draws_a_journey(tmp_path: Path) -> None:
    for number, which in enumerate(PAGES):
        (tmp_path / f"{number}.puml").write_text(written(which, "puml"), encoding="utf-8")
    paths = sorted(map(str, tmp_path.glob("*.puml")))
    line = [installed.program("plantuml"), "-tsvg", "-charset", "UTF-8", *paths]
    subprocess.run(line, check=True, capture_output=True, timeout=300)
    for number, which in enumerate(PAGES):
        svg = (tmp_path / f"{number}.svg").read_text(encoding="utf-8")
        assert not re.search(r"<(a|image|script|foreignObject)\b", svg)
        for step in drawn(which).diagram.steps:
            assert f">{step.number}. " in svg.replace("\xa0", " ")


@settings(max_examples=100, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_any_journey_can_be_told(before: Model, after: Model) -> None:
    result = api.diff(before, after, today=abroad.TODAY)
    told = [alone(result.before, id) for id in before.journeys]
    told += [between(result, id) for id in dict.fromkeys((*before.journeys, *after.journeys))]
    for each in told:
        names = {card.id for card in each.diagram.cards}
        count = sum(stage is not None for stage in each.way.stages)
        assert len(each.diagram.steps) == count
        assert len("\n".join(md.tables(each.diagram)).splitlines()) > count
        if count:
            assert len(outline(each.diagram).lanes[0].nodes) == count
        for step in each.diagram.steps:
            assert {*step.channels, *step.platforms, *(deed.card for deed in step.deeds)} <= names
