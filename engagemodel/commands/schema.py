"""`engagemodel schema`: JSON Schemas of the language and of the JSON reports, for other programs."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.reporting import filed

OF = ("model", "check", "diff", "journey", "impact", "page")


def schema(
    of: Annotated[
        str,
        typer.Argument(
            metavar="[model|check|diff|journey|impact|page]",
            help="model: the language; page: a page as .json; the others: what --format json of "
            "that command writes.",
            autocompletion=lambda incomplete: [name for name in OF if name.startswith(incomplete)],
        ),
    ] = "model",
    output: options.OutputOption = None,
) -> Outcome:
    """Print the JSON Schema (2020-12) of the model language."""
    from engagemodel import language
    from engagemodel.reports.document import dumped

    if options.chosen("schema", of, OF) == "model":
        text = dumped(language.schema())
    else:
        home = "engagemodel.page" if of == "page" else "engagemodel.reports"
        text = (files(home) / "schemas" / f"{of}.json").read_text("utf-8")
    path = filed(output)
    if path:
        return Outcome(files={path: text.encode()})
    return Outcome(text=text, exact=True)
