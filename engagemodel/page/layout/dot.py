"""Cards and lines in, the order and heights that an installed Graphviz gives them out: geometry only."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from math import isfinite

from engagemodel.environment import inherited
from engagemodel.errors import ArgumentError, Problem
from engagemodel.page.layout.crossings import count
from engagemodel.page.layout.lanes import Lanes, build
from engagemodel.page.layout.shapes import Card, Line, Ordering

_INCH = 72.0  # points
_THIN = 1.0  # points that a passing line is high
_RANKS = 1.0  # inches between columns; nothing is taken from it
_INSTALL = "install Graphviz (graphviz.org/download), or leave out --engine dot"
_RAISE = "raise it by --limit {name}={more}, or leave out --engine dot"


def order_by_dot(
    cards: Iterable[Card],
    lines: Iterable[Line],
    columns: int,
    gap: float,
    *,
    seconds: int,
    memory: int,
) -> tuple[Ordering, Mapping[str, float]]:
    """Return the order of all slots by Graphviz, and the tops of the cards in its picture.

    The columns are its ranks. A line that skips one passes through a node of no width there; lines
    within a column and the direction of lines are not told, as they order nothing. Graphviz gets
    numbers for ids and nothing of the model's text. It may take `seconds` of time and `memory` MiB.
    The least top is 0, cards are `gap` apart or more.

    Raises:
        ArgumentError: there is no Graphviz, or it fails or takes more than it may.
        ValueError: as `order` does.
    """
    cards = list(cards)
    lanes = build(cards, lines, columns)
    high = {card.id: card.height for card in cards}
    heights = [_THIN if slot.passing else high[slot.id] for slot in lanes.slots]
    drawn = _run(_source(lanes, heights, gap), seconds, memory)
    middle = _middles(drawn, len(lanes.slots))
    slots = [
        sorted(
            (v for v in range(len(lanes.slots)) if lanes.column[v] == at), key=lambda v: middle[v]
        )
        for at in range(columns)
    ]
    position = [0] * len(lanes.slots)
    for column in slots:
        for place, v in enumerate(column):
            position[v] = place
    ordered = tuple(tuple(lanes.slots[v] for v in column) for column in slots)
    tops = {
        slot.id: middle[v] - heights[v] / 2
        for v, slot in enumerate(lanes.slots)
        if not slot.passing
    }
    first = min(tops.values(), default=0.0)
    return (
        Ordering(ordered, count(lanes, slots, position), {}),
        {id: top - first for id, top in sorted(tops.items())},
    )


def _source(lanes: Lanes, heights: Sequence[float], gap: float) -> str:
    """Return what Graphviz is to draw: nodes n1, n2, … in ranks from left to right."""
    from graphviz import Digraph

    made = Digraph(
        graph_attr={"rankdir": "LR", "nodesep": _inches(gap), "ranksep": f"{_RANKS}"},
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "width": "1"},
        edge_attr={"dir": "none"},
    )
    for at in range(lanes.count):
        with made.subgraph() as rank:
            rank.attr(rank="same")
            rank.node(f"c{at}", width="0.01", height="0.01", style="invis")
            for v, height in enumerate(heights):
                if lanes.column[v] == at:
                    rank.node(_node(v), height=_inches(height))
    for one, other in itertools.pairwise(range(lanes.count)):
        made.edge(f"c{one}", f"c{other}", style="invis", weight="0")
    for line, path in enumerate(lanes.paths):
        if not lanes.within(line):
            for one, other in itertools.pairwise(path):
                made.edge(_node(one), _node(other))
    return str(made.source)


def _node(v: int) -> str:
    return f"n{v + 1}"


def _inches(points: float) -> str:
    return f"{points / _INCH:.4f}"


def _middles(drawn: str, count: int) -> list[float]:
    """Return the middle of each node in points downwards, read from Graphviz's plain output."""
    found: dict[str, float] = {}
    for line in drawn.splitlines():
        words = line.split()
        if len(words) > 5 and words[0] == "node":
            with suppress(ValueError):
                found[words[1]] = -float(words[3]) * _INCH
    middles = [found.get(_node(v), float("nan")) for v in range(count)]
    if not all(map(isfinite, middles)):
        raise ArgumentError(Problem("Graphviz gave no place to every card", hint=_INSTALL))
    return middles


def _run(source: str, seconds: int, memory: int) -> str:
    """Return what dot prints, run in a process group of its own that ends with this call."""
    from graphviz.backend import DOT_BINARY

    command = [str(DOT_BINARY), "-Tplain"]
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed command, nothing of the model is in it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=inherited({"LC_ALL": "C"}),
            start_new_session=True,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"--engine dot needs the program 'dot' of Graphviz: {reason}"
        raise ArgumentError(Problem(message, hint=_INSTALL)) from None
    try:
        _limit(process.pid, seconds, memory)
        drawn, _ = process.communicate(source.encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        hint = _RAISE.format(name="dot-seconds", more=2 * seconds + 10)
        message = f"Graphviz found no layout within {seconds} seconds"
        raise ArgumentError(Problem(message, hint=hint)) from None
    finally:
        _end(process)
    if process.returncode:
        hint = _RAISE.format(name="dot-memory", more=2 * memory + 512)
        message = f"Graphviz failed (exit {process.returncode}), perhaps for want of memory"
        raise ArgumentError(Problem(message, hint=hint))
    return drawn.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no process behind: kill the whole group, and collect the one that we started."""
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    process.wait()


def _limit(pid: int, seconds: int, memory: int) -> None:
    """Limit a process that waits for its input, where the system lets another one be limited."""
    if sys.platform != "linux":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, memory * 2**20),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            _, hard = resource.prlimit(pid, kind)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, kind, (least, hard))
