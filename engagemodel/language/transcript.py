"""The text of a YAML file in, what its author wrote out: words as typed, comments and blank lines.

Made of the same events of libyaml as the nodes of `document`, but for writing the file again: every
comment belongs to the entry it stands above or beside, or to the end of the collection that it ends.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from engagemodel.language.comments import Comments
from engagemodel.language.document import events
from engagemodel.language.written import (
    Collection,
    Entry,
    Leaf,
    OddError,
    Token,
    Value,
    Written,
    blank_above,
)

_HEAD = re.compile(r"\s*(?:#.*)?$|---\s*(?:#.*)?$|%")
_QUESTION = re.compile(r"#[^\n]*|\?(?=\s)")
_TEXT = re.compile(r"[|>][-+]?([1-9])?[-+]?")
_DASH = re.compile(r"#[^\n]*|-")
_Event = Any


def transcribed(text: str) -> Written:
    """Return what stands in a text that `document.parse` can read; its lines end with LF.

    Raises:
        OddError: it uses what cannot be written again.
    """
    reading = _Reading(text)
    root = reading.whole()
    Comments(reading.text, reading.tokens, root).place()
    return Written(root, reading.head, reading.foot, reading.aliases)


class _Reading:
    """One pass over the events of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.head: list[str] = []
        self.foot: list[str] = []
        self.aliases = False
        self._events = events(text)
        self._cursor = 0
        self._opened: list[Entry] = []
        self._closed: list[Collection] = []
        self._owners: list[Entry] = []
        self._flows: list[Collection] = []

    def whole(self) -> Value:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self._value(next(self._events))
                self._head()
                self._foot(next(self._events))
                end = len(self.text)
                self.tokens.append(Token(end, end, None, [], self._closed, None))
                return root
        return Leaf("")

    def _head(self) -> None:
        """Take the lines above the first token as they are."""
        if not self.tokens:
            raise OddError("nothing but comments")
        start = self.text.rfind("\n", 0, self.tokens[0].start) + 1
        before = self.text[start : self.tokens[0].start].strip()
        self.head = [*self.text[:start].split("\n")[:-1], *(["---"] if before == "---" else [])]
        if before not in ("", "?", "---") or not all(map(_HEAD.match, self.head)):
            raise OddError("what stands before its first key")

    def _foot(self, event: _Event) -> None:
        """Take the lines from a ``...`` on as they are."""
        if event.explicit:
            end = event.start_mark.index
            self.text, self.foot = self.text[:end], self.text[end:].rstrip().split("\n")

    def _value(self, event: _Event) -> Value:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            self.aliases = True
            self._token(start, end)
            return Leaf(self.text[start:end], alias=True)
        anchor = event.anchor or ""
        if anchor:
            self._token(start, start + 1 + len(anchor))
            start = self._cursor + re.match(r"\s*", self.text[self._cursor :]).end()  # type: ignore[union-attr]
        if isinstance(event, yaml.ScalarEvent):
            return self._leaf(event, start, anchor)
        return self._collection(event, start, anchor)

    def _leaf(self, event: _Event, start: int, anchor: str) -> Leaf:
        raw = self.text[start : event.end_mark.index] if start < event.end_mark.index else ""
        if event.style in ("|", ">"):
            return self._text(event, raw, start, anchor)
        if raw:
            self._token(start, start + len(raw))
        return Leaf(raw, event.value, event.style or "", anchor)

    def _text(self, event: _Event, raw: str, start: int, anchor: str) -> Leaf:
        found = _TEXT.match(raw)
        assert found is not None
        # A text whose indentation is said stands that far right of the collection it is in.
        depth = self._owners[-1].column + int(found.group(1)) if found.group(1) else None
        leaf = Leaf(raw, event.value, event.style, anchor, depth=depth, keeps="+" in found.group())
        self._token(start, start + len(raw if leaf.open else raw.rstrip(" \n")))
        return leaf

    def _collection(self, event: _Event, start: int, anchor: str) -> Collection:
        mapping = isinstance(event, yaml.MappingStartEvent)
        made = Collection(mapping, bool(event.flow_style), anchor)
        bracket = made.flow and self.text[start : start + 1] in ("[", "{")
        if made.flow:
            self._flows.append(made)
        if bracket:
            self._token(start, start + 1)
        self._cursor = max(self._cursor, start)
        ended: Any = yaml.MappingEndEvent if mapping else yaml.SequenceEndEvent
        inner: _Event = next(self._events)
        while not isinstance(inner, ended):
            made.entries.append(self._entry(inner, made))
            inner = next(self._events)
        if made.flow:
            self._flows.pop()
        else:
            made.column = made.entries[0].column
            self._closed.append(made)
        if bracket:
            self._token(inner.end_mark.index - 1, inner.end_mark.index)
        return made

    def _entry(self, event: _Event, outer: Collection) -> Entry:
        start, before = event.start_mark.index, self._cursor
        if not outer.mapping and not outer.flow:
            start = self._dash(start)
        elif outer.mapping:
            start = self._question(start)
        line = self.text.rfind("\n", 0, start) + 1
        blank = line > before and blank_above(self.text, line)
        entry = Entry(None, start, start - line, blank)
        self._opened.append(entry)
        self._owners.append(entry)
        if outer.mapping:
            key = self._value(event)
            if not isinstance(key, Leaf) or key.alias or not key.raw or "\n" in key.raw + key.text:
                number = self.text.count("\n", 0, start) + 1
                raise OddError(f"a key that is not one plain word (line {number})")
            self.tokens[-1].key = True
            entry.key = key
            event = next(self._events)
        entry.value = self._value(event)
        self._owners.pop()
        return entry

    def _dash(self, limit: int) -> int:
        """Return the index of the dash before an item, which no event tells."""
        for found in _DASH.finditer(self.text, self._cursor, limit + 1):
            if found.group() == "-":
                self._cursor = found.end()
                return found.start()
        raise OddError("a list in an unusual place")

    def _question(self, limit: int) -> int:
        """Return the index of the question mark before a key, of the key itself where there is none."""
        for found in _QUESTION.finditer(self.text, self._cursor, limit):
            if found.group() == "?":
                return found.start()
        return limit

    def _token(self, start: int, end: int) -> None:
        owner = self._owners[-1] if self._owners else None
        inside = self._flows[-1] if self._flows else None
        self.tokens.append(Token(start, end, owner, self._opened, self._closed, inside))
        self._opened, self._closed = [], []
        self._cursor = max(self._cursor, end)
