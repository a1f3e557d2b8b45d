"""The kinds of value that name other entries: ids, requirements, holdings, wishes."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from functools import cache

from engagemodel.language.context import NOUNS, Context
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import quoted
from engagemodel.language.records import Key, Keys, read_record, record_schema
from engagemodel.language.values import ID, ID_RULE, Choice, Schema, Text, Words
from engagemodel.model import AllOf, AnyOf, Holding, Requirement

_ONE_ID: Schema = {"type": ["string", "number", "boolean"]}
_IDS: Schema = {"anyOf": [_ONE_ID, {"type": "array", "items": _ONE_ID}, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class OldId:
    """An id of another state of the model; it need not exist in this one."""

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node, "an id")
        if text is None or ID.fullmatch(text):
            return text
        context.problem(node, f"{quoted(text)} is not an id", ID_RULE)
        return None

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean", "null"]}


@dataclass(frozen=True, slots=True)
class OldIds:
    """Ids of another state of the model, each once."""

    def read(self, node: Node, context: Context) -> tuple[str, ...]:
        one = OldId()
        nodes = [item for item, _ in _once(context.words(node, "an id"), context)]
        return tuple(id for id in (one.read(item, context) for item in nodes) if id is not None)

    def schema(self) -> Schema:
        return _IDS


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of one entry."""

    kinds: tuple[str, ...]

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node, f"the id of {nouns(self.kinds)}")
        if text is not None:
            context.refer(node, text, self.kinds)
        return text

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean", "null"]}


@dataclass(frozen=True, slots=True)
class Refs:
    """Ids of entries, each once; one may stand without the list.

    `apart` where an entry may not name itself.
    """

    kinds: tuple[str, ...]
    apart: bool = False

    def read(self, node: Node, context: Context) -> tuple[str, ...]:
        found = []
        for item, text in _once(context.words(node, f"the id of {nouns(self.kinds)}"), context):
            if self.apart and text == context.subject:
                context.problem(
                    item, f"{quoted(text)} names itself in '{context.key}'", "remove it"
                )
            else:
                context.refer(item, text, self.kinds)
            found.append(text)
        return tuple(found)

    def schema(self) -> Schema:
        return _IDS


@dataclass(frozen=True, slots=True)
class Required:
    """What an element cannot work without: every item of a list of ids, any_of and all_of."""

    kinds: tuple[str, ...]

    def read(self, node: Node, context: Context) -> AllOf:
        return AllOf(_requirements(context.items(node), self.kinds, context))

    def schema(self) -> Schema:
        one = {"$ref": "#/$defs/requirement"}
        return {"anyOf": [one, {"type": "array", "items": one}, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Via:
    """The channels of a step: one id, any_of or all_of."""

    def read(self, node: Node, context: Context) -> Requirement | None:
        if isinstance(node, Sequence):
            hint = "{any_of: […]} means one of them is enough, {all_of: […]} every one is used"
            context.problem(node, "a list in 'via' does not say whether one or all are meant", hint)
            return None
        return _requirement(node, ("channel",), context)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/requirement"}


def _requirements(
    nodes: Iterable[Node], kinds: tuple[str, ...], context: Context
) -> tuple[Requirement, ...]:
    ids: dict[str, Node] = {}
    read = []
    for node in nodes:
        if isinstance(node, Scalar) and not node.nothing:
            if node.text in ids:
                _twice(node, node.text, context)
                continue
            ids[node.text] = node
        item = _requirement(node, kinds, context)
        if item is not None:
            read.append(item)
    return tuple(read)


def _requirement(node: Node, kinds: tuple[str, ...], context: Context) -> Requirement | None:
    if isinstance(node, Mapping):
        return _group(node, kinds, context)
    if isinstance(node, Scalar) and not node.nothing:
        if node.text == context.subject and kinds != ("channel",):
            context.problem(
                node, f"{quoted(node.text)} names itself in '{context.key}'", "remove it"
            )
        else:
            context.refer(node, node.text, kinds)
        return node.text
    context.unexpected(node, f"the id of {nouns(kinds)}, {{any_of: […]}} or {{all_of: […]}}")
    return None


def _group(node: Mapping, kinds: tuple[str, ...], context: Context) -> AnyOf | AllOf | None:
    pairs = [(word, *pair) for word, pair in node.pairs.items() if not word.startswith("x-")]
    words = ("any_of", "all_of")
    unknown = [(word, key) for word, key, _ in pairs if word not in words]
    for word, key in unknown:
        hint = context.suggestions.hint(word, words, "any_of and all_of are")
        context.problem(key, f"unknown key {quoted(word)} in '{context.key}'", hint)
    if unknown:
        return None
    if len(pairs) != 1:
        hint = "write {any_of: […]} or {all_of: […]}, one inside the other where both are meant"
        context.problem(node, f"one of any_of and all_of was expected in '{context.key}'", hint)
        return None
    word, key, value = pairs[0]
    if isinstance(value, Broken):
        return None
    nodes = context.items(value)
    if not nodes:
        context.problem(key, f"'{word}' of nothing", "name at least one")
        return None
    items = _requirements(nodes, kinds, context)
    return AnyOf(items) if word == "any_of" else AllOf(items)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The data that a platform keeps: a list (masters), or a mapping with role, key and part."""

    def read(self, node: Node, context: Context) -> MappingABC[str, Holding]:
        if not isinstance(node, Mapping):
            found = _once(context.words(node, "the id of data"), context)
            return {text: self._declared(item, text, context) for item, text in found}
        holdings = {}
        for id, (key, value) in node.pairs.items():
            if not id.startswith("x-"):
                holding = self._declared(key, id, context)
                holdings[id] = self._stated(value, holding, context)
        return holdings

    def _declared(self, node: Node, id: str, context: Context) -> Holding:
        context.refer(node, id, ("data",))
        return Holding(id, context.place(node))

    def _stated(self, node: Node, holding: Holding, context: Context) -> Holding:
        if isinstance(node, Scalar):
            context.key = "role"
            role = None if node.nothing else _ROLE.read(node, context)
            context.key = "holds"
            return Holding(holding.data, holding.at, role or "master")  # type: ignore[arg-type]
        record = read_record(node, node, HOLDING, "a holding", context)
        return Holding(holding.data, holding.at, **record.values if record else {})

    def schema(self) -> Schema:
        stated = record_schema(HOLDING)
        each = {"anyOf": [_ROLE.schema(), stated]}
        return {"anyOf": [_IDS, {"type": "object", "additionalProperties": each}]}


@dataclass(frozen=True, slots=True)
class Wishes:
    """Occasion -> channels or kinds of channel, best first."""

    kinds: tuple[str, ...]

    def read(self, node: Node, context: Context) -> MappingABC[str, tuple[str, ...]]:
        found = context.mapping(node, "a mapping from occasions to channels")
        wishes = {}
        for occasion, (_, value) in found.pairs.items() if found else ():
            if occasion.startswith("x-"):
                continue
            words = list(_once(context.words(value, "a channel or a kind of channel"), context))
            for item, text in words:
                if text not in self.kinds:
                    context.refer(item, text, ("channel",), wish=True)
            wishes[occasion] = tuple(text for _, text in words)
        return wishes

    def schema(self) -> Schema:
        return {"type": ["object", "null"], "additionalProperties": _IDS}


@cache
def nouns(kinds: tuple[str, ...]) -> str:
    """Return kinds of entry in words: ``a channel, an organization or a platform``."""
    words = [NOUNS[kind] for kind in kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _once(words: Iterable[tuple[Node, str]], context: Context) -> Iterable[tuple[Node, str]]:
    seen = set()
    for node, text in words:
        if text in seen:
            _twice(node, text, context)
        else:
            seen.add(text)
            yield node, text


def _twice(node: Node, text: str, context: Context) -> None:
    context.problem(node, f"{quoted(text)} stands twice in one list", "remove one of the two")


_ROLE = Choice(("master", "copy"))
HOLDING = Keys(
    {
        "role": Key(_ROLE, "Whether this is the master, which is the default, or a copy."),
        "key": Key(Words(), "By what a record is found; one or a list."),
        "part": Key(Text(), "The brand or region that it covers, where not all."),
    }
)
