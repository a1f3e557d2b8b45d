"""Blocks of text in, lines that fit a screen out: wrapped by the cells that characters take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from engagemodel.printable import AGENT, printable

Style = Literal["", "strong", "faint", "high", "medium", "low", "better", "worse"]

# Longer lines than this are hard to read, however wide the terminal is.
WIDEST = 100
NARROWEST = 20
_COMMAND = re.compile(rf"(^\s*)(?=::)|{AGENT}")
_CODES: dict[Style, str] = {
    "strong": "1",
    "faint": "2",
    "high": "1;31",
    "medium": "33",
    "low": "36",
    "better": "32",
    "worse": "31",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """What text is shown on: its width in cells, and whether colour may be used."""

    width: int = 80
    colour: bool = False


PAPER = Screen()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: `lead` stands before its first line, the others are indented as deep.

    `hang` indents them further. A `whole` one is never broken into lines.
    """

    text: str
    style: Style = ""
    lead: str = ""
    lead_style: Style = ""
    indent: int = 0
    hang: int = 0
    whole: bool = False


def gap() -> Block:
    """Return an empty line."""
    return Block("")


def heading(text: str, style: Style = "strong") -> Block:
    """Return a heading."""
    return Block(text, style, hang=2)


def lay(blocks: Iterable[Block], screen: Screen = PAPER) -> str:
    """Return the blocks as text, a line end after each line, nothing wider than the screen.

    Only a single word that is wider than the screen (a path) reaches beyond it. Every character
    that could steer a terminal is shown as an escape.
    """
    width = max(NARROWEST, min(screen.width, WIDEST))
    lines = [inert(line) for block in blocks for line in _lines(block, width, screen.colour)]
    return "".join(f"{line}\n" for line in lines)


def table(rows: Iterable[tuple[str, ...]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return rows as aligned lines, two cells between columns; `right` are aligned to the right."""
    shown = [tuple(printable(cell) for cell in row) for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        padded = []
        for number, cell in enumerate(row):
            space = " " * (widths[number] - cells(cell))
            padded.append(space + cell if number in right else cell + space)
        lines.append("  ".join(padded).rstrip())
    return lines


def inert(line: str) -> str:
    r"""Return a line in which a build log finds no command: ``\::stop-commands`` says so visibly.

    GitHub takes ``::`` at the start of a line for one, and other agents ``##[``, ``##vso[`` and
    ``##teamcity[`` anywhere.
    """
    return _COMMAND.sub(lambda match: f"{match[1] or ''}\\{match[0].strip()}", line)


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _lines(block: Block, width: int, colour: bool) -> Iterator[str]:
    lead = " " * block.indent + printable(block.lead)
    hang = " " * (cells(lead) + block.hang)
    text = printable(block.text)
    room = max(NARROWEST // 2, width - len(hang))
    for number, line in enumerate([text] if block.whole else _wrapped(text, room)):
        before = _coloured(lead, block.lead_style, colour) if number == 0 else hang
        yield (before + _coloured(line, block.style, colour)).rstrip(" ")


def _coloured(text: str, style: Style, colour: bool) -> str:
    if not colour or not style or not text.strip():
        return text
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def _wrapped(text: str, width: int) -> list[str]:
    """Return the words of a text in lines of at most `width` cells; leading spaces are kept."""
    if cells(text) <= width:
        return [text]
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = cells(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line]
