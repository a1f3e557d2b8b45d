"""A font that somebody brings along: measured, embedded, named, and nothing of it but its outlines."""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import installed
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from engagemodel import page
from engagemodel.errors import ArgumentError, SettingsError
from engagemodel.page import fonts
from engagemodel.page.dress import apart, brand
from engagemodel.page.dress.apart import Refused
from engagemodel.page.fonts import foreign
from engagemodel.page.fonts.joining import forms
from engagemodel.page.scene import Scene, Text
from engagemodel.page.typeset import drawable, laid, measure
from engagemodel.place import Place
from engagemodel.results import Difference
from engagemodel.settings import PageSettings, Stated

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "äöüÄÖÜß"


def otf(
    family: str = "Acme Sans", characters: str = LATIN, wide: int = 700, right: int = 0
) -> bytes:
    """Return an OpenType font (cubic curves) in which every letter is a box as wide as asked for."""
    names = {ord(c): f"u{ord(c):04X}" for c in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    shapes = {}
    for name in order:
        pen = T2CharStringPen(wide, None)
        if name != "u0020":
            pen.moveTo((50, 0))
            pen.lineTo((50, 600))
            pen.curveTo((50, 700), (wide - 50, 700), (wide - 50, 600))
            pen.lineTo((wide - 50, 0))
            pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("Acme", {"FullName": "Acme"}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (wide, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(fsType=right)
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


@pytest.fixture
def acme(tmp_path: Path) -> str:
    path = tmp_path / "acme.otf"
    path.write_bytes(otf())
    return str(path)


def drawn(result: Difference, *files: str) -> Scene:
    return page.draw(result, dress=brand.dress(PageSettings(), font=files))


def test_a_page_is_measured_in_its_font(acme: str) -> None:
    dress = brand.dress(PageSettings(), font=(acme,))
    assert dress.font is not None
    with dress.worn():
        assert fonts.family() == "Acme Sans"
        assert measure("Acme", 10) == measure("Acme", 10, bold=True) == 28
        assert measure("→", 10) == measure("→", 10) > 0  # our own, which the font borrows
        assert "→" in fonts.lacking()
        assert "A" not in fonts.lacking()
    assert fonts.family() == fonts.FAMILY
    assert measure("Acme", 10) < 28


def test_two_files_are_regular_and_bold(acme: str, tmp_path: Path) -> None:
    bold = tmp_path / "bold.otf"
    bold.write_bytes(otf(wide=800))
    with brand.dress(PageSettings(), font=(acme, str(bold))).worn():
        assert (measure("A", 10), measure("A", 10, bold=True)) == (7, 8)
    with pytest.raises(ArgumentError, match="two weights"):
        brand.dress(PageSettings(), font=(acme, acme, acme))


def built(characters: str, bold: bool, suffix: str) -> bytes:
    if suffix == "ttf":
        return fonts.embedded(bold=bold, characters=characters)
    [(ranges, file)] = fonts.web(bold=bold, characters=characters)
    assert ranges == ""
    return file


@pytest.mark.parametrize("suffix", ["ttf", "woff2"])
def test_the_embedded_font_has_what_is_said_and_is_as_wide_as_measured(
    acme: str, suffix: str
) -> None:
    with brand.dress(PageSettings(), font=(acme,)).worn():
        for bold in (False, True):
            data = built("Tür →", bold, suffix)
            font = TTFont(io.BytesIO(data))
            assert set(font.getBestCmap()) == set(map(ord, "Tür →"))
            assert "glyf" in font
            assert "CFF " not in font
            for code, glyph in font.getBestCmap().items():
                width = font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm
                assert abs(width - fonts.widths(bold=bold)[chr(code)]) < 1
            assert font["glyf"][font.getBestCmap()[ord("T")]].yMax == pytest.approx(
                675, abs=5
            )  # a curve
            assert font["OS/2"].usWeightClass == (600 if bold else 400)
            assert data == built("→ rüT", bold, suffix)


def test_every_format_is_set_in_the_font(look: Callable[[int], Difference], acme: str) -> None:
    scene = drawn(look(25), acme)
    svg, html = (page.write(scene, format).decode() for format in ("svg", "html"))
    for text in (svg, html):
        faces = re.findall(r"@font-face\{font-family:'([^']*)'", text)
        assert faces == ["Acme Sans", "Acme Sans"]
        assert "Engage Sans" not in text.replace("engagemodel", "")
    assert "'Acme Sans'" in svg
    pdf = page.write(scene, "pdf")
    assert b"AcmeSans-Bold" in pdf
    assert b"EngageSans" not in pdf
    assert page.write(scene, "png") != page.write(page.draw(look(25)), "png")
    drawio = page.write(scene, "drawio").decode()
    assert "fontFamily=Acme Sans;" in drawio
    assert pdf == page.write(drawn(look(25), acme), "pdf")
    ours = page.write(page.draw(look(25)), "pdf")
    assert b"EngageSans-Bold" in ours
    assert b"AcmeSans" not in ours


def test_what_the_font_lacks_is_warned_of(found: Callable[..., Difference], acme: str) -> None:
    result = found("customer_types:\n  a: {name: Αλφα, uses: []}\n")
    (told,) = drawn(result, acme).warnings
    assert told == "the font 'Acme Sans' has no glyph for: Α α λ φ (set in Engage Sans)"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\0\0" + b"\xff" * 400,
        b"OTTO\xff\xff",
        b"wOF2" + b"\0" * 100,
        b"ttcf\0\1\0\0\0\0\0\1" + b"\0" * 20,
        b"<ttFont/>",
        otf(characters="αβγ"),
        otf(right=2),
        otf() + b"\0" * foreign.LARGEST,
    ],
)
def test_what_is_no_font_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttf"
    path.write_bytes(data)
    with pytest.raises(ArgumentError, match=r"the font 'bad\.ttf' cannot be used"):
        brand.dress(PageSettings(), font=(str(path),))


def test_damaged_fonts_are_refused_or_drawn_but_end_nothing() -> None:
    good, chance = otf(characters="aA0 b"), random.Random(6)
    for _ in range(4):
        bad = bytearray(good)
        for _ in range(12):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            family, widths = apart.run(foreign.measured, bytes(bad))
            told = apart.run(foreign.rebuilt, bytes(bad), family, False, "ab", False)
        except Refused:
            continue
        else:
            assert "a" in widths
            assert told.startswith(b"\0\1\0\0")


def test_a_name_of_a_font_cannot_leave_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "evil.otf"
    path.write_bytes(otf(family="X';}</style><script>alert(1)</script>"))
    dress = brand.dress(PageSettings(), font=(str(path),))
    assert dress.font is not None
    assert dress.font.family == "X style script alert 1 script"


def test_a_font_of_the_settings_is_told_of_where_it_is_named(tmp_path: Path) -> None:
    at = Place("engagemodel.toml", 4, 1)
    (tmp_path / "a.otf").write_bytes(otf())
    settings = PageSettings(
        font=Stated(str(tmp_path / "a.otf"), at),
        font_bold=Stated(str(tmp_path / "b.otf"), at._replace(line=5)),
    )
    with pytest.raises(SettingsError) as caught:
        brand.dress(settings)
    (problem,) = caught.value.problems
    assert problem.message == "cannot read the font 'b.otf': No such file or directory"
    assert problem.at == at._replace(line=5)


def test_without_fonttools_the_extra_is_named(acme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ArgumentError) as caught:
        brand.dress(PageSettings(), font=(acme,))
    assert caught.value.problems[0].hint == "install them with: pip install 'engagemodel[fonts]'"


def test_letters_that_join_bring_their_shapes_and_lines_to_the_left_are_drawn_so(
    tmp_path: Path,
) -> None:
    shapes = forms("عمل")
    path = tmp_path / "wide.otf"
    path.write_bytes(otf(characters=LATIN + "עברית" + "عمل" + "".join(shapes)))
    dress = brand.dress(PageSettings(), font=(str(path),))
    words = Text(10, 40, "Web עברית (עברי) عمل", 12, "#000000")
    alone = Scene(300, 60, (words,), "t", "d", dress=dress)
    with dress.worn():
        for suffix in ("ttf", "woff2"):
            known = TTFont(io.BytesIO(built("عمل", False, suffix))).getBestCmap()
            assert shapes <= {*map(chr, known)}
        assert laid("Web עברית (עברי) عمل") == "Web ﻞﻤﻋ (ירבע) תירבע"
        assert drawable("عمل") == "ﻋﻤﻞ"
    (tmp_path / "page.pdf").write_bytes(page.write(alone, "pdf"))
    line = [installed.program("pdftotext"), "page.pdf", "-"]
    said = subprocess.run(line, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    assert re.search("עברית .עברי. ", said.stdout.decode("utf-8"))  # it turns no brackets
