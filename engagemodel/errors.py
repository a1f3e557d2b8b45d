"""What cannot be read: a place, a reason and a fix. A defect of the engagement is a Finding instead."""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.model import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of the author: where, what is wrong, and what would mend it.

    `at` is None where the mistake has no place in a file (an argument); `path` is the file as it
    was given where it is the file itself that cannot be opened. `source` is the text of the line,
    for the caret on a terminal. `trail` has the include lines that led there, innermost first.
    `related` names further places that belong to the mistake (the first of two equal ids).
    """

    message: str
    at: Place | None = None
    hint: str | None = None
    source: str | None = None
    trail: tuple[Place, ...] = ()
    related: tuple[Place, ...] = ()
    path: str | None = None


class EngagemodelError(Exception):
    """Something that the author or caller can mend; carries every problem met, in order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class ModelError(EngagemodelError):
    """A model that cannot be read."""


class SettingsError(EngagemodelError):
    """Settings that cannot be read."""


class ArgumentError(EngagemodelError):
    """An argument of the command line that makes no sense."""
