"""The commands in, the application that parses their arguments out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from engagemodel import __version__
from engagemodel.commands import VERBS, command

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter
    from typer.core import TyperCommand

    from engagemodel.commands.outcome import Outcome

NAME = "engagemodel"
Verb = Callable[[], "Outcome"]


def application() -> TyperGroup:
    """Return the application: every command parses its arguments to a call still to be made."""
    app = typer.Typer(
        name=NAME,
        cls=Verbs,
        help="Customer engagement models as text: what breaks a customer's experience today, "
        "what changes tomorrow, on one page.",
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_general)
    parser = typer.main.get_command(app)
    assert isinstance(parser, TyperGroup)
    return parser


class Verbs(TyperGroup):
    """The group of all commands, of which a run makes only those that it asks for."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Parsers()  # type: ignore[assignment]  # nobody adds to it

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the commands."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


class Parsers(Mapping[str, "TyperCommand"]):
    """The parser of each command by its verb, made where it is first looked up.

    To make all of them takes as long as to import Typer.
    """

    def __init__(self) -> None:
        self._made: dict[str, TyperCommand] = {}

    def __getitem__(self, verb: str) -> TyperCommand:
        if verb not in VERBS:
            raise KeyError(verb)
        if verb not in self._made:
            self._made[verb] = _parser(verb)
        return self._made[verb]

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)


def _parser(verb: str) -> TyperCommand:
    from engagemodel.commands.reporting import InOrder

    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(verb, cls=InOrder)(_deferred(command(verb)))
    parser: Any = typer.main.get_command(alone)
    found: TyperCommand = parser
    return found


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
