"""Measuring, wrapping and shortening text, and the font files that it is measured for."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.page import fonts
from engagemodel.page.fonts.pieces import PIECES, needed
from engagemodel.page.typeset import abridge, clean, drawable, measure, missing, seen, shorten, wrap

WIDTHS = st.floats(min_value=20, max_value=300)
TEXTS = st.text(max_size=120)


def advances(path: Path) -> dict[str, float]:
    font = TTFont(path)
    return {
        chr(code): font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm
        for code, glyph in font.getBestCmap().items()
    }


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font_file(bold: bool) -> None:
    assert fonts.widths(bold=bold) == advances(fonts.file(bold=bold))


@pytest.mark.parametrize("bold", [False, True])
def test_pieces_for_the_web_are_the_font_each_character_once(bold: bool) -> None:
    parts = [advances(fonts.file(bold=bold, piece=piece)) for piece in PIECES]
    whole: dict[str, float] = {}
    for part in parts:
        assert not whole.keys() & part.keys()
        whole |= part
    assert whole == fonts.widths(bold=bold)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["latin"]),
        ("Käufer → „Laden“ ▲ 3 €", ["latin"]),
        ("Łódź", ["latin", "latin-extended"]),
        ("Ωλ № 3", ["latin", "greek", "signs"]),
        ("Магазин 中", ["latin", "cyrillic"]),
    ],
)
def test_a_page_brings_the_pieces_that_it_says_something_in(text: str, names: list[str]) -> None:
    assert [*needed(text)] == names
    brought = [file for _, file in fonts.web(bold=False, characters=text)]
    assert brought == [fonts.file(bold=False, piece=name).read_bytes() for name in names]


@pytest.mark.parametrize("bold", [False, True])
def test_font_is_renamed_and_says_its_licence(bold: bool) -> None:
    path = fonts.file(bold=bold)
    for each in (path, *(fonts.file(bold=bold, piece=piece) for piece in PIECES)):
        names = {n.nameID: str(n) for n in TTFont(each)["name"].names}
        assert names[1] == fonts.FAMILY
        assert not any("Source" in names[i] for i in (1, 3, 4, 6))
        assert "Open Font License" in names[13]
    assert "SIL OPEN FONT LICENSE" in (path.parent / "OFL.txt").read_text("utf-8")


def test_font_has_what_a_page_says() -> None:
    assert (
        missing("ÄÖÜß ŁŻ Ωλ Жя ÅÆØ ő ț → ← ↑ ↓ ↔ + − ± × ✓ … – — • ~ ≥ ≤ € £ ¥ № ° ⇐ □ ▲ ▼") == ""
    )


@given(TEXTS, WIDTHS, st.integers(1, 4), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing_in_silence(
    text: str, width: float, most: int, bold: bool
) -> None:
    lines = wrap(text, width, 8, bold=bold, most=most)
    assert 1 <= len(lines) <= most
    assert all(measure(line, 8, bold=bold) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Cross-channel shopper", ["Cross-", "channel", "shopper"]),
        ("Online/offline customer", ["Online/", "offline", "customer"]),
    ],
)
def test_a_long_word_breaks_at_its_hyphen_first(text: str, lines: list[str]) -> None:
    width = max(measure(line, 8) for line in lines)
    assert wrap(text, width + 0.1, 8, most=4) == lines


@given(TEXTS, WIDTHS)
def test_shortened_text_is_a_beginning(text: str, width: float) -> None:
    short = shorten(text, width, 8)
    assert measure(short, 8) <= width
    assert short == text or text.startswith(short.removesuffix("…"))


def test_wraps_at_spaces_and_inside_a_word_only_if_it_must() -> None:
    assert wrap("Order Management System", 80, 9) == ["Order Management", "System"]
    assert wrap("", 80, 9) == [""]
    pieces = wrap("x" * 40, 50, 9, most=9)
    assert len(pieces) > 2
    assert "".join(pieces) == "x" * 40


def test_first_line_may_be_shorter() -> None:
    plain = wrap("one two three four", 60, 9, most=5)
    assert wrap("one two three four", 60, 9, most=5, indent=40)[0] in ("", "one")
    assert plain[0] == "one two three"[: len(plain[0])]


def test_a_letter_keeps_its_accent() -> None:
    letters = "e\u0301" * 30
    head = shorten(letters, 40, 9).removesuffix("…")
    assert len(head) % 2 == 0


def test_what_the_font_lacks_is_boxed_named_and_measured_wide() -> None:
    assert missing("Ab 中 🙂 ab") == "中🙂"
    assert drawable("a中\u200db") == "a□b"
    assert seen("a\u200db中") == "ab中"
    assert measure("中", 10) >= measure("□", 10)
    assert measure("🙂", 10) > measure("中", 10)


@given(TEXTS)
def test_drawable_text_is_in_the_font(text: str) -> None:
    assert missing(drawable(clean(text))) == ""


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [  # of an em for each letter: in the narrowest and the widest common font that has the script
        ("לקוחות עסקיים גדולים", 4.9, 6.8),
        ("العملاء من القطاع", 4.6, 7.2),
        ("ลูกค้าองค์กร", 5.4, 6.0),
        ("வாடிக்கையாளர்", 8.2, 10.2),
        ("企业客户", 10, 10),
        ("모바일", 10, 10),
        ("ế", 4.9, 7.9),
    ],
)
def test_what_the_font_lacks_is_about_as_wide_as_in_fonts_that_have_it(
    text: str, narrow: float, wide: float
) -> None:
    letters = [c for c in text if unicodedata.category(c) not in ("Mn", "Zs")]
    for bold in (False, True):
        room = measure("".join(letters), 10, bold=bold) / len(letters)
        assert narrow <= round(room, 3) <= wide


def test_clean_text_is_one_line_without_controls_or_towers() -> None:
    assert clean(" a\tb\n\x1b[31m\u202ec ") == "a b \\x1b[31m\\u202ec"
    assert clean("e" + "\u0301" * 300) == "é\u0301"


def test_a_letter_and_its_mark_become_one_character_but_no_other_character() -> None:
    assert clean("Cafe\u0301 e\u0302\u0301") == "Café ế"
    kept = ["\ufa19", "שָׁ", "ที่", "한", "x\u0301"]  # some of them have another canonical form
    assert [clean(text) for text in kept] == kept


@given(TEXTS, WIDTHS)
def test_abridged_text_fits(text: str, width: float) -> None:
    short = abridge(text, width, 8)
    assert measure(short, 8) <= width
    if short != text:
        assert "…" in short


def test_an_abridged_name_keeps_its_last_word() -> None:
    names = ["Private client onboarding archive", "Private client onboarding portal"]
    short = [abridge(name, 70, 8) for name in names]
    assert [name.rpartition("…")[2] for name in short] == ["archive", "portal"]
