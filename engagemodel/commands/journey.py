"""`engagemodel journey`: a model in, its journeys step by step out: what is there and what is not."""

from __future__ import annotations

from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.loading import load_all
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.reporting import delivered, stories


def journey(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="The model, or - .")],
    journey: Annotated[
        str | None,
        typer.Argument(metavar="[JOURNEY]", help="The id of one journey. [default: all]"),
    ] = None,
    format: options.StoryOption = None,
    output: options.OutputsOption = None,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Follow a journey step by step.

    Channel, organization and systems of each step; what it reads and writes, from where and how
    old; which hand-offs are kept, slow or broken, and which line is missing.
    """
    from engagemodel import api

    asked = stories(format, output)
    limits, day = options.limits(limit), options.day(today)
    (loaded,), settings = load_all((model,), limits)
    told = api.journeys(loaded, journey, settings, day)
    outcome = Outcome(inputs=api.inputs(loaded, settings))
    return delivered(outcome, asked, lambda form, screen: form.journeys(told, screen))
