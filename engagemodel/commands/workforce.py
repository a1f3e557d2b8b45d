"""The models of a run in, what became of each out, in their order: checked here, by several processes or elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial

from engagemodel import progress
from engagemodel.commands.examining import Examined, Given, Manner, examine, taken
from engagemodel.commands.loading import piped
from engagemodel.errors import ArgumentError, Problem
from engagemodel.fleet import Lost, here
from engagemodel.settings import Settings

# What a process has to do before it is worth starting, in bytes of models: a copy of this one is
# at work within some milliseconds, another one has everything to import first.
_PAYS = {"fork": 48 << 10, "spawn": 512 << 10}
_UNKNOWN = 8 << 10  # what a model is taken to have where that is not seen at once
_MOST_WINDOWS = 61  # more cannot be waited for
_DIGITS = 9  # nobody means more
_PIECES = 8  # for each process, so that none is left with much when the others are done
_LARGEST = 16


def jobs_of(word: str | int) -> int:
    """Return a number of processes as it is written on the command line.

    Raises:
        ArgumentError: it is none.
    """
    told = str(word)
    if not (told.isascii() and told.isdigit()) or len(told) > _DIGITS or int(told) < 1:
        raise ArgumentError(Problem(f"--jobs needs a whole number of 1 or more, not '{told}'"))
    return int(told)


def counted(jobs: int | None, cluster: str | None) -> None:
    """Refuse numbers of processes that make no sense.

    Raises:
        ArgumentError: there is to be none, or there is a cluster to do the work.
    """
    if jobs is not None and jobs < 1:
        raise ArgumentError(Problem("--jobs needs a whole number of 1 or more"))
    if jobs is not None and cluster is not None:
        hint = "the cluster has as many processes as it has"
        raise ArgumentError(Problem("--jobs and --cluster exclude each other", hint=hint))


def examined(
    paths: Sequence[str], manner: Manner, jobs: int | None, cluster: str | None, *, told: bool
) -> Generator[Examined]:
    """Yield what became of each model; how far it is, is `told`.

    Raises:
        ArgumentError: there is no such cluster, or it cannot do the work.
    """
    given = _given(paths, manner)
    work = partial(examine, manner)
    with closing(_results(work, given, paths, manner, jobs, cluster)) as results:
        for number, (path, result) in enumerate(zip(paths, results, strict=True), 1):
            if told and len(paths) > 1:
                progress.tell(number, len(paths))
            yield _given_up(path, result) if isinstance(result, Lost) else result


def _given(paths: Sequence[str], manner: Manner) -> Iterator[Given]:
    from engagemodel.language import Bases

    bases = None if manner.since is None else Bases(manner.since, manner.limits)
    for path in paths:
        stdin = piped(manner.limits) if path == "-" else None
        yield Given(path, stdin, bases.of(path) if bases else None)


def _results(
    work: partial[Examined],
    given: Iterable[Given],
    paths: Sequence[str],
    manner: Manner,
    jobs: int | None,
    cluster: str | None,
) -> Generator[Examined | Lost]:
    if cluster is not None:
        from engagemodel.fleet import cluster as elsewhere

        shipped = (taken(one, manner) for one in given)
        yield from elsewhere.run(work, shipped, cluster, _LARGEST)
        return
    number = _number(paths, jobs)
    if number == 1:
        yield from here(work, given)
        return
    from engagemodel import api
    from engagemodel.fleet import processes

    api.check(
        api.nothing("")
    )  # whatever is imported by now, copies of this process need not import
    size = max(1, min(_LARGEST, len(paths) // (number * _PIECES)))
    yield from processes.run(work, given, number, size)


def _number(paths: Sequence[str], jobs: int | None) -> int:
    """Return how many processes there are to be: those asked for, or as many as pay."""
    most = min(len(paths), _MOST_WINDOWS) if sys.platform == "win32" else len(paths)
    if jobs is not None:
        return max(1, min(jobs, most))
    most = min(most, _processors())
    if most < 2:
        return 1
    from engagemodel.fleet.processes import method

    return max(1, min(most, sum(map(_size, paths)) // _PAYS[method()]))


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return _UNKNOWN


def _given_up(path: str, lost: Lost) -> Examined:
    """Return what is to be told of a model that nothing came back of."""
    message = f"the process that checked '{path}' was lost twice: {lost.how}"
    hint = "there may be too little memory for it; 'engagemodel check' of it alone tells more"
    return Examined(path, Settings(), problems=(Problem(message, hint=hint, path=path),))
