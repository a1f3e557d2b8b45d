"""A page's file in, the texts that somebody else's strict parser reads in it out; nothing may be active.

All but the languages for diagrams are here, by format: `READERS`. Links may lead to `hostile.URL` alone.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hostile
import html5lib
import installed
import pptx
import pypdf
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image

from engagemodel.commands.schema import schema

STRICT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


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


ACTIVE = ("src", "srcdoc", "action", "formaction", "style", "data", "ping")


def inert(nodes: Iterable[Any], tags: set[str]) -> None:
    """Assert that nothing in a document of the web does, fetches or styles anything of a model's."""
    for node in nodes:
        assert local(node) in tags
        for key, value in node.attrib.items():
            name = str(key).rpartition("}")[2].lower()
            assert not name.startswith("on")
            assert name not in ACTIVE, (local(node), key, value)
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
    yield said.stdout.decode()


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
