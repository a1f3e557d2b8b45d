"""The parsed files of a model in, every place out where an id is declared, referred to or part of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engagemodel.language.context import ELEMENTS
from engagemodel.language.links import Holdings
from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.slots import Entries, Step, referred, slot
from engagemodel.language.sources import Document
from engagemodel.place import Place

_ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9_])?")
_WHOLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a file; `at` is where its letters begin, `namespace` tells ids of one name apart.

    It is `declared` where an entry begins; `past` where it stands for an entry of another state of
    the model; `owner` is the id of the entry it stands in.
    """

    id: str
    namespace: str
    at: Place
    declared: bool = False
    past: bool = False
    owner: str = ""


def mentions(documents: Iterable[Document]) -> Iterator[Mention]:
    """Yield every mention of an id, file by file; what an alias repeats counts once."""
    for document in documents:
        if document.root is not None:
            met: set[int] = set()
            yield from _in_node(document.root, (), document.path, met)


def namespace(kinds: Iterable[str]) -> str:
    """Return the namespace of ids of some kinds."""
    first = next(iter(kinds))
    return "element" if first in ELEMENTS else first


def _in_node(node: Node, path: _Path, file: str, met: set[int]) -> Iterator[Mention]:
    if id(node) in met:
        return
    met.add(id(node))
    if isinstance(node, Scalar):
        yield from _in_value(node, path, file)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _in_node(item, (*path, 0), file, met)
    elif isinstance(node, Mapping):
        yield from _in_mapping(node, path, file, met)


def _in_mapping(node: Mapping, path: _Path, file: str, met: set[int]) -> Iterator[Mention]:
    spaces = namespaces(path, key=True)
    declared = isinstance(slot(path), Entries)
    for word, (key, value) in node.pairs.items():
        owner = word if declared else _owner(path)
        for space in spaces:
            yield Mention(word, space, _at(key, file), declared, owner=owner)
        yield from _in_node(value, (*path, word), file, met)


def _in_value(node: Scalar, path: _Path, file: str) -> Iterator[Mention]:
    spaces = namespaces(path)
    if not spaces:
        return
    whole = referred(slot(path))
    past = path[-1] in _PAST or path[-2:-1] in [(word,) for word in _PAST]
    for found in _WHOLE.finditer(node.text) if whole else _ID.finditer(node.text):
        at = _at(node, file, found.start())
        for space in spaces:
            yield Mention(found.group(), space, at, past=past, owner=_owner(path))


def namespaces(path: _Path, key: bool = False) -> tuple[str, ...]:
    """Return the namespaces of the ids that stand at a path, as a `key` of the mapping there or not.

    Empty where no ids stand. Of words that the language does not check (what an initiative delivers)
    it may be several.
    """
    here = slot(path)
    if key:
        if isinstance(here, Entries):
            return (namespace([here.section.kind]),)
        return ("data",) if isinstance(here, Holdings) else ()
    kinds = referred(here)
    return (
        (namespace(kinds),) if kinds else _loose([step for step in path if isinstance(step, str)])
    )


_PAST = ("was", "replaces")
_SPACE = {"customer_types": "element", "channels": "element", "organizations": "element",
          "platforms": "element", "data": "data", "journeys": "journey",
          "capabilities": "capability", "initiatives": "initiative"}  # fmt: skip


def _loose(words: list[str]) -> tuple[str, ...]:
    """Return the namespaces of the ids in words that the language does not check."""
    match words:
        case [section, _, "was" | "replaces"] if section in _SPACE:
            return (_SPACE[section],)
        case ["accept", "elements" | "customer_types" | "flow"]:
            return ("element",)
        case ["accept", "data" | "journeys" | "capability" as facet]:
            return (_SPACE.get(facet, "capability"),)
        case ["initiatives", _, "delivers"] | ["positions", "about"]:
            return ("element", "data", "journey", "capability")
    return ()


def _owner(path: _Path) -> str:
    return str(path[1]) if len(path) > 1 and isinstance(path[1], str) else ""


def _at(node: Scalar, file: str, offset: int = 0) -> Place:
    return Place(file, node.line, node.column + offset + (0 if node.plain else 1))
