"""The options of commands that draw: how they are written, and what paper, theme and dress they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engagemodel.commands.options import chosen, numbers
from engagemodel.commands.ranges import decimal, whole
from engagemodel.errors import ArgumentError, Problem
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.language import Limits
    from engagemodel.page import Dress, Manner
    from engagemodel.page.dress.template import Templates

# What Graphviz may take, by the names that --limit has for it.
_DOT_LIMITS = {"dot_seconds": "seconds", "dot_memory": "memory"}
_ENDLESS = 10**6  # seconds, or MiB: as good as no limit
_LARGEST = 64 * 2**20  # bytes of a theme


def files(help: str) -> Any:
    """Return the option that names the files that are written, which tells of them with this help."""
    return typer.Option("--output", "-o", metavar="FILE", help=help)


def templates(help: str) -> Any:
    """Return the option that names a folder of the user's templates, with this help."""
    return typer.Option("--templates", metavar="DIR", help=help)


def _sizes(incomplete: str) -> list[str]:
    from engagemodel.page import SIZES

    return [name for name in SIZES if name.startswith(incomplete)]


def _languages(incomplete: str) -> list[str]:
    from engagemodel.page.words import LANGUAGES

    return [code for code in LANGUAGES if code.startswith(incomplete)]


def _views(incomplete: str) -> list[str]:
    from engagemodel.page import VIEWS

    names = (f"{name}:" if view.of else name for name, view in VIEWS.items())
    return [name for name in names if name.startswith(incomplete)]


def _engines(incomplete: str) -> list[str]:
    from engagemodel.page.manner import ENGINES

    return [name for name in ENGINES if name.startswith(incomplete)]


# The choices stand in the help as text, because asking the page for them would load all of it for
# `--help`; a test compares.
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="VIEW",
        help="What is drawn: lanes or matrix (everything, as cards or as tables), focus:ID "
        "(what an element or journey touches), journey:ID (step by step) or impact:ID (what fails "
        "with an element; several with commas). [default: lanes, or matrix of many elements]",
        autocompletion=_views,
    ),
]
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
ScaleOption = Annotated[
    float | None,
    typer.Option(
        "--scale",
        metavar="NUMBER",
        help="Pixels a point of a png, 0.01 to 100. [default: 2]",
        parser=decimal(0.01, 100),
    ),
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="PIXELS",
        help="Width of a png, instead of --scale.",
        parser=whole(1),
    ),
]
NoEmbedFontOption = Annotated[
    bool, typer.Option("--no-embed-font", help="Leave the font out of an svg.")
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
    str | None, templates("A folder whose page/page.html.j2 goes before ours.")
]
KeepOption = Annotated[
    str | None,
    typer.Option(
        "--keep",
        metavar="OLD.svg",
        help="An earlier page, whose cards stay where they are; may be written over by -o.",
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="own|dot",
        help="Who orders the cards: engagemodel, or an installed Graphviz.",
        autocompletion=_engines,
    ),
]
ThemeOption = Annotated[
    str | None,
    typer.Option("--theme", metavar="FILE", help="A .pptx whose master and fonts a .pptx takes."),
]


def viewed(words: str, *, two: bool) -> None:
    """Refuse a view that there is not, or that does not draw two models, before a model is read.

    Raises:
        ArgumentError: it is none; names what is possible.
    """
    from engagemodel.page.views import VIEWS, asked, single

    name, _ = asked(words)
    if two and not VIEWS[name].two:
        raise ArgumentError(single(name))


def filed(output: Iterable[str]) -> None:
    """Refuse standard output, which has no name whose ending is a format.

    Raises:
        ArgumentError: ``-`` is among the files.
    """
    if "-" in output:
        hint = "name a file whose ending is the format: -o page.svg, for example"
        raise ArgumentError(Problem("'-' is standard output, and pages go to files", hint=hint))


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


def limits(words: Sequence[str] | None) -> tuple[Limits, Mapping[str, int]]:
    """Return the limits of a load, and those of Graphviz: what the command line says of them."""
    from engagemodel.language import Limits

    stated = numbers(words, *_DOT_LIMITS)
    dot = {
        field: min(stated.pop(name), _ENDLESS)
        for name, field in _DOT_LIMITS.items()
        if name in stated
    }
    return replace(Limits(), **stated), dot


def manner(keep: str | None, engine: str, limits: Mapping[str, int]) -> Manner:
    """Return how cards find their places, Graphviz within `limits`.

    The earlier page is no input that an output must not replace: a page drawn over itself after
    each change of the model is what it is for.

    Raises:
        ArgumentError: no such engine, an earlier page that is none, or both at once.
    """
    from engagemodel.page.keeping import load
    from engagemodel.page.manner import ENGINES, OWN, Manner

    chosen("engine", engine, ENGINES)
    if keep is not None and engine != OWN.engine:
        hint = "leave one of them out"
        message = f"--keep holds cards in their places, --engine {engine} finds them new ones"
        raise ArgumentError(Problem(message, hint=hint))
    places = None if keep is None else load(keep)
    return Manner(keep=places, engine="dot" if engine == "dot" else "own", **limits)


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


def own(path: str | None, picture: str = "") -> Templates | None:
    """Return the user's templates for a report, and for a picture of a format beside it.

    Raises:
        ArgumentError: they cannot be read, or none of them is for what is written.
    """
    if path is None:
        return None
    from engagemodel.page.dress import template

    known = (template.PAGE, template.REPORT) if picture == "html" else (template.REPORT,)
    return template.read(path, known)


def idle(formats: Iterable[str], options: Mapping[str, tuple[str, object]]) -> tuple[str, ...]:
    """Return a note on each option that does nothing, as no output is of the format that it is for.

    `options` has that format and the option's value (None or False: not given), by its name.
    """
    written = set(formats)
    return tuple(
        f"note: {option} does nothing, because no .{format} is written"
        for option, (format, value) in options.items()
        if value is not None and value is not False and format not in written
    )


def worn(settings: Settings, font: Sequence[str] | None) -> tuple[str, ...]:
    """Return the files that a dress is read from, which no output may replace."""
    page = settings.page
    stated = (page.logo, *(() if font else (page.font, page.font_bold)))
    return (*(font or ()), *(one.text for one in stated if one))


def dress(
    settings: Settings,
    lang: str | None = None,
    font: Sequence[str] | None = None,
    templates: str | None = None,
    kind: str = "page",
) -> Dress:
    """Return what pages wear: what the command line says, else what the settings say.

    The user's `templates` have one for a `kind` of output, ``page`` or ``brief``.

    Raises:
        ArgumentError: what the command line asks for is not there or cannot be used.
        SettingsError: what the settings ask for is not there or cannot be used.
    """
    from engagemodel.page.dress import brand

    known = (f"{kind}/{kind}.html.j2",)
    return brand.dress(settings.page, lang, font or (), templates, known)
