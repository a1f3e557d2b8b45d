"""The fast analysis equals the literal reading of the definitions, on random small models."""

from __future__ import annotations

import pytest
from analysis.compared import TOPICS
from analysis.survey import MODELS, survey

from engagemodel.analysis.figures import FIGURES


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
