"""`engagemodel check`: models in, what breaks a customer's experience out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.loading import load, remarks
from engagemodel.commands.outcome import DONE, FOUND, WRONG, Outcome
from engagemodel.commands.reporting import Report, delivered, reports
from engagemodel.errors import EngagemodelError, Problem
from engagemodel.reports.format import Format, Judged
from engagemodel.results import Check
from engagemodel.settings import Settings


def check(
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="MODEL...", help="Models, folders of models, or - for standard input."
        ),
    ],
    format: options.FormatOption = None,
    output: options.OutputsOption = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="high|medium|low|never",
            help="Exit with 1 where a finding is at least this severe. "
            "[default: high, but never for a model of state as-is]",
            autocompletion=options.bars(),
        ),
    ] = None,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Find what breaks a customer's experience."""
    from engagemodel import api

    asked = reports(format, output)
    stated = options.bar(fail_on)
    chosen, ignored = options.rules(select), options.rules(ignore)
    limits, day = options.limits(limit), options.day(today)
    judged: list[Judged] = []
    problems: list[Problem] = []
    inputs: set[str] = set()
    for path in api.models(models):
        try:
            settings = overridden(api.settings(path), chosen, ignored)
            inputs.update(api.inputs(settings))
            model = load(path, limits)
        except EngagemodelError as error:
            problems += error.problems
            inputs |= _read_in_vain(path, error)
            continue
        inputs.update(api.inputs(model))
        one = judge(api.check(model, settings, day), stated or settings.fail_on)
        judged.append(replace(one, rules=ran(settings)))
    outcome = _outcome(asked, judged, list(dict.fromkeys(problems)))
    return replace(outcome, inputs=tuple(sorted(inputs)))


def _read_in_vain(path: str, error: EngagemodelError) -> set[str]:
    """Return the files of what could not be read, as far as its mistakes name them."""
    places = [place for problem in error.problems for place in (problem.at, *problem.trail)]
    return {path} | {place.path for place in places if place}


def overridden(
    settings: Settings, select: tuple[str, ...] | None, ignore: tuple[str, ...] | None
) -> Settings:
    """Return the settings with what the command line states in place of what the file does."""
    if select is not None:
        settings = replace(settings, select=select)
    return settings if ignore is None else replace(settings, ignore=ignore)


def judge(check: Check, fail_on: str | None) -> Judged:
    """Return the check with the bar that it is held to: high by default, none for a model of today."""
    lenient = fail_on is None and check.model.state == "as-is"
    bar = fail_on or ("never" if lenient else "high")
    failing = sum(options.at_or_above(finding.severity, bar) for finding in check.open)
    return Judged(check, bar, failing, lenient)


def ran(settings: Settings) -> tuple[str, ...]:
    """Return the rules that the settings let run."""
    from engagemodel.rules import RULES, selected

    return tuple(rule.name for rule in RULES if selected(rule, settings))


def _outcome(
    asked: Sequence[Report[Format]], judged: list[Judged], problems: list[Problem]
) -> Outcome:
    failing = any(one.failing for one in judged)
    code = WRONG if problems else FOUND if failing else DONE
    outcome = Outcome(
        code=code,
        notes=remarks(*(one.check.model for one in judged)),
        problems=tuple(problems),
    )
    # Where nothing was read, people have nothing to be told beside the problems.
    told = [report for report in asked if judged or report.form.EXACT or report.path is None]
    findings = sum(len(one.check.findings) for one in judged)
    return delivered(
        outcome, told, lambda form, screen: form.check(judged, problems, screen), findings
    )
