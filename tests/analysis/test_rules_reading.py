"""Each rule finds exactly what its row of the table says, on random small models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest
from analysis.case import MODELS, Case, case
from analysis.reading.findings import FINDINGS, Named, undecided
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from strategies import models
from variants import reordered

from engagemodel.finding import FACETS, Finding
from engagemodel.graph import Graphs
from engagemodel.model import Model
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
    assert times[True] >= 10, "the models hardly ever have what the rule finds"


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
        # Of several equally slow hops any may be the one that a slow handoff names.
        open_to_choice = undecided(one.terms)["perhaps"]
        fast = [named for named in fast if named[-1] not in open_to_choice]
        slow = {named for named in slow if named[-1] not in open_to_choice}
    assert set(fast) == slow, where
    return slow
