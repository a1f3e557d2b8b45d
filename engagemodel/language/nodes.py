"""The nodes of one file: scalars with their text as typed, mappings, sequences, each with its place."""

from __future__ import annotations


class Node:
    """Anything that stands in a file; `line` and `column` count from 1, in characters."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column


class Scalar(Node):
    """A text as typed; `plain` where it stands without quotes."""

    __slots__ = ("plain", "text")

    def __init__(self, line: int, column: int, text: str, plain: bool) -> None:
        self.line = line
        self.column = column
        self.text = text
        self.plain = plain

    @property
    def nothing(self) -> bool:
        """Whether nothing was written (or ``~``, which YAML people write for nothing)."""
        return self.plain and self.text in ("", "~")


class Mapping(Node):
    """Keys with their values, in the order of the file; every key is unique.

    `partial` where a key could not be read (and was reported), so that none can be called missing.
    """

    __slots__ = ("pairs", "partial")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.pairs: dict[str, tuple[Scalar, Node]] = {}
        self.partial = False


class Sequence(Node):
    """Items in order."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.items: list[Node] = []


class Broken(Node):
    """What stands where a mistake was already reported; readers pass over it."""

    __slots__ = ()


def plain(node: Node) -> object:
    """Return a node as text, dict or tuple; what is aliased is shared, not copied."""
    return _plain(node, {})


def _plain(node: Node, done: dict[int, object]) -> object:
    if isinstance(node, Scalar):
        return node.text
    if id(node) not in done:
        if isinstance(node, Mapping):
            pairs = node.pairs.items()
            done[id(node)] = {key: _plain(value, done) for key, (_, value) in pairs}
        elif isinstance(node, Sequence):
            done[id(node)] = tuple(_plain(item, done) for item in node.items)
        else:
            done[id(node)] = ""
    return done[id(node)]
