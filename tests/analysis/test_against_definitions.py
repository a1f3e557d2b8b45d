"""The fast analysis equals the literal reading of the definitions, on random small models.

So does what each rule finds. It stands here too, because all of it is asked of the same models in one
pass, which takes most of a minute.
"""

from __future__ import annotations

import pytest
from analysis.case import Case
from analysis.compared import TOPICS
from analysis.rules_compared import RULE_CHECKS
from analysis.survey import CHECKS, MODELS, survey
from hypothesis import HealthCheck, given, settings
from strategies import models

from engagemodel.analysis.figures import FIGURES
from engagemodel.model import Model
from engagemodel.rules import RULES


@pytest.mark.parametrize("topic", TOPICS)
def test_thousands_of_models(topic: str) -> None:
    assert survey().wrong[topic] == []


def test_the_models_tell_delays_apart() -> None:
    for verdict in ("in time", "too long", "never", "unknown"):
        assert survey().seen["handoffs"][verdict] >= 10
        assert survey().seen["customer_needs"][verdict] >= 3


@pytest.mark.parametrize("figure", [figure.name for figure in FIGURES])
def test_the_models_tell_figures_apart(figure: str) -> None:
    several = figure == "availability_at_most"
    kinds = {"customer_types", "journeys"} if several else {figure}
    answers = {
        answer
        for name, answer in survey().seen["figures"]
        if (name[0] if isinstance(name, tuple) else name) in kinds
    }
    assert len(answers) >= 4


def test_the_models_tell_failures_apart() -> None:
    # Cut sets of no element up to four; steps at which a journey stops; customers cut off or not.
    assert survey().seen["cuts"].keys() >= {0, 1, 2, 3, 4}
    assert survey().seen["impact"].keys() >= {"step 1", "step 2", "step 3", "cut off", "hit"}
    likely = {round(value, 6) for value in survey().seen["availabilities"] if value is not None}
    assert len(likely) > 500


def test_every_figure_is_read_in_thousands_of_models() -> None:
    assert MODELS >= 5000
    counted = survey().seen["figures"]
    for figure in FIGURES:
        if figure.name != "availability_at_most":
            assert sum(n for (name, _), n in counted.items() if name == figure.name) == MODELS


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_each_rule_finds_what_its_row_says_in_thousands_of_models(rule: str) -> None:
    assert survey().wrong[rule] == []
    times = survey().seen[rule]
    assert times.total() == MODELS
    assert times[True] >= 10, "the models hardly ever have what the rule finds"
    # There are models that all have, but no rule that finds something in every one of them.
    assert times[False] >= 10, "the models hardly ever lack what the rule finds"


@pytest.mark.parametrize("check", sorted({*RULE_CHECKS} - {rule.name for rule in RULES}))
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
