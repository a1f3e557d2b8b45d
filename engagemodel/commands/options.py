"""The options that several commands share: how they are written, and what they are read to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from engagemodel.errors import ArgumentError, Problem
from engagemodel.finding import SEVERITIES
from engagemodel.reports import FORMATS, STORIES, format_of
from engagemodel.settings import FAIL_ON, RULES_LISTED
from engagemodel.spelling import did_you_mean

if TYPE_CHECKING:
    from engagemodel.language import Limits

T = TypeVar("T")


def rule_names(incomplete: str) -> list[str]:
    """Return the rules whose name begins with what was typed (shell completion)."""
    from engagemodel.rules import RULES

    return [rule.name for rule in RULES if rule.name.startswith(incomplete)]


def _format_of_a_report(known: Collection[str]) -> Any:
    def complete(incomplete: str) -> list[str]:
        return [name for name in known if name.startswith(incomplete)]

    return typer.Option(
        "--format",
        metavar="|".join(known),
        help="Format of a report; the option may be repeated, each with its own -o. "
        "[default: as FILE ends, else text]",
        autocompletion=complete,
    )


def bars(*more: str) -> Callable[[str], list[str]]:
    """Return what completes --fail-on; `more` as in `bar`."""

    def complete(incomplete: str) -> list[str]:
        return [name for name in (*FAIL_ON, *more) if name.startswith(incomplete)]

    return complete


FormatOption = Annotated[list[str] | None, _format_of_a_report(FORMATS)]
StoryOption = Annotated[list[str] | None, _format_of_a_report(STORIES)]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; - is standard output."),
]
OutputsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the report of the format before it to FILE (- is standard output); may be "
        "repeated.",
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Run these rules only; names parted by commas, or the option several times.",
        autocompletion=rule_names,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        help="Do not run these rules.",
        autocompletion=rule_names,
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        help="The day on which acceptances with 'until' are judged. [default: today]",
    ),
]
SkipOthersOption = Annotated[
    bool,
    typer.Option(
        "--skip-others",
        help="Pass over files that are no models, where a hook names whatever changed.",
    ),
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="Raise or lower a limit on what a model may cost, such as depth=128.",
    ),
]


def chosen(what: str, word: str, known: Collection[str], listed: str = "") -> str:
    """Return the word if it is known; `listed` tells where very many known words are listed.

    Raises:
        ArgumentError: it is not; names what is possible.
    """
    if word in known:
        return word
    near = did_you_mean(word, known)
    hint = near or f"possible are {', '.join(known)}"
    if listed:
        hint = f"{near} {listed}" if near else listed
    raise ArgumentError(Problem(f"unknown {what} '{word}'", hint=hint))


def report_format(name: str | None, output: str | None) -> str:
    """Return the format asked for, or else the one that the output file's name ends in.

    Raises:
        ArgumentError: there is no such format, or none whose files end so; names what is possible.
    """
    if name is None and output and Path(output).suffix:
        name = format_of(output)
        if name is None:
            endings = [suffix for form in FORMATS.values() for suffix in form.SUFFIXES]
            hint = f"possible endings are {', '.join(endings)}; --format goes with any"
            raise ArgumentError(Problem(f"'{output}' names no format of a report", hint=hint))
    return chosen("format", name or "text", FORMATS)


def bar(word: str | None, *more: str) -> str | None:
    """Return a value of --fail-on; `more` are the words that this command knows besides."""
    known = (*FAIL_ON, *more)
    if word is None or word in known:
        return word
    possible = f"possible are {', '.join(known)}"
    raise ArgumentError(Problem(f"unknown value '{word}' of --fail-on", hint=possible))


def at_or_above(severity: str, bar: str) -> bool:
    """Return whether a severity is at least the bar."""
    levels: tuple[str, ...] = SEVERITIES
    return bar in levels and levels.index(severity) <= levels.index(bar)


def rules(words: Iterable[str] | None) -> tuple[str, ...] | None:
    """Return the rules named in one option, None where it was not given."""
    if not words:
        return None
    from engagemodel.rules import RULES

    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    if not names:
        raise ArgumentError(Problem("no rule is named", hint=RULES_LISTED))
    known = [rule.name for rule in RULES]
    return tuple(chosen("rule", name, known, RULES_LISTED) for name in names)


def day(word: str | None) -> date | None:
    """Return a date written as 2026-03-31."""
    if word is None:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        hint = "write it as 2026-03-31"
        raise ArgumentError(Problem(f"'{word}' is not a date", hint=hint)) from None


def limits(words: Iterable[str] | None) -> Limits:
    """Return the limits of a load with those named on the command line replaced."""
    from dataclasses import replace

    from engagemodel.language import Limits

    return replace(Limits(), **numbers(words))


def numbers(words: Iterable[str] | None, *more: str) -> dict[str, int]:
    """Return the limits named on the command line; `more` are those that this command has besides."""
    from dataclasses import fields

    from engagemodel.language import Limits

    names = [name.replace("_", "-") for name in (*(f.name for f in fields(Limits)), *more)]
    stated: dict[str, int] = {}
    for word in words or ():
        name, _, number = word.partition("=")
        chosen("limit", name, names)
        if not (number.isascii() and number.isdigit()) or len(number) > 18:
            hint = f"write it as {name}=1000"
            raise ArgumentError(Problem(f"the limit '{word}' needs a whole number", hint=hint))
        stated[name.replace("-", "_")] = int(number)
    return stated
