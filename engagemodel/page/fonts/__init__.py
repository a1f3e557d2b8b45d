"""The font of the page in two weights, as files and as a table of advance widths.

That is the program's own, unless a page wears another (`worn`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from engagemodel.page.fonts import pieces
from engagemodel.page.fonts.joining import forms

FAMILY = "Engage Sans"
FALLBACKS = ("Source Sans 3", "Source Sans Pro", "Noto Sans", "Segoe UI", "Arial", "sans-serif")
BOX = 672  # thousandths of an em: what stands for a character that a font lacks
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a font: the file, and advance widths in thousandths of an em by character."""

    data: bytes = field(repr=False)
    widths: Mapping[str, int] = field(hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that somebody brings along, in two weights (the same one twice if need be).

    `widths` of its faces have our own font's for the characters that it lacks; `lacking` are these.
    """

    family: str
    regular: Face
    bold: Face
    lacking: frozenset[str] = frozenset()


_WORN: ContextVar[Typeface | None] = ContextVar("typeface", default=None)


@contextmanager
def worn(typeface: Typeface | None) -> Iterator[None]:
    """Let pages be measured and drawn in a font meanwhile; None is the program's own."""
    before = _WORN.set(typeface)
    try:
        yield
    finally:
        _WORN.reset(before)


def family() -> str:
    """Return the name of the font in force."""
    typeface = _WORN.get()
    return FAMILY if typeface is None else typeface.family


def lacking() -> frozenset[str]:
    """Return the characters that the font in force borrows from the program's own."""
    typeface = _WORN.get()
    return frozenset() if typeface is None else typeface.lacking


def file(*, bold: bool, piece: str = "") -> Path:
    """Return the file of a weight of the program's own font: TTF whole, WOFF2 a piece of it."""
    weight = "Bold" if bold else "Regular"
    return _FOLDER / (f"EngageSans-{weight}-{piece}.woff2" if piece else f"EngageSans-{weight}.ttf")


def widths(*, bold: bool) -> Mapping[str, int]:
    """Return the advance width of each character that the font has, in thousandths of an em."""
    typeface = _WORN.get()
    if typeface is None:
        return own_widths(bold=bold)
    return (typeface.bold if bold else typeface.regular).widths


@cache
def own_widths(*, bold: bool) -> dict[str, int]:
    """Return the widths of the program's own font."""
    table = json.loads((_FOLDER / "widths.json").read_text(encoding="ascii"))
    return {chr(int(code)): pair[bold] for code, pair in table.items()}


def embedded(*, bold: bool, characters: Iterable[str]) -> bytes:
    """Return the font in force as a TTF file that has at least these characters.

    Raises:
        Refused: it cannot be built.
    """
    typeface = _WORN.get()
    if typeface is None:
        return file(bold=bold).read_bytes()
    return _built(typeface, bold, "".join(sorted({*characters})), woff2=False)


def web(*, bold: bool, characters: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the font in force as WOFF2 files with, at least, these characters.

    With each of them stands the `unicode-range` that it is for, empty if that is all of them.

    Raises:
        Refused: a file cannot be built.
    """
    typeface = _WORN.get()
    if typeface is None:
        for piece in pieces.needed(characters):
            yield pieces.css(piece), file(bold=bold, piece=piece).read_bytes()
    else:
        yield "", _built(typeface, bold, "".join(sorted({*characters})), woff2=True)


def _built(typeface: Typeface, bold: bool, characters: str, *, woff2: bool) -> bytes:
    face = typeface.bold if bold else typeface.regular
    wanted = "".join(c for c in sorted({*characters} | forms(characters)) if c in face.widths)
    return _rebuilt(face.data, typeface.family, bold, wanted, woff2)


@lru_cache(maxsize=8)
def _rebuilt(data: bytes, family: str, bold: bool, characters: str, woff2: bool) -> bytes:
    from engagemodel.page.dress import apart
    from engagemodel.page.fonts import foreign

    found = apart.run(foreign.rebuilt, data, family, bold, characters, woff2)
    return bytes(found)
