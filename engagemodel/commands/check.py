"""`engagemodel check`: models in, what breaks a customer's experience out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from engagemodel.commands import drawing, options
from engagemodel.commands.baselines import Baselines
from engagemodel.commands.examining import Examined, Manner
from engagemodel.commands.loading import Remarks, read_in_vain, told
from engagemodel.commands.narrowing import narrowed, refused
from engagemodel.commands.outcome import DONE, FOUND, WRONG, Outcome
from engagemodel.commands.reporting import Report, delivered, reports
from engagemodel.commands.workforce import counted, examined, jobs_of
from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.reports.format import Format, Judged
from engagemodel.results import Check
from engagemodel.settings import Settings

FailOnOption = Annotated[
    str | None,
    typer.Option(
        metavar="high|medium|low|never",
        help="Exit with 1 where a finding is at least this severe. "
        "[default: high, but never for a model of state as-is]",
        autocompletion=options.bars(),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="Report only what this branch brings: what is new since its history and that of "
        "this git revision, such as origin/main, parted.",
    ),
]
BaselineOption = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Report only what this file does not list."),
]
WriteBaselineOption = Annotated[
    bool,
    typer.Option("--write-baseline", help="List in the baseline all that is found now."),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        parser=jobs_of,
        metavar="NUMBER",
        help="How many processes check the models. [default: as many as pay]",
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Let the workers of a dask cluster check the models, such as tcp://host:8786.",
    ),
]


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
    templates: Annotated[
        str | None, drawing.templates("A folder whose reports/report.html.j2 goes before ours.")
    ] = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    fail_on: FailOnOption = None,
    since: SinceOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
    skip_others: options.SkipOthersOption = False,
) -> Outcome:
    """Find what breaks a customer's experience."""
    from engagemodel import api
    from engagemodel.language.folders import is_other

    asked = reports(format, output, drawing.own(templates))
    stated = options.bar(fail_on)
    chosen, ignored = options.rules(select), options.rules(ignore)
    limits, day = options.limits(limit), options.day(today) or date.today()
    refused(since, write_baseline)
    counted(jobs, cluster)
    paths = list(api.models(path for path in models if not (skip_others and is_other(path))))
    run = Run(Baselines(baseline, write_baseline), stated)
    seen = not any(report.form.EXACT and report.path is None for report in asked)
    manner = Manner(limits, day, chosen, ignored, since)
    with closing(examined(paths, manner, jobs, cluster, told=seen)) as results:
        for one in results:
            run.add(one)
    run.end()
    inputs = {*run.inputs, *run.baselines.inputs()}
    outcome = Outcome(notes=told(run.remarks), inputs=tuple(sorted(inputs)))
    outcome = _told(outcome, asked, run)
    idle = drawing.idle((report.name for report in asked), {"--templates": ("html", templates)})
    notes = (*outcome.notes, *dict.fromkeys(run.notes), *idle)
    return kept(replace(outcome, notes=notes), run.baselines)


class Run:
    """What became of the models so far, held to the bar and to the baselines."""

    def __init__(self, baselines: Baselines, stated: str | None) -> None:
        self.baselines = baselines
        self.judged: list[Judged] = []
        self.problems: list[Problem] = []
        self.unread = 0
        self.notes: list[str] = []
        self.remarks: list[Remarks] = []
        self.inputs: set[str] = set()
        self._stated = stated

    def add(self, one: Examined) -> None:
        """Take in what became of one model."""
        self.inputs.update(one.inputs)
        self.problems += one.problems
        if one.check is None:
            self.unread += 1
            return
        rules = ran(one.settings)
        try:
            known = self.baselines.known(one.check, one.settings, rules)
        except EngagemodelError as error:
            self.problems += error.problems
            self.unread += 1
            self.inputs |= read_in_vain(error, one.path)
            return
        if one.since is not None:
            self.notes += one.since.notes
        self.remarks.append(one.remarks)
        found = narrowed(one.check, one.since, known)
        self.judged.append(replace(judge(found, self._stated or one.settings.fail_on), rules=rules))

    def end(self) -> None:
        """Take in what the whole run tells of the baselines: what is stale in them."""
        checks = self.baselines.marked(one.check for one in self.judged)
        pairs = zip(self.judged, checks, strict=True)
        self.judged = [replace(one, check=check) for one, check in pairs]


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
    notes = (*outcome.notes, *baselines.notes())
    return replace(outcome, files={**outcome.files, **files}, notes=notes)


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


def _told(outcome: Outcome, asked: Sequence[Report[Format]], run: Run) -> Outcome:
    """Return the outcome with the exit code, the problems and the reports."""
    judged, problems, unread = run.judged, list(dict.fromkeys(run.problems)), run.unread
    failing = any(one.failing for one in judged)
    code = WRONG if problems else FOUND if failing else DONE
    # Where nothing was read, people have nothing to be told beside the problems.
    made = [report for report in asked if judged or report.form.EXACT or report.path is None]
    return delivered(
        replace(outcome, code=code, problems=tuple(problems)),
        made,
        lambda form, screen: form.check(judged, problems, screen, unread),
        findings=sum(len(one.check.findings) for one in judged),
    )
