"""Work and what to do it with in, the results of a dask cluster's workers out, in order.

The cluster is one that the user runs and trusts: what its workers send is read as what processes of
one's own send. It need not share files: all that is needed travels with each piece of work. The
scheduler gives what a lost worker had in hand to another one.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from engagemodel import __version__, progress
from engagemodel.errors import ArgumentError, Problem
from engagemodel.fleet import Lost, chunked
from engagemodel.fleet.parcel import done, packed, told, unpacked
from engagemodel.printable import printable

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")
CONNECT = 10.0  # seconds in which a scheduler answers
WORKERS = 60.0  # in which a worker comes where there is none; one may have to be started first
LOOK = 1.0  # between two looks at whether there are any
AHEAD = 256  # pieces of work that may be done while an earlier one is not
_TOOL = "engagemodel"
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:\[[0-9a-fA-F:.%]+\]|[\w.-]+):\d{1,5}/?")


def run(work: Callable[[T], R], items: Iterable[T], address: str, size: int) -> Generator[R | Lost]:
    """Yield what the work makes of each item, in their order, done by the workers of a cluster.

    Each is handed `size` items at a time. An item that several workers were lost over, and over it
    alone once more, is `Lost`. What is not read to its end is no longer worked on.

    Raises:
        ArgumentError: dask.distributed is not installed, no scheduler answers at the address, no
            worker has come for a while, or they have another version of this program.
        Exception: the work raised it.
    """
    with _connected(address) as client:
        _agree(client, address)
        flying: deque[tuple[Future[bytes], tuple[T, ...]]] = deque()
        try:
            for chunk in chunked(items, size):
                flying.append((_sent(client, work, chunk), chunk))
                while flying and (len(flying) > AHEAD or flying[0][0].done()):
                    yield from _fetched(client, work, *flying[0])
                    flying.popleft()
            while flying:
                yield from _fetched(client, work, *flying[0])
                flying.popleft()
        finally:
            if flying:
                with suppress(Exception):
                    client.cancel([future for future, _ in flying], force=True)


def serve(stated: str, data: bytes) -> bytes:
    """Return what a worker makes of a piece of work that this version of the program sent."""
    if stated != __version__:
        raise ArgumentError(_other({"a worker": __version__}))
    work, items = unpacked(data)
    return done(work, items)


def _sent(client: Client, work: Callable[[T], Any], chunk: tuple[T, ...]) -> Future[bytes]:
    sent: Future[bytes] = client.submit(serve, __version__, packed((work, chunk)), pure=False)
    return sent


def _fetched(
    client: Client, work: Callable[[T], R], future: Future[bytes], chunk: tuple[T, ...]
) -> Iterator[R | Lost]:
    """Yield the results of a piece of work; what workers are lost over is tried again, item by item."""
    from distributed import KilledWorker

    try:
        data = _result(client, future)
    except KilledWorker:
        for item in chunk:
            try:
                again = _result(client, _sent(client, work, (item,)))
            except KilledWorker:
                yield Lost("each worker of the cluster that had it ended")
            else:
                yield from told(again)
        return
    yield from told(data)


def _result(client: Client, future: Future[bytes]) -> bytes:
    from distributed import KilledWorker

    try:
        data: bytes = _awaited(client, future)
    except (KilledWorker, ArgumentError):
        raise
    except Exception as error:
        if future.status == "error":  # it is the work of a worker that failed
            message = f"a worker of the cluster could not do its work: {_reason(error)}"
            raise ArgumentError(Problem(message, hint=_SAME)) from error
        message = "the connection to the cluster was lost"
        hint = "what its scheduler and workers have logged tells more"
        raise ArgumentError(Problem(message, hint=hint)) from None
    return data


def _awaited(client: Client, future: Future[Any]) -> Any:
    """Return the result of a piece of work, waiting for it as long as there are workers.

    Raises:
        ArgumentError: there has been none for a while.
        OSError: the scheduler does not answer.
        Exception: the work raised it.
    """
    seen, patience = monotonic(), LOOK
    while True:
        try:
            result = future.result(timeout=patience)
        except TimeoutError:
            if future.status == "error":  # it is the work that says so
                raise
        else:
            return result
        if client.nthreads():
            seen = monotonic()
            patience *= 2 if future.done() else 1  # it is long, or the way here is
        elif monotonic() - seen < WORKERS:
            progress.wait("a worker of the cluster")
        else:
            message = f"no worker of the cluster has come in {WORKERS:g} seconds"
            raise ArgumentError(Problem(message, hint=f"start some: dask worker {_of(client)}"))


def _of(client: Client) -> str:
    """Return the address of the scheduler."""
    return printable(str(client.scheduler.address))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Hold a connection to the scheduler at an address.

    Raises:
        ArgumentError: there is none, or no way to speak with it.
    """
    if not _ADDRESS.fullmatch(address):
        hint = "write it as tcp://host:8786"
        raise ArgumentError(Problem(f"'{address}' is no address of a scheduler", hint=hint))
    try:
        import distributed
    except ImportError:
        hint = "pip install 'engagemodel[cluster]'"
        raise ArgumentError(Problem("--cluster needs dask.distributed", hint=hint)) from None
    with _quiet():
        try:
            client = distributed.Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            message = f"no scheduler of dask answers at '{address}': {_reason(error)}"
            hint = "'dask scheduler' says when it starts where it listens"
            raise ArgumentError(Problem(message, hint=hint)) from None
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=CONNECT)


def _agree(client: Client, address: str) -> None:
    """Make sure that there are workers, and that they run the same version of this program.

    Raises:
        ArgumentError: there are none, or they do not.
    """
    try:
        # A cluster that grows with its work has none before there is some.
        first = client.submit(version, _TOOL, pure=False)
        with suppress(PackageNotFoundError):
            _awaited(client, first)
        versions = client.run(version, _TOOL, on_error="return")
    except (OSError, TimeoutError):
        message = f"the workers of the cluster at '{address}' do not answer"
        hint = "what its scheduler and workers have logged tells more"
        raise ArgumentError(Problem(message, hint=hint)) from None
    others = {
        worker: None if isinstance(found, PackageNotFoundError) else str(found)
        for worker, found in versions.items()
        if found != __version__ and not isinstance(found, OSError)
    }
    if others:
        raise ArgumentError(_other(others))


def _other(versions: dict[str, str | None]) -> Problem:
    """Return that workers have other versions of this program, or none."""
    worker, found = min(versions.items())
    what = f"{_TOOL} {found}" if found else f"no {_TOOL}"
    more = f" (and {len(versions) - 1:,} more)" if len(versions) > 1 else ""
    return Problem(f"{worker}{more} has {what}, here it is {__version__}", hint=_SAME)


_SAME = (
    f"install {_TOOL} {__version__} where the workers run, as the same input makes the same output"
)


def _reason(error: BaseException) -> str:
    """Return the first line of what an exception says."""
    lines: Sequence[str] = str(error).splitlines() or [type(error).__name__]
    return printable(lines[0])[:200]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what dask has to say of itself away from what people read here."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
