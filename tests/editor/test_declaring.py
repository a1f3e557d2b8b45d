"""The ids that a text declares, also where it is no YAML yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.editor.cursor import lines_of
from engagemodel.editor.declaring import declared


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ('platforms:\n  a: {}\n  "b":\n    name: B\n  c:', ("a", "b", "c")),
        (
            "platforms:\n    a: {needs: [x,\n    b: {\n    c: {name: 'C\n    d:",
            ("a", "b", "c", "d"),
        ),
        ("platforms:\n  a:\n    description: |\n      no: id\n  # no: id\n  b: {}", ("a", "b")),
        ("platforms: {a: {needs: [x]}, 'b': ,\n  c: {d: e}, # f: g\n}\n", ("a", "b", "c")),
        ("channels:\n  w: {needs: [\nplatforms:\n  a:\nx-more:\n  b:\n", ("a",)),
        ("platforms:\n  A b: {}\n  a: {}\n  <<: *x\n  a: {}\n", ("a",)),
        ("platforms: *x\n", ()),
    ],
)
def test_ids_of_a_section(text: str, platforms: tuple[str, ...]) -> None:
    assert declared(lines_of(text)).get("platforms") == platforms


@given(st.text("ab: -{}[],\"'#|>\n\t\u2028", max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    found = declared(lines_of("platforms:\n" + text + "\nchannels:\n  w: {}\n"))
    assert found["channels"][-1] == "w"
