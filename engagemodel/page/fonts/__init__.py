"""The font of the page in two weights, as files and as a table of advance widths."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FAMILY = "Engage Sans"
FALLBACKS = ("Source Sans 3", "Source Sans Pro", "Noto Sans", "Segoe UI", "Arial", "sans-serif")
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a font: the file, and advance widths in thousandths of an em by character."""

    data: bytes
    widths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that somebody brings along, in two weights (the same one twice if need be)."""

    family: str
    regular: Face
    bold: Face


def file(*, bold: bool, suffix: str) -> Path:
    """Return the file of a weight; `suffix` is ``ttf`` or ``woff2``."""
    return _FOLDER / f"EngageSans-{'Bold' if bold else 'Regular'}.{suffix}"


@cache
def widths(*, bold: bool) -> dict[str, int]:
    """Return the advance width of each character that the font has, in thousandths of an em."""
    table = json.loads((_FOLDER / "widths.json").read_text(encoding="ascii"))
    return {chr(int(code)): pair[bold] for code, pair in table.items()}
