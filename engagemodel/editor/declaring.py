"""The lines of a file that somebody is typing in, the ids that its sections declare out.

Reads what stands to the left of the colons, by indentation or in brackets, so that an id is known as
soon as it is written, also where the text is no YAML yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from engagemodel.editor.cursor import FLOW
from engagemodel.language.keys import SECTIONS
from engagemodel.language.values import ID

_SECTION = re.compile(rf"""["']?({"|".join(SECTIONS)})["']?[ \t]*:(?=\s|$)(.*)""")
_ENTRY = re.compile(r"""( +)["']?([\w-]+)["']?[ \t]*:(?=\s|$)""")


def declared(lines: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each section, in the order of the lines."""
    found: dict[str, dict[str, None]] = {}
    section, indent = "", 0
    brackets: _Brackets | None = None
    for line in lines:
        rest = line
        if line[:1] not in ("", " ", "#", "}", "]"):  # whatever is open, this begins something new
            begun = _SECTION.match(line)
            section, rest = begun.groups() if begun else ("", "")
            indent, brackets = 0, _Brackets() if rest.lstrip().startswith("{") else None
        if section:
            ids = found.setdefault(section, {})
            if brackets is not None:
                ids.update(dict.fromkeys(brackets.keys(rest)))
            elif entry := _ENTRY.match(line):
                indent = indent or len(entry.group(1))
                if len(entry.group(1)) == indent:
                    ids[entry.group(2)] = None
    return {word: tuple(filter(ID.fullmatch, ids)) for word, ids in found.items()}


class _Brackets:
    """A section in brackets, that may go over several lines."""

    def __init__(self) -> None:
        self._depth = 0
        self._word = ""

    def keys(self, line: str) -> Iterator[str]:
        """Yield the keys of the outermost brackets that a line has."""
        for token in FLOW.findall(line):
            if token.startswith("#"):
                return
            if token == ":" and self._depth == 1 and self._word:
                yield self._word
            self._depth += (token in ("{", "[")) - (token in ("}", "]"))
            self._word = token.strip("\"'") if token not in ("{", "[", "}", "]", ",", ":") else ""
