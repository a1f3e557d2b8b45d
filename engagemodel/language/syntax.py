"""libyaml's complaint about a text in, the place where the mistake starts and the reader's words out."""

from __future__ import annotations

import re

import yaml

from engagemodel.language.nodes import Scalar
from engagemodel.language.problems import quoted
from engagemodel.model import Place

_LONGEST_KEY = 1024
_LINE_END = re.compile(r"\r\n|\r|\n")
_ESCAPES = ("unknown escape", "hexdecimal", "Unicode character escape")

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
        "could not find expected ':'",
        "a key without ':' behind it",
        "write 'key: value', or indent a text that goes on",
    ),
    (
        "did not find expected '-' indicator",
        "a list item '- …' was expected",
        "check the indentation",
    ),
    ("did not find expected key", "a key was expected", "check indentation, commas and quotes"),
    ("did not find expected node content", "a value was expected", "check commas and brackets"),
    ("did not find expected <document start>", "a key was expected", "check the indentation"),
    ("did not find expected comment or line break", "the text starts on the next line", None),
)

Complaint = tuple[Place, str, str | None]


def explain(error: yaml.YAMLError, text: str, path: str, last: Scalar | None) -> Complaint:
    """Return place, message and hint for a text that libyaml refused; `last` is its last scalar."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Place(path, 1, 1), f"not YAML: {quoted(str(error))}", None
    lines = _LINE_END.split(text)
    at = Place(path, mark.line + 1, mark.column + 1)
    problem = getattr(error, "problem", None) or ""
    opened = getattr(error, "context_mark", None)
    start = at if opened is None else Place(path, opened.line + 1, opened.column + 1)
    return (
        _tab(at, lines)
        or _quote(problem, getattr(error, "context", None) or "", start, last, at, lines)
        or _long_key(problem, start, last)
        or _bracket(problem, start, at, lines)
        or _character(problem, at, lines)
        or _other(problem, at)
    )


def _tab(at: Place, lines: list[str]) -> Complaint | None:
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indentation or at.column > len(indentation) + 1:
        return None
    place = at._replace(column=indentation.index("\t") + 1)
    return place, "a tab is used as indentation", "indent with spaces"


def _quote(
    problem: str, context: str, start: Place, last: Scalar | None, at: Place, lines: list[str]
) -> Complaint | None:
    ended = ("unexpected end of stream", "unexpected document indicator")
    message, hint = "this quote is not closed", "add the closing quote"
    if "quoted scalar" in context:
        if any(words in problem for words in ended):
            return start, message, hint
        if any(words in problem for words in _ESCAPES):
            return _escape(at, lines)
    if last is None or last.plain or at.line <= last.line:
        return None
    # A text in quotes that runs over lines, and an error right behind it: what closed it was
    # meant to open the next.
    opened = lines[last.line - 1][last.column - 1 :]
    if opened[:1] in ("'", '"') and opened.count(opened[0]) % 2:
        return at._replace(line=last.line, column=last.column), message, hint
    return None


def _escape(at: Place, lines: list[str]) -> Complaint:
    line = lines[at.line - 1]
    start = line.rfind("\\", 0, at.column)
    found = re.match(
        r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})", line[start:]
    )
    if found:
        high, low = (int(half, 16) for half in found.groups())
        code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        hint = f"write '\\U{code:08X}' or the character itself"
    else:
        hint = "a backslash is written '\\\\'; or use single quotes, where it means itself"
    place = at._replace(column=start + 1)
    return place, f"escape {quoted(line[start : start + 12])} is not known to YAML", hint


def _long_key(problem: str, start: Place, last: Scalar | None) -> Complaint | None:
    message = "a key is far too long: an id has at most 64 characters"
    hint = "a long text goes behind the colon"
    if last is not None and len(last.text) >= _LONGEST_KEY:
        waits = ("expected key", "mapping values", "expected ','")
        if any(words in problem for words in waits):
            return start._replace(line=last.line, column=last.column), message, hint
    return None


def _bracket(problem: str, start: Place, at: Place, lines: list[str]) -> Complaint | None:
    found = re.fullmatch(r"did not find expected ',' or '([\]}])'", problem)
    if not found:
        return None
    closing = found.group(1)
    opening = "[" if closing == "]" else "{"
    rest = "".join(lines[at.line - 1 :])[at.column - 1 :] if at.line <= len(lines) else ""
    if not rest.strip():
        return start, f"this '{opening}' is not closed", f"add '{closing}'"
    hint = f"the '{opening}' stands on line {start.line}; a text with , : [ ] {{ }} goes in quotes"
    return at, f"',' or '{closing}' was expected", hint


def _character(problem: str, at: Place, lines: list[str]) -> Complaint | None:
    if "cannot start any token" not in problem:
        return None
    character = lines[at.line - 1][at.column - 1 : at.column]
    return at, f"a text cannot begin with {quoted(character)}", "put it in quotes"


def _other(problem: str, at: Place) -> Complaint:
    for words, message, hint in _WORDS:
        if words in problem:
            return at, message, hint
    return at, f"not YAML: {quoted(problem)}", None
