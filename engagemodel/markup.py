"""Foreign text in, Markdown that shows it as it is out, in paragraphs, cells and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engagemodel.printable import printable

# What Markdown, or one of the sites that extend it, takes for a mark. Brackets are none without
# a square one before them, nor are numbers in square ones, a tilde before a blank, a number sign
# behind a letter, or an underscore within a word: these stand as they are, for who reads the file.
_MARKUP = re.compile(
    r"(?P<numbers>(?<= )\[\d+(?:, \d+)*\](?![(\[:{]))"
    r"|[\\`*{\[\]|$]|~(?!\s)|!(?=[!\d])|(?<![^\W_])_|_(?![^\W_])|(?<!\w)#|#(?![\s.,;:]|$)"
)
_ENTITIES = re.compile(r"<|&(?=#?\w+;)")
# What a site would turn into a link or a mention even when it is escaped: kept apart as code.
_LINK = re.compile(
    r"(?i)(?:@|\\#(?=\d)|(?<=\bhttp):|(?<=\bhttps):|(?<=\bftp):|:(?=//)|(?<=\bwww)\.)+"
)
# What begins a list, a quotation, a definition or a command of GitHub's log, or underlines a heading.
_FIRST = re.compile(r"^(?:>|[-+](?=\s|$)|[-=](?=[-=]*$)|:(?=[:\s]|$)|\d+(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """Return foreign text so that Markdown shows it as it is: no markup, link, mention or HTML."""
    return _FIRST.sub(_literal, cell(text))


def cell(text: str) -> str:
    """Return foreign text for a cell, or for within a line, where nothing begins a block.

    Markdown has no formulas: a name that would be one in a spreadsheet is that name here.
    """
    shown = _MARKUP.sub(_plain, printable(text).strip())
    shown = _ENTITIES.sub(lambda match: "&lt;" if match.group() == "<" else "&amp;", shown)
    return _LINK.sub(_apart, shown)


def _plain(match: re.Match[str]) -> str:
    return match["numbers"] or f"\\{match.group()}"


def _apart(match: re.Match[str]) -> str:
    signs = match.group().replace("\\", "")
    return f"`{signs}`"


def _literal(match: re.Match[str]) -> str:
    sign = match.group()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a table; the cells are ready-made Markdown."""
    yield f"| {' | '.join(head)} |"
    # spaced where there is one column: a bare |---| is what a hostile name would smuggle in
    yield f"|{'---|' * len(head)}" if len(head) > 1 else "| --- |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
