"""What a command hands back; only the command line prints it, writes it and exits with it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from engagemodel.errors import Problem
from engagemodel.reports.screen import Screen

DONE = 0
FOUND = 1
WRONG = 2
BROKEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The exit code, and what is to be shown and written.

    `text` goes to standard output; it is made for the screen at hand, unless it is plain text
    already. `exact` text is UTF-8 whatever the terminal speaks. `files` are written whole or not at
    all, and never over one of the `inputs`; `created` are new files (and folders), which never
    replace anything. `notes` and `problems` go to standard error. What is `running` speaks for itself
    on standard output until it ends, and returns the exit code. Outcomes that are `following` come
    one after the other, each shown and written as a run of its own is.
    """

    code: int = DONE
    text: str | Callable[[Screen], str] = ""
    exact: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    created: Mapping[str, bytes] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    running: Callable[[BinaryIO], int] | None = None
    following: Generator[Outcome, None, None] | None = None
