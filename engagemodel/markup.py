"""Foreign text in, Markdown that shows it as it is out, in paragraphs, cells and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engagemodel.printable import printable

_MARKUP = re.compile(r"[\\`*_{}\[\]()|~$!#]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What a site would turn into a link or a mention even when it is escaped: kept apart as code.
_LINK = re.compile(r"(?i)@|\\#(?=\d)|(?<=\bhttp):|(?<=\bhttps):|(?<=\bftp):|:(?=//)|(?<=\bwww)\.")
_FIRST = re.compile(r"^([-+=]|:(?=:)|\d+(?=\.(?:\s|$)))")


def escaped(text: str) -> str:
    """Return foreign text so that Markdown shows it as it is: no markup, link, mention or HTML."""
    shown = _MARKUP.sub(r"\\\g<0>", printable(text).strip()).translate(_ENTITIES)
    shown = _LINK.sub(lambda match: f"`{match.group()[-1]}`", shown)
    return _FIRST.sub(_literal, shown)


def _literal(match: re.Match[str]) -> str:
    """Keep what would begin a list or a command of GitHub's log, or underline a heading, from that."""
    sign = match.group()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def cell(text: str) -> str:
    """Return foreign text for a cell; an apostrophe keeps a spreadsheet from taking it for a formula."""
    formula = text.strip() != "-" and text.strip()[:1] in ("=", "+", "-", "@")
    return ("'" if formula else "") + escaped(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a table; the cells are ready-made Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
