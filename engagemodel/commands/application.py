"""The commands in, the application that parses their arguments out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any

import typer

from engagemodel import __version__
from engagemodel.commands import COMMANDS
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.reporting import InOrder

NAME = "engagemodel"
Verb = Callable[[], Outcome]


def application() -> typer.Typer:
    """Return the Typer application: every command parses its arguments to a call still to be made."""
    app = typer.Typer(
        name=NAME,
        help="Customer engagement models as text: what breaks a customer's experience today, "
        "what changes tomorrow, on one page.",
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_general)
    for command in COMMANDS:
        app.command(command.__name__, cls=InOrder)(_deferred(command))
    return app


def _deferred(command: Callable[..., Outcome]) -> Callable[..., Verb]:
    @functools.wraps(command)
    def parsed(*arguments: Any, **options: Any) -> Verb:
        return functools.partial(command, *arguments, **options)

    return parsed


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit()


def _general(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_version),
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where the program itself failed.")
    ] = False,
) -> None:
    del version, traceback
