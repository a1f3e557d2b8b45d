"""The verbs, one a file, listed here; each returns an `Outcome` and prints nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engagemodel.commands.outcome import Outcome

VERBS = (
    "init",
    "check",
    "diff",
    "render",
    "brief",
    "journey",
    "impact",
    "explain",
    "schema",
    "fmt",
    "watch",
    "lsp",
)


def command(verb: str) -> Callable[..., Outcome]:
    """Return the function of a verb: that of its name, in the file of its name.

    It is loaded here, so that a run waits for the command that it runs, and for no other.
    """
    module: Any = import_module(f"{__name__}.{verb}")
    found: Callable[..., Outcome] = getattr(module, verb)
    return found
