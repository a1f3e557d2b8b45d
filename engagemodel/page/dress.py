"""What a page wears: its language, colours, font, logo, footer and templates; nothing of what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from engagemodel.page import words

if TYPE_CHECKING:
    from engagemodel.page.fonts import Typeface
    from engagemodel.page.logo import Logo

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """The looks of a page; all of it is optional.

    `language` is one of `words.LANGUAGES`. `colours` has for a colour of the palette the one that
    takes its place (both ``#rrggbb``). `templates` is a folder whose Jinja2 files go before the
    program's own.
    """

    language: str = "en"
    colours: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)
    logo: Logo | None = None
    font: Typeface | None = None
    footer: str = ""
    templates: str | None = None

    @contextmanager
    def worn(self) -> Iterator[None]:
        """Let its language and font be those in force meanwhile.

        Raises:
            ValueError: there is no such language.
        """
        with words.spoken(self.language):
            yield


PLAIN = Dress()
