"""Paths with the marks that they had in, whether one of them has another mark by now out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from time import monotonic
from typing import NamedTuple

from engagemodel.language.touched import ABSENT, mark, marked

# The coarsest clock of a file system in use (FAT) ticks every two seconds: two saves in one tick that
# leave the size alone look the same from outside, so that what has just changed is read again.
DOUBT = 2.0  # seconds
_NOTHING = (0,) * 6
GONE = (ABSENT, marked(b""))
"""The marks of what is not there, or empty: somebody may be writing it."""


class _Outside(NamedTuple):
    """How a path looks from outside, and since when."""

    signature: tuple[int, ...]
    since: float


class Watched:
    """Paths and the marks that a look at them found; asked again and again whether that still holds.

    Polling is what works everywhere, on network shares and in containers too: a path costs one
    question to the system, and its bytes are read only where the answer is another than before.
    """

    def __init__(self, marks: Mapping[str, str], *, clock: Callable[[], float] = monotonic) -> None:
        self._marks = dict(marks)
        self._now = dict(marks)
        self._clock = clock
        self._outside: dict[str, _Outside] = {}

    def changed(self) -> bool:
        """Return whether a path is another than it was when it was looked at."""
        for path in self._marks:
            self._look(path)
        return self._now != self._marks

    def state(self) -> Mapping[str, str]:
        """Return the marks of all paths as they were when `changed` was asked last."""
        return dict(self._now)

    def missing(self) -> bool:
        """Return whether a path is gone or empty that was neither: somebody may be writing it."""
        return any(now in GONE and self._marks[path] != now for path, now in self._now.items())

    def _look(self, path: str) -> None:
        now, signature = self._clock(), _signature(path)
        before = self._outside.get(path)
        if before is None or before.signature != signature:
            before = self._outside[path] = _Outside(signature, now)
        elif now - before.since > DOUBT:
            return
        self._now[path] = mark(path)


def _signature(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return _NOTHING
    return (
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_size,
        found.st_ino,
        found.st_dev,
        found.st_mode,
    )
