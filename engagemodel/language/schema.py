"""The definitions of the language in, its JSON Schema (2020-12) out."""

from __future__ import annotations

from engagemodel.language.keys import (
    BENCHMARK,
    HEADER,
    INCLUDE,
    LISTS,
    READINESS,
    SECTIONS,
    WORDS,
)
from engagemodel.language.records import record_schema
from engagemodel.language.topics import benchmark_schema, readiness_schema
from engagemodel.language.values import ID, Schema


def schema() -> Schema:
    """Return the JSON Schema of a model file, with a description on each key.

    It says what a file may look like; that ids exist, and exist once, only reading shows.
    """
    header = record_schema(HEADER)
    content = {
        "include": {**_one_or_many({"type": "string"}), "description": INCLUDE},
        **{name: _section(name) for name in SECTIONS},
        **{
            name: {**listed.schema(), "description": text} for name, (listed, text) in LISTS.items()
        },
        "readiness": {**readiness_schema(), "description": READINESS},
        "benchmark": {**benchmark_schema(), "description": BENCHMARK},
    }
    order = [word for word in WORDS if word not in HEADER]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "engagemodel 1",
        "description": "One picture of how a company engages its customers.",
        **header,
        "properties": {**header["properties"], **{word: content[word] for word in order}},
        "$defs": {"requirement": _requirement(), **{name: _entry(name) for name in SECTIONS}},
    }


def _section(name: str) -> Schema:
    return {
        "type": ["object", "null"],
        "description": SECTIONS[name].description,
        "propertyNames": {"pattern": f"^{ID.pattern}$"},
        "additionalProperties": {"$ref": f"#/$defs/{name}"},
    }


def _entry(name: str) -> Schema:
    entry = record_schema(SECTIONS[name].keys)
    return entry if "required" in entry else {**entry, "type": ["object", "null"]}


def _requirement() -> Schema:
    each = {"$ref": "#/$defs/requirement"}
    words = {"any_of": "One of these is enough.", "all_of": "Every one of these is required."}
    group = {
        "type": "object",
        "minProperties": 1,
        "properties": {
            word: {**_one_or_many(each), "description": text} for word, text in words.items()
        },
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": ["string", "number", "boolean"]}, group]}


def _one_or_many(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}
