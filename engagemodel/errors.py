"""What cannot be read: a place, a reason and a fix. A defect of the engagement is a Finding instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagemodel.spelling import did_you_mean

if TYPE_CHECKING:
    from engagemodel.model import Entry
    from engagemodel.place import Place


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

    def __reduce__(self) -> tuple[type[EngagemodelError], tuple[Problem, ...]]:
        return type(self), self.problems  # as another process makes it again


class ModelError(EngagemodelError):
    """A model that cannot be read."""


class SettingsError(EngagemodelError):
    """Settings that cannot be read."""


class ArgumentError(EngagemodelError):
    """An argument of the command line that makes no sense."""


def unknown(what: str, id: str, known: Mapping[str, Entry]) -> Problem:
    """Return that there is no such entry, with the id that was probably meant, or some that are."""
    by_name = {entry.name.casefold(): entry.id for entry in known.values()}
    named = by_name.get(id.casefold())
    hint = f"did you mean '{named}'?" if named else did_you_mean(id, known)
    if hint is None and known:
        few = sorted(known)[:_OFFERED]
        more = f" and {len(known) - len(few):,} more" if len(known) > len(few) else ""
        hint = f"possible are {', '.join(few)}{more}"
    return Problem(f"unknown {what} '{id}'", hint=hint or f"the model has no {what}s")


_OFFERED = 8
