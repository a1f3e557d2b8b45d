"""Text in; how wide it is, and the lines it takes in a given width, out."""

from __future__ import annotations

import unicodedata

from engagemodel.page import fonts
from engagemodel.page.direction import visual
from engagemodel.page.fonts import scripts
from engagemodel.page.fonts.joining import joined
from engagemodel.printable import printable

ELLIPSIS = "…"
_SEAMS = "-/–—"  # after these a word may be broken: hyphen, slash, dashes

_STACK = 2  # marks on one letter; more would leave the line, and no language needs them


def clean(text: str) -> str:
    """Return foreign text on one line, safe to draw: printable, single spaces, no towers of marks.

    A letter and a mark on it become the one character that Unicode has for both, if it has one:
    fonts have that, and not always the mark.
    """
    line, kept, marks = " ".join(printable(text).split()), [""], 0
    for character in line:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        whole = unicodedata.normalize("NFC", kept[-1] + character) if marks else ""
        if len(whole) == 1:
            kept[-1] = whole
        elif marks <= _STACK:
            kept.append(character)
    return "".join(kept)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in points, `size` being the font size in points.

    It is the sum of the advance widths, without kerning: never less than what a browser needs, as
    far as the font has the characters. Others take what is usual in their script.
    """
    return _units(text, bold) * size / 1000


def _units(text: str, bold: bool) -> int:
    """Return the width of one line in thousandths of an em."""
    table = fonts.widths(bold=bold)
    try:
        return sum(map(table.__getitem__, text))
    except KeyError:
        return sum(table[c] if c in table else _fallback(c, bold) for c in text)


def missing(text: str) -> str:
    """Return the visible characters of `text` that the font lacks, each once, sorted."""
    table = fonts.widths(bold=False)
    return "".join(sorted({c for c in text if c not in table and scripts.seen(c)}))


def drawable(text: str) -> str:
    """Return `text` with a box for each character that the font lacks and nothing for unseen ones.

    For formats that draw with our font alone and have no other to fall back on. Arabic letters are
    joined.
    """
    table = fonts.widths(bold=False)
    line = joined(text, table)
    return "".join(c if c in table else "□" if scripts.seen(c) else "" for c in line)


def seen(text: str) -> str:
    """Return `text` without what takes no room and has no glyph (joiners, direction marks)."""
    table = fonts.widths(bold=False)
    return "".join(c for c in text if c in table or scripts.seen(c))


def laid(text: str) -> str:
    """Return what is seen of `text` as it stands from left to right, Arabic letters joined.

    For formats that draw one character after the other.
    """
    return seen(visual(joined(text, fonts.widths(bold=False))))


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, or as much of its beginning as fits into `width` points, then ``…``."""
    if measure(text, size, bold=bold) <= width:
        return text
    return _head(text, width - measure(ELLIPSIS, size, bold=bold), size, bold).rstrip() + ELLIPSIS


def abridge(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, or as much as fits of its beginning, ``…`` and of its end: its last word."""
    if measure(text, size, bold=bold) <= width:
        return text
    *_, last = text.split() or [""]
    room = width - measure(ELLIPSIS, size, bold=bold)
    if measure(last, size, bold=bold) > room * 0.8:
        last = _head(last[::-1], room * 0.5, size, bold)[::-1]
    start = _head(text, room - measure(last, size, bold=bold), size, bold).rstrip()
    return start + ELLIPSIS + last


def wrap(
    text: str,
    width: float,
    size: float,
    *,
    bold: bool = False,
    most: int = 2,
    indent: float = 0.0,
) -> list[str]:
    """Return at most `most` lines (at least one, maybe empty) that fit into `width` points.

    Breaks at spaces (not at those that bind two words), inside a word only where the word alone is
    too long, and then after a hyphen, slash or dash if there is one; what does not fit ends in
    ``…``. The first line is `indent` points shorter, and stays empty where no word fits then.
    """
    lines: list[str] = []
    words = _words(text)
    while words:
        room = width if lines else width - indent
        if len(lines) == most - 1:
            return [*lines, shorten(" ".join(words), room, size, bold=bold)]
        if indent and not lines and measure(words[0], size, bold=bold) > room:
            lines.append("")
        else:
            lines.append(_line(words, room, size, bold))
    return lines or [""]


def balanced(
    text: str, width: float, size: float, *, bold: bool = False, most: int = 2
) -> list[str]:
    """Return the lines of `wrap`, as even as can be where a word alone would stand on the last."""
    lines = wrap(text, width, size, bold=bold, most=most)
    if len(lines) < 2 or " " in lines[-1] or lines[-1].endswith(ELLIPSIS):
        return lines
    for share in range(100 // len(lines), 100):
        even = wrap(text, width * share / 100, size, bold=bold, most=most)
        if len(even) == len(lines) and " ".join(even) == " ".join(_words(text)):  # no word broken
            return even
    return lines


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _line(words: list[str], width: float, size: float, bold: bool) -> str:
    """Take the words of one line off the front of `words`."""
    taken, space, count = 0, _units(" ", bold), 0
    for word in words:
        longer = taken + _units(word, bold) + (space if count else 0)
        if longer * size / 1000 > width:
            break
        taken, count = longer, count + 1
    line = " ".join(words[:count])
    del words[:count]
    if not line:
        line = _piece(words[0], width, size, bold)
        words[0] = words[0][len(line) :]
        if not words[0]:
            del words[0]
    return line


def _piece(word: str, width: float, size: float, bold: bool) -> str:
    """Return the beginning of a word that is too long for its line, at least a character of it."""
    head = _head(word, width, size, bold) or word[0]
    seam = max(head.rfind(mark) for mark in _SEAMS)
    return head[: seam + 1] if seam > 0 and len(head) < len(word) else head


def _head(text: str, width: float, size: float, bold: bool) -> str:
    """Return the longest beginning of `text` that fits and cuts no character from its marks."""
    room, table = width * 1000 / size, fonts.widths(bold=bold)
    end = 0
    for index, character in enumerate(text):
        room -= table[character] if character in table else _fallback(character, bold)
        if room < 0:
            break
        end = index + 1
    while 0 < end < len(text) and not scripts.seen(text[end]):
        end -= 1
    return text[:end]


def _fallback(character: str, bold: bool) -> int:
    own = fonts.widths(bold=bold).get(scripts.letter(character))
    return scripts.width(character, own, bold=bold)
