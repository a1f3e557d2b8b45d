"""Formats for people who go on elsewhere, read by the parsers of others: names intact, nothing active."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import abroad
import installed
import pydot
import pytest
import scenes
import yaml
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt

from engagemodel import api, page
from engagemodel.commands.schema import schema
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.outline import outline

STRICT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTIVE = {"html_block", "html_inline", "image", "fence", "code_block", "hr"}
LOOK = re.compile(r"[\w=;.,# /\-]*")
pages = pytest.mark.parametrize("name", abroad.PAGES)


def written(name: str, format: str) -> str:
    return page.write(abroad.drawn(name), format).decode("utf-8")


def words(name: str) -> Mapping[str, str]:
    """Return what each node has to say, by its key, line by line."""
    drawn = outline(abroad.drawn(name).diagram)
    return {node.key: "\n".join(node.words) for lane in drawn.lanes for node in lane.nodes}


def title(name: str) -> list[str]:
    """Return what stands over the picture, a line each: a format has all of it over its own."""
    diagram = abroad.drawn(name).diagram
    found = [text for text in (diagram.after.name, diagram.topic, subtitle(diagram)) if text]
    drawn = " ".join(text.text for text in scenes.texts(abroad.drawn(name).items[:1]))
    assert all(folded(text) in folded(drawn) for text in found) or "…" in drawn
    return found


def ends(name: str) -> list[list[str]]:
    drawn = outline(abroad.drawn(name).diagram)
    return sorted([edge.source, edge.target] for edge in drawn.edges)


@pages
def test_json_is_what_its_schema_says_and_says_where_everything_is(name: str) -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    document = json.loads(written(name, "json"), object_pairs_hook=once)
    text = schema("page").text
    assert isinstance(text, str)
    Draft202012Validator(json.loads(text)).validate(document)
    assert sorted(card["name"] for card in document["cards"]) == abroad.names(abroad.drawn(name))
    boxes = {card["id"]: card["box"] for card in document["cards"]}
    for id, card in scenes.cards(abroad.drawn(name)).items():
        frame = scenes.card_box(card)
        size = (frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
        assert boxes.pop(id) == pytest.approx(size, abs=0.006)
    assert not boxes
    found = {card["id"]: card["box"] for card in document["cards"]}
    inner = [line for line in document["lines"] if line["from"] == line["to"]]
    assert len(inner) == len(abroad.drawn(name).diagram.within)
    assert all(line["points"] is None and line["mark"] == "removed" for line in inner)
    for line in document["lines"]:
        points = line["points"] or []
        for end, (x, y) in zip(("from", "to"), points[:1] + points[-1:], strict=bool(points)):
            left, top, width, height = found[line[end]]
            assert min(abs(x - left), abs(x - left - width)) < 0.02
            assert top - 0.02 <= y <= top + height + 0.02


def test_json_says_what_has_no_place_of_its_own(tmp_path: Path) -> None:
    rows = "\n".join(f"  p{n}: {{kind: application}}" for n in range(120))
    (tmp_path / "many.yaml").write_text(f"engagemodel: 1\nname: Many\nplatforms:\n{rows}\n")
    scene = abroad.difference(tmp_path / "many.yaml", tmp_path / "many.yaml")
    cards = json.loads(page.write(scene, "json"))["cards"]
    assert len(cards) == 120
    hidden = [card for card in cards if card["box"] is None]
    assert 0 < len(hidden) < 120
    shown = scenes.cards(scene)
    for card in cards:
        assert (card["grouped_in"] is None) == (card not in hidden)
        assert card not in hidden or card["name"] in (shown[card["grouped_in"]].title or "")


def test_json_says_what_a_figure_was_also_where_it_stays() -> None:
    scene = abroad.drawn("multi-channel-retailer")
    figures = {f["figure"]: f for f in json.loads(page.write(scene, "json"))["figures"]}
    still = [tile for tile in scene.diagram.tiles if tile.effect in ("same", "near")]
    assert still
    for tile in still:
        assert figures[tile.name]["before"] == figures[tile.name]["after"] == tile.after
    moved = [tile for tile in scene.diagram.tiles if tile.before is not None]
    assert all(figures[tile.name]["before"] == tile.before for tile in moved)


@pytest.mark.parametrize("view", ["matrix", "focus:commerce", "lanes"])
@pytest.mark.parametrize("format", ["json", "md", "mmd", "d2", "puml", "dot", "drawio"])
def test_every_view_has_every_element(view: str, format: str) -> None:
    folder = abroad.program.ROOT / "examples" / "lamp-retailer"
    result = api.check(api.load(str(folder / "future.yaml")), today=abroad.TODAY)
    view = view.replace("commerce", min(result.model.platforms))
    text = page.write(page.draw(result, view=view, size="16:9"), format).decode("utf-8")
    text = re.sub(r"#(\d+);|<U\+(\w+)>", lambda m: chr(int(m[1] or str(int(m[2], 16)))), text)
    said = re.sub(r"&#10;|\s|\\(?!n)", "", html.unescape(text))
    for element in result.model.elements.values():
        assert re.sub(r"\s", "", element.name) in said


@pages
def test_drawio_has_each_card_by_its_id_and_lines_joined_to_them(name: str) -> None:
    scene = abroad.drawn(name)
    tree = etree.fromstring(written(name, "drawio").encode(), STRICT)
    ids = [node.get("id") for node in tree.iter("mxCell", "UserObject") if node.get("id")]
    assert len(ids) == len(set(ids))
    objects = {node.get("id"): node for node in tree.iter("UserObject")}
    for card in scene.diagram.cards:
        label = objects[f"card-{card.id}"].get("label").replace("\n", " ").replace(" ", "")
        assert label.startswith(card.name.replace(" ", "")[: len(label.rstrip("…")) - 1])
        if name in abroad.EXAMPLES:
            assert card.name.replace(" ", "") in label
    edges = [cell for cell in tree.iter("mxCell") if cell.get("source")]
    assert len(edges) == len(scene.diagram.lines)
    cards = {f"card-{card.id}" for card in scene.diagram.cards}
    assert all({edge.get("source"), edge.get("target")} <= cards for edge in edges)
    known = {cell.get("id") for cell in tree.iter("mxCell")} | set(objects)
    for cell in tree.iter("mxCell"):
        assert LOOK.fullmatch(cell.get("style") or "")
        assert "html=1" not in (cell.get("style") or "")
        assert cell.get("parent") is None or cell.get("parent") in known
    assert not [node for node in objects.values() if node.get("link")]


def test_a_plain_address_is_a_link_where_a_format_has_links(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    entry = '{name: "A | b", url: "https://example.org/a?b=(c)&d)"}'
    path.write_text(f"engagemodel: 1\nname: M\nplatforms:\n  app: {entry}\n")
    scene = abroad.difference(path, path)
    tree = etree.fromstring(page.write(scene, "drawio"), STRICT)
    [link] = [node.get("link") for node in tree.iter("UserObject") if node.get("link")]
    assert link == "https://example.org/a?b=(c)&d)"
    rows = MARKDOWN.parse(page.write(scene, "md").decode())
    links = [child for row in rows for child in row.children or () if child.type == "link_open"]
    assert [link.attrs["href"] for link in links] == ["https://example.org/a?b=(c)&d)"]


@pages
def test_markdown_has_tables_and_no_markup_of_a_model(name: str) -> None:
    scene = abroad.drawn(name)
    tokens = MARKDOWN.parse(written(name, "md"))
    inner = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in (*tokens, *inner)} & (ACTIVE | {"link_open"})
    lines = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    for card in scene.diagram.cards:
        shown = card.name.strip()
        assert shown in lines or f"'{shown}" in lines
    assert sum(token.type == "h1" or token.tag == "h1" for token in tokens) == 2
    for line in scene.diagram.lines:
        assert not line.label or line.label in lines
    for remark in scene.diagram.remarks:
        assert any(remark.text.strip() in line for line in lines)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # pydot of pyparsing
@pages
def test_dot_is_read_by_another_parser(name: str) -> None:
    [graph] = pydot.graph_from_dot_data(written(name, "dot"))
    heading = graph.get_graph_defaults()[0]["label"]
    assert plain(heading) == "\n".join(title(name))
    nodes = {
        node.get_name(): node
        for lane in graph.get_subgraphs()
        for node in lane.get_nodes()
        if re.fullmatch(r"n\d+", node.get_name())
    }
    assert {key: plain(node.get_label()) for key, node in nodes.items()} == words(name)
    assert sorted([edge.get_source(), edge.get_destination()] for edge in graph.get_edges()) == (
        ends(name)
    )
    known = {"label", "color", "fillcolor", "fontcolor", "shape", "style"}
    for node in nodes.values():
        assert set(node.get_attributes()) <= known
        for key in ("color", "fillcolor", "fontcolor"):
            assert re.fullmatch(r'"#[0-9a-f]{6}"', node.get_attributes()[key])


def plain(label: str) -> str:
    """Return what Graphviz shows for a label as it stands in the source."""
    inner = label[1:-1].replace('\\"', '"') if label.startswith('"') else label
    inner = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], inner)
    return html.unescape(inner)


@pages
def test_dot_is_drawn_by_graphviz_with_every_name(name: str) -> None:
    words = [installed.program("dot"), "-Tsvg"]
    source = page.write(abroad.drawn(name), "dot")
    ran = subprocess.run(words, input=source, capture_output=True, check=True)
    shown_by(ran.stdout, name)


@pages
def test_mermaid_is_plain_words_and_numbers(name: str) -> None:
    head, heading, foot, kind, *lines = written(name, "mmd").splitlines()
    assert (head, foot, kind) == ("---", "---", "flowchart LR")
    assert yaml.safe_load(heading) == {"title": " · ".join(title(name))}
    node = re.compile(r' +(n\d+)(?:\["|\(\["|\{\{"|\[\(")([^"]*)(?:"\]|"\]\)|"\}\}|"\)\])')
    ours = re.compile(
        r" +(?:subgraph lane\d\[\"[\w ]+\"\]|direction TB|end|n\d+ -->(?:\|\"[^\"<>%]*\"\|)? n\d+"
        r"|style (?:n|lane)\d+ [\w#:,. -]+|linkStyle \d+ [\w#:,. -]+)"
    )
    found = {}
    for line in lines:
        match = node.fullmatch(line)
        if match:
            shown = match[2].replace("<br/>", "\n")
            assert not re.search(r"[^\w\s,'#;]|%%|_", shown)
            found[match[1]] = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), shown)
        else:
            assert ours.fullmatch(line), line
    assert found == words(name)


def read(script: str, format: str, folder: Path) -> dict[str, Any]:
    """Return what the package from npm reads in every page, by the page's name."""
    parsers = installed.parsers()
    files = []
    for name in abroad.PAGES:
        files.append(folder / f"{name}.{format}")
        files[-1].write_bytes(page.write(abroad.drawn(name), format))
    ran = subprocess.run(
        ["node", script, *map(str, files)],
        cwd=parsers,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return dict(zip(abroad.PAGES, json.loads(ran.stdout), strict=True))


def test_mermaid_reads_what_was_meant(tmp_path: Path) -> None:
    for name, found in read("mermaid.mjs", "mmd", tmp_path).items():
        assert found["type"].startswith("flowchart")
        shown = {key: text.replace("<br>", "\n") for key, text in found["nodes"].items()}
        assert {key: text.replace("<br/>", "\n") for key, text in shown.items()} == words(name)
        assert sorted(found["edges"]) == ends(name)
        assert found["links"] == 0
        assert found["security"] == "strict"


def test_d2_reads_what_was_meant(tmp_path: Path) -> None:
    for name, found in read("d2.mjs", "d2", tmp_path).items():
        shown = {id.rpartition(".")[2]: text for id, text in found["nodes"].items() if "." in id}
        assert shown == words(name)
        assert found["nodes"]["title"] == "\n".join(title(name))
        assert sorted([a.split(".")[1], b.split(".")[1]] for a, b in found["edges"]) == ends(name)
        assert found["links"] == 0


@pages
def test_d2_strings_end_where_they_should(name: str) -> None:
    string = r'"(?:[^"\\$]|\\.)*"'
    for line in written(name, "d2").splitlines():
        assert re.fullmatch(rf"(?:[^\"$]|{string})*", line)
        assert re.match(
            rf" *(?:title: {string} \{{shape: text; |direction: right$|lane\d: {string} \{{$|style: |\}}$|n\d+: {string} "
            rf"\{{shape: |lane\d\.n\d+ -> lane\d\.n\d+(?:: {string})? \{{style\.stroke)",
            line,
        )


@pages
def test_plantuml_is_plain_words_and_numbers(name: str) -> None:
    first, *lines, last = written(name, "puml").splitlines()
    assert (first, last) == ("@startuml", "@enduml")
    found = {}
    for line in lines:
        assert not re.search(r"[!%$~\[\]*](?![#\d])(?!->)", re.sub(r"-\[[^\]]*\]->", "", line))
        match = re.match(r'  \w+ "([^"]*)" as (n\d+) #', line)
        if match:
            shown = match[1].replace("\\n", "\n")
            found[match[2]] = re.sub(r"<U\+([0-9A-F]+)>", lambda m: chr(int(m[1], 16)), shown)
    assert found == words(name)


def test_plantuml_draws_every_name(tmp_path: Path) -> None:
    plantuml = installed.program("plantuml")
    for name in abroad.PAGES:
        (tmp_path / f"{name}.puml").write_text(written(name, "puml"), encoding="utf-8")
    subprocess.run(
        [plantuml, "-tsvg", "-charset", "UTF-8", *sorted(map(str, tmp_path.glob("*.puml")))],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for name in abroad.PAGES:
        shown_by((tmp_path / f"{name}.svg").read_bytes(), name)


def shown_by(svg: bytes, name: str) -> None:
    """Assert that a drawing by another program has every name, and nothing active."""
    nodes = list(ElementTree.fromstring(svg).iter())
    shown = {folded(node.text) for node in nodes if node.text}
    for line in "\n".join((*title(name), *words(name).values())).splitlines():
        assert folded(line) in shown
    tags = {node.tag.rpartition("}")[2] for node in nodes}
    assert not tags & {"a", "image", "script", "foreignObject"}


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()
