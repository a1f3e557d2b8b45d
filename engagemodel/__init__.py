"""Customer engagement models as text: what breaks an experience, what changes, on one page.

In a notebook, ``engagemodel.load("m.yaml")`` shows the page of a model with what `check` finds in it,
``engagemodel.check(model)`` the same, and ``engagemodel.diff(before, after)`` the page of what lies
between two: a picture, in which nothing is active.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagemodel.api import check, diff, draw, load, render

__version__ = "0.1.0"
__all__ = ["check", "diff", "draw", "load", "render"]


def __getattr__(name: str) -> object:
    """Return a step of the pipeline; it is imported when it is first asked for.

    ``engagemodel.load("m.yaml")`` works in a notebook, and ``engagemodel --version`` loads nothing.
    """
    if name not in __all__:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from engagemodel import api

    return getattr(api, name)
