"""What stands in a YAML file in, its text in canonical order and style out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engagemodel.language.keys import HEADER
from engagemodel.language.records import Listed
from engagemodel.language.slots import Root, Step, in_order, order, slot
from engagemodel.language.spelled import flat, in_flow, lines_of, spelled
from engagemodel.language.written import Collection, Comment, Entry, Leaf, Written

WIDTH = 120
"""Columns that a collection may fill on one line before it gets a line for each entry."""
INDENT = "  "
_GROUPS = ("any_of", "all_of")
_Path = tuple[Step, ...]


def lay_out(file: Written) -> str:
    """Return the text of a file: keys in the order of the language, two spaces for each level.

    A collection stands on one line where it fits and its author wrote it so, or where it is a list
    of plain words; else it has a line for each entry. Where the file uses aliases its keys keep their
    order, so that each name still stands above its use.

    Raises:
        OddError: it uses what cannot be written again.
    """
    page = _Page(sort=not file.aliases)
    head = list(_once_blank(file.head))
    if not isinstance(file.root, Collection):
        return "\n".join([*head, flat(file.root), ""])
    first = file.root.entries[0]
    if head:
        # What stands above the first key stays on top, whichever key comes first then.
        first.lead = []
    lines = page.block(file.root, "", ())
    return "\n".join([*head, *lines, ""])


class _Page:
    """Lays out collections; `sort` where keys are put in order."""

    def __init__(self, sort: bool) -> None:
        self._sort = sort

    def block(self, collection: Collection, indent: str, path: _Path) -> list[str]:
        """Return the lines of a collection with a line for each entry."""
        lines: list[str] = []
        for entry in self._ordered(collection, path):
            self._above(lines, entry.lead, indent)
            if entry.blank and lines:
                lines.append("")
            if entry.key is None:
                lines += self._item(entry, indent, path)
            else:
                lines += self._pair(entry, indent, path)
        self._above(lines, collection.tail, indent)
        return lines

    def _above(self, lines: list[str], comments: list[Comment], indent: str) -> None:
        for comment in comments:
            if comment.blank and lines:
                lines.append("")
            lines.append(indent + comment.text)

    def _ordered(self, collection: Collection, path: _Path) -> list[Entry]:
        """Return the entries as they are written, each with at most one comment beside it."""
        for entry in collection.entries:
            value = entry.value
            if isinstance(value, Collection) and not value.entries:
                entry.lead += value.tail
                value.tail = []
            if len(entry.beside) > 1:
                entry.lead += entry.beside[:-1]
                entry.beside = entry.beside[-1:]
        known = order(slot(path)) if collection.mapping and self._sort else None
        if known is not None:
            words = in_order(map(_word, collection.entries), known)
            by_word = {_word(entry): entry for entry in collection.entries}
            after = [by_word[word] for word in words]
            _part(collection.entries, after, sections=not path)
            collection.entries = after
        return collection.entries

    def _pair(self, entry: Entry, indent: str, path: _Path) -> list[str]:
        assert entry.key is not None
        key = spelled(entry.key, flow=False)
        path = (*path, _word(entry))
        return self._with_value(f"{indent}{key}:", entry, indent + INDENT, path)

    def _item(self, entry: Entry, indent: str, path: _Path) -> list[str]:
        path = (*path, 0)
        value, inner = entry.value, indent + INDENT
        if isinstance(value, Leaf) or value.anchor or entry.beside or not value.entries:
            return self._with_value(f"{indent}-", entry, inner, path)
        # What stands between the dash and the first key goes above the dash.
        first = self._ordered(value, path)[0]
        above: list[str] = []
        self._above(above, first.lead, indent)
        first.lead, first.blank = [], False
        if self._on_one_line(value, len(inner), path) is not None:
            lines = self._with_value(f"{indent}-", entry, inner, path)
        else:
            first_line, *more = self.block(value, inner, path)
            lines = [f"{indent}- {first_line.lstrip()}", *more]
        return above + lines

    def _with_value(self, start: str, entry: Entry, indent: str, path: _Path) -> list[str]:
        """Return the lines of an entry whose first line begins with `start`."""
        value = entry.value
        if value.anchor:
            start += f" &{value.anchor}"
        if isinstance(value, Leaf):
            first, *more = lines_of(value, indent)
            lines = [f"{start} {first}".rstrip(), *more]
            last = 0 if value.style in ("|", ">") else len(lines) - 1
            lines[last] = _beside(lines[last], entry.beside, moved=False)
            return lines
        one_line = self._on_one_line(value, len(start) + 1, path)
        if one_line is not None:
            return [_beside(f"{start} {one_line}", entry.beside, moved=False)]
        return [
            _beside(start, entry.beside, moved=value.flow),
            *self.block(value, indent, path),
        ]

    def _on_one_line(self, value: Collection, used: int, path: _Path) -> str | None:
        """Return a collection in brackets, None where it gets a line for each entry."""
        if not value.entries and not value.tail:
            return "{}" if value.mapping else "[]"
        if not path or (isinstance(slot(path[:-1]), Root) and value.mapping):
            return None
        if not (value.flow if value.mapping else _is_list_of_words(value, path)):
            return None
        text = in_flow(value, self._ordered, path)
        return text if text is not None and used + len(text) <= WIDTH else None


def _is_list_of_words(value: Collection, path: _Path) -> bool:
    """Return whether a list holds words, or groups like any_of, and no records."""
    if isinstance(slot(path), Listed):
        return False
    return all(
        isinstance(entry.value, Leaf) or (entry.value.flow and _is_group(entry.value))
        for entry in value.entries
    )


def _is_group(value: Collection) -> bool:
    return value.mapping and all(_word(entry) in _GROUPS for entry in value.entries)


def _word(entry: Entry) -> str:
    assert entry.key is not None
    return entry.key.text


def _part(before: list[Entry], after: list[Entry], sections: bool) -> None:
    """Set the blank lines of entries that have another neighbour above than before.

    Those that moved stand close, unless a comment opens them; sections stand apart where any did.
    """
    apart = sections and any(_is_apart(entry) for entry in before)
    above = dict(zip(map(id, before[1:]), map(id, before), strict=False))
    for upper, entry in pairwise(after):
        if above.get(id(entry)) != id(upper):
            _set_apart(entry, apart and _word(entry) not in HEADER)


def _is_apart(entry: Entry) -> bool:
    return entry.lead[0].blank if entry.lead else entry.blank


def _set_apart(entry: Entry, apart: bool) -> None:
    if entry.lead:
        entry.lead[0].blank = apart
    else:
        entry.blank = apart


def _beside(line: str, comments: list[Comment], moved: bool) -> str:
    """Return a line with its comment: in the column where it stood, if that is free."""
    if not comments:
        return line
    comment = comments[0]
    gap = comment.column - len(line)
    if comment.gap == 1 or gap < 1 or moved:
        gap = min(comment.gap, 2)
    return f"{line}{' ' * max(gap, 1)}{comment.text}"


def _once_blank(lines: list[str]) -> Iterator[str]:
    """Yield lines without spaces at their ends; of blank ones at most one in a row, none at the top."""
    blank = True
    for line in map(str.rstrip, lines):
        if line or not blank:
            yield line
        blank = not line
