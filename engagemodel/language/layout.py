"""What stands in a YAML file in, its text in canonical order and style out."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.language.arranging import word_of
from engagemodel.language.records import Listed
from engagemodel.language.slots import Root, Step, slot
from engagemodel.language.spelled import INDENT, flat, in_flow, lines_of, spelled_key
from engagemodel.language.written import Collection, Comment, Entry, Leaf, Value, Written

WIDTH = 120
"""Columns that a collection may fill on one line before it gets a line for each entry."""
_STEP = " " * INDENT
_GROUPS = ("any_of", "all_of")
_Path = tuple[Step, ...]


def lay_out(file: Written) -> str:
    """Return the text of a file whose keys are in order: two spaces for each level.

    A collection stands on one line where it fits and its author wrote it so, or where it is a list
    of plain words; else it has a line for each entry.
    """
    head, foot = list(_once_blank(file.head)), list(_once_blank(file.foot))
    if not isinstance(file.root, Collection):
        return "\n".join([*head, flat(file.root), *foot, ""])
    return "\n".join([*head, *_Page().block(file.root, "", ()), *foot, ""])


class _Page:
    """Lays out collections."""

    def block(self, collection: Collection, indent: str, path: _Path) -> list[str]:
        """Return the lines of a collection with a line for each entry."""
        lines: list[str] = []
        close = False  # behind a text that a blank line would become a part of
        for entry in collection.entries:
            self._above(lines, entry.lead, indent, close)
            if entry.blank and lines and (entry.lead or not close):
                lines.append("")
            if entry.key is None:
                lines += self._item(entry, indent, path)
            else:
                lines += self._pair(entry, indent, path)
            close = _ends_open(entry.value)
        self._above(lines, collection.tail, indent, close)
        return lines

    def _above(self, lines: list[str], comments: list[Comment], indent: str, close: bool) -> None:
        for comment in comments:
            if comment.blank and lines and not close:
                lines.append("")
            lines.append(indent + comment.text)
            close = False

    def _pair(self, entry: Entry, indent: str, path: _Path) -> list[str]:
        assert entry.key is not None
        key = spelled_key(entry.key, flow=False)
        path = (*path, word_of(entry))
        return self._with_value(f"{indent}{key}:", entry, indent + _STEP, path)

    def _item(self, entry: Entry, indent: str, path: _Path) -> list[str]:
        path = (*path, 0)
        value, inner = entry.value, indent + _STEP
        if isinstance(value, Leaf) or value.anchor or entry.beside or not value.entries:
            return self._with_value(f"{indent}-", entry, inner, path)
        # What stands between the dash and the first key goes above the dash.
        first = value.entries[0]
        above: list[str] = []
        self._above(above, first.lead, indent, close=False)
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
        text = in_flow(value)
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
    return value.mapping and all(word_of(entry) in _GROUPS for entry in value.entries)


def _ends_open(value: Value) -> bool:
    """Return whether a value ends with a text behind | or > that would take blank lines below it."""
    if isinstance(value, Leaf):
        return value.open
    return bool(value.entries) and not value.tail and _ends_open(value.entries[-1].value)


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
