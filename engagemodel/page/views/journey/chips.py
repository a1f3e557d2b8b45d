"""A chip and the step that it stands in; where it begins, its lines and how large it is, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, measure, wrap
from engagemodel.page.views.journey.walking import Chip

_SIGNS = {"slow": "slow", "stale": "slow", "unknown": "unknown", "broken": "broken", "lost": "broken", "overwritten": "broken"}  # fmt: skip
GUTTER = 0.12  # of a step's width: what is free between its chips and the next step's
_MOST = 3  # lines
_HIGH, _APART = 1.44, 0.26  # times the text: a chip of one line, and what is between two chips


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chip stands: its left edge, its middle, its size; its words in lines; in points."""

    left: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def whole(self) -> bool:
        """Whether it says all that it has to say."""
        return not self.lines[-1].endswith(ELLIPSIS)


def sign_of(chip: Chip) -> str | None:
    """Return the state whose sign a chip carries: what is wrong, or that it is mended; maybe none."""
    if chip.look == "gone":
        return None
    return "mended" if chip.look == "mended" else _SIGNS.get(chip.tone)


def spots(
    chips: Sequence[Chip], x: float, width: float, middle: float, sheet: Sheet, *, numbered: bool
) -> list[Spot]:
    """Return where chips stand, one below the other, in a step that begins at x and is so wide.

    Where the step's number stands in their row (`numbered`), they begin behind it.
    """
    size = sheet.smallest
    left = x + size * (2.6 if numbered else 0.9)
    room = x + width * (1 - GUTTER) - left
    told = [_lines(chip, room, size) for chip in chips]
    heights = [_height(len(lines), sheet) for lines in told]
    y = middle - stack([len(lines) for lines in told], sheet) / 2
    found = []
    for chip, lines, height in zip(chips, told, heights, strict=True):
        needed = max(measure(line, size, bold=sign_of(chip) is not None) for line in lines)
        wide = min(room, needed + _beside(chip, size))
        found.append(Spot(left, y + height / 2, wide, height, tuple(lines)))
        y += height + size * _APART
    return found


def stack(lines: Sequence[int], sheet: Sheet) -> float:
    """Return the height of chips with so many lines each, one below the other."""
    apart = sheet.smallest * _APART * max(0, len(lines) - 1)
    return sum(_height(count, sheet) for count in lines) + apart


def _height(lines: int, sheet: Sheet) -> float:
    return sheet.smallest * _HIGH + (lines - 1) * sheet.leading


def _lines(chip: Chip, room: float, size: float) -> list[str]:
    width = room - _beside(chip, size)
    return wrap(chip.text, width, size, bold=sign_of(chip) is not None, most=_MOST)


def _beside(chip: Chip, size: float) -> float:
    """Return the width of a chip that is not for its words."""
    return size * (2.5 if sign_of(chip) else 1.2)
