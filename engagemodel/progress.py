"""Work in steps in, how far it has come out to whoever listens; without a listener nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[int, int], None]
_LISTENING: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let a function hear of all steps within: how many are done, and of how many."""
    _LISTENING.append(listener)
    try:
        yield
    finally:
        _LISTENING.remove(listener)


def tell(done: int, total: int) -> None:
    """Say that so many steps of all are done."""
    for listener in _LISTENING:
        listener(done, total)
