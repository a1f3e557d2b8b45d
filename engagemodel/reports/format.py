"""What a format of a report is, and what it is given to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from engagemodel.errors import Problem
    from engagemodel.reports.screen import Screen
    from engagemodel.results import Check, CutSets, Difference, Failure, Journeys, Ranking


@dataclass(frozen=True, slots=True)
class Judged:
    """A check and the bar it was held to.

    `fail_on` is the severity from which on findings fail the run, or ``never``; `failing` are how
    many open findings do. `lenient` says that the bar is low because the model is one of today.
    `rules` are the names of the rules that ran.
    """

    check: Check
    fail_on: str
    failing: int
    lenient: bool = False
    rules: tuple[str, ...] = ()


class Limit(NamedTuple):
    """A number of findings, and what becomes of a report that has more."""

    findings: int
    beyond: str


class Format(Protocol):
    """A module of this package that writes what `check` and `diff` found in one format.

    `ABOUT` says in a few words what it is good for, `SUFFIXES` are the endings of files in it.
    `EXACT` formats are UTF-8 whatever the terminal speaks, and are told of problems in the document
    itself, because machines read them. `LIMITS` are those of whoever reads it, the smallest first:
    nothing is left out for them.
    """

    ABOUT: str
    SUFFIXES: tuple[str, ...]
    EXACT: bool
    LIMITS: tuple[Limit, ...]

    def check(
        self,
        judged: Sequence[Judged],
        problems: Sequence[Problem],
        screen: Screen,
        unread: int = 0,
    ) -> str:
        """Return the report of a check; `unread` models could not be checked for the `problems`."""

    def difference(self, difference: Difference, screen: Screen, bar: str = "never") -> str:
        """Return the report of a difference, held to a bar: a severity, ``worse`` or ``never``."""

    def errors(self, problems: Sequence[Problem]) -> str:
        """Return what stands in for a report where there is none, empty for people's formats."""


class Story(Format, Protocol):
    """A format that also tells journeys and failures, in which no finding is accused."""

    def journeys(self, told: Journeys, screen: Screen) -> str:
        """Return the report of journeys, step by step."""

    def failure(self, failure: Failure, screen: Screen) -> str:
        """Return the report of what some elements take along when they fail together."""

    def ranking(self, ranking: Ranking, screen: Screen) -> str:
        """Return the report of what the failure of each element alone takes along."""

    def cuts(self, found: CutSets, screen: Screen) -> str:
        """Return the report of what has to fail together, and of availability."""
