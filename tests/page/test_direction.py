"""The order in which a line stands, and the shapes of joined letters, beside what Unicode says of both."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel import api, page
from engagemodel.page.direction import apart, visual
from engagemodel.page.drawing.listing import joined as joined_names
from engagemodel.page.drawing.listing import longest
from engagemodel.page.fonts.joining import forms, joined

LETTERS = "אבגabcé12 3,.-+%()[]/:—العملا٣؟«»企<>"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Shop 24/7", "Shop 24/7"),
        ("אבג", "גבא"),
        ("VIP אבג דה Ltd.", "VIP הד גבא Ltd."),
        ("אבג (24/7) דה", "הד (24/7) גבא"),
        ("אב (VIP)", "בא (VIP)"),
        ("א (ב) c", "(ב) א c"),
        ("أب 12,5 %", "12,5 بأ %"),
        ("שָׁב", "בשָׁ"),
    ],
)
def test_a_line_stands_as_the_standard_has_it(text: str, order: str) -> None:
    assert visual(text) == order


@given(st.text(LETTERS, max_size=16))
def test_a_line_stands_as_fribidi_has_it(text: str) -> None:
    library = ctypes.util.find_library("fribidi")
    if library is None:
        pytest.skip("fribidi is not installed")
    assert visual(text) == by_fribidi(ctypes.CDLL(library), text)


def by_fribidi(library: ctypes.CDLL, text: str) -> str:
    """Return a line of LETTERS as FriBidi lays it out from its levels."""
    size = len(text)
    numbers = ctypes.c_uint32 * size
    codes, types, brackets = numbers(*map(ord, text)), numbers(), numbers()
    levels = (ctypes.c_int8 * size)()
    library.fribidi_get_bidi_types(codes, size, types)
    library.fribidi_get_bracket_types(codes, size, types, brackets)
    way = ctypes.c_uint32(0x110)  # to the right
    library.fribidi_get_par_embedding_levels_ex(types, brackets, size, ctypes.byref(way), levels)
    heights = [level if at < len(text.rstrip()) else 0 for at, level in enumerate(levels)]
    line = list(range(size))
    for height in range(max(heights, default=0), 0, -1):
        start = 0
        while start < size:
            end = start
            while end < size and heights[line[end]] >= height:
                end += 1
            line[start:end] = line[start:end][::-1]
            start = max(end, start + 1)
    mirror = ctypes.c_uint32()
    for at, code in enumerate(codes):
        if heights[at] % 2 and library.fribidi_get_mirror_char(code, ctypes.byref(mirror)):
            codes[at] = mirror.value
    return "".join(chr(codes[at]) for at in line)


@pytest.mark.parametrize(
    ("sentence", "names", "order"),
    [
        ("For אבג, حد (Web) is the way", ("אבג", "حد (Web)"), "For גבא, دح (Web) is the way"),
        ("From אב → גד", ("אב", "גד"), "From בא → דג"),
        ("אב, אבג 2 times", ("אב", "אבג"), "בא, גבא 2 times"),
        ("„אב“ („גד“)", ("אב", "גד"), "„בא“ („דג“)"),
        ("For Web, Shop 2", ("Web", "Shop"), "For Web, Shop 2"),
    ],
)
def test_names_in_a_sentence_keep_their_order(
    sentence: str, names: tuple[str, ...], order: str
) -> None:
    told = apart(sentence, names)
    assert visual(told).replace("\u200e", "") == order
    assert told.replace("\u200e", "") == sentence
    assert apart(told, names) == told


@pytest.mark.parametrize("code", ["en", "de"])
def test_what_a_page_tells_of_names_that_run_to_the_left_keeps_their_order(
    code: str, tmp_path: Path
) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "engagemodel: 1\nname: x\nplatforms: {p: {name: אב, needs: [q]},"
        " q: {name: גד, needs: [r]}, r: {name: هو, needs: [p]}}\n",
        encoding="utf-8",
    )
    result = api.check(api.load(str(file)), today=date(2026, 4, 1))
    remarks = page.draw(result, dress=page.Dress(language=code)).diagram.remarks
    (told,) = (remark.text for remark in remarks if all(name in remark.text for name in "אגه"))
    assert re.match("בא, דג (and|und) ", visual(told).replace("\u200e", "")), told


def test_names_in_a_row_keep_their_places_and_their_count() -> None:
    names = ["אתר", "Web", "טלפון", "חנות (24)"]
    assert visual(joined_names(names)).replace("\u200e", "") == "רתא, Web, ןופלט, (24) תונח"
    row = longest([*names, "x" * 99], lambda text: len(text) < 50)
    assert visual(row).replace("\u200e", "").endswith("(24) תונח +1\u00a0more")


def shapes(text: str) -> list[str]:
    """Return the shapes of joined letters, as Unicode names them."""
    every = forms(map(chr, range(0x600, 0x700)))
    return [unicodedata.decomposition(c).split(">")[0][1:] for c in joined(text, every)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عمل", ["initial", "medial", "final"]),
        ("دار", ["isolated", "isolated", "isolated"]),  # none of them reaches the next
        ("سلام", ["initial", "final", "isolated"]),  # lam and alef are one
        ("پچگ", ["initial", "medial", "final"]),  # Persian
        ("ع م", ["isolated", "", "isolated"]),
        ("ع\u200cم", ["isolated", "", "isolated"]),
        ("ع\u200d", ["initial", ""]),
    ],
)
def test_letters_of_a_word_are_joined(text: str, expected: list[str]) -> None:
    assert shapes(text) == expected


def test_only_shapes_that_a_font_has_are_used() -> None:
    assert joined("عمل Web", frozenset()) == "عمل Web"
    assert joined("مَلِك", forms("ملك")) == "ﻣَﻠِﻚ"


@given(st.text(LETTERS + "دسك\u064e\u200d", max_size=20))
def test_joining_changes_no_letter_into_another(text: str) -> None:
    plain = unicodedata.normalize("NFKC", joined(text, forms(text)))
    assert plain == unicodedata.normalize("NFKC", text)
