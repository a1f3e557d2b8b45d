"""The kinds of value that a key takes: one node in, the value as the model keeps it out.

Each kind knows how to read itself and how to say the same as JSON Schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from engagemodel.language.context import Context
from engagemodel.language.nodes import Node
from engagemodel.language.problems import quoted
from engagemodel.model import Quantity
from engagemodel.printable import printable

Schema = dict[str, Any]
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
ID_RULE = (
    "an id has lower-case letters, digits, '_' and '-', begins with a letter or digit, at most 64"
)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)([smhdw])")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,15})?)%")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
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
    """Free words behind free keys; `x-` keys are passed over."""

    def read(self, node: Node, context: Context) -> MappingABC[str, str]:
        found = context.mapping(node, "a mapping")
        pairs = found.pairs.items() if found else ()
        texts = ((key, value) for key, (_, value) in pairs if not key.startswith("x-"))
        read = ((key, context.text(value)) for key, value in texts)
        return {key: text for key, text in read if text is not None}

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
class Duration:
    """A time in seconds, written ``30s 5m 24h 7d 2w`` or ``real-time``."""

    def read(self, node: Node, context: Context) -> Quantity | None:
        text = context.text(node, "a duration")
        if text is None:
            return None
        if text == "real-time":
            return Quantity(0.0, text)
        found = _DURATION.fullmatch(text)
        if found:
            return Quantity(float(found.group(1)) * _SECONDS[found.group(2)], text)
        loose = re.fullmatch(r"([0-9]{1,9}) ?(s|m|h|d|w)[a-z]*", text.lower())
        hint = "write 30s, 5m, 24h, 7d, 2w or real-time"
        if loose and not text.lower().endswith(("month", "months")):
            hint = f"did you mean '{loose.group(1)}{loose.group(2)}'?"
        context.problem(node, f"{quoted(text)} is not a duration", hint)
        return None

    def schema(self) -> Schema:
        pattern = f"^(real-time|{_DURATION.pattern})$"
        return {"type": ["string", "null"], "pattern": pattern, "examples": ["5m", "24h", "7d"]}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole, written ``38%`` or ``0.38``, as a number from 0 to 1."""

    def read(self, node: Node, context: Context) -> Quantity | None:
        text = context.text(node, "a share")
        if text is None:
            return None
        hint = "write 38% or 0.38"
        if percent := _PERCENT.fullmatch(text):
            # The decimal shift is left to float(): 99.9 / 100 is not the float nearest to 0.999.
            value = float(percent.group(1) + "e-2")
        elif _NUMBER.fullmatch(text):
            value = float(text)
            if 1 < value <= 100:
                hint = f"did you mean '{text}%'?"
        else:
            context.problem(node, f"{quoted(text)} is not a share", hint)
            return None
        if value > 1:
            context.problem(node, f"{quoted(text)} is not within 0 and 1", hint)
            return None
        return Quantity(value, text)

    def schema(self) -> Schema:
        pattern = r"^((100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)%|0?\.[0-9]+|[01](\.0+)?)$"
        number = {"type": "number", "minimum": 0, "maximum": 1}
        return {"anyOf": [number, {"type": ["string", "null"], "pattern": pattern}]}


@dataclass(frozen=True, slots=True)
class Money:
    """A plain amount a year, not negative."""

    def read(self, node: Node, context: Context) -> Quantity | None:
        text = context.text(node, "a number")
        if text is None:
            return None
        if _NUMBER.fullmatch(text):
            return Quantity(float(text), text)
        if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
            context.problem(node, f"{quoted(text)} is negative", "a cost is 0 or more")
            return None
        digits = re.sub(r"[ ,_']", "", text)
        hint = "write a plain number a year, like 240000"
        if digits != text and digits.isascii() and digits.isdigit():
            hint = f"did you mean '{digits[:20]}'?"
        context.problem(node, f"{quoted(text)} is not a plain number", hint)
        return None

    def schema(self) -> Schema:
        pattern = f"^({_NUMBER.pattern})$"
        return {"type": ["number", "string", "null"], "minimum": 0, "pattern": pattern}


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    least: float
    most: float
    whole: bool = False

    def read(self, node: Node, context: Context) -> float | int | None:
        expected = f"a number from {self.least:g} to {self.most:g}"
        text = context.text(node, expected)
        if text is None:
            return None
        value = float(text) if _NUMBER.fullmatch(text) else -1.0
        if not self.least <= value <= self.most or (self.whole and "." in text):
            context.problem(node, f"{quoted(text)} is not {expected}")
            return None
        return int(value) if self.whole else value

    def schema(self) -> Schema:
        kind = "integer" if self.whole else "number"
        return {"type": [kind, "null"], "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, written ``2026-03-31``; as text where it is only shown."""

    as_text: bool = False

    def read(self, node: Node, context: Context) -> date | str | None:
        text = context.text(node, "a date")
        if text is None:
            return None
        found = _DATE.fullmatch(text)
        if found:
            try:
                day = date(*(int(part) for part in found.groups()))
                return text if self.as_text else day
            except ValueError as error:
                reason = str(error).split(":")[0]
                context.problem(node, f"{quoted(text)} is not a date: {reason}", _DATE_HINT)
                return None
        context.problem(node, f"{quoted(text)} is not a date", _DATE_HINT)
        return None

    def schema(self) -> Schema:
        return {"type": ["string", "null"], "format": "date", "pattern": f"^{_DATE.pattern}$"}


_DATE_HINT = "write year-month-day, like 2026-03-31"


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
