"""What stands in a YAML file, as its author wrote it: words as typed, comments and blank lines."""

from __future__ import annotations

from dataclasses import dataclass, field


class OddError(Exception):
    """The file uses a way of writing that can be read, but is not written again; says which."""


@dataclass(slots=True)
class Comment:
    """A comment; `column` from 0, `blank` where a blank line stands above it, `gap` spaces before."""

    text: str
    column: int
    blank: bool
    gap: int


@dataclass(slots=True)
class Leaf:
    """A scalar or alias as typed (`raw`), and the `text` it stands for; `style` as YAML calls it.

    A text behind | or > has a `depth` where it says itself how far it is indented, and `keeps` the
    blank lines below it where it ends with a +.
    """

    raw: str
    text: str = ""
    style: str = ""
    anchor: str = ""
    alias: bool = False
    depth: int | None = None
    keeps: bool = False

    @property
    def open(self) -> bool:
        """Whether blank lines below would be, or look like, a part of it."""
        last = self.text.rstrip("\n").rpartition("\n")[2]
        return self.keeps or (self.style in ("|", ">") and last.isspace())


@dataclass(slots=True)
class Collection:
    """A mapping or list with its entries; `tail` are comments behind the last one."""

    mapping: bool
    flow: bool
    anchor: str = ""
    column: int = -1
    entries: list[Entry] = field(default_factory=list)
    tail: list[Comment] = field(default_factory=list)


Value = Leaf | Collection


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item (whose key is None); `start` is its index in the text.

    `lead` are the comments above it, `beside` those on its lines, `blank` tells a blank line right
    above it.
    """

    key: Leaf | None
    start: int
    column: int
    blank: bool
    value: Value = field(default_factory=lambda: Leaf(""))
    lead: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Written:
    """A file: its outermost value, the lines above and below that, and whether it uses aliases."""

    root: Value
    head: list[str]
    foot: list[str]
    aliases: bool


@dataclass(slots=True)
class Token:
    """A piece of the file that is not white space, comment or punctuation.

    `owner` is the innermost entry it is part of, `opened` the entries and `closed` the block
    collections that began and ended between the token before and this one; `inside` is the flow
    collection that is open behind it.
    """

    start: int
    end: int
    owner: Entry | None
    opened: list[Entry]
    closed: list[Collection]
    inside: Collection | None
    key: bool = False


def blank_above(text: str, line: int) -> bool:
    """Return whether the line of a text above the one that begins at `line` is blank."""
    return line > 0 and not text[text.rfind("\n", 0, line - 1) + 1 : line].strip()
