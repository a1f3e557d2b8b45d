"""Models written as JSON: strict, with places, every escape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.errors import ModelError, Problem
from engagemodel.language import json_document, load
from engagemodel.language.limits import Limits, Spent
from engagemodel.language.nodes import plain
from engagemodel.language.problems import Report


def refused(tmp_path: Path, text: str) -> Problem:
    (tmp_path / "m.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load(str(tmp_path / "m.json"))
    (problem,) = caught.value.problems
    return problem


def test_a_model(tmp_path: Path) -> None:
    stated: dict[str, Any] = {
        "engagemodel": 1,
        "name": "Test 😀 \u2028",
        "description": None,
        "channels": {"web": {"kind": "web", "name": None, "needs": ["crm"]}},
        "platforms": {"crm": {"cost": 1200.5, "control": "own"}, "erp": None},
        "flows": [{"from": "crm", "to": "erp", "both_ways": True}],
    }
    (tmp_path / "m.json").write_text(json.dumps(stated, indent=1), encoding="utf-8")
    read = load(str(tmp_path / "m.json"))
    assert read.name == "Test 😀 \u2028"
    assert read.description is None
    assert read.channels["web"].name == "web"
    assert read.platforms["crm"].cost == (1200.5, "1200.5")
    assert read.flows[0].both_ways


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{"engagemodel": 1, "name": "T",\n "platforms": {"a": {"kynd": 1}}}', 2, 22, "'kynd'"),
        ('{"engagemodel": 1,\r\n "name": "T",\r "x-": [1,]}', 3, 11, "value was expected"),
        ('{"engagemodel": 1,\n "name": "T}\n', 2, 10, "quote is not closed"),
        ('{"engagemodel": 1, "name": "\\x41"}', 1, 29, "escape"),
        ('{"engagemodel": 1, "name": "\\ud83d"}', 1, 28, "surrogate"),
        ('{"engagemodel": 1, "name": "T"', 1, 1, "'{' is not closed"),
        ('{"engagemodel": 1 "name": "T"}', 1, 19, "',' or '}' was expected"),
        ('{"engagemodel": 1, "name": "T"} x', 1, 33, "goes on"),
        ('{"engagemodel": 1, "name": NaN}', 1, 28, "value was expected"),
        ('{"engagemodel": 1, "name": 01}', 1, 28, "value was expected"),
        ("{'engagemodel': 1}", 1, 2, "key in double quotes"),
        ('{"x-": 1, "engagemodel": 1, "x-": 2, "name": "T"}', 1, 29, "duplicate key 'x-'"),
        ('{"engagemodel": 1, "name": "T", "x-a": ' + "[" * 99, 1, 103, "deeper than 64"),
        ("[]", 1, 1, "a model is a mapping"),
    ],
)
def test_broken_text_at_its_place(
    tmp_path: Path, text: str, line: int, column: int, words: str
) -> None:
    problem = refused(tmp_path, text)
    assert problem.at is not None
    assert (problem.at.line, problem.at.column) == (line, column)
    assert words in problem.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def texts(value: Any) -> Any:
    """Return a JSON value as the language keeps it: texts, tuples and dicts."""
    if isinstance(value, dict):
        return {key: texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return tuple(texts(each) for each in value)
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 2]))
def test_reads_what_the_standard_library_writes(
    value: Any, ascii: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii, indent=indent)
    report = Report(100)
    root, _ = json_document.parse(text, "m.json", Spent(Limits()), report)
    assert not len(report)
    assert root is not None
    assert plain(root) == texts(value)
