"""Values that show themselves in a notebook; how they look is said by whoever can draw them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol


class Printer(Protocol):
    """What IPython hands to a value that writes itself down."""

    def text(self, text: str) -> None:
        """Write a piece of text."""


class Displayed:
    """A value that a notebook shows as its page, and a terminal in one line.

    The page is one picture in two forms, of which a frontend shows one: ``_repr_html_``, which
    Jupyter, VS Code and nbconvert prefer, and ``_repr_svg_`` for those and for tools that ask for
    the drawing itself. Until somebody said how to draw, nothing is shown but the line.
    """

    def __init_subclass__(cls) -> None:
        # IPython takes the __repr__ that a dataclass has before what it inherits.
        cls._repr_pretty_ = Displayed._repr_pretty_  # type: ignore[method-assign]

    def _repr_html_(self) -> str | None:
        return _DRAWING[-1](self, "html") if _DRAWING else None

    def _repr_svg_(self) -> str | None:
        return _DRAWING[-1](self, "svg") if _DRAWING else None

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        del cycle
        printer.text(f"<{type(self).__name__}: {self.line}>")

    @property
    def line(self) -> str:
        """What it is, in one line."""
        return ""


Form = Literal["html", "svg"]
Drawing = Callable[[Displayed, Form], str | None]
_DRAWING: list[Drawing] = []


def drawn_by(drawing: Drawing) -> None:
    """Let a function draw every value from now on: it returns a form of it, or None without a page."""
    _DRAWING[:] = [drawing]
