"""Signals that ask for an end in, an end in order out: nothing half done, the right exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType, TracebackType
from typing import Any

ASKING = tuple(
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if name in signal.Signals.__members__
)
_TWICE = 1.0  # seconds in which a second signal says what the first one said
_Handler = Callable[[int, FrameType | None], Any]
_raised: list[BaseException] = []  # what was raised; who sees it goes on only by mistake


class Terminated(BaseException):
    """The process was asked to end; whatever is half done is undone on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = code(number)


def code(number: int) -> int:
    """Return the exit code of a program that a signal ends, as a shell reports it."""
    return 128 + number


def at_once() -> None:
    """End without another step when asked to: nothing has begun yet, or everything is done."""
    _install(lambda number, _: os._exit(code(number)))


def in_order() -> None:
    """Raise KeyboardInterrupt or `Terminated` when asked to end, so that all is tidied up."""
    last = float("-inf")
    _raised.clear()

    def end(number: int, _: FrameType | None) -> None:
        nonlocal last
        if monotonic() - last > _TWICE:  # else it would disturb the tidying up
            last = monotonic()
            _raised[:] = [_asked(number)]
            raise _raised[0]

    def lost(about: sys.UnraisableHookArgs) -> None:
        if isinstance(about.exc_value, KeyboardInterrupt | Terminated):
            _again(about.exc_value)
        else:
            sys.__unraisablehook__(about)

    _install(end)
    sys.unraisablehook = lost


def heed() -> None:
    """Raise again what asked for an end and did not get through: libraries have bare excepts."""
    if _raised:
        raise _raised[0].with_traceback(None)


def _asked(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated(number)


def _again(end: BaseException) -> None:
    """Raise once more, and soon, what came where Python cannot raise (in a destructor, say)."""
    if sys.platform != "win32":

        def once_more(_: int, __: FrameType | None) -> None:
            raise end.with_traceback(None)

        signal.signal(signal.SIGALRM, once_more)
        signal.setitimer(signal.ITIMER_REAL, 0.01)


def _install(handler: _Handler) -> None:
    """Handle what asks for an end, but for what our parent has us ignore (nohup does)."""
    if threading.current_thread() is threading.main_thread():
        for number in ASKING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, handler)


class Calm:
    """A stretch in which whoever asks for an end waits, until `heed` or the way out.

    Only the main thread is ever disturbed; in others it does nothing.
    """

    def __init__(self) -> None:
        self._handlers: dict[int, Any] = {}
        self._came: list[int] = []
        self._waiting = True

    def __enter__(self) -> Calm:
        if threading.current_thread() is threading.main_thread():
            for number in ASKING:
                handler = signal.getsignal(number)
                if handler not in (signal.SIG_IGN, None):
                    self._handlers[number] = handler
                    signal.signal(number, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Ctrl-C comes back last: what it raises ends this loop.
        for number, handler in reversed(self._handlers.items()):
            signal.signal(number, handler)
        if self._came:
            signal.raise_signal(self._came[0])

    def heed(self) -> None:
        """Let through what came meanwhile: a good moment to end."""
        if self._came:
            self._pass_on(self._came.pop())

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Let through what comes, as soon as it comes: this may take for ever."""
        self.heed()
        self._waiting = False
        try:
            yield
        finally:
            self._waiting = True

    def _note(self, number: int, _: FrameType | None) -> None:
        if self._waiting:
            self._came.append(number)
        else:
            self._waiting = True
            self._pass_on(number)

    def _pass_on(self, number: int) -> None:
        handler = self._handlers[number]
        if callable(handler):
            handler(number, None)
        else:  # nobody handles it, so that it ends the process on the way out
            self._came.append(number)
            raise _asked(number)
