"""A character that a font lacks in; how much room it takes in whatever font a reader has for it, out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_UNSEEN = ("Mn", "Me", "Cf")  # combining marks and joiners take no room of their own
_WIDE = 1000  # East Asian full width, and what is as wide beside it
_EMOJI = 1350  # wider than any colour emoji font we know of
_OTHER = 750  # wider than the box that stands for a missing glyph (672)
_BROADER = 1.35  # the widest font that is common (DejaVu Sans) for a letter, of our own font

# Thousandths of an em, regular and bold, by the first word of a character's Unicode name. These are
# what words take for each letter that has a width, in the widest of Noto Sans, DejaVu Sans, Arial.
# A line of a few words takes less.
_SCRIPTS: Mapping[str, tuple[int, int]] = {
    "ARABIC": (640, 720),
    "ARMENIAN": (860, 890),
    "BENGALI": (600, 640),
    "DEVANAGARI": (680, 740),
    "ETHIOPIC": (770, 820),
    "GEORGIAN": (720, 750),
    "GUJARATI": (660, 710),
    "GURMUKHI": (650, 710),
    "HEBREW": (640, 680),
    "KANNADA": (780, 850),
    "KHMER": (640, 680),
    "LAO": (680, 790),
    "MALAYALAM": (910, 1010),
    "MYANMAR": (950, 950),
    "SINHALA": (990, 1040),
    "TAMIL": (920, 1010),
    "TELUGU": (810, 860),
    "THAI": (560, 590),
}


def seen(character: str) -> bool:
    """Return whether a character has a look of its own: marks upon others and joiners have not."""
    return unicodedata.category(character) not in _UNSEEN


@lru_cache(maxsize=4096)
def width(character: str, own: int | None, *, bold: bool) -> int:
    """Return the room in thousandths of an em; `own` is that of its letter without accents, if known.

    A word is hardly ever wider than the sum of its letters.
    """
    if not seen(character):
        return 0
    if ord(character) >= 0x1F000 and unicodedata.category(character) in ("So", "Sk", "Cn"):
        return _EMOJI
    if unicodedata.east_asian_width(character) in "WFA":  # A is wide in East Asian fonts
        return _WIDE
    if own is not None:
        return round(own * _BROADER)
    script = unicodedata.name(character, "").partition(" ")[0]
    return _SCRIPTS.get(script, (_OTHER, _OTHER))[bold]


def letter(character: str) -> str:
    """Return the letter of a character without its accents."""
    return unicodedata.normalize("NFD", character)[0]
