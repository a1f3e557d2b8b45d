"""Problems in, what the author is told out: place, reason, fix, and on a terminal the line itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engagemodel.errors import Problem
from engagemodel.printable import printable
from engagemodel.reports.screen import Screen, cells, inert
from engagemodel.reports.wording import counted, place

MOST = 100
WIDEST_SOURCE = 160


def diagnostics(problems: Sequence[Problem], screen: Screen, *, source: bool = False) -> str:
    """Return ``path:line:column: error: message`` for each problem, at most `MOST` of them.

    `source` adds the line of the file with a caret below the column (for a terminal).
    """
    lines = [line for problem in problems[:MOST] for line in _lines(problem, screen.colour, source)]
    if len(problems) > MOST:
        lines.append(f"and {counted(len(problems) - MOST, 'more error')}")
    return "".join(f"{inert(line)}\n" for line in lines)


def notes(hints: Sequence[Problem]) -> tuple[str, ...]:
    """Return ``path:line:column: note: message, hint`` for what is worth a look, at most `MOST`."""
    lines = [_note(hint) for hint in hints[:MOST]]
    if len(hints) > MOST:
        lines.append(f"and {counted(len(hints) - MOST, 'more note')}")
    return tuple(lines)


def _note(hint: Problem) -> str:
    where = f"{place(hint.at)}: " if hint.at else ""
    meant = f", {hint.hint}" if hint.hint else ""
    return printable(f"{where}note: {hint.message}{meant}")


def _lines(problem: Problem, colour: bool, source: bool) -> Iterator[str]:
    error = "\x1b[1;31merror:\x1b[0m" if colour else "error:"
    where = f"{printable(place(problem.at))}: " if problem.at else ""
    hint = f" ({printable(problem.hint)})" if problem.hint else ""
    yield f"{where}{error} {printable(problem.message)}{hint}"
    if source and problem.source is not None and problem.at:
        yield from _caret(problem.source, problem.at.column)
    for other in problem.related:
        yield f"  see also {printable(place(other))}"
    for step in problem.trail:
        yield f"  included from {printable(place(step))}"


def _caret(source: str, column: int) -> Iterator[str]:
    """Return the line, shortened to what stands around the column, and a caret below it."""
    start = max(0, column - 1 - WIDEST_SOURCE // 2)
    shown = printable(source[start : start + WIDEST_SOURCE])
    before = printable(source[start : column - 1])
    yield f"    {shown}"
    yield f"    {' ' * cells(before)}^"
