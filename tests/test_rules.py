"""Every rule against its model: found on each marked line, and on no other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engagemodel.graph import Graphs
from engagemodel.language import load
from engagemodel.rules import RULES, run
from engagemodel.rules.rule import Rule
from engagemodel.settings import DEFAULTS

HERE = Path(__file__).parent / "rules"
TODAY = date(2026, 6, 1)


def found_in(path: Path, rule: Rule) -> Counter[int]:
    only = replace(DEFAULTS, select=(rule.name,))
    findings = run(Graphs(load(str(path))), only, TODAY)
    return Counter(finding.at.line for finding in findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_finds_the_marked_lines_and_no_other(rule: Rule) -> None:
    path = HERE / f"{rule.name}.yaml"
    expected: Counter[int] = Counter()
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for name in re.findall(r"# expect: (\S+)", text):
            assert name == rule.name
            expected[number] += 1
    assert expected
    assert found_in(path, rule) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_example_of_the_manual_has_the_defect_and_the_mended_one_has_not(
    rule: Rule, tmp_path: Path
) -> None:
    example, mended = tmp_path / "example.yaml", tmp_path / "mended.yaml"
    example.write_text(rule.manual.example, encoding="utf-8")
    mended.write_text(rule.manual.mended, encoding="utf-8")
    assert found_in(example, rule).total() == 1
    assert found_in(mended, rule).total() == 0


def test_every_rule_model_belongs_to_a_rule() -> None:
    assert {path.stem for path in HERE.glob("*.yaml")} == {rule.name for rule in RULES}
