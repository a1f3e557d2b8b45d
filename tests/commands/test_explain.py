"""`explain` lists every rule and tells all about one, with examples that can be copied and run."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from engagemodel import api
from engagemodel.commands.explain import explain
from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError
from engagemodel.reports.screen import Screen
from engagemodel.rules import RULES
from engagemodel.rules.rule import Rule


def shown(outcome: Outcome) -> str:
    assert callable(outcome.text)
    return outcome.text(Screen(80))


def test_the_list_has_every_rule_once() -> None:
    told = shown(explain())
    for rule in RULES:
        assert len(re.findall(rf"^  {rule.name} ", told, re.M)) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_shown_can_be_copied_and_run(rule: Rule, tmp_path: Path) -> None:
    told = shown(explain(rule.name))
    example, mended = (
        inspect.cleandoc(re.sub(r"(?m)^    ", "", part)) + "\n"
        for part in re.findall(
            r"(?ms)^(?:An example that has it|The same, mended)\n(.*?)\n\n", told
        )
    )
    assert (example, mended) == (rule.manual.example, rule.manual.mended)
    found = []
    for text in (example, mended):
        path = tmp_path / "model.yaml"
        path.write_text(text, encoding="utf-8")
        check = api.check(api.load(str(path)))
        found.append(rule.name in {finding.rule for finding in check.findings})
    assert found == [True, False]


def test_an_unknown_rule_suggests_the_nearest() -> None:
    with pytest.raises(ArgumentError) as caught:
        explain("broken-handof")
    hint = caught.value.problems[0].hint
    assert hint == "did you mean 'broken-handoff'? 'engagemodel explain' lists them"
