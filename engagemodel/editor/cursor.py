"""A text that somebody is typing and a place in it in, what is being written there out.

Reads line by line what indentation and brackets say, so that it also works where the text is no
YAML yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from engagemodel.language.slots import Step

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s:{}\[\],#&*!|>'"%@`][^:#{}\[\],]*?)[ \t]*:(?=\s|$)""")
FLOW = re.compile(
    r""""(?:[^"\\]|\\.)*"?|'[^']*'?|(?:(?<=\s)|^)#.*|[{}\[\],]|:(?=[\s,\[\]{}]|$)|[^\s"'{}\[\],:#]+|."""
)
"""The pieces of a line inside brackets: quoted texts, a comment, punctuation, plain words."""
_WORD = re.compile(r"(?:\w[\w-]*)?$")
# The dash of an arrow (crm->erp) is not part of the word before it.
_REST = re.compile(r"(?:\w|-(?!>))*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(r"""-\s+["']?([\w-]+)["']?\s*(?:#.*)?$""")
_TEXT = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands at a place: the path of what it is in, and the word there.

    `line` and `start` are the word's, from 0, in characters; `typed` is the part of it before the
    place. A key is written in the mapping at `path`, a value at `path` itself; what is `bare` on its
    line may become either. `stated` tells a colon behind the word, `siblings` are the other keys of
    the same mapping and words of the same list, above and below.
    """

    path: tuple[Step, ...]
    key: bool
    word: str
    typed: str
    line: int
    start: int
    siblings: tuple[str, ...] = ()
    bare: bool = False
    stated: bool = False

    @property
    def end(self) -> int:
        """The column behind the word."""
        return self.start + len(self.word)


class _Frame:
    """A mapping or list that is open at the place; `step` is where in it, `keys` the words met."""

    __slots__ = ("flow", "indent", "keys", "step")

    def __init__(self, indent: int, step: Step | None, flow: str = "") -> None:
        self.indent = indent
        self.step = step
        self.flow = flow
        self.keys: list[str] = []


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as an editor counts them."""
    return _LINE_END.split(text)


def spot(lines: list[str], line: int, column: int) -> Spot | None:
    """Return what stands at a place (from 0), None in a comment or in a text over several lines."""
    if line >= len(lines):
        return None
    current = lines[line]
    column = min(column, len(current))
    found, rest = _WORD.search(current[:column]), _REST.match(current, column)
    typed = found.group() if found else ""
    if typed.endswith("-") and current[column : column + 1] == ">":
        typed = ""
    start = column - len(typed)
    word = typed + (rest.group() if rest else "")
    reading = _Reading()
    for number in range(_section_start(lines, line), line):
        reading.line(lines[number])
    if not reading.last(current[:start]):
        return None
    return reading.spot(lines, Spot((), False, word, typed, line, start), current)


def _section_start(lines: list[str], line: int) -> int:
    """Return the line at which the section begins that a line stands in."""
    while line > 0 and not re.match(r"[^\s#\-}\]]", lines[line]):
        line -= 1
    return line


class _Reading:
    """The collections that are open after the lines so far."""

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._text: int | None = None  # the indentation that a text behind | or > goes beyond
        self._valued = False
        self._mapping_indent = 0
        self._word = ""

    def line(self, text: str) -> None:
        """Take a whole line."""
        self._take(text, whole=True)

    def last(self, text: str) -> bool:
        """Take the line up to the place; return whether words stand there that mean something."""
        return self._take(text, whole=False)

    def _take(self, text: str, whole: bool) -> bool:
        self._valued = False
        stripped = text.lstrip(" ")
        indent = len(text) - len(stripped)
        if self._text is not None:
            if not stripped or indent > self._text:
                return False
            self._text = None
        if any(frame.flow for frame in self._frames):
            return self._in_flow(text)
        if whole and (not stripped or stripped.startswith("#")):
            return True
        return self._block(stripped, indent)

    def _block(self, rest: str, indent: int) -> bool:
        self._close(indent, dash=rest.startswith("- ") or rest == "-")
        while rest.startswith("- ") or rest == "-":
            self._frames.append(_Frame(indent, 0, ""))
            shorter = rest[1:].lstrip(" ")
            indent += len(rest) - len(shorter)
            rest = shorter
        self._mapping_indent = indent
        found = _KEY.match(rest)
        if found is None:
            return self._value(rest)
        word = found.group(1).strip("\"'")
        frame = _Frame(indent, word)
        self._frames.append(frame)
        self._valued = True
        rest = rest[found.end() :]
        if _TEXT.match(rest.strip()):
            self._text = indent
            return True
        return self._value(rest)

    def _value(self, text: str) -> bool:
        """Take what stands behind a key or dash: brackets open there, in plain words they do not."""
        if text.lstrip()[:1] in ("{", "["):
            return self._in_flow(text)
        return not re.search(r"(?:^|\s)#", text)

    def _close(self, indent: int, dash: bool) -> None:
        while self._frames:
            frame = self._frames[-1]
            item = frame.step == 0
            # A list may stand as far left as the key that it belongs to.
            if frame.indent < indent or (frame.indent == indent and dash and not item):
                return
            self._frames.pop()

    def _in_flow(self, text: str) -> bool:
        for found in FLOW.finditer(text):
            token = found.group()
            if token.startswith("#"):
                return False
            if token in ("{", "["):
                self._frames.append(_Frame(-1, None if token == "{" else 0, token))
                self._word = ""
            elif token in ("}", "]"):
                if self._frames and self._frames[-1].flow:
                    self._frames.pop()
                self._word = ""
            elif self._frames and self._frames[-1].flow == "{":
                self._pair(token, self._frames[-1])
            elif self._frames and self._frames[-1].flow == "[":
                self._item(token, self._frames[-1])
        return True

    def _item(self, token: str, frame: _Frame) -> None:
        if token == ",":
            frame.keys.append(self._word.strip().strip("\"'"))
            self._word = ""
        else:
            self._word += token

    def _pair(self, token: str, frame: _Frame) -> None:
        if token == ",":
            frame.step = None
            self._word = ""
        elif token == ":":
            if frame.step is None:
                frame.step = self._word.strip().strip("\"'")
                frame.keys.append(frame.step)
        elif frame.step is None:
            self._word += token

    def spot(self, lines: list[str], at: Spot, current: str) -> Spot:
        """Return the word of a spot with the path it stands at."""
        steps = tuple(frame.step for frame in self._frames if frame.step is not None)
        stated = re.match(r"[\"']?[ \t]*:(?:\s|$)", current[at.end :]) is not None
        at = replace(at, path=steps, stated=stated)
        inner = self._frames[-1] if self._frames else None
        if inner is not None and inner.flow:
            key = inner.flow == "{" and inner.step is None
            behind = _items_behind(current[at.end :]) if inner.flow == "[" else ()
            return replace(at, key=key, siblings=(*inner.keys, *behind))
        if self._valued:
            return at
        siblings = _siblings(lines, at.line, self._mapping_indent)
        if inner is not None and current.lstrip(" ").startswith("-"):
            siblings += _items(lines, at.line, inner.indent)
        return replace(at, key=True, siblings=siblings, bare=not stated)


def _siblings(lines: list[str], line: int, indent: int) -> tuple[str, ...]:
    """Return the keys of the block mapping around a line, those on the line itself left out."""
    above = _keys(lines[line - 1 :: -1] if line else [], indent, upward=True)
    below = _keys(lines[line + 1 :], indent, upward=False)
    return (*above, *below)


def _items_behind(text: str) -> Iterator[str]:
    """Yield the words that stand behind the place in the same list, as far as its line goes."""
    depth, words = 0, [""]
    for token in FLOW.findall(text):
        if token in ("{", "["):
            depth += 1
        elif token in ("}", "]"):
            depth -= 1
        elif depth == 0 and token == ",":
            words.append("")
        elif depth == 0 and not token.startswith("#"):
            words[-1] += token
        if depth < 0 or token.startswith("#"):
            break
    yield from (word.strip().strip("\"'") for word in words[1:])


def _items(lines: list[str], line: int, indent: int) -> tuple[str, ...]:
    """Return the words of the block list around a line, the item on the line itself left out."""
    found: list[str] = []
    for part in (reversed(lines[:line]), lines[line + 1 :]):
        for text in part:
            content = text.lstrip(" ")
            depth = len(text) - len(content)
            if not content or content.startswith("#") or depth > indent:
                continue
            if depth < indent or not content.startswith("-"):
                break
            found += _ITEM.findall(content)
    return tuple(found)


def _keys(lines: Iterable[str], indent: int, upward: bool) -> Iterator[str]:
    """Yield the keys at an indentation, until a line that stands further left or begins an item."""
    for text in lines:
        content = text.lstrip(" -")
        if not content or content.startswith("#"):
            continue
        depth = len(text) - len(content)
        item = "-" in text[:depth]
        if depth < indent or (item and depth == indent and not upward):
            return
        if depth == indent and (found := _KEY.match(content)):
            yield found.group(1).strip("\"'")
        if item and depth == indent:
            return
