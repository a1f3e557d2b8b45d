"""Mistakes in, one ordered list out: each once, with the line of the file and the includes that led there."""

from __future__ import annotations

import re
from dataclasses import replace

from engagemodel.errors import ModelError, Problem
from engagemodel.place import Place
from engagemodel.printable import printable

_LINE_END = re.compile(r"\r\n|\r|\n")


class TooManyProblemsError(Exception):
    """So much is wrong that the rest need not be read."""


class Report:
    """Collects what is wrong in the files of one model, in whatever order it is met.

    `most` is after how many mistakes the reading ends.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.texts: dict[str, str] = {}
        self.trails: dict[str, tuple[Place, ...]] = {}
        self._problems: dict[tuple[Place | None, str], Problem] = {}

    def add(self, at: Place | None, message: str, hint: str | None = None, *related: Place) -> None:
        """Record one mistake; the same words at the same place count once.

        Raises:
            TooManyProblemsError: this is more than the limit.
        """
        key = (at, message)
        if key in self._problems:
            return
        self._problems[key] = Problem(message, at, hint, related=related)
        if len(self._problems) == self._most:
            self._problems[None, ""] = Problem(
                f"more than {self._most:,} mistakes, the rest was not read",
                hint="is this file a model?",
            )
            raise TooManyProblemsError

    def __len__(self) -> int:
        return len(self._problems)

    def stop(self) -> None:
        """End the reading where something was wrong.

        Raises:
            ModelError: with every problem, in the order in which the files were read, then of place.
        """
        if self._problems:
            raise ModelError(*self._sorted())

    def _sorted(self) -> list[Problem]:
        rank = {path: number for number, path in enumerate(self.texts)}
        lines: dict[str, list[str]] = {}

        def order(problem: Problem) -> tuple[int, str, int, int, str]:
            at = problem.at or Place("", 0, 0)
            return (rank.get(at.path, -1), at.path, at.line, at.column, problem.message)

        return [self._complete(each, lines) for each in sorted(self._problems.values(), key=order)]

    def _complete(self, problem: Problem, lines: dict[str, list[str]]) -> Problem:
        if problem.at is None:
            return problem
        at, path = problem.at, problem.at.path
        if path not in lines:
            lines[path] = _LINE_END.split(self.texts.get(path, ""))
        if at.line > len(lines[path]):  # a parser ends a file with a line end of its own
            at = Place(path, len(lines[path]), len(lines[path][-1]) + 1)
        source = lines[path][at.line - 1] or None
        return replace(problem, at=at, source=source, trail=self.trails.get(path, ()))


def quoted(text: str, longest: int = 60) -> str:
    """Return foreign text in quotes, on one line, safe to print and short."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return f"'{printable(text)}'"


def whereabouts(at: Place) -> str:
    """Return a place as ``path:line:column``, safe to print."""
    return f"{printable(at.path)}:{at.line}:{at.column}"
