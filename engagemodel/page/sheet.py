"""The sizes of paper, and the type sizes that each is set in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in points: `smallest` is held by every text, `text` is that of cards with room."""

    name: str
    width: float
    height: float
    smallest: float
    text: float
    margin: float

    @property
    def title(self) -> float:
        """The size of the title."""
        return self.smallest * 2.1

    @property
    def heading(self) -> float:
        """The size of headings."""
        return self.smallest * 1.2

    @property
    def leading(self) -> float:
        """The distance of two lines of the smallest text."""
        return self.smallest * 1.24

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


SIZES: Mapping[str, Sheet] = {
    "a4": Sheet("a4", 841.89, 595.28, 7.5, 8.75, 26),
    "a3": Sheet("a3", 1190.55, 841.89, 9.0, 11.0, 34),
    "letter": Sheet("letter", 792, 612, 7.5, 8.75, 26),
    "16:9": Sheet("16:9", 960, 540, 10.0, 11.25, 22),
}


def sheet(size: str, *, portrait: bool = False) -> Sheet:
    """Return a size of `SIZES`, upright if asked.

    Raises:
        ValueError: no such size, or a slide asked for upright.
    """
    if size not in SIZES:
        raise ValueError(f"no size '{size}'; there is {', '.join(SIZES)}")
    flat = SIZES[size]
    if not portrait:
        return flat
    if size == "16:9":
        raise ValueError("a slide of 16:9 is never upright; take a4, a3 or letter")
    return replace(flat, width=flat.height, height=flat.width)
