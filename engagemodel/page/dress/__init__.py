"""What a page wears: its language, colours, font, logo, footer and templates; nothing of what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from engagemodel.page import fonts, words

if TYPE_CHECKING:
    from engagemodel.page.dress.logo import Logo
    from engagemodel.page.dress.template import Templates
    from engagemodel.page.fonts import Typeface

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """The looks of a page; all of it is optional.

    `language` is one of `words.LANGUAGES`. `colours` has for a colour of the palette the one that
    takes its place (both ``#rrggbb``). `templates` go before the
    program's own.
    """

    language: str = "en"
    colours: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)
    logo: Logo | None = None
    font: Typeface | None = None
    footer: str = ""
    templates: Templates | None = None

    @contextmanager
    def worn(self) -> Iterator[None]:
        """Let it be what pages wear meanwhile, its language and font be those in force.

        Raises:
            ValueError: there is no such language.
        """
        before = _WORN.set(self)
        try:
            with words.spoken(self.language), fonts.worn(self.font):
                yield
        finally:
            _WORN.reset(before)


PLAIN = Dress()
_WORN: ContextVar[Dress] = ContextVar("dress", default=PLAIN)


def worn() -> Dress:
    """Return what the page being drawn or written wears."""
    return _WORN.get()
