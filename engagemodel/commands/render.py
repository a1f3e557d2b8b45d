"""`engagemodel render`: one model or two in, one page out, in the formats that the files' names say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands import drawing, options
from engagemodel.commands.loading import load_worn, remarks
from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError, Problem

if TYPE_CHECKING:
    from engagemodel.page import Scene
    from engagemodel.page.writers import Options


_SCALE = 2.0  # pixels a point of a png


# The choices stand in the help as text, because asking the page for them would load all of it for
# `--help`; a test compares.
def render(
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help="The model to draw, or - for standard input.")
    ],
    future: Annotated[
        str | None,
        typer.Argument(metavar="[FUTURE]", help="Draw what lies between MODEL and this one."),
    ] = None,
    output: Annotated[
        list[str] | None,
        drawing.files(
            "Where to write (required, may be repeated); the ending is the format: "
            ".svg, .html, .pdf, .png, .pptx, .drawio, .mmd, .d2, .puml, .dot, .md or .json."
        ),
    ] = None,
    view: drawing.ViewOption = None,
    size: drawing.SizeOption = "a4",
    portrait: drawing.PortraitOption = False,
    lang: drawing.LangOption = None,
    scale: drawing.ScaleOption = None,
    width: drawing.WidthOption = None,
    no_embed_font: drawing.NoEmbedFontOption = False,
    font: drawing.FontOption = None,
    templates: drawing.TemplatesOption = None,
    theme: drawing.ThemeOption = None,
    keep: drawing.KeepOption = None,
    engine: drawing.EngineOption = "own",
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Draw one page: a model, or what lies between two.

    With --keep an earlier page may be named that is also written: the new one replaces it whole.
    """
    from engagemodel import api, page

    if not output:
        hint = "-o page.svg, for example"
        raise ArgumentError(Problem("say where to write the page", hint=hint))
    if view is not None:
        drawing.viewed(view, two=future is not None)
    drawing.filed(output)
    drawing.paper(size, portrait=portrait)
    formats = {path: page.format_of(path) for path in output}
    wishes = _wishes(not no_embed_font, scale, width, theme)
    (limits, dot), day = drawing.limits(limit), options.day(today)
    manner = drawing.manner(keep, engine, dot)
    paths = (model,) if future is None else (model, future)
    models, settings, wear = load_worn(
        paths, limits, lambda settings: drawing.dress(settings, lang, font, templates)
    )
    one, last = models[0], models[-1]
    result = api.check(one, settings, day) if future is None else api.diff(one, last, settings, day)
    scene = page.draw(result, view=view, size=size, portrait=portrait, dress=wear, manner=manner)
    pictures = {"--scale": ("png", scale), "--width": ("png", width)}
    others = {"--templates": ("html", templates), "--theme": ("pptx", theme)}
    given = {**pictures, "--no-embed-font": ("svg", no_embed_font), **others}
    files = {path: _written(scene, format, wishes) for path, format in formats.items()}
    return Outcome(
        files=files,
        inputs=(*api.inputs(*models, settings), *drawing.worn(settings, font), *_named(theme)),
        notes=(
            *remarks(*models),
            *scene.warnings,
            *drawing.idle(formats.values(), given),
            *(f"wrote {path}" for path in output),
        ),
    )


def _named(theme: str | None) -> tuple[str, ...]:
    return () if theme is None else (theme,)


def _wishes(embed_font: bool, scale: float | None, width: int | None, theme: str | None) -> Options:
    """Return what the writers are told; the width of a png, if it is stated, goes before a scale."""
    from engagemodel.page.writers import Options

    if scale is not None and width is not None:
        hint = "leave one of them out"
        raise ArgumentError(Problem("--scale and --width each say how large a png is", hint=hint))
    return Options(
        embed_font=embed_font, scale=scale or _SCALE, width=width, theme=drawing.master(theme)
    )


def _written(scene: Scene, format: str, wishes: Options) -> bytes:
    """Return the page in a format; a picture that is too large to be drawn is the caller's wish."""
    from engagemodel.page import FORMATS

    try:
        return FORMATS[format].write(scene, wishes)
    except ValueError as error:
        if format != "png":
            raise
        raise ArgumentError(Problem(str(error))) from None
