"""`engagemodel init`: a folder in, a model to begin with in it out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError, Problem
from engagemodel.shipped import shipped

STARTERS = ("starter",)


def init(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The folder, made where there is none.")
    ] = ".",
    template: Annotated[
        str,
        typer.Option(metavar="NAME", help=f"What to begin with: {', '.join(STARTERS)}."),
    ] = "starter",
) -> Outcome:
    """Write a model to begin with.

    It checks clean and has comments to learn from; no file is ever overwritten.
    """
    if Path(folder).exists() and not Path(folder).is_dir():
        raise ArgumentError(Problem(f"'{folder}' is a file, a folder is expected"))
    source = shipped(options.chosen("template", template, STARTERS))
    files = {
        (Path(folder) / path.name).as_posix(): path.read_bytes()
        for path in sorted(source.iterdir())
        if path.is_file()
    }
    first = next(iter(files))
    return Outcome(
        created=files,
        notes=(*(f"wrote {path}" for path in files), f"next: engagemodel check {first}"),
    )
