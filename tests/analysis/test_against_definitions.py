"""The fast analysis equals the literal reading of the definitions, on random small models."""

from __future__ import annotations

from collections import Counter

import pytest
from analysis.case import MODELS, Case, case
from analysis.compared import TOPICS
from analysis.reading import judged
from hypothesis import HealthCheck, given, settings
from strategies import models

from engagemodel.analysis.figures import FIGURES, measure_all
from engagemodel.model import Model
from engagemodel.settings import DEFAULTS


@pytest.mark.parametrize("topic", TOPICS)
def test_thousands_of_models(topic: str) -> None:
    for seed in range(MODELS):
        fast, slow = TOPICS[topic](case(seed))
        assert fast == slow, f"the model of seed {seed}"


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models())
def test_any_model(model: Model) -> None:
    one = Case(model, 0)
    for name, topic in TOPICS.items():
        fast, slow = topic(one)
        assert fast == slow, name


def test_the_models_tell_readings_apart() -> None:
    verdicts: Counter[str] = Counter()
    answers: dict[str, set[object]] = {figure.name: set() for figure in FIGURES}
    for seed in range(MODELS):
        one = case(seed)
        verdicts.update(handoff.verdict for handoff in judged.handoffs(one.terms))
        verdicts.update(
            f"need {need.verdict}" for need in judged.customer_needs(one.terms, listening=True)
        )
        for name, answer in measure_all(one.graphs, DEFAULTS).items():
            answers[name].add(answer)
    for verdict in ("in time", "too long", "never", "unknown"):
        assert verdicts[verdict] >= 10
        assert verdicts[f"need {verdict}"] >= 3
    assert {name for name, values in answers.items() if len(values) < 4} == set()
