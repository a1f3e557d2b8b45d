"""`schema` prints the schema of the language and those of the reports."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from engagemodel.commands.schema import OF, schema
from engagemodel.errors import ArgumentError


@pytest.mark.parametrize("of", OF)
def test_each_is_a_schema(of: str) -> None:
    outcome = schema(of)
    assert isinstance(outcome.text, str)
    Draft202012Validator.check_schema(json.loads(outcome.text))
    assert outcome.exact
    assert schema(of, "out.json").files == {"out.json": outcome.text.encode()}


def test_another_is_refused() -> None:
    with pytest.raises(ArgumentError, match="unknown schema 'paper'"):
        schema("paper")
