"""What several commands take is read alike, and refused with what is possible."""

from __future__ import annotations

import pytest

from engagemodel.commands.explain import explain
from engagemodel.commands.options import report_format, rules
from engagemodel.errors import ArgumentError
from engagemodel.reports import FORMATS


@pytest.mark.parametrize(
    ("name", "output", "format"),
    [
        (None, None, "text"),
        (None, "report.txt", "text"),
        (None, "report", "text"),
        (None, "/dev/stdout", "text"),
        (None, "../of.2026/report", "text"),
        (None, "report.md", "markdown"),
        (None, "REPORT.JSON", "json"),
        ("json", "report.foo", "json"),
        ("text", "report.json", "text"),
    ],
)
def test_a_file_ends_as_its_format_does(name: str | None, output: str, format: str) -> None:
    assert report_format(name, output) == format


@pytest.mark.parametrize("output", ["x.foo", "report.jsn", "page.svg", "report.txt.bak"])
def test_an_unknown_ending_is_refused(output: str) -> None:
    with pytest.raises(ArgumentError, match=f"'{output}' names no format") as caught:
        report_format(None, output)
    hint = caught.value.problems[0].hint
    assert hint
    for form in FORMATS.values():
        assert all(suffix in hint for suffix in form.SUFFIXES)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("broken-handof", "did you mean 'broken-handoff'? 'engagemodel explain' lists them"),
        ("qqq", "'engagemodel explain' lists them"),
    ],
)
def test_an_unknown_rule_is_told_where_rules_are_listed(word: str, hint: str) -> None:
    for refused in (lambda: rules([word]), lambda: explain(word)):
        with pytest.raises(ArgumentError, match=f"unknown rule '{word}'") as caught:
            refused()
        assert caught.value.problems[0].hint == hint
