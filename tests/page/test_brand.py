"""What a page wears: logo, colours and footer, from settings, in every format, and nothing active."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scenes import faint

from engagemodel import page
from engagemodel.errors import ArgumentError, SettingsError
from engagemodel.page import palette
from engagemodel.page.dark import dark
from engagemodel.page.dress import brand, logo
from engagemodel.page.dress.apart import Refused
from engagemodel.page.dress.shapes import redrawn
from engagemodel.page.scene import Image, Rect, Scene, Text, walk
from engagemodel.place import Place
from engagemodel.results import Difference
from engagemodel.settings import COLOURS, PageSettings, Stated

AT = Place("engagemodel.toml", 3, 1)
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><style>.a{fill:#ff6600}</style>'
    b'<rect class="a" width="40" height="20"/></svg>'
)


def stated(text: str) -> Stated:
    return Stated(text, AT)


def colours(**named: str) -> PageSettings:
    return PageSettings(
        colours={name.replace("_", "-"): stated(colour) for name, colour in named.items()}
    )


def branded(result: Difference, tmp_path: Path, view: str = "lanes") -> Scene:
    (tmp_path / "logo.svg").write_bytes(LOGO)
    settings = PageSettings(
        colours={"accent": stated("#8a2be2"), "title": stated("#004d40")},
        logo=stated(str(tmp_path / "logo.svg")),
        footer=stated("ACME · confidential"),
    )
    return page.draw(result, view=view, dress=brand.dress(settings))


def used(scene: Scene) -> set[str]:
    found: set[str | None] = set()
    for item in walk(scene.items):
        found |= {item.colour} if isinstance(item, Text) else {item.fill, item.stroke}
    return {colour for colour in found if colour}


@pytest.mark.parametrize("view", ["lanes", "matrix"])
def test_brand_colours_take_the_place_of_ours_and_leave_signals_alone(
    look: Callable[[int], Difference], tmp_path: Path, view: str
) -> None:
    plain, ours = page.draw(look(25), view=view), branded(look(25), tmp_path, view)
    gone = {palette.TITLE, *palette.LANES.values()}
    assert gone <= used(plain)
    assert not gone & used(ours)
    assert used(ours) - used(plain) == {"#8a2be2", "#004d40"}
    assert used(plain) - used(ours) == gone


def test_the_logo_stands_beside_the_title_and_touches_nothing(
    look: Callable[[int], Difference], tmp_path: Path
) -> None:
    for view in ("lanes", "matrix"):
        scene = branded(look(25), tmp_path, view)
        (image,) = (item for item in scene.items if isinstance(item, Image))
        assert image.width / image.height == pytest.approx(2, rel=0.01)
        right, bottom = image.x + image.width, image.y + image.height
        for item in walk(scene.items):
            if isinstance(item, Text):
                assert item.x >= right or item.y - item.size >= bottom, item
            elif isinstance(item, Rect):
                apart = item.x >= right or item.x + item.width <= image.x
                assert apart or item.y >= bottom or item.y + item.height <= image.y, item


def test_the_footer_stands_in_the_foot(look: Callable[[int], Difference], tmp_path: Path) -> None:
    scene = branded(look(25), tmp_path)
    low = max((item for item in walk(scene.items) if isinstance(item, Text)), key=lambda t: t.y)
    assert any(
        item.text.startswith("ACME · confidential · engagemodel ") and item.y == low.y
        for item in walk(scene.items)
        if isinstance(item, Text)
    )


@pytest.mark.parametrize("format", ["svg", "html", "pptx", "drawio", "pdf", "png", "json"])
def test_every_format_has_the_logo_where_it_can(
    look: Callable[[int], Difference], tmp_path: Path, format: str
) -> None:
    scene = branded(look(25), tmp_path)
    data = page.write(scene, format)
    if format == "pptx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            assert [name for name in packed.namelist() if name.endswith(".png")]
    elif format == "pdf":
        from pypdf import PdfReader

        assert len(PdfReader(io.BytesIO(data)).pages[0].images) == 1
    elif format in ("svg", "html"):
        images = re.findall(r"<image [^>]*>", data.decode())
        assert len(images) == 1
        assert re.search(r'href="data:image/png;base64,[A-Za-z0-9+/=]+"', images[0])
    elif format == "drawio":
        assert data.decode().count("image=data:image/png,") == 1
    elif format == "png":
        assert data != page.write(page.draw(look(25), dress=brand.dress(PageSettings())), "png")
    assert data == page.write(branded(look(25), tmp_path), format)


def test_the_page_lets_only_its_own_images_in(
    look: Callable[[int], Difference], tmp_path: Path
) -> None:
    plain = page.write(page.draw(look(25)), "html").decode()
    assert "img-src" not in plain
    ours = unescape(page.write(branded(look(25), tmp_path), "html").decode())
    assert re.search(r"default-src 'none'[^\"]*; img-src data:; base-uri 'none'", ours)


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        brand.dress(colours(**{name: "#ffcc00"}))
    (problem,) = caught.value.problems
    assert problem.at == AT
    assert problem.message.startswith(f"the colour '{name}' is too light to read")
    assert problem.hint is not None
    nearest = problem.hint.rpartition(" ")[2].strip('"')
    assert brand.dress(colours(**{name: nearest})).colours
    assert palette.contrast(nearest, palette.GROUND) < 4.7


@given(st.integers(0, 0xFFFFFF))
@example(13797850)  # its night is what is hard to read
def test_any_colour_has_one_near_it_that_can_be_read_by_day_and_by_night(number: int) -> None:
    colour = brand.legible(f"#{number:06x}")
    assert palette.contrast(colour, palette.GROUND) >= 4.5
    for ground in (palette.PAPER, palette.GROUND):
        assert palette.contrast(dark(colour), dark(ground)) >= 4.5


def test_a_branded_page_can_be_read(look: Callable[[int], Difference], tmp_path: Path) -> None:
    assert not faint(branded(look(25), tmp_path))


def test_the_more_precise_colour_wins_over_the_accent() -> None:
    found = brand.dress(colours(channels="#004d40", accent="#8a2be2")).colours
    assert found[palette.LANES["channel"]] == "#004d40"
    assert found[palette.LANES["platform"]] == found[palette.TITLE] == "#8a2be2"


def test_the_command_line_wins_over_the_settings() -> None:
    settings = PageSettings(language=stated("de"))
    assert brand.dress(settings).language == "de"
    assert brand.dress(settings, "en").language == "en"
    with pytest.raises(ArgumentError, match="unknown language 'fr'"):
        brand.dress(settings, "fr")


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<image href="/etc/hostname"/>', "an image in it"),
        ('<image href="https://example.org/a.png"/>', "an image in it"),
        ('<feImage href="/etc/hostname"/>', "feImage"),
        ('<use href="#a"/>', "repeats parts"),
        ("<text>ACME</text>", "text"),
        ("<foreignObject/>", "foreignObject"),
        ("<style>@import 'a.css';</style>", "outside"),
        ("<style>a{fill:url(http://example.org/#a)}</style>", "outside"),
        ("<style>a{fill:u\\72l(x)}</style>", "outside"),
        ('<rect fill="url(file:///etc/hostname#a)"/>', "outside"),
        ('<rect style="clip-path:url(#a)"/>', "clip paths"),
        ("<g>" * 40 + "</g>" * 40, "nest deeper"),
        ("<g/>" * 6000, "more than 5000"),
        ("<g>", "no XML"),
        ("<svg/>", "'svg'"),
    ],
)
def test_a_logo_that_is_more_than_a_drawing_is_refused(inner: str, reason: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">{inner}</svg>'
    with pytest.raises(Refused, match=re.escape(reason)):
        redrawn(svg.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not an image",
        b"\xff\xfe<\x00s\x00v\x00g\x00",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 1"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 inf 1"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99999 1"/>',
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x06\x00\x00\x00",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><g/></svg>',
        LOGO + b" " * (1 << 20),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        logo.read(data)


def test_what_a_drawing_program_leaves_in_an_svg_is_dropped() -> None:
    svg = (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" '
        b'xmlns:i="http://www.inkscape.org/namespaces/inkscape" width="40mm" height="20mm">'
        b"<metadata><rdf>x</rdf></metadata><i:grid/><title>t</title>"
        b'<path onclick="alert(1)" i:label="a" d="M0 0L1 1" href="https://example.org"/></svg>'
    )
    kept, wide, high = redrawn(svg)
    assert (wide, high) == (40, 20)
    root = ElementTree.fromstring(kept)
    assert [child.tag.rpartition("}")[2] for child in root] == ["path"]
    assert root[0].attrib == {"d": "M0 0L1 1"}
    assert root.attrib == {"viewBox": "0 0 40 20"}


def test_a_png_is_drawn_anew_without_what_it_had_besides() -> None:
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 2, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\xff\x66\x00" * 4) * 2))
    secret = chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")
    png = b"\x89PNG\r\n\x1a\n" + header + secret + pixels + chunk(b"IEND", b"")
    found = logo.read(png)
    assert (found.width, found.height) == (640, 320)
    assert b"script" not in found.png
    assert found.png.startswith(b"\x89PNG")


def test_a_logo_that_is_not_there_is_told_where_the_settings_name_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        brand.dress(PageSettings(logo=stated(str(tmp_path / "none.svg"))))
    (problem,) = caught.value.problems
    assert problem.at == AT
    assert problem.message == "cannot read the logo: No such file or directory"
