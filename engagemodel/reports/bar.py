"""Steps that are done, of how many, in, a line that says so and leaves no trace out."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

PATIENCE, OFTEN = 0.5, 0.1  # seconds before anything is shown, and between two times
LONGEST = 40
SHORTEST = 8


def line(done: int, total: int, width: int) -> str:
    """Return ``412 of 1,000 models [#####.......]`` in less than `width` cells, or what fits of it."""
    count = f"{done:,} of {total:,}"
    text = f"{count} models"
    room = min(LONGEST, width - 1 - len(text) - len(" []"))
    if room >= SHORTEST:
        full = room * done // total
        return f"{text} [{'#' * full}{'.' * (room - full)}]"
    return next((short for short in (text, count) if len(short) < width), "")


class Bar:
    """A line that is drawn again and again where it stands, and wiped away at the end of the context.

    `say` writes to a terminal, `width` returns how many cells it has now.
    """

    def __init__(self, say: Callable[[str], None], width: Callable[[], int]) -> None:
        self._say = say
        self._width = width
        self._drawn = ""
        self._next = monotonic() + PATIENCE

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._draw("")

    def __call__(self, done: int, total: int) -> None:
        if monotonic() >= self._next:
            self._draw(line(done, total, self._width()))
            self._next = monotonic() + OFTEN

    def wait(self, what: str) -> None:
        """Say what is waited for, for as long as that fits."""
        self._draw(f"waiting for {what}"[: max(0, self._width() - 1)])

    def _draw(self, text: str) -> None:
        if self._drawn or text:
            # No terminal is so simple that it could not write spaces over a line.
            over = " " * (len(self._drawn) - len(text))
            self._say(f"\r{text}{over}" + ("" if text else "\r"))
        self._drawn = text
