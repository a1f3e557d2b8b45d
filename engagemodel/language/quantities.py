"""The kinds of value that count: one node in, seconds, shares, money, numbers and days out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from engagemodel.language.context import Context
from engagemodel.language.nodes import Node
from engagemodel.language.problems import quoted
from engagemodel.language.values import Schema
from engagemodel.model import Quantity

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)([smhdw])")
_LOOSE = re.compile(
    r"([0-9]{1,9}) ?(s|sec|secs|seconds?|m|mins?|minutes?|h|hours?|d|days?|w|weeks?)"
)
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,15})?)%")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_HINT = "write year-month-day, like 2026-03-31"


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
        hint = "write 30s, 5m, 24h, 7d, 2w or real-time"
        if loose := _LOOSE.fullmatch(text.lower()):
            hint = f"did you mean '{loose.group(1)}{loose.group(2)[0]}'?"
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
