"""The text of one YAML file in, its nodes with places out; the only place that knows YAML.

Walks the events of libyaml, never its composer or constructor, so that nothing is executed, nothing
is guessed (scalars stay text) and the walk can stop at a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from engagemodel.errors import ModelError, Problem
from engagemodel.language.limits import Spent, remedy
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, quoted
from engagemodel.language.syntax import explain
from engagemodel.place import Place

# libyaml ends lines (and so comments) at these three, an editor and YAML 1.2 do not. They are
# exchanged for characters that do not occur in the file, and put back in the scalars.
_NO_LINE_ENDS = "\x85\u2028\u2029"


Event = Any  # the type stubs let a mark be missing; libyaml gives one to every event
_NO_KEY = Scalar(0, 0, "", False)


class LimitError(Exception):
    """The file asks for more than a limit allows; it was reported."""


def parse(text: str, path: str, spent: Spent, report: Report) -> tuple[Node | None, list[Node]]:
    """Return the root of the one document of a file, None where it is empty or cannot be read.

    With it come the values of keys that stood twice: they are refused, yet what they declare need
    not be reported as missing too.
    """
    safe, put_back = guarded(text)
    walk = _Walk(path, spent, report, put_back)
    try:
        walk.run(safe)
    except yaml.YAMLError as error:
        report.add(*explain(error, text, path, walk.last, walk.inside))
        return None, []
    except LimitError:
        return None, []
    return walk.root, walk.dropped


def _parser(text: str) -> Any:
    # One rule, without a fallback: the parser is libyaml. The pure one reads odd files otherwise.
    if not yaml.__with_libyaml__:
        message = "PyYAML was installed without libyaml, with which engagemodel reads models"
        fix = "pip install --force-reinstall --only-binary :all: pyyaml"
        raise ModelError(Problem(message, hint=f"install its wheel: {fix}"))
    from yaml._yaml import CParser

    return CParser(text)


def events(text: str) -> Iterator[Event]:
    """Yield the events of a guarded text.

    Raises:
        yaml.YAMLError: libyaml refuses it.
    """
    return iter(_parser(text).get_event, None)


def guarded(text: str) -> tuple[str, dict[int, int]]:
    """Return a text of the same length whose lines libyaml ends where an editor does, and the way back."""
    stand_ins = _stand_ins(text)
    back = {value: key for key, value in stand_ins.items()}
    return (text.translate(stand_ins) if stand_ins else text), back


def _stand_ins(text: str) -> dict[int, int]:
    if text.isascii() or not any(character in text for character in _NO_LINE_ENDS):
        return {}
    lower = text.lower()
    unused = (
        code
        for code in range(0xF0000, 0xFFFFD)
        if chr(code) not in text and f"{code:x}" not in lower
    )
    return {ord(character): next(unused) for character in _NO_LINE_ENDS}


class _Open:
    """A collection that is still open, and what is known of it so far.

    `pairs` is None for a sequence, `height` how many levels stand below, `before` the values that
    were counted when it opened.
    """

    __slots__ = ("anchor", "before", "broken", "height", "items", "key", "node", "pairs")

    def __init__(self, node: Mapping | Sequence, event: Event, before: int) -> None:
        self.node = node
        self.pairs = node.pairs if isinstance(node, Mapping) else None
        self.items = node.items if isinstance(node, Sequence) else []
        self.key: Scalar | None = None
        self.anchor: str | None = event.anchor
        self.broken = event.tag is not None
        self.before = before
        self.height = 1


class _Walk:
    """Builds nodes from events, one at a time."""

    def __init__(self, path: str, spent: Spent, report: Report, put_back: dict[int, int]) -> None:
        self.root: Node | None = None
        self.dropped: list[Node] = []
        self.last: Scalar | None = None
        self._path = path
        self._spent = spent
        self._most = spent.limits.values
        self._report = report
        self._put_back = put_back
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}  # node, values, height
        self._documents = 0

    @property
    def inside(self) -> Node | None:
        """The innermost collection that is open."""
        return self._open[-1].node if self._open else None

    def run(self, text: str) -> None:
        """Walk all events of a text."""
        steps: dict[type, Callable[[Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._start(event, Mapping),
            yaml.SequenceStartEvent: lambda event: self._start(event, Sequence),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: lambda event: None,
            yaml.StreamStartEvent: lambda event: None,
            yaml.StreamEndEvent: lambda event: None,
        }
        for event in events(text):
            steps[type(event)](event)

    def _document(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            hint = "make two files of it, or remove the '---'"
            self._stop(event, "a file holds one model; a second document begins here", hint)

    def _scalar(self, event: Event) -> None:
        mark = event.start_mark
        text = event.value
        if self._put_back:
            text = text.translate(self._put_back)
        node = Scalar(mark.line + 1, mark.column + 1, text, not event.style)
        if text:
            self.last = node
        self._spent.values += 1
        if self._spent.values > self._most:
            self._too_many(event)
        if event.tag is not None:
            self._tagged(event)
            self._attach(Broken(node.line, node.column))
            return
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1, 0)
        self._attach(node)

    def _start(self, event: Event, kind: type[Mapping | Sequence]) -> None:
        mark = event.start_mark
        opened = _Open(kind(mark.line + 1, mark.column + 1), event, self._spent.values)
        self._spent.values += 1
        if self._spent.values > self._most:
            self._too_many(event)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None  # an alias to it from inside would never end
        self._open.append(opened)
        if len(self._open) > self._spent.limits.depth:
            self._too_deep(event)

    def _end(self, event: Event) -> None:
        done = self._open.pop()
        if done.anchor is not None:
            values = self._spent.values - done.before
            self._anchors[done.anchor] = (done.node, values, done.height)
        if self._open and self._open[-1].height <= done.height:
            self._open[-1].height = done.height + 1
        if done.broken:
            self.dropped.append(done.node)
            self._attach(Broken(done.node.line, done.node.column))
        else:
            self._attach(done.node)

    def _alias(self, event: Event) -> None:
        mark, name = event.start_mark, event.anchor
        found = self._anchors.get(name)
        if found is None:
            if name in self._anchors:
                self._add(event, f"alias {quoted('*' + name)} stands inside what it names", None)
            else:
                hint = f"the anchor {quoted('&' + name)} must stand above it, in the same file"
                self._add(event, f"alias {quoted('*' + name)} names nothing", hint)
            self._attach(Broken(mark.line + 1, mark.column + 1))
            return
        node, values, height = found
        spent = self._spent
        spent.expanded += values
        spent.values += values
        if spent.expanded > spent.limits.expanded:
            message = f"its aliases expand to more than {spent.limits.expanded:,} values"
            self._stop(event, message, remedy("expanded"))
        if spent.values > self._most:
            self._too_many(event)
        if len(self._open) + height > self._spent.limits.depth:
            self._too_deep(event)
        if self._open and self._open[-1].height <= height:
            self._open[-1].height = height + 1
        self._attach(node)

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if parent.pairs is None:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, parent)
        else:
            key, parent.key = parent.key, None
            if key is _NO_KEY:
                self.dropped.append(node)
            else:
                parent.pairs[key.text] = (key, node)

    def _key(self, node: Node, parent: _Open) -> Scalar:
        """Return the key that a node is, or `_NO_KEY` where it can be none."""
        assert isinstance(parent.node, Mapping)
        if not isinstance(node, Scalar):
            if not isinstance(node, Broken):
                self._complain(node, "a key must be plain text", "write one word before the colon")
        elif node.text == "<<" and node.plain:
            hint = "write the keys out, or use an alias for the whole value"
            self._complain(node, "the merge key '<<' is not part of the language", hint)
        elif node.text in parent.node.pairs:
            first = parent.node.pairs[node.text][0]
            place = Place(self._path, first.line, first.column)
            message = f"duplicate key {quoted(node.text)}, first on line {first.line}"
            self._complain(node, message, "keep one of the two", place)
            return _NO_KEY
        else:
            return node
        parent.node.partial = True
        return _NO_KEY

    def _tagged(self, event: Event) -> None:
        tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!", 1))
        hint = "remove it; a text that begins with '!' goes in quotes"
        self._add(event, f"tag {tag} is unknown: tags are not part of the language", hint)

    def _too_many(self, event: Event) -> None:
        self._stop(event, f"the model has more than {self._most:,} values", remedy("values"))

    def _too_deep(self, event: Event) -> None:
        message = f"nested deeper than {self._spent.limits.depth} levels"
        self._stop(event, message, remedy("depth"))

    def _stop(self, event: Event, message: str, hint: str | None) -> None:
        self._add(event, message, hint)
        raise LimitError

    def _add(self, event: Event, message: str, hint: str | None) -> None:
        mark = event.start_mark
        self._report.add(Place(self._path, mark.line + 1, mark.column + 1), message, hint)

    def _complain(self, node: Node, message: str, hint: str, *related: Place) -> None:
        self._report.add(Place(self._path, node.line, node.column), message, hint, *related)
