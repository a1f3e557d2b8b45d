"""Texts in, the DrawingML of what people edit out: a frame of paragraphs, their lines broken as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from engagemodel.page import fonts
from engagemodel.page.scene import Text
from engagemodel.page.typeset import measure
from engagemodel.page.words import language
from engagemodel.page.writers.pptx.blocks import DESCENT, Block, down, extent, spaced, style
from engagemodel.page.writers.pptx.looks import emu, solid
from engagemodel.printable import printable

LEADING = 1.2  # of the size of a text: from one line to the next where nothing says how far
_ALIKE = 0.06  # points by which the distances of lines in a paragraph may differ
_NAMED = 40  # characters of the name of a box
_TONGUES = {"en": "en-US", "de": "de-DE"}
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}


def quoted(value: str) -> str:
    """Return a value of an attribute in quotes."""
    return quoteattr(printable(value))


def shortened(said: str) -> str:
    """Return the beginning of what a box says, as its name."""
    return said if len(said) <= _NAMED else f"{said[: _NAMED - 1].rstrip()}…"


def align(block: Block) -> str:
    """Return how a block is aligned."""
    return _ALIGN[block.first.anchor]


def frame(anchor: str, left: float, below: float = 0.0, *, turned: bool = False) -> str:
    """Return how texts stand in a shape, the insets left and below given in points.

    Lines end where the page has them end: a font that is wider makes them longer, not more.
    """
    insets = f'lIns="{emu(left)}" tIns="0" rIns="0" bIns="{emu(below)}"'
    way = ' vert="vert270"' if turned else ""
    return f'<a:bodyPr{way} wrap="none" {insets} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'


def lines(texts: Sequence[Text], side: str) -> str:
    """Return lines of one paragraph, as far apart as their font has them."""
    runs = "<a:br/>".join(map(_run, texts))
    spacing = '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    look = f'<a:pPr marL="0" indent="0" algn="{side}">{spacing}<a:buNone/></a:pPr>'
    return f"<a:p>{look}{runs}</a:p>"


class Paragraph(NamedTuple):
    """Lines of one look or sentence, the sign before the first, and the distances in points.

    `pitch` is from line to line, `before` what is more between the first and the one above it.
    """

    sign: Text | None
    lines: Sequence[Sequence[Text]]
    pitch: float
    before: float


def paragraphs(block: Block) -> list[Paragraph]:
    """Return a block in paragraphs: a sign, another look or another distance of lines begins one."""
    parts: list[list[int]] = []
    for at, line in enumerate(block.lines):
        above = block.lines[at - 1][-1] if at else None
        alike = above and block.signs[at] is None and style(above) == style(line[0])
        if alike and _regular(block, parts[-1], at):
            parts[-1].append(at)
        else:
            parts.append([at])
    found, low = list[Paragraph](), None
    for part in parts:
        first = block.lines[part[0]][0]
        pitch = _apart(block, part[1]) if len(part) > 1 else first.size * _usual(block)
        edge = down(first) + first.size * DESCENT
        before = 0.0 if low is None else edge - pitch - low
        if before < 0 and len(part) == 1:
            pitch, before = pitch + before, 0.0
        those = [block.lines[at] for at in part]
        found.append(Paragraph(block.signs[part[0]], those, pitch, max(0.0, before)))
        low = edge + pitch * (len(part) - 1)
    return found


def span(block: Block, those: Sequence[Paragraph]) -> tuple[float, float]:
    """Return where the first line of a block in paragraphs begins, and where the last one ends."""
    last = block.lines[-1][0]
    start = down(block.first) + block.first.size * DESCENT - those[0].pitch
    return start, down(last) + last.size * DESCENT


def worded(block: Block, those: Sequence[Paragraph]) -> str:
    """Return the paragraphs of a block, the distances of their lines fixed."""
    left = min(extent(text)[0] for text in block.texts)
    return "".join(_worded(each, left, align(block)) for each in those)


def _worded(paragraph: Paragraph, left: float, side: str) -> str:
    first = paragraph.lines[0][0]
    hang = max(0.0, first.x - left) if side == "l" else 0.0
    indent = 0.0 if paragraph.sign is None else -hang
    spacing = (
        f'<a:lnSpc><a:spcPts val="{_hundredths(paragraph.pitch)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{_hundredths(paragraph.before)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )
    runs = "<a:br/>".join("".join(_runs(line)) for line in paragraph.lines)
    look = f'<a:pPr marL="{emu(hang)}" indent="{emu(indent)}" algn="{side}">{spacing}'
    return f"<a:p>{look}{_bullet(paragraph.sign)}</a:pPr>{runs}</a:p>"


def _bullet(sign: Text | None) -> str:
    if sign is None:
        return "<a:buNone/>"
    colour = f'<a:buClr><a:srgbClr val="{sign.colour[1:].upper()}"/></a:buClr>'
    return f"{colour}<a:buFont typeface={quoted(_typeface())}/><a:buChar char={quoted(sign.text)}/>"


def _regular(block: Block, part: Sequence[int], at: int) -> bool:
    """Return whether a line is as far from the one above it as those of a paragraph are."""
    return len(part) < 2 or abs(_apart(block, at) - _apart(block, part[-1])) < _ALIKE


def _apart(block: Block, at: int) -> float:
    return down(block.lines[at][0]) - down(block.lines[at - 1][0])


def _usual(block: Block) -> float:
    """Return the least distance of two lines of one size in a block, in sizes of them."""
    shares = [
        _apart(block, at) / block.lines[at][0].size
        for at in range(1, len(block.lines))
        if block.lines[at - 1][0].size == block.lines[at][0].size
    ]
    return min(shares, default=LEADING)


def _runs(line: Sequence[Text]) -> Iterator[str]:
    """Yield the runs of a line, as many spaces between two as come next to the distance there."""
    yield _run(line[0])
    for before, text in pairwise(line):
        end = before.x + measure(before.text, before.size, bold=before.bold)
        yield _run(text, " " * max(1, round((text.x - end) / spaced(text))))


def _run(text: Text, before: str = "") -> str:
    """Return the words in the font of the page."""
    look = f'sz="{round(text.size * 100)}" b="{int(text.bold)}"'
    look += ' strike="sngStrike"' if text.strike else ""
    return (
        f'<a:r><a:rPr lang="{_TONGUES[language().code]}" {look}>{solid(text.colour)}'
        f"<a:latin typeface={quoted(_typeface())}/>"
        f"</a:rPr><a:t>{before}{escape(printable(text.text))}</a:t></a:r>"
    )


def _typeface() -> str:
    """Return the font that a page wears, or else the one that the theme names for texts."""
    return "+mn-lt" if fonts.family() == fonts.FAMILY else fonts.family()


def _hundredths(points: float) -> int:
    return round(points * 100)
