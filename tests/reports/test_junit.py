"""JUnit XML: valid for the schema that pytest holds its own to, read back, and nothing but text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engagemodel.change.record import Lineage
from engagemodel.errors import Problem
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports import junit
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER

# From pytest's source distribution (testing/junit-10.xsd), under the MIT licence that it holds.
SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"
HOSTILE = [
    "]]> <failure/> &lt; \" '",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "a\n::error::b\r\n##[error] ##vso[task]",
    "\x00\x08\x0b\x1b[31m\ufffe\uffff\ud800\u202e",
]


@cache
def schema() -> Any:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def read(text: str) -> Any:
    """Return the root of a valid document, whose counts are right and whose names are unique."""
    root = etree.fromstring(text.encode())
    schema().assertValid(root)
    for suite in (root, *root.iter("testsuite")):
        cases = list(suite.iter("testcase"))
        for name, kind in (("tests", None), ("failures", "failure"), ("errors", "error")):
            ended = [case for case in cases if kind is None or case.find(kind) is not None]
            assert suite.get(name) == str(len(ended))
    for suite in root.iter("testsuite"):
        names = [case.get("name") for case in suite]
        assert len(set(names)) == len(names) > 0
    return root


def ended(root: Any) -> dict[str, str]:
    return {case.get("name"): case[0].tag if len(case) else "" for case in root.iter("testcase")}


def check(word: str = "Lumen", bar: str = "high", **more: Any) -> str:
    return junit.check([Judged(specimens.check(word), bar, 1, **more)], [], PAPER)


def difference(word: str = "Lumen", bar: str = "never") -> str:
    return junit.difference(specimens.difference(word), PAPER, bar)


def errors(word: str = "Lumen") -> str:
    return junit.errors([Problem(word, Place(f"{word}.yaml", 1, 1), word), Problem(word)])


BROKEN = "broken-handoff: store, web; order; lamp; step 2"
REDUNDANT = "redundant-database: pos-db, web-db; order; online"
ACCEPTED = "only-one-channel: walk-in"


@pytest.mark.parametrize(
    ("bar", "failed"),
    [("high", {BROKEN}), ("medium", {BROKEN, REDUNDANT}), ("never", set())],
)
def test_what_reaches_the_bar_fails_and_the_rest_is_skipped(bar: str, failed: set[str]) -> None:
    found = ended(read(check(bar=bar)))
    assert {name for name, how in found.items() if how == "failure"} == failed
    assert {name for name, how in found.items() if how == "skipped"} == found.keys() - failed
    assert found.keys() == {BROKEN, REDUNDANT, ACCEPTED}


def test_a_rule_that_finds_nothing_passes() -> None:
    found = ended(read(check(rules=("broken-handoff", "unowned"))))
    assert found["unowned"] == ""
    assert "broken-handoff" not in found


def test_a_case_tells_place_and_mending() -> None:
    [case] = [case for case in read(check()).iter("testcase") if case.get("name") == BROKEN]
    [failure] = case
    assert case.get("classname") == "as-is.yaml"
    assert failure.get("message") == 'In "Lamp Lumen" nobody at the store finds the order.'
    assert [line.strip() for line in failure.text.split("\n")] == [
        "At as-is.yaml:41:3",
        'In "Lamp Lumen" nobody at the store finds the order.',
        'To mend: Let orders of "Lumen" flow to the store.',
        "See as-is.yaml:40:3: Lumen written here",
    ]
    [skipped] = [c[0] for c in read(check()).iter("testcase") if c.get("name") == ACCEPTED]
    assert skipped.get("message") == "accepted until 2026-09-30, says Lumen CIO: Lumen likes it so"


@pytest.mark.parametrize(
    ("bar", "failed"),
    [
        ("never", []),
        ("high", []),
        ("medium", ["slow-handoff: pos-db, web-db; order; walk-in"]),
        ("worse", ["preferred channels", "slow-handoff: pos-db, web-db; order; walk-in"]),
    ],
)
def test_a_difference_fails_by_what_is_new_and_lost(bar: str, failed: list[str]) -> None:
    found = ended(read(difference(bar=bar)))
    assert [name for name, how in found.items() if how == "failure"] == failed
    assert found[BROKEN] == "system-out"
    assert found[ACCEPTED] == "skipped"


def test_where_nothing_changes_a_test_says_so() -> None:
    found = replace(specimens.check(), findings=())
    same = replace(
        specimens.difference(),
        before=found,
        after=found,
        lineage=Lineage(),
        resolved=(),
        introduced=(),
        remaining=(),
    )
    assert ended(read(junit.difference(same, PAPER))) == {"nothing changes": ""}
    empty = junit.check([Judged(found, "high", 0)], [], PAPER)
    assert ended(read(empty)) == {"the model is read": ""}


def test_two_findings_of_one_name_are_two_tests() -> None:
    twice = replace(specimens.check(), findings=(specimens.broken(), specimens.broken()))
    found = ended(read(junit.check([Judged(twice, "high", 2)], [], PAPER)))
    assert list(found) == [BROKEN, f"{BROKEN} (2)"]


def test_a_model_that_cannot_be_read_is_an_error_beside_the_others() -> None:
    problem = Problem("unknown 'web-bd'", Place("m.yaml", 5, 36), "did you mean 'web-db'?")
    root = read(junit.check([Judged(specimens.check(), "high", 1)], [problem], PAPER))
    assert [suite.get("name") for suite in root] == ["as-is.yaml", "m.yaml"]
    [error] = root.iter("error")
    assert error.text == "m.yaml:5:36: unknown 'web-bd' (did you mean 'web-db'?)"
    assert ended(read(junit.errors([problem]))) == {"the model is read": "error"}


@pytest.mark.parametrize("report", [check, difference, errors])
@pytest.mark.parametrize("word", HOSTILE)
def test_names_are_text_and_steer_nothing(report: Callable[[str], str], word: str) -> None:
    text = report(word)
    tags = [node.tag for node in read(text).iter()]
    assert tags == [node.tag for node in read(report("Lumen")).iter()]
    assert "##[" not in text
    assert "##vso[" not in text
    assert not re.search(r"(?m)^\s*::", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe]", text)


@given(st.text())
def test_any_text_is_read_as_it_was(word: str) -> None:
    [error, _] = read(errors(word)).iter("error")
    hint = f" ({word})" if word else ""
    assert error.get("message") == printable(f"{word}{hint}")
