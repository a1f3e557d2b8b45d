"""Each rule finds exactly what its row of the table says, on random small models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from math import inf

import pytest
from analysis.case import MODELS, Case, case
from analysis.reading.facets import Named
from analysis.reading.findings import FINDINGS, worst_hops
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from strategies import AT, models
from variants import numbered, reordered

from engagemodel.analysis.data import at_least
from engagemodel.finding import FACETS, Finding
from engagemodel.graph import Graphs
from engagemodel.model import Flow, Model
from engagemodel.rules import RULES, run
from engagemodel.settings import Settings

TODAY = date(2026, 1, 1)
# Limits that small models reach.
SETTINGS = Settings(page_elements=9, lane_elements=3, enough=0.99)


@cache
def found(seed: int) -> tuple[Finding, ...]:
    return run(case(seed).graphs, SETTINGS, TODAY)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_thousands_of_models(rule: str) -> None:
    times = Counter(
        bool(_compare(rule, case(seed), found(seed), f"the model of seed {seed}"))
        for seed in range(MODELS)
    )
    assert times[True] >= 5, "the models hardly ever have what the rule finds"


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models())
def test_any_model(model: Model) -> None:
    one = Case(model, 0)
    findings = run(one.graphs, SETTINGS, TODAY)
    for rule in RULES:
        _compare(rule.name, one, findings, rule.name)


def test_the_order_of_entries_does_not_matter() -> None:
    for seed in range(0, MODELS, 8):
        other = reordered(case(seed).model, seed)
        assert run(Graphs(other), SETTINGS, TODAY) == found(seed), f"the model of seed {seed}"


def test_a_slow_handoff_names_the_slowest_hop() -> None:
    for seed in range(MODELS):
        worst = worst_hops(case(seed).terms)
        for finding in found(seed):
            if finding.rule == "slow-handoff":
                assert finding.witness is not None
                site = (finding.journeys[0], finding.step, finding.data[0])
                assert finding.witness.worst in worst[site], f"the model of seed {seed}"


def test_the_missing_line_that_a_finding_names_would_mend_it() -> None:
    mended = 0
    for seed in range(0, MODELS, 2):
        for finding in found(seed):
            if finding.witness is None or finding.witness.missing is None:
                continue
            source, target = finding.witness.missing.split("->")
            (data,) = finding.data[:1]
            line = Flow(
                id="", at=AT, source=source, target=target, carries=(data,), matched_by="number"
            )
            model = case(seed).model
            after = Graphs(replace(model, flows=numbered([*model.flows, line])))
            written, looked_for = finding.witness.written, finding.witness.looked_for
            before = at_least(case(seed).graphs, written[:1], looked_for[:1], data)
            assert before == inf, f"the model of seed {seed}"
            assert at_least(after, written[:1], looked_for[:1], data) == 0
            mended += 1
    assert mended >= 50


def test_what_a_rule_names_identifies_its_findings() -> None:
    for seed in range(MODELS):
        prints = [finding.fingerprint for finding in found(seed)]
        assert len(prints) == len(set(prints)), f"the model of seed {seed}"


def _compare(rule: str, one: Case, findings: Sequence[Finding], where: str) -> set[Named]:
    fast = [
        tuple(getattr(finding, facet) for facet in FACETS)
        for finding in findings
        if finding.rule == rule
    ]
    slow = set(FINDINGS[rule](one.terms, SETTINGS))
    assert len(fast) == len(set(fast)), where
    if rule == "slow-transfer":
        told = {f.witness.worst for f in findings if f.rule == "slow-handoff" and f.witness}
        slow = {named for named in slow if named[-1] not in told}
    assert set(fast) == slow, where
    return slow
