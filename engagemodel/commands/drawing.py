"""The options of commands that draw: how they are written, and what paper, theme and dress they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands.options import chosen
from engagemodel.errors import ArgumentError, Problem
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.page import Dress

_LARGEST = 64 * 2**20  # bytes of a theme


def _sizes(incomplete: str) -> list[str]:
    from engagemodel.page import SIZES

    return [name for name in SIZES if name.startswith(incomplete)]


def _languages(incomplete: str) -> list[str]:
    from engagemodel.page.words import LANGUAGES

    return [code for code in LANGUAGES if code.startswith(incomplete)]


# The choices stand in the help as text, because asking the page for them would load all of it for
# `--help`; a test compares.
SizeOption = Annotated[
    str,
    typer.Option("--size", metavar="SIZE", help="a4, a3, letter or 16:9.", autocompletion=_sizes),
]
PortraitOption = Annotated[bool, typer.Option("--portrait", help="Upright paper.")]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        help="Language of the page: en or de. [default: as the settings say, else en]",
        autocompletion=_languages,
    ),
]
FontOption = Annotated[
    list[str] | None,
    typer.Option(
        "--font",
        metavar="FILE",
        help="A .ttf or .otf to set the page in; given twice, the second one is the bold.",
    ),
]
TemplatesOption = Annotated[
    str | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help="A folder whose Jinja2 files go before the program's own (page.html.j2).",
    ),
]
ThemeOption = Annotated[
    str | None,
    typer.Option("--theme", metavar="FILE", help="A .pptx whose master and fonts a .pptx takes."),
]


def paper(size: str, *, portrait: bool) -> None:
    """Refuse a size that there is not, or that is never upright, before a model is read.

    Raises:
        ArgumentError: it is none; names what is possible.
    """
    from engagemodel.page.sheet import SIZES, sheet

    chosen("size", size, SIZES)
    try:
        sheet(size, portrait=portrait)
    except ValueError as error:
        raise ArgumentError(Problem(str(error))) from None


def master(theme: str | None) -> bytes | None:
    """Return the file of a theme, None where none is asked for.

    Raises:
        ArgumentError: it cannot be read or is too large.
    """
    if theme is None:
        return None
    try:
        with open(theme, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArgumentError(Problem(f"cannot read the theme '{theme}': {reason}")) from None
    if len(data) > _LARGEST:
        raise ArgumentError(Problem(f"the theme '{theme}' is larger than 64 MiB"))
    return data


def dress(
    settings: Settings,
    lang: str | None = None,
    font: Sequence[str] | None = None,
    templates: str | None = None,
) -> Dress:
    """Return what pages wear: what the command line says, else what the settings say.

    Raises:
        ArgumentError: what the command line asks for is not there or cannot be used.
        SettingsError: what the settings ask for is not there or cannot be used.
    """
    from engagemodel.page import Dress
    from engagemodel.page.words import LANGUAGES

    return Dress(language=chosen("language", lang or "en", LANGUAGES))
