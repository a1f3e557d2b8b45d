"""The text of one JSON file in, its nodes with places out; strict, and iterative nowhere deeper than the limit."""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from engagemodel.language.limits import Spent, remedy
from engagemodel.language.nodes import Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, quoted
from engagemodel.place import Place

_SPACE = re.compile(r"[ \t\r\n]*").match
_PLAIN = re.compile(
    r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)(?![\w.+-])"
).match
_LINE_END = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")


class RefusedError(Exception):
    """The text is no JSON, or asks for more than a limit allows; it was reported."""


def parse(text: str, path: str, spent: Spent, report: Report) -> tuple[Node | None, list[Node]]:
    """Return the root of a JSON file, None where it is empty or cannot be read.

    With it come the values of keys that stood twice, as `document.parse` does.
    """
    reading = _Reading(text, path, spent, report)
    try:
        return reading.whole(), reading.dropped
    except RefusedError:
        return None, []


class _Reading:
    """One pass over one text; `_at` is the index of the next character."""

    def __init__(self, text: str, path: str, spent: Spent, report: Report) -> None:
        self.dropped: list[Node] = []
        self._text = text
        self._path = path
        self._spent = spent
        self._report = report
        self._at = 0
        self._depth = 0
        self._ends = [found.end() for found in _LINE_END.finditer(text)]
        self._line = 0  # line ends passed by now

    def whole(self) -> Node | None:
        if not self._next():
            return None
        root = self._value()
        if self._next():
            self._fail("the file goes on after its end", "a JSON file holds one value")
        return root

    def _next(self) -> str:
        """Pass white space and return the character that follows, empty at the end."""
        self._at = _SPACE(self._text, self._at).end()  # type: ignore[union-attr]
        return self._text[self._at : self._at + 1]

    def _place(self, index: int) -> tuple[int, int]:
        ends, line = self._ends, self._line
        while line < len(ends) and ends[line] <= index:
            line += 1
        self._line = line
        return line + 1, index - (ends[line - 1] if line else 0) + 1

    def _value(self) -> Node:
        self._spent.values += 1
        if self._spent.values > self._spent.limits.values:
            most = self._spent.limits.values
            self._fail(f"the model has more than {most:,} values", remedy("values"))
        character = self._next()
        if character == '"':
            return self._string()
        if character in ("{", "["):
            self._depth += 1
            if self._depth > self._spent.limits.depth:
                levels = self._spent.limits.depth
                self._fail(f"nested deeper than {levels} levels", remedy("depth"))
            node = self._mapping() if character == "{" else self._sequence()
            self._depth -= 1
            return node
        found = _PLAIN(self._text, self._at)
        if not found:
            self._fail("a JSON value was expected", 'a text goes in double quotes: "…"')
        line, column = self._place(self._at)
        self._at = found.end()
        word = found.group()
        return Scalar(line, column, "" if word == "null" else word, True)

    def _string(self) -> Scalar:
        start = self._at
        line, column = self._place(start)
        try:
            text, self._at = scanstring(self._text, start + 1, True)
        except ValueError as error:
            self._refuse_string(start, str(error), getattr(error, "pos", start))
        if _SURROGATE.search(text):
            message = "half of a character stands in this text: a surrogate without its pair"
            self._report.add(Place(self._path, line, column), message, "write the character itself")
            text = _SURROGATE.sub("\ufffd", text)
        return Scalar(line, column, text, False)

    def _refuse_string(self, start: int, words: str, index: int) -> NoReturn:
        if "escape" in words and index > start:
            self._at = min(index, len(self._text))
            self._fail("a backslash escape that JSON does not have", r"a backslash is written '\\'")
        self._at = start
        self._fail("this quote is not closed", "add the closing quote on the same line")

    def _mapping(self) -> Mapping:
        node = Mapping(*self._place(self._at))
        opened = self._at
        self._at += 1
        if self._next() == "}":
            self._at += 1
            return node
        while True:
            if self._next() != '"':
                self._expected("a key in double quotes", opened)
            key = self._string()
            first = node.pairs.get(key.text)
            if first:
                self._duplicate(key, first[0])
            if self._next() != ":":
                self._expected("':'", opened)
            self._at += 1
            value = self._value()
            if first:
                self.dropped.append(value)
            else:
                node.pairs[key.text] = (key, value)
            if self._ended("}", opened):
                return node

    def _sequence(self) -> Sequence:
        node = Sequence(*self._place(self._at))
        opened = self._at
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return node
        while True:
            node.items.append(self._value())
            if self._ended("]", opened):
                return node

    def _ended(self, closing: str, opened: int) -> bool:
        character = self._next()
        if character not in (",", closing):
            self._expected(f"',' or '{closing}'", opened)
        self._at += 1
        return character == closing

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        place = Place(self._path, first.line, first.column)
        at = Place(self._path, key.line, key.column)
        message = f"duplicate key {quoted(key.text)}, first on line {first.line}"
        self._report.add(at, message, "keep one of the two", place)

    def _expected(self, what: str, opened: int) -> NoReturn:
        bracket = self._text[opened]
        if not self._text[self._at : self._at + 1]:
            self._at, self._line = opened, 0
            self._fail(f"this '{bracket}' is not closed", f"add '{'}' if bracket == '{' else ']'}'")
        self._fail(f"{what} was expected", None)

    def _fail(self, message: str, hint: str | None) -> NoReturn:
        line, column = self._place(self._at)
        self._report.add(Place(self._path, line, column), message, hint)
        raise RefusedError
