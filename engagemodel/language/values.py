"""The kinds of value that a key takes: one node in, the value as the model keeps it out.

Each kind knows how to read itself and how to say the same as JSON Schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any, Protocol

from engagemodel.language.context import Context
from engagemodel.language.nodes import Node, Scalar
from engagemodel.language.problems import quoted
from engagemodel.printable import printable

Schema = dict[str, Any]
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
ID_RULE = (
    "an id has lower-case letters, digits, '_' and '-', begins with a letter or digit, at most 64"
)
_URL = re.compile(
    r"(?:https?://[^\s\"'<>\\^`{|}/?#][^\s\"'<>\\^`{|}]*|mailto:[^\s\"'<>\\^`{|}]+)", re.I
)
_UNSEEN = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}


class Kind(Protocol):
    """A kind of value."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value, or None where it was refused (and reported)."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""


def blank(text: str) -> bool:
    """Return whether nobody can see this text: white space, zero-width and control characters."""
    return all(
        character in _UNSEEN
        or unicodedata.category(character)[0] == "Z"
        or unicodedata.category(character) in ("Cc", "Cf")
        for character in text
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Free words, kept as typed."""

    def read(self, node: Node, context: Context) -> str | None:
        return context.text(node)

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean", "null"]}


@dataclass(frozen=True, slots=True)
class Name:
    """Words that can be seen; where nobody can see them they are not stated, or `needed`."""

    needed: bool = False

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node)
        if text is None or not blank(text):
            return text
        if self.needed:
            context.problem(node, f"'{context.key}' is blank", "write words that can be seen")
        return None

    def schema(self) -> Schema:
        return Text().schema()


@dataclass(frozen=True, slots=True)
class Words:
    """A list of free words; one may stand without the list."""

    def read(self, node: Node, context: Context) -> tuple[str, ...]:
        return tuple(text for _, text in context.words(node, "a word"))

    def schema(self) -> Schema:
        word = Text().schema()
        return {"anyOf": [word, {"type": "array", "items": word}]}


@dataclass(frozen=True, slots=True)
class Texts:
    """Free words behind free keys; `x-` keys are passed over.

    Where each must be `stated`, a key with nothing behind it is a mistake: inside braces, words with
    a comma that lack their quotes fall apart into such keys.
    """

    stated: bool = False

    def read(self, node: Node, context: Context) -> MappingABC[str, str]:
        found = context.mapping(node, "a mapping")
        read: dict[str, str] = {}
        for word, (key, value) in found.pairs.items() if found else ():
            if word.startswith("x-"):
                continue
            if self.stated and isinstance(value, Scalar) and value.nothing:
                hint = "inside { } a text with a comma needs quotes"
                context.problem(key, f"nothing is said of {quoted(word)}", hint)
            elif (text := context.text(value)) is not None:
                read[word] = text
        return read

    def schema(self) -> Schema:
        return {"type": ["object", "null"], "additionalProperties": Text().schema()}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node, f"one of {', '.join(self.words)}")
        if text is None or text in self.words:
            return text
        hint = context.suggestions.hint(text, self.words, f"one of {', '.join(self.words)}")
        context.problem(node, f"unknown {context.key} {quoted(text)}", hint)
        return None

    def schema(self) -> Schema:
        return {"enum": [*self.words, None]}


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of some words; one may stand without the list."""

    words: tuple[str, ...]

    def read(self, node: Node, context: Context) -> tuple[str, ...]:
        one = Choice(self.words)
        read = (one.read(item, context) for item, _ in context.words(node, "a word"))
        return tuple(word for word in read if word is not None)

    def schema(self) -> Schema:
        word = {"enum": list(self.words)}
        return {"anyOf": [word, {"type": "array", "items": word}, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def read(self, node: Node, context: Context) -> bool | None:
        text = context.text(node, "true or false")
        if text is None:
            return None
        if text.lower() not in ("true", "false", "yes", "no"):
            context.problem(
                node, f"{quoted(text)} is neither true nor false", "write true or false"
            )
            return None
        return text.lower() in ("true", "yes")

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no", None]}


@dataclass(frozen=True, slots=True)
class Url:
    """An address for a plain link: https, http or mailto."""

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node, "an address")
        if text is None or (_URL.fullmatch(text) and printable(text) == text):
            return text
        hint = "an address begins with https://, http:// or mailto: and has no spaces or quotes"
        context.problem(node, f"{quoted(text)} is not an address", hint)
        return None

    def schema(self) -> Schema:
        return {
            "type": ["string", "null"],
            "pattern": "^([hH][tT][tT][pP][sS]?://|[mM][aA][iI][lL][tT][oO]:)",
        }


@dataclass(frozen=True, slots=True)
class Version:
    """The version of the format."""

    def read(self, node: Node, context: Context) -> str | None:
        text = context.text(node, "1")
        if text is None or text == "1":
            return text
        context.problem(node, f"format {quoted(text)} is not known to this version", "write 1")
        return None

    def schema(self) -> Schema:
        return {"enum": [1, "1"]}
