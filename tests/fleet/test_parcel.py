"""What is handed over is what was there, but for what plays no part in comparing it."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
import specimens
from hypothesis import given, settings
from strategies import models

from engagemodel import api
from engagemodel.errors import ModelError, Problem
from engagemodel.fleet.parcel import done, packed, told, unpacked
from engagemodel.model import Model
from engagemodel.place import Place

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.yaml")), ids=lambda p: p.parent.name)
def test_a_check_arrives_as_it_was_sent(path: Path) -> None:
    check = api.check(api.load(str(path)))
    data = packed(check)
    arrived = unpacked(data)
    assert arrived == check
    assert arrived.model.elements == check.model.elements
    assert len(data) < len(pickle.dumps(check)) * 0.9


@settings(max_examples=50, deadline=None)
@given(models())
def test_any_model_arrives(model: Model) -> None:
    assert unpacked(packed(model)) == model


def test_places_of_keys_stay_behind_and_places_of_entries_do_not() -> None:
    model = specimens.model()
    arrived = unpacked(packed(model))
    for id, element in arrived.elements.items():
        assert element.at == model.elements[id].at
        assert element.places == {}


def test_what_arrives_is_as_frozen() -> None:
    finding = unpacked(packed(specimens.broken()))
    with pytest.raises(FrozenInstanceError):
        finding.message = "mended"


def test_an_error_keeps_all_its_problems() -> None:
    error = ModelError(Problem("one", Place("a", 1, 2), "a hint"), Problem("two"))
    for arrived in (unpacked(packed(error)), pickle.loads(pickle.dumps(error))):
        assert type(arrived) is ModelError
        assert arrived.problems == error.problems
        assert str(arrived) == str(error)


def test_results_before_an_exception_are_told() -> None:
    results = told(done(lambda item: 1 // item, [1, 1, 0, 1]))
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
