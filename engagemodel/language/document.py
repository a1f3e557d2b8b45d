"""The text of one YAML file in, its nodes with places out; the only place that knows YAML.

Walks the events of libyaml, never its composer or constructor, so that nothing is executed, nothing
is guessed (scalars stay text) and the walk can stop at a limit.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from engagemodel.errors import ModelError, Problem
from engagemodel.language.limits import Spent, remedy
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, quoted
from engagemodel.language.syntax import explain
from engagemodel.model import Place

# libyaml ends lines (and so comments) at these three, an editor and YAML 1.2 do not. They are
# exchanged for characters that do not occur in the file, and put back in the scalars.
_NO_LINE_ENDS = "\x85\u2028\u2029"


class LimitError(Exception):
    """The file asks for more than a limit allows; it was reported."""


def parse(text: str, path: str, spent: Spent, report: Report) -> tuple[Node | None, list[Node]]:
    """Return the root of the one document of a file, None where it is empty or cannot be read.

    With it come the values of keys that stood twice: they are refused, yet what they declare need
    not be reported as missing too.
    """
    stand_ins = _stand_ins(text)
    if stand_ins:
        text = text.translate(stand_ins)
    walk = _Walk(path, spent, report, {value: key for key, value in stand_ins.items()})
    try:
        for event in _events(text):
            walk.take(event)
    except yaml.YAMLError as error:
        report.add(*explain(error, text, path, walk.last))
        return None, []
    except LimitError:
        return None, []
    return walk.root, walk.dropped


def _events(text: str) -> Iterator[yaml.Event]:
    # One rule, without a fallback: the parser is libyaml. The pure one reads odd files otherwise.
    if not yaml.__with_libyaml__:
        message = "PyYAML was installed without libyaml, which engagemodel reads models with"
        hint = (
            "install PyYAML from a wheel: pip install --force-reinstall --only-binary :all: pyyaml"
        )
        raise ModelError(Problem(message, hint=hint))
    from yaml.cyaml import CParser

    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        yield event


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
    """A collection that is still open, and what is known of it so far."""

    __slots__ = ("anchor", "before", "height", "key", "node")

    def __init__(self, node: Mapping | Sequence, anchor: str | None, before: int) -> None:
        self.node = node
        self.anchor = anchor
        self.before = before
        self.height = 1
        self.key: Scalar | None = None


class _Walk:
    """Builds nodes from events, one at a time."""

    def __init__(self, path: str, spent: Spent, report: Report, put_back: dict[int, int]) -> None:
        self.root: Node | None = None
        self.dropped: list[Node] = []
        self.last: Scalar | None = None
        self._path = path
        self._spent = spent
        self._report = report
        self._put_back = put_back
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}  # node, values, height
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event, Mapping if kind is yaml.MappingStartEvent else Sequence)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                hint = "make two files of it, or remove the '---'"
                self._stop(event, "a file holds one model; a second document begins here", hint)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = event.start_mark
        text = event.value
        if self._put_back:
            text = text.translate(self._put_back)
        node = Scalar(mark.line + 1, mark.column + 1, text, event.style is None)
        self.last = node
        self._count(event)
        if event.tag is not None:
            self._attach(self._tagged(event))
            return
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1, 0)
        self._attach(node)

    def _start(self, event: yaml.CollectionStartEvent, kind: type[Mapping | Sequence]) -> None:
        mark = event.start_mark
        node = kind(mark.line + 1, mark.column + 1)
        before = self._spent.values
        self._count(event)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None  # an alias to it from inside would never end
        self._open.append(_Open(node, event.anchor, before))
        if len(self._open) > self._spent.limits.depth:
            self._too_deep(event)

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor is not None:
            values = self._spent.values - done.before
            self._anchors[done.anchor] = (done.node, values, done.height)
        if self._open and self._open[-1].height <= done.height:
            self._open[-1].height = done.height + 1
        self._attach(done.node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark, name = event.start_mark, event.anchor
        found = self._anchors.get(name)
        if found is None:
            if name in self._anchors:
                self._add(event, f"alias {quoted('*' + name)} stands inside what it names", None)
            else:
                hint = f"an anchor '&{name[:60]}' must stand above it, in the same file"
                self._add(event, f"alias {quoted('*' + name)} names nothing", hint)
            self._attach(Broken(mark.line + 1, mark.column + 1))
            return
        node, values, height = found
        self._spent.expanded += values
        self._count(event, values)
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
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, parent.node)
        else:
            key, parent.key = parent.key, None
            if key.text not in parent.node.pairs:
                parent.node.pairs[key.text] = (key, node)
            else:
                self.dropped.append(node)

    def _key(self, node: Node, mapping: Mapping) -> Scalar:
        at = Place(self._path, node.line, node.column)
        if not isinstance(node, Scalar):
            if not isinstance(node, Broken):
                self._report.add(at, "a key must be plain text", "write one word before the colon")
            return Scalar(node.line, node.column, f"\0{node.line}:{node.column}", False)
        if node.text == "<<" and node.plain:
            hint = "write the keys out, or use an alias for the whole value"
            self._report.add(at, "the merge key '<<' is not part of the language", hint)
            return Scalar(node.line, node.column, f"\0{node.line}:{node.column}", False)
        if node.text in mapping.pairs:
            first = mapping.pairs[node.text][0]
            place = Place(self._path, first.line, first.column)
            message = f"duplicate key {quoted(node.text)}, first on line {first.line}"
            self._report.add(at, message, "keep one of the two", place)
        return node

    def _tagged(self, event: yaml.NodeEvent) -> Broken:
        hint = "remove it; a text that begins with '!' goes in quotes"
        tag = quoted(_shorthand(event.tag))
        self._add(event, f"tag {tag} is unknown: tags are not part of the language", hint)
        return Broken(event.start_mark.line + 1, event.start_mark.column + 1)

    def _count(self, event: yaml.Event, values: int = 1) -> None:
        spent = self._spent
        spent.values += values
        if spent.values > spent.limits.values:
            self._stop(
                event, f"the model has more than {spent.limits.values:,} values", remedy("values")
            )
        if spent.expanded > spent.limits.expanded:
            message = f"its aliases expand to more than {spent.limits.expanded:,} values"
            self._stop(event, message, remedy("expanded"))

    def _too_deep(self, event: yaml.Event) -> None:
        message = f"nested deeper than {self._spent.limits.depth} levels"
        self._stop(event, message, remedy("depth"))

    def _stop(self, event: yaml.Event, message: str, hint: str | None) -> None:
        self._add(event, message, hint)
        raise LimitError

    def _add(self, event: yaml.Event, message: str, hint: str | None) -> None:
        mark = event.start_mark
        self._report.add(Place(self._path, mark.line + 1, mark.column + 1), message, hint)


def _shorthand(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)
