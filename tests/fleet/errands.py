"""Work that processes can be given in tests: what it makes of an item, and what it dies of."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def doubled(item: int) -> int:
    """Return twice the item, later ones sooner."""
    time.sleep(0.002 if item % 7 == 0 else 0)
    return 2 * item


def large(item: int) -> bytes:
    """Return more than a pipe holds."""
    return bytes([item % 256]) * 300_000


def deadly(doomed: int, item: int) -> int:
    """Return the item, unless it is the one that kills whoever works on it."""
    if item == doomed:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def deadly_once(folder: str, item: int) -> int:
    """Return the item; every fifth kills the first that works on it."""
    mark = Path(folder) / str(item)
    if item % 5 == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def raising(item: int) -> int:
    """Return the item, unless it is 5."""
    if item == 5:
        raise ValueError("five is right out")
    return item


class Unportable(Exception):
    """An exception that cannot be made again elsewhere."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def unportable(item: int) -> int:
    """Raise what cannot be handed over."""
    raise Unportable("not to be", "handed over")


def whose(item: int) -> int:
    """Return which process does the work."""
    time.sleep(0.01)
    return os.getpid()
