"""Whatever somebody is typing, every question has an answer; the server would keep a failure to itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import ROOT

from engagemodel.editor.completing import suggestions
from engagemodel.editor.cursor import lines_of, spot
from engagemodel.editor.declaring import declared
from engagemodel.editor.diagnoses import diagnoses
from engagemodel.editor.hovering import told
from engagemodel.editor.naming import definitions, named, references, renamed
from engagemodel.editor.outline import outline
from engagemodel.editor.project import Known, examine
from engagemodel.errors import ArgumentError

TEXT = (ROOT / "templates" / "starter" / "model.yaml").read_text(encoding="utf-8")
PIECES = [
    "{",
    "[",
    "}",
    "]",
    ": ",
    "- ",
    "\n  ",
    '"',
    "'",
    "#",
    " ",
    "x",
    "&a ",
    "*a",
    "<<: ",
    "\t",
    "\u2028",
]
DAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("typing") / "model.yaml")


def answers(known: Known, main: str, text: str, line: int, column: int) -> None:
    at = spot(lines_of(text), line, column)
    if at is None:
        return
    suggestions(at, known.model, declared(lines_of(text)))
    name = named(at, known)
    told(at, name, known, diagnoses(known)[main])
    if name is None:
        return
    assert list(definitions(name, known))
    for span in references(name, known, declared=True):
        assert span.end - span.start == len(name.id)
    try:
        spans = renamed(name, "zz-new", known)
    except ArgumentError:
        return
    lines = lines_of(text)
    assert {lines[one.line][one.start : one.end] for one in spans} == {name.id}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_question_has_an_answer(main: str, data: st.DataObject) -> None:
    known, text = examine(main, {main: TEXT}, None, DAY), TEXT
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
        known = examine(main, {main: text}, known, DAY)
        outline(main, known)
        lines = lines_of(text)
        for _ in range(3):
            line = data.draw(st.integers(0, len(lines) - 1))
            answers(known, main, text, line, data.draw(st.integers(0, len(lines[line]))))
    assert known.model is not None


def test_renaming_everywhere_leaves_the_same_model(main: str) -> None:
    """Every id of a model renamed, one after the other, and back again: the same text."""
    text = TEXT
    ids = [(one.id, one.namespace) for one in examine(main, {main: text}, None, DAY).mentions]
    for old_ending, new_ending in (("", "-2"), ("-2", "")):
        for id, space in dict.fromkeys(ids):
            known = examine(main, {main: text}, None, DAY)
            assert known.problems == ()
            old, new = id + old_ending, id + new_ending
            here = next(one for one in known.mentions if (one.id, one.namespace) == (old, space))
            at = spot(lines_of(text), here.at.line - 1, here.at.column - 1)
            assert at is not None
            name = named(at, known)
            if name is None:
                continue
            lines = lines_of(text)
            spans = renamed(name, new, known)
            for one in sorted(spans, key=lambda one: (one.line, -one.start)):
                line = lines[one.line]
                lines[one.line] = line[: one.start] + new + line[one.end :]
            text = "\n".join(lines)
    assert text == TEXT


def test_a_file_that_was_readable_keeps_its_outline(main: str) -> None:
    before = examine(main, {main: TEXT}, None, DAY)
    after = examine(main, {main: TEXT + "flows: [\n"}, before, DAY)
    assert [one.word for one in outline(main, after)] == [one.word for one in outline(main, before)]
    assert after.model is before.model
    assert not after.findings
    assert Path(after.main).name == "model.yaml"
