"""The JSON Schema: every key described, every model of the corpus valid, mistakes not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from mistakes import COMPLETE, HEADER

from engagemodel.errors import ModelError
from engagemodel.language import load, schema

CORPUS = Path(__file__).parents[1] / "corpus"
SCHEMA = schema()


class Plain(yaml.SafeLoader):
    """Loads as an editor does: by the core schema of YAML 1.2, where a date is a text."""


Plain.yaml_implicit_resolvers = {}
for word, pattern, first in [
    ("null", "~|null|", ["~", "n", ""]),
    ("bool", "true|false", ["t", "f"]),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)", list("-+.0123456789")),
]:
    Plain.add_implicit_resolver(f"tag:yaml.org,2002:{word}", re.compile(f"(?:{pattern})$"), first)


def good() -> Iterator[Path]:
    for path in sorted(CORPUS.rglob("*.yaml")):
        try:
            load(str(path))
        except ModelError:
            continue
        if b"include" not in path.read_bytes():
            yield path


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_is_described() -> None:
    def walk(node: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(node, dict):
            yield from node.get("properties", {}).items()
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    undescribed = {key for key, value in walk(SCHEMA) if "description" not in value}
    assert undescribed == set()


@pytest.mark.parametrize("path", list(good()), ids=lambda path: path.name)
def test_models_that_load_are_valid(path: Path) -> None:
    document = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=Plain)
    Draft202012Validator(SCHEMA).validate(document)


def test_everything_that_can_be_stated_is_valid() -> None:
    Draft202012Validator(SCHEMA).validate(yaml.load(HEADER + COMPLETE, Loader=Plain))


@pytest.mark.parametrize(
    "body",
    [
        "channels: {w: {run-by: x}}",
        "channels: {W: {}}",
        "channels: []",
        "platforms: {a: {kind: datbase}}",
        "platforms: {a: {availability: 99.5}}",
        "platforms: {a: {availability: 101%}}",
        "platforms: {a: {cost: -5}}",
        "platforms: {a: {end_of_life: tomorrow}}",
        "platforms: {a: {url: 'javascript:alert(1)'}}",
        "platforms: {a: {holds: {d: slave}}}",
        "data: {d: {max_latency: 5 minutes}}",
        "flows: [{from: a}]",
        "journeys: {j: {customer: t}}",
        "journeys: {j: {customer: t, steps: [{do: buy, via: [w]}]}}",
        "capabilities: {c: {level: 6}}",
        "accept: [{rule: r}]",
        "systems: {}",
    ],
)
def test_mistakes_of_shape_are_not_valid(body: str) -> None:
    document = yaml.load(HEADER + body, Loader=Plain)
    assert list(Draft202012Validator(SCHEMA).iter_errors(document))
