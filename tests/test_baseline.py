"""A baseline is small, sorted and strict: what it lists comes back, and nothing odd gets in."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.baseline import LIMITS, Known, gone, load, relative, written
from engagemodel.errors import EngagemodelError, Problem
from engagemodel.printable import printable

ONE = '{"fingerprint": "0f", "rule": "unowned", "path": "a.yaml", "message": "A"}'


def known(**changed: str) -> Known:
    plain = Known(fingerprint="0f", rule="unowned", path="a.yaml", message="A")
    return replace(plain, **changed)


def problems(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    path = folder / "baseline.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(EngagemodelError) as caught:
        load(str(path))
    return caught.value.problems


def test_one_finding_a_line_sorted() -> None:
    entries = [known(path="b.yaml"), known(rule="zoo"), known(), known(), known(fingerprint="00")]
    lines = written(entries).decode().splitlines()
    assert lines[:3] == ["{", '  "baseline": 1,', '  "findings": [']
    assert lines[4] == f"    {ONE},"
    told = [json.loads(line.strip().rstrip(",")) for line in lines[3:-2]]
    assert [(one["path"], one["rule"], one["fingerprint"]) for one in told] == [
        ("a.yaml", "unowned", "00"),
        ("a.yaml", "unowned", "0f"),
        ("a.yaml", "zoo", "0f"),
        ("b.yaml", "unowned", "0f"),
    ]
    assert written(reversed(entries)) == written(entries)
    assert json.loads(written([])) == {"baseline": 1, "findings": []}


@given(st.lists(st.text(max_size=20), min_size=3, max_size=3))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.json"
    rule, name, message = map(printable, words)
    entry = known(rule=rule, path=name, message=message)
    path.write_bytes(written([entry]))
    (read,) = load(str(path))
    assert replace(read, at=None) == entry
    assert read.at is not None
    assert (read.at.line, read.at.column) == (4, 5)


def test_a_message_is_short_and_cannot_steer_anything() -> None:
    hostile = replace(specimens.check().findings[0], message="\x1b[2J\u202e" + "a" * 500)
    message = Known.of(hostile, "a.yaml").message
    assert (len(message), message[:12], message[-1]) == (160, "\\x1b[2J\\u202", "…")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "this file is no baseline"),
        ("engagemodel: 1\n", 1, 1, "this file is no baseline"),
        ('{"format": 1, "models": []}', 1, 1, "this file is no baseline"),
        ('{"baseline": 2, "findings": []}', 1, 14, "the version of the baseline is '2', 1 was"),
        ('{"baseline": "1", "findings": []}', 1, 14, "the version of the baseline is '1', 1 was"),
        ('{"baseline": 1}', 1, 1, "a list was expected in 'findings'"),
        ('{"baseline": 1, "findings": 3}', 1, 29, "a list was expected in 'findings'"),
        ('{"baseline": 1, "findings": ["a"]}', 1, 30, "an entry has the keys"),
        ('{"baseline": 1, "findngs": []}', 1, 17, "unknown key 'findngs'"),
        (f'{{"baseline": 1, "findings": [{ONE[:-1]}, "reason": "x"}}]}}', 1, 105, "unknown key"),
        ('{"baseline": 1, "findings": [{"rule": 1}]}', 1, 30, "'fingerprint' is missing"),
        ('{"baseline": 1,\n "baseline": 1, "findings": []}', 2, 2, "'baseline'"),
        ('{"baseline": 1,\n<<<<<<< ours\n', 2, 1, "a merge conflict is not resolved"),
        ('{"baseline": 1,\n "findings": [,]}', 2, 15, "a JSON value was expected"),
        ('{"a": ' + "[" * 100_000, 1, 14, "nest"),
        (b'{"baseline": 1, "\xff": 2}', 1, 18, "byte 0xff is not UTF-8"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, text: str | bytes, line: int, column: int, message: str
) -> None:
    problem = problems(tmp_path, text)[0]
    assert problem.at is not None
    assert message in problem.message
    assert (problem.at.line, problem.at.column) == (line, column)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EngagemodelError, match=r"there is no baseline '.*none.json'"):
        load(str(tmp_path / "none.json"))
    with pytest.raises(EngagemodelError, match="is a directory"):
        load(str(tmp_path))
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    with pytest.raises(EngagemodelError, match="larger than 64 MiB"):
        load(str(tmp_path / "large.json"))


def test_paths_are_relative_to_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("models/a.yaml", "ci/b.json") == "../models/a.yaml"
    assert relative(str(tmp_path / "ci/a.yaml"), "ci/b.json") == "a.yaml"
    assert relative("origin/main:models/a.yaml", "b.json") == "models/a.yaml"
    assert relative("-", "b.json") == "-"
    (tmp_path / "a.yaml").touch()
    assert not gone(known(), "b.json")
    assert not gone(known(path="-"), "b.json")
    assert gone(known(), os.path.join("ci", "b.json"))
