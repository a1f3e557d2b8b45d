"""Work in steps in, how far it has come out to whoever listens; without a listener nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Listener(Protocol):
    """Whoever hears how far the work has come, as a context that lasts as long as the work does."""

    def __call__(self, done: int, total: int) -> None:
        """Hear that so many steps of all are done."""

    def wait(self, what: str) -> None:
        """Hear what the work waits for."""

    def __enter__(self) -> object:
        """Begin to listen."""

    def __exit__(self, *_: object) -> None:
        """Forget what was heard."""


_LISTENING: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let somebody hear of all steps that are told within."""
    with listener:
        _LISTENING.append(listener)
        try:
            yield
        finally:
            _LISTENING.remove(listener)


def tell(done: int, total: int) -> None:
    """Say that so many steps of all are done."""
    for listener in _LISTENING:
        listener(done, total)


def wait(what: str) -> None:
    """Say what the work waits for."""
    for listener in _LISTENING:
        listener.wait(what)
