"""Work and what to do it with in, the results of several processes of this machine out, in order.

The standard library's ProcessPoolExecutor gives all of its work up where one process is killed, and
may wait for ever for one that was killed while it wrote; joblib, which stands on the same ground,
does no better and is one more package. Here each process has a pipe of its own, so that its end is
seen at once, costs what it had in hand a second try, and nothing else.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from engagemodel import ending
from engagemodel.fleet import Lost, chunked
from engagemodel.fleet.parcel import done, packed, told, unpacked

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 256  # pieces of work that may be done while an earlier one is not


class Piece(Generic[T]):
    """Some items, worked on together; `tried` says that a process ended over them before."""

    def __init__(self, items: tuple[T, ...], tried: bool = False) -> None:
        self.items = items
        self.tried = tried
        self.parts: list[Piece[T]] = []
        self.result: bytes | Lost | None = None

    @property
    def done(self) -> bool:
        return all(part.done for part in self.parts) if self.parts else self.result is not None

    def results(self) -> Iterator[Any]:
        """Yield the result of each item.

        Raises:
            Exception: the work raised it.
        """
        for part in self.parts:
            yield from part.results()
        if isinstance(self.result, Lost):
            yield self.result
        elif self.result is not None:
            yield from told(self.result)


class Worker(Generic[T]):
    """A process, its pipe, and what it has in hand."""

    def __init__(self) -> None:
        how = method()
        context: Any = get_context(how)  # of one of two kinds, which share no declaration
        pipe, theirs = context.Pipe()
        self.pipe: Connection = pipe
        # A copy of this process has both ends, and would wait for ever on what it could say itself.
        ends = (theirs, pipe if how == "fork" else None)
        self.process: BaseProcess = context.Process(target=_serve, args=ends, daemon=True)
        self.piece: Piece[T] | None = None
        try:
            with _undisturbed():
                self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()

    def end(self, *, now: bool) -> str:
        """End the process, `now` or when it has read that there is no more; return how it ended."""
        self.pipe.close()
        if not now:
            self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        return _ended(code)


class Crew(Generic[T]):
    """Some processes that share pieces of work; to be used as a context, which ends them."""

    def __init__(self, work: Callable[[T], Any], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._workers: list[Worker[T]] = []
        self._waiting: deque[Piece[T]] = deque()
        self._suspects: deque[Piece[T]] = deque()

    def __enter__(self) -> Crew[T]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        # A copy of this process holds the pipes of those before it, which therefore end after it.
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.end(now=kind is not None)

    def add(self, piece: Piece[T]) -> None:
        """Take on a piece of work."""
        self._waiting.append(piece)
        self._hand_out()

    def step(self) -> None:
        """Wait until some process has something to tell, and give out what is next."""
        busy = [worker for worker in self._workers if worker.piece is not None]
        ready = wait([worker.pipe for worker in busy])
        for worker in busy:
            piece = worker.piece
            if worker.pipe not in ready or piece is None:
                continue
            try:
                piece.result = worker.pipe.recv_bytes()
                worker.piece = None
            except (EOFError, OSError):
                self._workers.remove(worker)
                self._again(piece, worker.end(now=True))
        self._hand_out()

    def _again(self, piece: Piece[T], how: str) -> None:
        """Put what a process died over aside, each item apart, or give it up the second time.

        It is tried when no other process runs, as it may be memory that was too short for all.
        """
        if piece.tried:
            piece.result = Lost(how)
            return
        piece.parts = [Piece((item,), tried=True) for item in piece.items]
        self._suspects.extend(piece.parts)

    def _hand_out(self) -> None:
        while self._waiting or self._suspects:
            busy = sum(worker.piece is not None for worker in self._workers)
            queue = self._suspects or self._waiting
            if busy >= (1 if self._suspects else self._jobs):
                return
            worker = self._idle()
            if worker is None:
                if busy:
                    return
                self._alone(queue.popleft())
                continue
            worker.piece = queue.popleft()
            # It is in its hands even where it has gone: reading from it will tell.
            with suppress(OSError):
                worker.pipe.send_bytes(packed((self._work, worker.piece.items)))

    def _idle(self) -> Worker[T] | None:
        """Return a process that has nothing to do, a new one if need be; None if there can be none."""
        for worker in self._workers:
            if worker.piece is None:
                return worker
        try:
            worker = Worker()
        except OSError:  # too many processes, or too little memory for one more
            self._jobs = max(1, len(self._workers))
            return None
        self._workers.append(worker)
        return worker

    def _alone(self, piece: Piece[T]) -> None:
        """Do the work here, as there is nobody else; but not what a process has died of."""
        no = "and no other could be started"
        piece.result = Lost(no) if piece.tried else done(self._work, piece.items)


def run(work: Callable[[T], R], items: Iterable[T], jobs: int, size: int) -> Iterator[R | Lost]:
    """Yield what the work makes of each item, in their order, done by `jobs` processes.

    They are handed `size` items at a time. An item whose process ends twice is `Lost`. To be closed
    where it is not read to its end.

    Raises:
        Exception: the work raised it; what it made of the items before was told.
    """
    with Crew(work, jobs) as crew:
        pieces: deque[Piece[T]] = deque()
        for chunk in chunked(items, size):
            pieces.append(Piece(chunk))
            crew.add(pieces[-1])
            while len(pieces) > AHEAD and not pieces[0].done:
                crew.step()
            while pieces and pieces[0].done:
                yield from pieces.popleft().results()
        while pieces:
            while not pieces[0].done:
                crew.step()
            yield from pieces.popleft().results()


def method() -> str:
    """Return how processes are started: a copy of this one is at work at once, where that is safe.

    A copy has only one of the threads of a process, and what the others held stays held.
    """
    copied = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if copied else "spawn"


_PATIENCE = 10.0  # seconds in which a process that has nothing to do any more ends


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put signals off while a process starts: it inherits that, until it knows what to do with them."""
    if os.name != "posix":
        yield
        return
    from multiprocessing import resource_tracker

    if method() != "fork":
        resource_tracker.ensure_running()  # which lets signals through when it has begun
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending.ASKING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, other: Connection | None) -> None:
    """Do what the pipe asks for, until its `other` end is closed; the life of a process."""
    if other is not None:
        other.close()
    # Ctrl-C reaches every process of a terminal; the first one decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ending.ASKING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if os.name == "posix":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ending.ASKING)
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            work, items = unpacked(pipe.recv_bytes())
            pipe.send_bytes(done(work, items))


def _follow() -> None:
    """End this process when the one that started it has ended, however it did."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _ended(code: int) -> str:
    """Return how a process ended, in words, of its exit code."""
    if code < 0:
        with suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"ended with {code}"
