"""Several processes make of many things what one makes of them; what one of them dies of costs the others nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from fleet import errands

from engagemodel.fleet import Lost, chunked, processes
from engagemodel.fleet.processes import Worker, run

posix = pytest.mark.skipif(os.name != "posix", reason="signals kill processes on POSIX only")


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    assert not multiprocessing.active_children()


@pytest.fixture(params=["fork", "spawn"])
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "fork" and processes.method() != "fork":
        pytest.skip("this process cannot be copied safely")
    monkeypatch.setattr(processes, "method", lambda: request.param)
    return str(request.param)


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(jobs: int, size: int) -> None:
    results = list(run(errands.doubled, range(50), jobs, size))
    assert results == [2 * item for item in range(50)]


def test_processes_that_start_anew_do_the_same(started: str) -> None:
    assert list(run(errands.doubled, range(20), 2, 3)) == [2 * item for item in range(20)]


def test_there_are_as_many_processes_as_asked_for() -> None:
    ids = set(run(errands.whose, range(40), 3, 1))
    assert len(ids) == 3
    assert os.getpid() not in ids


def test_no_more_are_started_than_there_is_work() -> None:
    assert len(set(run(errands.whose, range(2), 8, 1))) <= 2
    assert list(run(errands.doubled, (), 8, 1)) == []


def test_results_may_be_larger_than_a_pipe() -> None:
    results = list(run(errands.large, range(12), 2, 2))
    assert results == [errands.large(item) for item in range(12)]


def test_what_is_far_ahead_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "AHEAD", 4)
    items = iter(range(100))
    with closing(run(errands.doubled, items, 2, 1)) as results:
        assert next(results) == 0
        taken = next(items)
        assert taken < 20
        assert list(results) == [2 * item for item in range(1, 100) if item != taken]


@posix
@pytest.mark.parametrize("size", [1, 8])
def test_what_kills_its_process_twice_is_lost_and_nothing_else(size: int, started: str) -> None:
    results = list(run(partial(errands.deadly, 11), range(30), 2, size))
    assert results == [Lost("killed by SIGKILL") if item == 11 else item for item in range(30)]


@posix
def test_a_killed_process_costs_a_second_try(tmp_path: Path) -> None:
    results = list(run(partial(errands.deadly_once, str(tmp_path)), range(30), 3, 4))
    assert results == list(range(30))
    assert len(list(tmp_path.iterdir())) == 6


@posix
@pytest.mark.parametrize("moment", [0, 4, 13, 27])
def test_processes_killed_at_any_moment_cost_no_result(moment: int) -> None:
    """Also one that has written half of its result: these are larger than a pipe."""
    with closing(run(errands.large, range(40), 2, 2)) as results:
        for item, result in enumerate(results):
            assert result == errands.large(item)
            for child in multiprocessing.active_children() if item == moment else ():
                child.kill()
                time.sleep(0.005)


def test_an_exception_is_raised_where_its_result_is_read() -> None:
    with closing(run(errands.raising, range(20), 2, 4)) as results:
        assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
        with pytest.raises(ValueError, match="five is right out") as raised:
            next(results)
    assert "in raising" in "".join(raised.value.__notes__)


def test_an_exception_that_cannot_be_handed_over_is_told() -> None:
    with pytest.raises(RuntimeError, match="Unportable: not to be handed over"):
        list(run(errands.unportable, range(3), 2, 1))


def test_what_is_not_read_to_its_end_is_ended() -> None:
    with closing(run(errands.doubled, range(1000), 2, 1)) as results:
        next(results)
        assert multiprocessing.active_children()


def test_without_another_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(Worker, "__init__", refused)
    assert set(run(errands.whose, range(3), 2, 1)) == {os.getpid()}


def test_pieces_of_one_size() -> None:
    assert list(chunked("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]


@posix
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """Whatever ends it; they are in the midst of work and nobody tells them."""
    program = (
        "import os, sys, time\n"
        "from engagemodel.fleet import processes\n"
        "def work(item):\n"
        "    open(os.path.join(sys.argv[1], str(os.getpid())), 'w').close()\n"
        "    time.sleep(60)\n"
        "list(processes.run(work, range(2), 2, 1))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    try:
        until = time.monotonic() + 30
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        workers = [int(mark.name) for mark in tmp_path.iterdir()]
        assert len(workers) == 2
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(alive, workers))


def alive(process: int) -> bool:
    """Whether a process runs; one whose parent has gone may be left to a slow reaper."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
