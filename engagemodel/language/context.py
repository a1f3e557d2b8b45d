"""What the readers of one file share: where they are, where mistakes go, and the ids met so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, quoted
from engagemodel.place import Place
from engagemodel.spelling import Suggestions

ELEMENTS = ("customer_type", "channel", "organization", "platform")
NAMESPACES = (ELEMENTS, ("data",), ("journey",), ("capability",), ("initiative",))
NOUNS = {
    "customer_type": "a customer type",
    "channel": "a channel",
    "organization": "an organization",
    "platform": "a platform",
    "data": "data",
    "journey": "a journey",
    "capability": "a capability",
    "initiative": "an initiative",
}


class Reference(NamedTuple):
    """An id that stands for an entry of one of `kinds`, though not for the entry `subject` itself.

    A `wish` may name a kind of channel too.
    """

    id: str
    at: Place
    key: str
    kinds: tuple[str, ...]
    subject: str
    wish: bool = False


class Names:
    """The ids declared and referred to in all files of one model.

    `excused` are ids that a mistake already reported hides; where `incomplete`, a whole file is
    missing, and no id can be called unknown.
    """

    def __init__(self) -> None:
        self.places: dict[str, dict[str, Place]] = {kind: {} for kind in NOUNS}
        self.references: list[Reference] = []
        self.excused: set[str] = set()
        self.incomplete = False


class Context:
    """The state of reading one file; `subject` and `key` are what is read at the moment."""

    def __init__(self, path: str, report: Report, names: Names, suggestions: Suggestions) -> None:
        self.path = path
        self.report = report
        self.names = names
        self.suggestions = suggestions
        self.subject = ""
        self.key = ""

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return Place(self.path, node.line, node.column)

    def problem(self, node: Node, message: str, hint: str | None = None) -> None:
        """Report one mistake at a node."""
        self.report.add(self.place(node), message, hint)

    def text(self, node: Node, expected: str = "a text") -> str | None:
        """Return the text of a scalar; anything else is reported."""
        if isinstance(node, Scalar):
            return node.text
        self.unexpected(node, expected)
        return None

    def mapping(self, node: Node, expected: str) -> Mapping | None:
        """Return a mapping; nothing written is none, anything else is reported."""
        if isinstance(node, Mapping):
            return node
        if not (isinstance(node, Scalar) and node.nothing):
            self.unexpected(node, expected)
        return None

    def items(self, node: Node) -> list[Node]:
        """Return the items of a list; a single item may stand without it."""
        if isinstance(node, Sequence):
            return node.items
        if isinstance(node, Scalar) and node.nothing:
            return []
        return [node]

    def words(self, node: Node, expected: str) -> Iterator[tuple[Node, str]]:
        """Yield the texts of a list or of a single item, each with its node."""
        for item in self.items(node):
            if isinstance(item, Scalar) and item.nothing:
                self.problem(item, f"an item of '{self.key}' is empty", f"{expected} was expected")
            elif (text := self.text(item, expected)) is not None:
                yield item, text

    def unexpected(self, node: Node, expected: str) -> None:
        """Report that something of another shape stands where `expected` should."""
        if isinstance(node, Broken):
            return
        found = {Mapping: "a mapping", Sequence: "a list", Scalar: "a text"}[type(node)]
        if isinstance(node, Scalar) and node.nothing:
            found = "nothing"
        self.problem(node, f"{expected} was expected in {quoted(self.key)}, here stands {found}")

    def refer(self, node: Node, id: str, kinds: tuple[str, ...], wish: bool = False) -> None:
        """Note a reference of the entry read now, to be checked when all files are read."""
        self.names.references.append(
            Reference(id, self.place(node), self.key, kinds, self.subject, wish)
        )
