"""Foreign text in, text that is safe to show out: nothing in it can steer a terminal, a log or XML."""

from __future__ import annotations

import re

# C0 and C1 controls, lone surrogates, line and paragraph separators, bidirectional overrides and
# isolates, noncharacters: what a terminal obeys, what forges a line, what XML 1.0 does not allow.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# What begins a command of a build agent: of Azure, of older ones of GitHub, of TeamCity. They look
# for it anywhere in a line; GitHub's runner looks for ``::`` behind the blanks at its beginning.
AGENT = r"(?<=#)#(?=(?i:vso|teamcity)?\[)"
_IN_MARKUP = re.compile(rf"{AGENT}|^(?P<before>\s*):(?=:)", re.MULTILINE)


def printable(text: str) -> str:
    r"""Return `text` on one line with every unsafe character written as a visible escape.

    A tab or line end becomes a space; others become ``\x1b`` or ``\u202e``.
    """
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def uncommanding(markup: str) -> str:
    """Return XML or HTML in which a build log finds no command, and which is read as before."""
    return _IN_MARKUP.sub(_refer, markup)


def _refer(match: re.Match[str]) -> str:
    before = match["before"]
    return "&#35;" if before is None else f"{before}&#58;"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\t\n\r\x85\u2028\u2029":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
