"""What is written at a place, also in text that is no YAML yet. `|` marks the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.editor.cursor import Spot, lines_of, spot


def at(marked: str) -> Spot | None:
    before, _, after = marked.partition("|")
    lines = lines_of(before + after)
    return spot(lines, before.count("\n"), len(before) - (before.rfind("\n") + 1))


@pytest.mark.parametrize(
    ("marked", "path", "key", "word"),
    [
        ("|", (), True, ""),
        ("cha|", (), True, "cha"),
        ("channels:\n  w|eb: {}", ("channels",), True, "web"),
        ("channels:\n  web:\n    |", ("channels", "web"), True, ""),
        ("channels:\n  web:\n    ki|nd: x", ("channels", "web"), True, "kind"),
        ("channels:\n  web:\n    kind: |", ("channels", "web", "kind"), False, ""),
        ("channels:\n  web:\n    kind: we|b", ("channels", "web", "kind"), False, "web"),
        ("channels:\n  web:\n    name: a b [c|", ("channels", "web", "name"), False, "c"),
        ("channels:\n  web:\n    name: a {b\n    kin|", ("channels", "web"), True, "kin"),
        ("channels:\n  web: {|", ("channels", "web"), True, ""),
        ("channels:\n  web: {name: Web, ki|", ("channels", "web"), True, "ki"),
        ("channels:\n  web: {name: Web, kind: |}", ("channels", "web", "kind"), False, ""),
        ("channels:\n  web: {needs: [a-b, c-|", ("channels", "web", "needs", 0), False, "c-"),
        ("channels:\n  web: {needs: [{any_of: [|", ("channels", "web", "needs", 0, "any_of", 0), False, ""),
        ("channels:\n  web: {needs: [{an|", ("channels", "web", "needs", 0), True, "an"),
        ("channels:\n  web: {needs: [a],\n    ki|", ("channels", "web"), True, "ki"),
        ("channels:\n  web:\n    needs:\n      - |", ("channels", "web", "needs", 0), True, ""),
        ("channels:\n  web:\n    needs:\n    - a\n    - b|", ("channels", "web", "needs", 0), True, "b"),
        ("flows:\n  - |", ("flows", 0), True, ""),
        ("flows:\n  - from: |", ("flows", 0, "from"), False, ""),
        ("flows:\n  - from: a\n    t|", ("flows", 0), True, "t"),
        ("flows:\n- from: a\n- to: |", ("flows", 0, "to"), False, ""),
        ("flows:\n  - {from: a, to: |", ("flows", 0, "to"), False, ""),
        ("journeys:\n  j:\n    steps:\n      - {do: x}\n      - do: |", ("journeys", "j", "steps", 0, "do"), False, ""),
        ("accept:\n  - {flow: cr|m->erp", ("accept", 0, "flow"), False, "crm"),
        ("accept:\n  - flow: crm->e|rp", ("accept", 0, "flow"), False, "erp"),
        ('{"channels": {"web": {"kind": "|"}}}', ("channels", "web", "kind"), False, ""),
        ("data:\n  d:\n    description: |-\n      x\nchannels:\n  w:\n    ki|", ("channels", "w"), True, "ki"),
    ],
)  # fmt: skip
def test_a_place_has_a_path(marked: str, path: tuple[str | int, ...], key: bool, word: str) -> None:
    if "|-" in marked:
        marked = marked.replace("|-", ">-")
    found = at(marked)
    assert found is not None
    assert (found.path, found.key, found.word) == (path, key, word)


@pytest.mark.parametrize(
    "marked",
    [
        "name: x # a com|ment",
        "# a com|ment",
        "channels:\n  web: {name: a # in|side",
        "data:\n  d:\n    description: >\n      some wo|rds\n",
    ],
)
def test_nothing_is_told_in_comments_and_long_texts(marked: str) -> None:
    assert at(marked) is None


def test_keys_that_are_there_are_known() -> None:
    block = at("channels:\n  w:\n    name: W\n    |\n    kind: web\n  v:\n    url: x\n")
    flow = at("channels:\n  w: {name: W, kind: web, |")
    assert block is not None
    assert flow is not None
    assert set(block.siblings) == {"name", "kind"}
    assert set(flow.siblings) == {"name", "kind"}
    items = at("flows:\n  - from: a\n    |\n  - to: b\n")
    assert items is not None
    assert set(items.siblings) == {"from"}


@pytest.mark.parametrize(
    "marked",
    [
        "channels:\n  w: {needs: [a, |, b",
        "channels:\n  w: {needs: [a, {all_of: [x, y]}, x|, {any_of: [y]}, 'b']}",
        "channels:\n  w:\n    needs: ['a',\n            |, b]",
        "channels:\n  w:\n    needs:\n      - a\n      - |\n      # c\n      - 'b'\n    uses:\n      - z",
        "channels:\n  w:\n    needs:\n    - a\n    - any_of:\n        - z\n    - b\n    - |\n  v: {needs: [q]}",
    ],
)  # fmt: skip
def test_words_that_are_in_the_list_are_known(marked: str) -> None:
    found = at(marked)
    assert found is not None
    assert {one for one in found.siblings if one} == {"a", "b"}


def test_a_colon_behind_the_word_is_seen() -> None:
    found = [at(text) for text in ("na|me: x", "na|", "channels: {w|: {}}", "channels: {w|")]
    assert [one.stated for one in found if one] == [True, False, True, False]


@given(st.text("ab: -{}[],\"'#|>\n\t\r\u2028", max_size=60), st.integers(0, 9), st.integers(0, 30))
def test_any_text_has_an_answer(text: str, line: int, column: int) -> None:
    lines = lines_of(text)
    found = spot(lines, line, column)
    if found is not None:
        assert lines[line][found.start : found.end] == found.word
