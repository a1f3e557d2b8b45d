"""Every format of every view, drawn of a model in which each text is hostile, as others' parsers read it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import hostile
import installed
import pydot
import pytest
import reading
import scenes
from lxml import etree
from reading import STRICT, letters, local

from engagemodel import api, page
from engagemodel.page import FORMATS, Scene, fonts, typeset
from engagemodel.page.outline import outline
from engagemodel.printable import printable

TODAY = date(2026, 4, 1)
VIEWS = ("lanes", "matrix", "focus:p1", "journey:j", "impact:p2")
BOTH = "lanes of both"
PAGES = (BOTH, *VIEWS)
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
@pytest.mark.parametrize("format", reading.READERS)
def test_it_is_read_as_meant_and_does_nothing(
    format: str, view: str, drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path]
) -> None:
    said = letters("\n".join(reading.READERS[format](files[view, format])))
    lost = [text for text in shown(format, drawn[view]) if letters(text) not in said]
    assert lost == []


def test_every_format_is_read_by_somebody() -> None:
    assert {*reading.READERS, *LANGUAGES} == set(FORMATS)


@pytest.mark.parametrize("view", PAGES)
def test_every_name_is_on_the_page_as_it_is(view: str, drawn: Mapping[str, Scene]) -> None:
    found = {letters(card.name) for card in drawn[view].diagram.cards}
    towers = re.compile("(\u0301{2})\u0301+")  # no more than two marks on one letter are drawn
    low = (towers.sub(r"\1", printable(value)) for value in hostile.values())
    said = {letters(unicodedata.normalize("NFC", value)) for value in low}
    if view != "journey:j":
        assert said <= found
    assert found <= said
    names = {card.id: card.name for card in drawn[view].diagram.cards}
    for id, card in scenes.cards(drawn[view]).items():
        assert id not in names or names[id] in (card.title or "")


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
    drawn: Mapping[str, Scene], files: Mapping[tuple[str, str], Path], tmp_path: Path
) -> None:
    # It writes beside what it reads, where our own page of that name is.
    paths = [Path(shutil.copy(files[view, "puml"], tmp_path)) for view in TOLD]
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
