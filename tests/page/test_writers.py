"""The formats: parsed by others' parsers, nothing active in them, their text there to be read."""

from __future__ import annotations

import io
import pathlib
import re
import subprocess
from collections.abc import Callable
from xml.etree import ElementTree

import installed
import pytest
import resvg_py
import scenes
from pypdf import PdfReader

from engagemodel import page
from engagemodel.page import Scene
from engagemodel.page.scene import Group, Path, Rect, Text, arrowhead, link, polyline
from engagemodel.page.typeset import measure
from engagemodel.page.writers import png, svg
from engagemodel.results import Difference

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "style", "g", "a", "rect", "path", "text"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><image href="http://evil.example/x.png"/>',
    "]]> <!-- &amp; &#x3c; -->",
    "x\x00\x1b[31mred\u202egnp.exe",
    "مرحبا بالعالم",
    "🇩🇪🏽 中文字 𠀀",
    "W" * 300,
    "word " * 90,
    "e" + "\u0301" * 200,
    "javascript:alert(1)",
    "{{ 7*7 }} ${x} %s",
    "   ",
]


def quoted(text: str) -> str:
    return (
        '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in text) + '"'
    )


def hostile_model(text: str) -> str:
    name = quoted(text)
    return f"""
state: {name}
customer_types: {{a: {{name: {name}, uses: [web]}}}}
channels: {{web: {{name: {name}, needs: [app], run_by: o}}}}
organizations: {{o: {{name: {name}}}}}
platforms: {{app: {{name: {name}, url: "https://example.org/?a=1&b=%22"}}, db: {{name: {name}, kind: database}}}}
data: {{d: {{name: {name}}}}}
flows: [{{from: db, to: app, carries: [d], latency: 5m}}]
"""


@pytest.fixture
def scene(look: Callable[[int], Difference]) -> Scene:
    return page.draw(look(25), size="16:9")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_in_every_format(drawn: Callable[..., Scene], text: str) -> None:
    scene = drawn(hostile_model(text), name=quoted(text) if text.strip() else "Sample")
    assert scenes.loose(scene) == []
    assert scenes.colliding(scene) == []
    tree = ElementTree.fromstring(page.write(scene, "svg", embed_font=False))
    for element in tree.iter():
        assert element.tag.removeprefix(SVG) in TAGS - {"style"}
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on")
            if key == "href":
                assert value == "https://example.org/?a=1&b=%22"
            if key in ("fill", "stroke"):
                assert re.fullmatch(r"none|#[0-9a-f]{6}", value)
    reader = PdfReader(io.BytesIO(page.write(scene, "pdf")))
    assert len(reader.pages) == 1
    assert page.write(scene, "png", width=300).startswith(b"\x89PNG")


def test_only_plain_addresses_become_links() -> None:
    assert link("https://example.org") == "https://example.org"
    assert link("mailto:a@example.org") == "mailto:a@example.org"
    for bad in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", None):
        assert link(bad) is None
    group = Group((Rect(1, 1, 9, 9, fill="#000000"),), url="javascript:alert(1)")
    scene = Scene(50, 50, (group,), "t", "d")
    assert "javascript" not in svg.write(scene)
    assert b"javascript" not in page.write(scene, "pdf")


def test_svg_is_text_with_names_for_those_who_cannot_see(scene: Scene) -> None:
    tree = ElementTree.fromstring(page.write(scene, "svg"))
    assert tree.get("role") == "graphics-document"
    assert tree.find(f"{SVG}title").text == scene.title  # type: ignore[union-attr]
    texts = [element.text for element in tree.iter(f"{SVG}text")]
    assert texts == [text.text for text in scenes.texts(scene.items)]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for id, card in scenes.cards(scene).items():
        named = next(e for e in tree.iter(f"{SVG}g") if e.get("id") == f"card-{id}")
        assert named.get("aria-label") == card.title


def test_svg_embeds_the_font_or_holds_each_text_to_its_width(scene: Scene) -> None:
    with_font, without = page.write(scene, "svg"), page.write(scene, "svg", embed_font=False)
    assert with_font.count(b"data:font/woff2;base64,") == 2
    assert b"data:" not in without
    assert without.count(b"textLength=") == without.count(b"<text ")
    assert not re.search(rb"https?://(?!www\.w3\.org/2000/svg)", with_font)


def test_svg_size_is_that_of_the_paper(look: Callable[[int], Difference]) -> None:
    tree = ElementTree.fromstring(
        page.write(page.draw(look(25), size="a4"), "svg", embed_font=False)
    )
    assert tree.get("width") == "841.89pt"
    assert tree.get("viewBox") == "0 0 841.89 595.28"


def test_pdf_is_one_page_with_selectable_text(look: Callable[[int], Difference]) -> None:
    result = look(40)
    reader = PdfReader(io.BytesIO(page.write(page.draw(result, size="a4"), "pdf")))
    (only,) = reader.pages
    said = re.sub(r"\s+", " ", only.extract_text())
    for element in {**result.before.model.elements, **result.after.model.elements}.values():
        for word in element.name.split():
            assert word in said
    assert (float(only.mediabox.width), float(only.mediabox.height)) == (841.89, 595.28)


def test_pdf_says_its_title_and_language_and_embeds_its_fonts(scene: Scene) -> None:
    reader = PdfReader(io.BytesIO(page.write(scene, "pdf")))
    assert reader.metadata is not None
    assert reader.metadata.title == scene.title
    assert reader.trailer["/Root"]["/Lang"] == "en"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        assert "EngageSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"])


@pytest.mark.parametrize("view", ["lanes", "matrix", "focus:{id}"])
@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_poppler_sees_one_page_its_fonts_and_every_name(
    size: str, view: str, look: Callable[[int], Difference], tmp_path: pathlib.Path
) -> None:
    result = look(40)
    subject = min(result.after.model.platforms)
    scene = page.draw(result, view=view.format(id=subject), size=size)
    path = tmp_path / "page.pdf"
    path.write_bytes(page.write(scene, "pdf"))

    def told(program: str, *words: str) -> str:
        line = [installed.program(program), *words]
        ran = subprocess.run(line, check=True, capture_output=True, timeout=60)
        assert ran.stderr == b""
        return ran.stdout.decode()

    about = dict(re.findall(r"(?m)^(\w[\w ]*?): +(.*)$", told("pdfinfo", str(path))))
    assert about["Pages"] == "1"
    assert about["Title"] == scene.title
    assert about["JavaScript"] == about["Form"].replace("none", "no") == "no"
    _, _, *fonts = told("pdffonts", str(path)).splitlines()
    assert fonts
    for font in fonts:
        assert re.match(r"\w{6}\+EngageSans-\w+ +TrueType +\w+ +yes yes yes ", font), font
    said = re.sub(r"\s", "", told("pdftotext", "-raw", str(path), "-"))
    for card in scene.diagram.cards:
        assert re.sub(r"\s", "", card.name) in said


def test_pdf_has_the_links_of_the_model(drawn: Callable[..., Scene]) -> None:
    scene = drawn("platforms: {app: {name: App, url: 'https://example.org/app'}}\n")
    (only,) = PdfReader(io.BytesIO(page.write(scene, "pdf"))).pages
    links = [note.get_object()["/A"]["/URI"] for note in only["/Annots"]]
    assert links == ["https://example.org/app"]
    tree = ElementTree.fromstring(page.write(scene, "svg"))
    assert [a.get("href") for a in tree.iter(f"{SVG}a")] == ["https://example.org/app"]


def dark(picture: bytes) -> int:
    """Return how many bytes of the decoded picture are dark."""
    from PIL import Image

    return sum(Image.open(io.BytesIO(picture)).convert("L").histogram()[:128])


def test_png_has_text_on_it() -> None:
    text = Text(10, 40, "Customer types", 24, "#000000")
    with_text = Scene(240, 60, (text,), "t", "d")
    without = Scene(240, 60, (), "t", "d")
    assert dark(page.write(without, "png")) == 0
    assert dark(page.write(with_text, "png")) > 1000
    drawing = svg.write(with_text, embed_font=False, own_font_only=True)
    no_font = resvg_py.svg_to_bytes(
        svg_string=drawing, dpi=96.0, skip_system_fonts=True, background="white"
    )
    assert dark(bytes(no_font)) == 0


def test_png_shows_a_box_for_what_the_font_lacks() -> None:
    scenes_of = [
        Scene(99, 60, (Text(10, 40, text, 24, "#000000"),), "t", "d") for text in ("中", "□")
    ]
    assert page.write(scenes_of[0], "png") == page.write(scenes_of[1], "png")


def test_svg_lets_the_reader_s_font_be_as_wide_as_it_is() -> None:
    """A width of ours would squeeze or stretch what we do not draw, and hide what marks say."""
    names = ("\u200fשירות לקוחות\u200e (24/7)", "VIP العملاء 企业 GmbH", "ขายของ 🛒")
    texts = tuple(Text(5, 20 * at, name, 9, "#000000") for at, name in enumerate(names, 1))
    for embed_font in (True, False):
        drawing = page.write(Scene(99, 99, texts, "t", "d"), "svg", embed_font=embed_font)
        assert b"textLength" not in drawing
        assert [e.text for e in ElementTree.fromstring(drawing).iter(f"{SVG}text")] == [*names]


def test_boxes_stay_within_the_room_of_what_they_stand_for(tmp_path: pathlib.Path) -> None:
    from PIL import Image

    name = "ขายของรานคา"
    room = measure(name, 24)
    alone = Scene(300, 60, (Text(10, 40, name, 24, "#000000"),), "t", "d")
    (tmp_path / "page.pdf").write_bytes(page.write(alone, "pdf"))
    line = [installed.program("pdftoppm"), "-r", "144", "-png", "page.pdf", "page"]
    subprocess.run(line, cwd=tmp_path, check=True, timeout=60)
    (drawn,) = tmp_path.glob("page-*.png")
    for picture in (drawn.read_bytes(), page.write(alone, "png", scale=2)):
        inked = Image.open(io.BytesIO(picture)).convert("L").point(lambda tone: 255 * (tone < 128))
        left, _, right, _ = inked.getbbox()
        assert left >= 20
        assert 2 * (10 + room * 0.9) < right <= 2 * (10 + room)


def test_png_has_the_size_asked_for(scene: Scene) -> None:
    from PIL import Image

    assert Image.open(io.BytesIO(page.write(scene, "png"))).size == (1920, 1080)
    assert Image.open(io.BytesIO(page.write(scene, "png", scale=0.5))).size == (480, 270)
    assert Image.open(io.BytesIO(page.write(scene, "png", width=640))).size == (640, 360)
    with pytest.raises(ValueError, match="each side is 1 to"):
        page.write(scene, "png", width=png.LARGEST + 1)


def test_a_missing_glyph_is_warned_of(drawn: Callable[..., Scene]) -> None:
    scene = drawn("platforms: {app: {name: 中文 shop}}\n")
    assert scene.warnings == (
        "the font of the page has no glyph for: 中 文; "
        "pdf and png show boxes, unless --font FILE names one that has",
    )
    assert drawn("platforms: {app: {name: Łódź}}\n").warnings == ()


def test_arrowheads_point_along_the_end_of_the_line() -> None:
    left, tip, right = arrowhead(Path(polyline((0, 0), (10, 0)), "#000000", arrow=4))
    assert tip == (10, 0)
    assert left[0] == right[0] == 6
    assert left[1] == -right[1] < 0
