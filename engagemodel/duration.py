"""A time in seconds in, the units that people count it in out."""

from __future__ import annotations

from typing import Literal

Unit = Literal["day", "hour", "minute", "second"]


def units(seconds: float) -> tuple[tuple[float, Unit], ...]:
    """Return how many of which units a time is, the largest first; none of no time.

    Below two days it is counted in hours, below three hours in minutes if it is not whole hours, so
    that a page, its findings and a report say the same of the same time. Seconds have one digit
    behind the point at most.
    """
    if seconds >= 172_800 and seconds % 86_400 == 0:
        return ((seconds // 86_400, "day"),)
    sizes: list[tuple[int, Unit]] = [(1, "second")]
    if seconds >= 600 or seconds % 60 == 0:
        sizes.insert(0, (60, "minute"))
    if seconds >= 10_800 or seconds % 3_600 == 0:
        sizes.insert(0, (3_600, "hour"))
    found: list[tuple[float, Unit]] = []
    rest = round(seconds, 1)
    for size, unit in sizes:
        number = rest if unit == "second" else rest // size
        rest = round(rest - number * size, 1)
        if number:
            found.append((number, unit))
    return tuple(found)
