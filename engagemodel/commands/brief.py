"""`engagemodel brief`: today's and tomorrow's model in, three pages for a meeting out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands import drawing, options
from engagemodel.commands.loading import load_worn, remarks
from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError, Problem
from engagemodel.reports import diagnostics

if TYPE_CHECKING:
    from engagemodel.model import Model


# The endings stand in the help as text, because asking the page for them would load all of it for
# `--help`; a test compares.
def brief(
    as_is: Annotated[str, typer.Argument(metavar="AS_IS", help="The model of today, or - .")],
    future: Annotated[str, typer.Argument(metavar="FUTURE", help="The model of tomorrow, or - .")],
    output: Annotated[
        list[str] | None,
        drawing.files(
            "Where to write (required, may be repeated); the ending is the format: "
            ".pdf, .html, .pptx or .md."
        ),
    ] = None,
    size: drawing.SizeOption = "a4",
    lang: drawing.LangOption = None,
    font: drawing.FontOption = None,
    templates: Annotated[
        str | None, drawing.templates("A folder whose brief/brief.html.j2 goes before ours.")
    ] = None,
    theme: drawing.ThemeOption = None,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Write three pages for a meeting: today, tomorrow, and what lies between.

    Every card stands in the same place today and tomorrow. The settings beside FUTURE hold for both
    models.
    """
    from engagemodel import api
    from engagemodel.page import brief as book

    if not output:
        hint = "-o brief.pdf, for example"
        raise ArgumentError(Problem("say where to write the brief", hint=hint))
    drawing.filed(output)
    formats = {path: _format(path) for path in output}
    drawing.paper(size, portrait=False)
    master = drawing.master(theme)
    given = {"--templates": ("html", templates), "--theme": ("pptx", theme)}
    limits, day = options.limits(limit), options.day(today)
    (before, after), settings, dress = load_worn(
        (as_is, future),
        limits,
        lambda settings: drawing.dress(settings, lang, font, templates, "brief"),
    )
    found = api.diff(before, after, settings, day)
    made = book.draw(found, size=size, dress=dress)
    files = {path: book.write(made, form, theme=master) for path, form in formats.items()}
    return Outcome(
        files=files,
        inputs=(
            *api.inputs(before, after, settings),
            *drawing.worn(settings, font),
            *([] if theme is None else [theme]),
        ),
        notes=(
            *_order(before, after),
            *remarks(before, after),
            *diagnostics.notes(api.unmet(found)),
            *made.warnings,
            *drawing.idle(formats.values(), given),
            *(f"wrote {path}" for path in output),
        ),
    )


def _format(path: str) -> str:
    """Return the format of a brief that a file's name ends in.

    Raises:
        ArgumentError: there is none; of one page alone, says which command draws it.
    """
    from engagemodel.page import FORMATS
    from engagemodel.page import brief as book

    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix in book.FORMATS:
        return suffix
    possible = f"possible endings are .{', .'.join(book.FORMATS)}"
    if suffix in FORMATS:
        message = f"'{path}' would hold one page, and a brief has three"
        hint = f"{possible}; 'engagemodel render' draws one page as .{suffix}"
        raise ArgumentError(Problem(message, hint=hint))
    raise ArgumentError(Problem(f"'{path}' names no format of a brief", hint=possible))


def _order(before: Model, after: Model) -> tuple[str, ...]:
    """Return a note if the models seem to have been given the other way round."""
    states = (before.state, after.state)
    dates = (before.as_of, after.as_of)
    backwards = dates[0] and dates[1] and dates[0] > dates[1]
    if states != ("future", "as-is") and not backwards:
        return ()
    return (
        f"note: '{before.path}' is taken for today and '{after.path}' for tomorrow; "
        "they look as if it were the other way round",
    )
