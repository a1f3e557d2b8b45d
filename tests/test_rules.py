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


def test_what_mends_a_missing_first_choice_is_what_is_missing() -> None:
    graphs = Graphs(load(str(HERE / "preferred-channel-missing.yaml")))
    findings = run(graphs, replace(DEFAULTS, select=("preferred-channel-missing",)), TODAY)
    assert {finding.customer_types[0]: finding.mend for finding in findings} == {
        "not-used": "Open chat to not-used for ask.",
        "not-open": "Open store to not-open.",
        "not-served": "Let web serve return.",
        "kind-not-served": "Let shop-a serve ask.",
    }


@pytest.mark.parametrize(
    ("via", "met", "remedy"),
    [
        ("fax", "a to Fax, not open to them", "Open Fax to a"),
        ("{any_of: [fax, shop]}", "a to Fax or Shop, not open to them", "Open Fax or Shop to a"),
        ("{all_of: [fax, shop]}", "a to Fax and Shop, not open to them", "Open Fax and Shop to a"),
    ],
)
def test_channels_that_a_step_offers_are_told_as_a_choice(
    tmp_path: Path, via: str, met: str, remedy: str
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(
        "engagemodel: 1\nname: Steps\ncustomer_types: {a: }\n"
        "channels: {fax: {name: Fax}, shop: {name: Shop}}\n"
        f"journeys: {{j: {{customer: a, steps: [{{do: buy, via: {via}}}]}}}}\n"
    )
    only = replace(DEFAULTS, select=("step-off-channel",))
    (finding,) = run(Graphs(load(str(path))), only, TODAY)
    assert met in finding.message
    assert finding.mend.startswith(remedy)


def test_costs_that_are_not_stated_are_not_left_out_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    text = (
        "engagemodel: 1\nname: Costs\ndata: {d: }\nplatforms: {a: {cost: 9, holds: d}, b: {%s}}\n"
    )
    told = {
        "cost: 1": "cost 10 a year.",
        "cost: 0": "cost 9 a year.",
        "": "cost at least 9 a year.",
    }
    for cost, end in told.items():
        path.write_text(text % ", ".join(filter(None, (cost, "holds: d"))), encoding="utf-8")
        only = replace(DEFAULTS, select=("redundant-database",))
        (finding,) = run(Graphs(load(str(path))), only, TODAY)
        assert finding.message.endswith(end)


def test_a_step_on_a_channel_that_does_not_serve_it_is_mended_there(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    for uses, remedy in (
        ("[web, store]", "Let store serve ask"),
        ("[web]", "Open store to a for ask"),
    ):
        path.write_text(
            "engagemodel: 1\nname: Step\n"
            f"customer_types: {{a: {{uses: {uses}}}}}\n"
            "channels: {web: , store: {serves: [buy]}}\n"
            "journeys: {j: {customer: a, steps: [{do: ask, via: store}]}}\n",
            encoding="utf-8",
        )
        only = replace(DEFAULTS, select=("step-off-channel",))
        (finding,) = run(Graphs(load(str(path))), only, TODAY)
        assert finding.mend == f"{remedy}, or let the step take another channel."
