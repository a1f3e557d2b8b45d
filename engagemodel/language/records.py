"""A mapping with defined keys in, the values of its keys, their places and its ``x-`` keys out."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any

from engagemodel.language.context import Context
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, plain
from engagemodel.language.problems import quoted
from engagemodel.language.values import Kind, Schema
from engagemodel.model import Entry, Step
from engagemodel.place import Place


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it takes and what it is for.

    `field` is the name in the model where that differs. A required key whose value `may_be_empty`
    is stated by its colon alone.
    """

    kind: Kind
    description: str
    required: bool = False
    field: str = ""
    may_be_empty: bool = False


class Keys(dict[str, Key]):
    """The keys of one kind of mapping, by word."""

    def __init__(self, keys: MappingABC[str, Key]) -> None:
        super().__init__(keys)
        self.required = tuple(word for word, key in keys.items() if key.required)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of entries by id; `kind` is what one entry is, `entry` its class in the model."""

    kind: str
    entry: type[Entry]
    keys: Keys
    description: str


@dataclass(slots=True)
class Record:
    """What was read of one mapping; `values` by the field's name in the model."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    complete: bool = True


def read_record(node: Node, at: Node, keys: Keys, noun: str, context: Context) -> Record | None:
    """Return the record of a mapping, None where something else stands there (and was reported).

    `at` is where a missing key is reported, `noun` what the mapping is ("a flow"). A record that
    lacks what it needs is not `complete`.
    """
    if isinstance(node, Broken):
        return None
    if isinstance(node, Scalar) and node.nothing:
        node = Mapping(node.line, node.column)
    if not isinstance(node, Mapping):
        context.unexpected(node, f"{noun} as a mapping")
        return None
    record = Record()
    unknown = []
    outer = context.key
    for word, (key, value) in node.pairs.items():
        known = keys.get(word)
        if known is not None:
            _read(word, known, value, record, context)
        elif word.startswith("x-"):
            record.extra[word] = plain(value)
        else:
            unknown.append(key)
    context.key = outer
    wanted = [word for word in keys.required if _missing(word, keys[word], node, record)]
    for key in unknown:
        _unknown(key, keys, wanted, noun, context)
    if not unknown and not node.partial:
        for word in wanted:
            context.problem(at, f"{noun} needs '{word}'", keys[word].description)
    return record


def _read(word: str, key: Key, value: Node, record: Record, context: Context) -> None:
    record.places[word] = Place(context.path, value.line, value.column)
    if type(value) is Scalar and value.nothing and not key.may_be_empty:
        return
    context.key = word
    read = key.kind.read(value, context)
    if read is not None:
        record.values[key.field or word] = read


def _missing(word: str, key: Key, node: Mapping, record: Record) -> bool:
    """Return whether a required key is not stated; where it was refused, that was reported."""
    if (key.field or word) in record.values:
        return False
    record.complete = False
    stated = node.pairs.get(word)
    return stated is None or (isinstance(stated[1], Scalar) and stated[1].nothing)


def _unknown(key: Scalar, keys: Keys, wanted: list[str], noun: str, context: Context) -> None:
    # What is missing is likely what was mistyped: one mistake, one error.
    listed = ", ".join(wanted or keys)
    otherwise = f"{noun} needs '{listed}'" if wanted else f"{noun} has {listed}"
    hint = context.suggestions.hint(key.text, wanted, None)
    hint = hint or context.suggestions.hint(key.text, keys, otherwise)
    context.problem(key, f"unknown key {quoted(key.text)}", hint)


@dataclass(frozen=True, slots=True)
class Stated:
    """A mapping with keys of its own, kept as a mapping of texts (a decision, an objective)."""

    keys: Keys
    noun: str

    def read(self, node: Node, context: Context) -> dict[str, Any] | None:
        record = read_record(node, node, self.keys, self.noun, context)
        return None if record is None else record.values

    def schema(self) -> Schema:
        return {**record_schema(self.keys), "type": ["object", "null"]}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of mappings with keys of their own."""

    keys: Keys
    noun: str

    def records(self, node: Node, context: Context) -> Iterator[tuple[Node, Record]]:
        """Yield each mapping that has all it needs, with what was read of it."""
        if isinstance(node, Mapping) or (isinstance(node, Scalar) and not node.nothing):
            context.unexpected(node, "a list with '-' before each item")
            return
        outer = context.key
        for item in context.items(node):
            context.key = outer
            record = read_record(item, item, self.keys, self.noun, context)
            if record is not None and record.complete:
                yield item, record

    def schema(self) -> Schema:
        """Return the JSON Schema of the list."""
        return {"type": ["array", "null"], "items": record_schema(self.keys)}


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a journey."""

    keys: Keys

    def read(self, node: Node, context: Context) -> tuple[Step, ...]:
        return tuple(
            Step(at=context.place(item), extra=record.extra, **record.values)
            for item, record in Listed(self.keys, "a step").records(node, context)
        )

    def schema(self) -> Schema:
        return Listed(self.keys, "a step").schema()


def record_schema(keys: Keys) -> Schema:
    """Return the JSON Schema of a mapping with these keys, each with its description."""
    schema: Schema = {
        "type": "object",
        "properties": {
            word: {**key.kind.schema(), "description": key.description}
            for word, key in keys.items()
        },
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }
    required = [word for word, key in keys.items() if key.required]
    return {**schema, "required": required} if required else schema
