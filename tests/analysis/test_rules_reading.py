"""Each rule finds exactly what its row of the table says, on random small models."""

from __future__ import annotations

import pytest
from analysis.case import Case
from analysis.rules_compared import RULE_CHECKS
from analysis.survey import CHECKS, MODELS, survey
from hypothesis import HealthCheck, given, settings
from strategies import models

from engagemodel.model import Model
from engagemodel.rules import RULES


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_thousands_of_models(rule: str) -> None:
    assert survey().wrong[rule] == []
    times = survey().seen[rule]
    assert times.total() == MODELS
    assert times[True] >= 10, "the models hardly ever have what the rule finds"
    # There are models that all have, but no rule that finds something in every one of them.
    assert times[False] >= 10, "the models hardly ever lack what the rule finds"


@pytest.mark.parametrize("check", RULE_CHECKS.keys() - {rule.name for rule in RULES})
def test_what_holds_of_all_findings(check: str) -> None:
    assert survey().wrong[check] == []


def test_the_models_accept_and_mend() -> None:
    seen = survey().seen
    assert seen["missing_line"]["mended"] >= 50
    for stale in (True, False):
        assert seen["acceptance"][stale, True] >= 50
        assert seen["acceptance"][stale, False] >= 50
    assert seen["switched_off"][True] >= 50


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(lineage=True))
def test_any_model(model: Model) -> None:
    one = Case(model, 0)
    for check in CHECKS.values():
        list(check(one))
