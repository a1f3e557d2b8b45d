"""The sections of self-assessment in, texts by topic out."""

from __future__ import annotations

from engagemodel.language.context import Context
from engagemodel.language.nodes import Node
from engagemodel.language.quantities import Number
from engagemodel.language.values import Schema, Text, Texts

_LEVEL = Number(0, 4)


def readiness(node: Node, context: Context) -> dict[str, dict[str, str]]:
    """Return what is stated of each topic; a ``level`` is a number from 0 to 4, kept as typed."""
    found = context.mapping(node, "a mapping from topics to what is stated of them")
    stated = {}
    for topic, (_, value) in found.pairs.items() if found else ():
        if topic.startswith("x-"):
            continue
        context.key = topic
        stated[topic] = dict(Texts().read(value, context))
        if "level" in stated[topic]:
            mapping = context.mapping(value, "a mapping")
            context.key = "level"
            _LEVEL.read(mapping.pairs["level"][1], context)  # type: ignore[union-attr]
    return stated


def benchmark(node: Node, context: Context) -> dict[str, str]:
    """Return the answer to each question, as typed."""
    return dict(Texts().read(node, context))


def readiness_schema() -> Schema:
    """Return the JSON Schema of the section `readiness`."""
    topic = {
        "type": ["object", "null"],
        "properties": {"level": {**_LEVEL.schema(), "description": "From 0 to 4."}},
        "additionalProperties": Text().schema(),
    }
    return {"type": ["object", "null"], "additionalProperties": topic}


def benchmark_schema() -> Schema:
    """Return the JSON Schema of the section `benchmark`."""
    return Texts().schema()
