"""The verbs, one a file, listed here; each returns an `Outcome` and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engagemodel.commands.outcome import Outcome

# What each does, in a line.
VERBS: Mapping[str, str] = {
    "init": "Write a model to begin with.",
    "check": "Find what breaks a customer's experience.",
    "diff": "Tell what changes from one model to another.",
    "render": "Draw one page: a model, or what lies between two.",
    "brief": "Write three pages for a meeting: today, tomorrow, and what lies between.",
    "journey": "Follow a journey step by step.",
    "impact": "Tell what a failure takes along.",
    "explain": "List the rules, or tell all about one.",
    "schema": "Print the JSON Schema (2020-12) of the model language.",
    "fmt": "Bring model files into canonical order and style.",
    "watch": "Check and draw again after each save, with a live page in the browser.",
    "lsp": "Answer an editor that speaks the Language Server Protocol.",
}


def command(verb: str) -> Callable[..., Outcome]:
    """Return the function of a verb: that of its name, in the file of its name.

    It is loaded here, so that a run waits for the command that it runs, and for no other.
    """
    module: Any = import_module(f"{__name__}.{verb}")
    found: Callable[..., Outcome] = getattr(module, verb)
    return found
