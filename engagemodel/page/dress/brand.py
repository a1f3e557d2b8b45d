"""What the command line and the settings say of the looks of a page in, its dress out.

The command line wins. A mistake in the settings is told where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from engagemodel.errors import ArgumentError, EngagemodelError, Problem, SettingsError
from engagemodel.page import fonts, palette
from engagemodel.page.dark import dark
from engagemodel.page.dress import Dress, apart, logo, template
from engagemodel.page.dress.apart import Refused
from engagemodel.page.dress.logo import Logo
from engagemodel.page.fonts import Face, Typeface, foreign
from engagemodel.page.oklch import joined, split
from engagemodel.page.words import LANGUAGES
from engagemodel.settings import PageSettings, Stated
from engagemodel.spelling import did_you_mean

T = TypeVar("T")

LEAST = 4.5  # contrast of text and its ground (WCAG 2.2, 1.4.3)
_PLACES: Mapping[str, tuple[str, ...]] = {
    "title": (palette.TITLE,),
    "customer-types": (palette.LANES["customer_type"],),
    "channels": (palette.LANES["channel"],),
    "organizations": (palette.LANES["organization"],),
    "platforms": (palette.LANES["platform"],),
    "flows": (palette.FLOW,),
    "accent": (palette.TITLE, *palette.LANES.values()),
}


def dress(
    settings: PageSettings,
    language: str | None = None,
    font: Sequence[str] = (),
    templates: str | None = None,
    known: Collection[str] = (template.BRIEF, template.PAGE),
) -> Dress:
    """Return what pages wear; `font` are the files of the regular and, if there is one, the bold.

    One of the user's `templates` goes before one of those `known`.

    Raises:
        ArgumentError: what the command line asks for is not there or cannot be used.
        SettingsError: what the settings ask for is not there or cannot be used; has all mistakes.
    """
    problems: list[Problem] = []

    def of(stated: Stated | None, read: Callable[[Stated], T], none: T) -> T:
        try:
            return none if stated is None else read(stated)
        except EngagemodelError as error:
            problems.extend(error.problems)
            return none

    spoken = settings.language.text if settings.language else "en"
    files = [stated for stated in (settings.font, settings.font_bold) if stated]
    worn = Dress(
        language=spoken if language is None else _asked(language),
        font=_given(font) if font else _typeface(files, problems) if files else None,
        templates=None if templates is None else template.read(templates, known),
        colours=_colours(settings.colours, problems),
        logo=of(settings.logo, _logo, None),
        footer=settings.footer.text if settings.footer else "",
    )
    if problems:
        raise SettingsError(*problems)
    return worn


def _wrong(stated: Stated, message: str, hint: str | None = None) -> SettingsError:
    return SettingsError(Problem(message, stated.at, hint, source=stated.line))


def _asked(code: str) -> str:
    if code not in LANGUAGES:
        hint = did_you_mean(code, LANGUAGES) or f"possible are {', '.join(LANGUAGES)}"
        raise ArgumentError(Problem(f"unknown language '{code}'", hint=hint))
    return code


def _colours(stated: Mapping[str, Stated], problems: list[Problem]) -> dict[str, str]:
    """Return which colour takes the place of which; the accent is that of all that is not stated."""
    found: dict[str, str] = {}
    for name in sorted(stated, key=lambda name: name != "accent"):
        colour = stated[name].text
        ratio = _least(colour)
        if ratio < LEAST:
            message = (
                f"the colour '{name}' is too light to read on its ground: a contrast of "
                f"{int(ratio * 10) / 10:g}, and {LEAST:g} is the least"
            )
            hint = f'the nearest that works is "{legible(colour)}"'
            problems += _wrong(stated[name], message, hint).problems
        found.update(dict.fromkeys(_PLACES[name], colour))
    return found


def legible(colour: str) -> str:
    """Return the nearest darker colour (``#rrggbb``) of the same hue that can be read on a page."""
    lightness, chroma, hue = split(colour)
    while _least(colour) < LEAST:
        lightness -= 0.005
        colour = joined(lightness, chroma, hue)
    return colour


def _least(colour: str) -> float:
    """Return the contrast of a colour with its grounds where it is least, by day or by night."""
    grounds = (palette.PAPER, palette.GROUND)
    by_day = (palette.contrast(colour, ground) for ground in grounds)
    return min(*by_day, *(palette.contrast(dark(colour), dark(ground)) for ground in grounds))


def _logo(stated: Stated) -> Logo | None:
    try:
        with open(stated.text, "rb") as file:
            return logo.read(file.read(logo.LARGEST + 1))
    except OSError as error:
        raise _wrong(stated, f"cannot read the logo: {error.strerror or error}") from None
    except Refused as refused:
        hint = "a logo is an SVG of shapes, or a PNG"
        raise _wrong(stated, f"the logo cannot be used: {refused}", hint) from None


def _given(files: Sequence[str]) -> Typeface:
    """Return the font of the command line."""
    if len(files) > 2:
        hint = "the first is the regular, the second the bold"
        raise ArgumentError(Problem("a page has two weights of a font", hint=hint))
    try:
        return _loaded(files)
    except _Unusable as error:
        raise ArgumentError(Problem(f"{error}", hint=error.hint)) from None


def _typeface(stated: Sequence[Stated], problems: list[Problem]) -> Typeface | None:
    """Return the font of the settings."""
    try:
        return _loaded([one.text for one in stated])
    except _Unusable as error:
        named = [one for one in stated if one.text == error.path] or stated
        problems += _wrong(named[0], str(error), error.hint).problems
        return None


class _Unusable(Exception):
    """A font that cannot be used: which, why, and what helps."""

    def __init__(self, path: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.path, self.hint = path, hint


def _loaded(paths: Sequence[str]) -> Typeface:
    from importlib.util import find_spec

    if not find_spec("fontTools") or not find_spec("brotli"):
        hint = "install them with: pip install 'engagemodel[fonts]'"
        raise _Unusable(
            paths[0], "a font of one's own needs the packages fonttools and brotli", hint
        )
    found = [_measured(path) for path in paths]
    (family, _, widths), (_, _, bold) = found[0], found[-1]
    faces = [
        Face(data, {**fonts.own_widths(bold=heavy), **table})
        for heavy, (_, data, table) in ((False, found[0]), (True, found[-1]))
    ]
    both = widths.keys() & bold.keys()
    lacking = frozenset(c for c in fonts.own_widths(bold=False) if c not in both)
    return Typeface(family, faces[0], faces[1], lacking)


def _measured(path: str) -> tuple[str, bytes, dict[str, int]]:
    shown = Path(path).name
    try:
        with open(path, "rb") as file:
            data = file.read(foreign.LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _Unusable(path, f"cannot read the font '{shown}': {reason}") from None
    try:
        if len(data) > foreign.LARGEST:
            raise Refused("it is larger than 16 MiB")
        family, widths = apart.run(foreign.measured, data)
    except Refused as refused:
        hint = "a font is a .ttf or an .otf"
        raise _Unusable(path, f"the font '{shown}' cannot be used: {refused}", hint) from None
    return family, data, widths
