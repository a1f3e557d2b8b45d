"""The tokens of a file in, every comment between them given to the entry or collection it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from engagemodel.language.written import (
    Collection,
    Comment,
    Entry,
    OddError,
    Token,
    Value,
    blank_above,
)

_COMMENT = re.compile(r"#[^\n]*")
_PUNCTUATION = set(" \t\n-:,?")


class Comments:
    """Gives every comment of a text to what it belongs to."""

    def __init__(self, text: str, tokens: list[Token], root: Value) -> None:
        self._text = text
        self._tokens = tokens
        self._root = root

    def place(self) -> None:
        """Place the comments between every two tokens."""
        for before, after in pairwise(self._tokens):
            gap = self._text[before.end : after.start]
            if "#" in gap or not _PUNCTUATION.issuperset(gap):
                rest = _COMMENT.sub("", gap)
                if not _PUNCTUATION.issuperset(rest):
                    raise OddError("something that is no word, comment or bracket")
                self._between(before, after)

    def _between(self, before: Token, after: Token) -> None:
        closed = [one for one in after.closed if not one.flow]
        for found in self._comments(before.end, after.start):
            index, comment = found
            own_line = not self._text[self._line(index) : index].strip()
            entries = [entry for entry in after.opened if entry.start > index]
            begun = [entry for entry in after.opened if entry.start < index]
            nearest = begun[-1] if begun else before.owner
            if before.inside is not None:
                ended = not (own_line or before.key or self._opens(before))
                self._in_flow(comment, before, ended, entries)
            elif not own_line or (not entries and after.start < len(self._text) and nearest):
                assert nearest is not None
                nearest.beside.append(comment)
            elif begun:
                entries[0].lead.append(comment)
            else:
                closed = self._in_block(comment, closed, entries)

    def _opens(self, token: Token) -> bool:
        return self._text[token.start : token.end] in ("[", "{")

    def _in_flow(self, comment: Comment, before: Token, ended: bool, entries: list[Entry]) -> None:
        inside = before.inside
        assert inside is not None
        if ended and before.owner is not None:
            before.owner.beside.append(comment)
        elif entries:
            entries[0].lead.append(comment)
        elif before.key and before.owner is not None:
            before.owner.beside.append(comment)
        else:
            inside.tail.append(comment)

    def _in_block(
        self, comment: Comment, closed: list[Collection], entries: list[Entry]
    ) -> list[Collection]:
        """Place a comment on a line of its own; return the collections that the next may end."""
        column = entries[0].column if entries else -1
        ends = [one for one in closed if column < one.column <= comment.column]
        if ends:
            innermost = max(ends, key=lambda one: one.column)
            innermost.tail.append(comment)
            return [one for one in closed if one.column <= innermost.column]
        if entries:
            entries[0].lead.append(comment)
        else:
            outermost = closed[-1] if closed else self._root
            assert isinstance(outermost, Collection)
            outermost.tail.append(comment)
        return []

    def _comments(self, start: int, end: int) -> Iterator[tuple[int, Comment]]:
        for found in _COMMENT.finditer(self._text, start, end):
            index = found.start()
            line = self._line(index)
            before = self._text[line:index]
            gap = len(before) - len(before.rstrip())
            blank = not before.strip() and line > start and blank_above(self._text, line)
            yield index, Comment(found.group().rstrip(), index - line, blank, gap)

    def _line(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1
