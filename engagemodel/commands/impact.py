"""`engagemodel impact`: a model and what fails in, what customers lose out; or a ranking, or cut sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.loading import load_all
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.ranges import whole
from engagemodel.commands.reporting import delivered, stories
from engagemodel.errors import ArgumentError, Problem
from engagemodel.reports.format import Story
from engagemodel.reports.screen import Screen

if TYPE_CHECKING:
    from engagemodel.model import Model

_ANSWERS = "answers"


def impact(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="The model, or - .")],
    elements: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ELEMENT...",
            help="The ids of platforms, organizations and channels that fail together.",
        ),
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", help="Rank all of them by what each takes along alone.")
    ] = False,
    cuts: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole(1),
            help="Tell what has to fail together to cut a customer type off or stop a journey, up "
            "to N elements; and how available each is at most.",
        ),
    ] = None,
    format: options.StoryOption = None,
    output: options.OutputsOption = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=NUMBER",
            help="Raise or lower a limit on what a model may cost, such as depth=128; "
            "answers=NUMBER is how large a question --cuts answers exactly.",
        ),
    ] = None,
) -> Outcome:
    """Tell what a failure takes along.

    Which channels go down, which customer types lose which of theirs or all, which journeys stop,
    and where. What an element needs takes it down, what it only uses does not.
    """
    from engagemodel import api
    from engagemodel.language import Limits

    wanted = stories(format, output)
    numbers = options.numbers(limit, _ANSWERS)
    answers = numbers.pop(_ANSWERS, None)
    asked = _asked(elements or [], all, cuts)
    (loaded,), settings = load_all((model,), replace(Limits(), **numbers))
    outcome = Outcome(inputs=api.inputs(loaded, settings))
    return delivered(outcome, wanted, _told(loaded, asked, cuts, answers))


def _asked(elements: list[str], all: bool, cuts: int | None) -> list[str] | None:
    """Return the elements that are to fail, None where another question is asked.

    Raises:
        ArgumentError: no question is asked, or more than one.
    """
    if bool(elements) + all + (cuts is not None) != 1:
        hint = "name elements that fail together, or give --all, or --cuts N"
        what = "one question at a time" if elements or all else "say what fails"
        raise ArgumentError(Problem(what, hint=hint))
    return elements or None


def _told(
    model: Model, elements: list[str] | None, cuts: int | None, answers: int | None
) -> Callable[[Story, Screen], str]:
    """Return what makes the report in a format, for a screen; what it says is worked out here."""
    from engagemodel import api

    if elements is not None:
        failure = api.failure(model, elements)
        return lambda form, screen: form.failure(failure, screen)
    if cuts is not None:
        found = api.cut_sets(model, cuts, answers)
        return lambda form, screen: form.cuts(found, screen)
    ranking = api.ranking(model)
    return lambda form, screen: form.ranking(ranking, screen)
