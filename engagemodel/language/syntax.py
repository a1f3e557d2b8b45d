"""libyaml's complaint about a text in, the place where the mistake starts and the reader's words out."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from engagemodel.language.nodes import Node, Scalar
from engagemodel.language.problems import quoted
from engagemodel.place import Place

_LONGEST_KEY = 1024
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ESCAPES = ("unknown escape", "hexdecimal", "Unicode character escape")

_WHERE = "behind | and > nothing else stands on the line"

# (words of libyaml, words for the reader, the fix)
_WORDS = (
    (
        "mapping values are not allowed",
        "a colon where no key can stand",
        "put a text that contains ': ' in quotes, or check the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "a list item '- …' where none can stand",
        "start the list on its own line",
    ),
    (
        "did not find expected '-' indicator",
        "a list item '- …' was expected",
        "check the indentation",
    ),
    ("did not find expected key", "a key was expected", "check indentation, commas and quotes"),
    ("did not find expected node content", "a value was expected", "check commas and brackets"),
    ("did not find expected <document start>", "a key was expected", "check the indentation"),
    ("did not find expected comment or line break", "the text starts on the next line", _WHERE),
)

Complaint = tuple[Place, str, str | None]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What libyaml says: `context` began at `start`, the `problem` is at `at`.

    `last` is the last text before it, `inside` the innermost collection that is still open.
    """

    problem: str
    context: str
    start: Place
    at: Place
    lines: list[str]
    last: Scalar | None
    inside: Node | None

    def rest(self) -> str:
        """Return what follows the problem."""
        return "".join(self.lines[self.at.line - 1 :])[self.at.column - 1 :]

    def place(self, node: Node) -> Place:
        return self.at._replace(line=node.line, column=node.column)


def explain(
    error: yaml.YAMLError, text: str, path: str, last: Scalar | None, inside: Node | None
) -> Complaint:
    """Return place, message and hint for a text that libyaml refused.

    `last` is its last scalar, `inside` the innermost collection that was open.
    """
    lines = _LINE_END.split(text)
    marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
    places = [_place(mark.line, mark.column, lines, path) for mark in marks if mark is not None]
    start, at = (*places, *places)[:2] if places else (Place(path, 1, 1), Place(path, 1, 1))
    refusal = _Refusal(
        getattr(error, "problem", None) or str(error),
        getattr(error, "context", None) or "",
        start,
        at,
        lines,
        last,
        inside,
    )
    steps = (_tab, _quote, _long_key, _bracket, _character)
    return next((told for step in steps if (told := step(refusal))), None) or _other(refusal)


def _place(line: int, column: int, lines: list[str], path: str) -> Place:
    # libyaml ends a file with a line end of its own.
    if line >= len(lines):
        return Place(path, len(lines), len(lines[-1]) + 1)
    return Place(path, line + 1, column + 1)


def _tab(refusal: _Refusal) -> Complaint | None:
    line = refusal.lines[refusal.at.line - 1]
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indentation or refusal.at.column > len(indentation) + 1:
        return None
    place = refusal.at._replace(column=indentation.index("\t") + 1)
    return place, "a tab is used as indentation", "indent with spaces"


def _quote(refusal: _Refusal) -> Complaint | None:
    ended = ("unexpected end of stream", "unexpected document indicator")
    message, hint = "this quote is not closed", "add the closing quote"
    if "quoted scalar" in refusal.context:
        if any(words in refusal.problem for words in ended):
            return refusal.start, message, hint
        if any(words in refusal.problem for words in _ESCAPES):
            return _escape(refusal)
    last = refusal.last
    if last is None or last.plain or refusal.at.line <= last.line:
        return None
    # A text in quotes that runs over lines, and an error right behind it: what closed it was
    # meant to open the next.
    opened = refusal.lines[last.line - 1][last.column - 1 :]
    if opened[:1] in ("'", '"') and opened.count(opened[0]) % 2:
        return refusal.place(last), message, hint
    return None


def _escape(refusal: _Refusal) -> Complaint:
    line = refusal.lines[refusal.at.line - 1]
    start = max(0, line.rfind("\\", 0, refusal.at.column))
    found = _PAIR.match(line, start)
    if found:
        high, low = (int(half, 16) for half in found.groups())
        code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        hint = f"write '\\U{code:08X}' or the character itself"
    else:
        hint = "a backslash is written '\\\\'; or use single quotes, where it means itself"
    place = refusal.at._replace(column=start + 1)
    return place, f"escape {quoted(line[start : start + 12])} is not known to YAML", hint


def _long_key(refusal: _Refusal) -> Complaint | None:
    last = refusal.last
    if last is None or len(last.text) < _LONGEST_KEY:
        return None
    if any(
        words in refusal.problem for words in ("expected key", "mapping values", "expected ','")
    ):
        message = "a key is far too long: an id has at most 64 characters"
        return refusal.place(last), message, "a long text goes behind the colon"
    return None


def _bracket(refusal: _Refusal) -> Complaint | None:
    """Explain a bracket that is not closed, or what stands in it without a comma."""
    inside = refusal.inside
    if inside is None:
        return None
    opening = refusal.lines[inside.line - 1][inside.column - 1 : inside.column]
    closing = {"[": "]", "{": "}"}.get(opening)
    if closing is None:
        return None
    if not refusal.rest().strip():
        return refusal.place(inside), f"this '{opening}' is not closed", f"add '{closing}'"
    if "did not find expected ','" in refusal.problem:
        where = f"the '{opening}' stands on line {inside.line}"
        hint = f"{where}; a text with , : [ ] {{ }} goes in quotes"
        return refusal.at, f"',' or '{closing}' was expected", hint
    return None


def _character(refusal: _Refusal) -> Complaint | None:
    if "cannot start any token" not in refusal.problem:
        return None
    character = refusal.rest()[:1]
    return refusal.at, f"a text cannot begin with {quoted(character)}", "put it in quotes"


def _other(refusal: _Refusal) -> Complaint:
    if "could not find expected ':'" in refusal.problem:
        hint = "write 'key: value', or indent a text that goes on"
        return refusal.start, "a key without ':' behind it", hint
    for words, message, hint in _WORDS:
        if words in refusal.problem:
            return refusal.at, message, hint
    return refusal.at, f"not YAML: {quoted(refusal.problem)}", None
