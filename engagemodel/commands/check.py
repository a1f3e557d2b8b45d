"""`engagemodel check`: models in, what breaks a customer's experience out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from engagemodel.commands import options
from engagemodel.commands.baselines import Baselines
from engagemodel.commands.loading import load, read_in_vain, remarks
from engagemodel.commands.narrowing import Narrowing, refused
from engagemodel.commands.outcome import DONE, FOUND, WRONG, Outcome
from engagemodel.commands.reporting import Report, delivered, reports
from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.reports.format import Format, Judged
from engagemodel.results import Check
from engagemodel.settings import Settings


def check(
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="MODEL...",
            help="Models, folders of models, either as of a git revision (REV:PATH), or - for "
            "standard input.",
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
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Report only what is new since this git revision, such as origin/main.",
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Report only what this file does not list."),
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="List in the baseline all that is found now."),
    ] = False,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Find what breaks a customer's experience."""
    from engagemodel import api

    asked = reports(format, output)
    stated = options.bar(fail_on)
    chosen, ignored = options.rules(select), options.rules(ignore)
    limits, day = options.limits(limit), options.day(today)
    refused(since, baseline, write_baseline)
    baselines = Baselines(baseline, write_baseline)
    narrowing = Narrowing(since, baselines, limits, day)
    notes: list[str] = []
    judged: list[Judged] = []
    problems: list[Problem] = []
    inputs: set[str] = set()
    for path in api.models(models):
        try:
            settings = overridden(api.settings(path), chosen, ignored)
            inputs.update(api.inputs(settings))
            model = load(path, limits)
            inputs.update(api.inputs(model))
            rules = ran(settings)
            found, told = narrowing.new(api.check(model, settings, day), settings, rules)
        except EngagemodelError as error:
            problems += error.problems
            inputs |= read_in_vain(error, path)
            continue
        notes += told
        judged.append(replace(judge(found, stated or settings.fail_on), rules=rules))
    outcome = _outcome(asked, judged, list(dict.fromkeys(problems)))
    inputs.update(baselines.inputs())
    return kept(
        replace(outcome, notes=(*outcome.notes, *notes), inputs=tuple(sorted(inputs))), baselines
    )


def kept(outcome: Outcome, baselines: Baselines) -> Outcome:
    """Return the outcome with the baselines to be written, and what is to be said of them.

    None is written where a model could not be read: what it would have said of it is not known.

    Raises:
        ArgumentError: a report goes to the same file.
    """
    if outcome.problems:
        return replace(outcome, notes=(*outcome.notes, *baselines.unwritten()))
    files = baselines.files()
    if files.keys() & outcome.files.keys():
        raise ArgumentError(Problem("two outputs are the same file"))
    return replace(
        outcome,
        files={**outcome.files, **files},
        notes=(*outcome.notes, *baselines.notes()),
    )


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
