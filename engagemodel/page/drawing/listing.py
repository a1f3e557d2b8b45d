"""Names in; a wording of them out in which no name is cut and all are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engagemodel.page.direction import closed
from engagemodel.page.typeset import ELLIPSIS
from engagemodel.page.words import say


def longest(
    names: Iterable[str], fits: Callable[[str], bool], weights: Sequence[int] | None = None
) -> str:
    """Return as many names as fit, the first ones, and how many are left out; "" if not one fits.

    A name counts once, or as often as its weight says.
    """
    names = list(names)

    def first(kept: int) -> str:
        rest = len(names) - kept if weights is None else sum(weights[kept:])
        more = say("more", count=rest).replace(" ", "\u00a0")
        return f"{joined(names[:kept])} {more}" if rest else joined(names)

    if fits(first(len(names))):
        return first(len(names))
    low, high = 0, len(names) - 1  # `low` fit, more than `high` do not
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(first(middle)) else (low, middle - 1)
    return first(low) if low else ""


def joined(names: list[str]) -> str:
    """Return the names in a row, parted so that one with a comma stays one."""
    return ("; " if any("," in name for name in names) else ", ").join(map(closed, names))


def cut(lines: list[str], text: str) -> bool:
    """Return whether the lines, of a `text` that was wrapped, do not say all of it."""
    return lines[-1].endswith(ELLIPSIS) and not text.rstrip().endswith(ELLIPSIS)
