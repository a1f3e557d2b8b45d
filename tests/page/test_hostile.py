"""Every format of every view, drawn of a model in which each text is hostile, as others' parsers read it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import hostile
import html5lib
import installed
import pptx
import pydot
import pypdf
import pytest
import scenes
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image

from engagemodel import api, page
from engagemodel.commands.schema import schema
from engagemodel.page import FORMATS, Scene, fonts, typeset
from engagemodel.page.outline import outline
from engagemodel.printable import printable

TODAY = date(2026, 4, 1)
VIEWS = ("lanes", "matrix", "focus:p1", "journey:j", "impact:p2")
BOTH = "lanes of both"
PAGES = (BOTH, *VIEWS)
STRICT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
)
LANGUAGES = ("mmd", "d2", "puml", "dot")
TOLD = (BOTH, "journey:j", "impact:p2")  # what languages for diagrams say differs in these alone


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Scene]:
    folder = tmp_path_factory.mktemp("models")
    models = []
    for turn in (0, 5):
        path = folder / f"turned-{turn}.json"
        path.write_text(json.dumps(hostile.model(turn=turn)), encoding="utf-8")
        models.append(api.load(str(path)))
    one, two = api.check(models[0], today=TODAY), api.diff(*models, today=TODAY)
    pages = {view: page.draw(one, view=view, size="16:9") for view in VIEWS}
    return {BOTH: page.draw(two, view="lanes", size="16:9"), **pages}


@pytest.fixture(scope="module")
def files(
    drawn: Mapping[str, Scene], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], Path]:
    """Return the file of each view in each format."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for number, (view, scene) in enumerate(drawn.items()):
        for format in FORMATS:
            found[view, format] = folder / f"{number}.{format}"
            found[view, format].write_bytes(page.write(scene, format))
    return found


def well_formed(path: Path) -> etree._Element:
    subprocess.run(
        [installed.program("xmllint"), "--noout", "--nonet", str(path)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return etree.fromstring(path.read_bytes(), STRICT)


def local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def inert(nodes: Iterable[Any], tags: set[str]) -> None:
    """Assert that nothing in a document of the web does, fetches or styles anything of a model's."""
    for node in nodes:
        assert local(node) in tags
        for key, value in node.attrib.items():
            name = str(key).rpartition("}")[2].lower()
            assert not name.startswith("on")
            assert name not in ("src", "srcdoc", "action", "formaction", "style", "data", "ping")
            assert name != "href" or value == hostile.URL
            assert name not in ("fill", "stroke") or re.fullmatch(
                r"none|#[0-9a-f]{6}|var\(.*", value
            )


def svg(path: Path) -> Iterator[str]:
    tree = well_formed(path)
    inert(tree.iter(), {"svg", "title", "desc", "style", "g", "a", "rect", "path", "text"})
    [style] = [node.text for node in tree.iter() if local(node) == "style"]
    assert not re.search(r"@import|url\((?!data:font/woff2)", style)
    return (node.text or "" for node in tree.iter() if local(node) == "text")


WEB = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "aside", "section"),
    *("article", "h1", "h2", "h3", "p", "div", "span", "b", "em", "small", "ol", "ul", "li"),
    *("button", "input", "select", "option", "details", "summary", "noscript", "a", "script"),
    *("svg", "desc", "g", "rect", "path", "text"),
}


def html_(path: Path) -> Iterator[str]:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(path.read_bytes().decode())
    nodes = list(tree.iter())
    inert(nodes, WEB)
    run = [node.text for node in nodes if local(node) == "script" and node.get("type") is None]
    assert len(run) == 1
    assert not any(letters(value) in letters(run[0]) for value in hostile.values() if "<" in value)
    [policy] = [n.get("content") for n in nodes if n.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    return (node.text or "" for node in nodes if local(node) == "text")


def pdf(path: Path) -> Iterator[str]:
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()), strict=True)
    assert len(reader.pages) == 1
    for number in range(1, len(reader.xref[0]) + 1):
        held = reader.get_object(number)
        if isinstance(held, dict):
            assert not {"/JS", "/OpenAction", "/AA", "/Launch", "/EF", "/RichMedia"} & set(held)
            assert held.get("/S") in (None, "/URI", "/Transparency")
            assert held.get("/URI") in (None, hostile.URL)
    said = subprocess.run(
        [installed.program("pdftotext"), "-raw", str(path), "-"], check=True, capture_output=True
    )
    assert said.stderr == b""
    yield drawable(said.stdout.decode())


def png(path: Path) -> Iterator[str]:
    with Image.open(path) as picture:
        picture.verify()
        assert picture.info.keys() <= {"dpi", "gamma", "srgb"}
    return iter(())


def pptx_(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        for member in packed.namelist():
            assert member.endswith((".xml", ".rels", ".bin", ".jpeg"))
            if member.endswith((".xml", ".rels")):
                for node in etree.fromstring(packed.read(member), STRICT).iter():
                    assert node.get("TargetMode") != "External" or node.get("Target") == hostile.URL
                    assert not node.get("action")
                    assert local(node) not in ("oleObj", "video", "externalData", "control")
    [slide] = pptx.Presentation(str(path)).slides
    return (node.text or "" for node in slide._element.iter() if local(node) == "t")


def drawio(path: Path) -> Iterator[str]:
    for node in well_formed(path).iter():
        assert "html=1" not in node.get("style", "")
        assert re.fullmatch(r"[\w=;.,# /\-]*", node.get("style", ""))
        assert node.get("link") in (None, hostile.URL)
        yield from (node.get(key, "").replace("\n", " ") for key in ("label", "value"))


def md(path: Path) -> Iterator[str]:
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .parse(path.read_text(encoding="utf-8"))
    )
    inner = [child for token in tokens for child in token.children or ()]
    active = {"html_block", "html_inline", "image", "fence", "code_block", "hr"}
    assert not {token.type for token in (*tokens, *inner)} & active
    links = {token.attrs["href"] for token in inner if token.type == "link_open"}
    assert links <= {hostile.URL}
    for token in tokens:
        if token.type == "inline":
            yield "".join(child.content for child in token.children or ())


def json_(path: Path) -> Iterator[str]:
    document = json.loads(path.read_bytes())
    Draft202012Validator(json.loads(str(schema("page").text))).validate(document)
    return (card["name"] for card in document["cards"])


READERS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "svg": svg,
    "html": html_,
    "pdf": pdf,
    "png": png,
    "pptx": pptx_,
    "drawio": drawio,
    "md": md,
    "json": json_,
}


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def drawable(text: str) -> str:
    """Return what the font of the page has of a text; the rest is drawn as boxes."""
    return "".join(c for c in text if c in fonts.widths(bold=False) and c != "□")


def shown(format: str, scene: Scene) -> list[str]:
    """Return the texts that a reader must find: all of the picture, or the names of all cards."""
    if format in ("md", "json"):
        return [card.name for card in scene.diagram.cards]
    if format == "png":
        return []
    texts = [text.text for text in scenes.texts(scene.items)]
    return [drawable(typeset.clean(text)) for text in texts] if format == "pdf" else texts


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("format", READERS)
def test_it_is_read_as_meant_and_does_nothing(
    format: str, view: str, drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path]
) -> None:
    said = letters("\n".join(READERS[format](files[view, format])))
    lost = [text for text in shown(format, drawn[view]) if letters(text) not in said]
    assert lost == []


def test_every_format_is_read_by_somebody() -> None:
    assert {*READERS, *LANGUAGES} == set(FORMATS)


@pytest.mark.parametrize("view", PAGES)
def test_every_name_is_on_the_page_as_it_is(view: str, drawn: Mapping[str, Scene]) -> None:
    found = {letters(card.name) for card in drawn[view].diagram.cards}
    towers = re.compile("(\u0301{2})\u0301+")  # no more than two marks on one letter are drawn
    said = {letters(towers.sub(r"\1", printable(value))) for value in hostile.values()}
    if view != "journey:j":
        assert said <= found
    assert found <= said
    for id, card in scenes.cards(drawn[view]).items():
        name = next(each.name for each in drawn[view].diagram.cards if each.id == id)
        told = letters(scenes.said(card.items))
        head = letters(typeset.clean(name))
        assert any(head.startswith(told[start:].rstrip("…")[:8]) for start in range(3))


def words(scene: Scene) -> dict[str, str]:
    """Return what each node of a language for diagrams has to say, by its key."""
    return {
        node.key: letters("".join(node.words))
        for lane in outline(scene.diagram).lanes
        for node in lane.nodes
    }


def ends(scene: Scene) -> list[tuple[str, str]]:
    return sorted((edge.source, edge.target) for edge in outline(scene.diagram).edges)


@pytest.mark.parametrize("format", ["mmd", "d2"])
def test_npm_reads_what_was_meant(
    format: str, drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path]
) -> None:
    script = {"mmd": "mermaid.mjs", "d2": "d2.mjs"}[format]
    paths = [str(files[view, format]) for view in TOLD]
    ran = subprocess.run(
        [installed.program("node"), script, *paths],
        cwd=installed.parsers(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for view, found in zip(TOLD, json.loads(ran.stdout), strict=True):
        nodes = {id.rpartition(".")[2]: text for id, text in found["nodes"].items()}
        said = {
            key: letters(re.sub("<br/?>", "", text) if format == "mmd" else text)
            for key, text in nodes.items()
            if key.startswith("n")
        }
        assert said == words(drawn[view])
        met = sorted(tuple(end.rpartition(".")[2] for end in edge) for edge in found["edges"])
        assert met == ends(drawn[view])
        assert found["links"] == 0


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # pydot of pyparsing
@pytest.mark.parametrize("view", TOLD)
def test_graphviz_and_pydot_read_what_was_meant(
    view: str, drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path]
) -> None:
    path = files[view, "dot"]
    [graph] = pydot.graph_from_dot_data(path.read_text(encoding="utf-8"))
    assert sorted((e.get_source(), e.get_destination()) for e in graph.get_edges()) == ends(
        drawn[view]
    )
    ran = subprocess.run(
        [installed.program("dot"), "-Tsvg", str(path)], check=True, capture_output=True, timeout=60
    )
    assert ran.stderr == b""
    drawing(ran.stdout, drawn[view])


def test_plantuml_draws_what_was_meant(
    drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path]
) -> None:
    paths = [files[view, "puml"] for view in TOLD]
    subprocess.run(
        [installed.program("plantuml"), "-tsvg", "-charset", "UTF-8", *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for view, path in zip(TOLD, paths, strict=True):
        drawing(path.with_name(f"{path.stem}.svg").read_bytes(), drawn[view])


def drawing(data: bytes, scene: Scene) -> None:
    """Assert that a drawing by another program has every name, and nothing active."""
    nodes = [node for node in etree.fromstring(data, STRICT).iter() if isinstance(node.tag, str)]
    said = letters("".join(node.text or "" for node in nodes if local(node) == "text"))
    assert [text for text in words(scene).values() if text not in said] == []
    assert not {local(node) for node in nodes} & {"a", "image", "script", "foreignObject"}
