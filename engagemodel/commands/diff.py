"""`engagemodel diff`: today's and tomorrow's model in, what changes for customers out."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from engagemodel.commands import drawing, options
from engagemodel.commands.examining import overridden
from engagemodel.commands.loading import load_worn, remarks
from engagemodel.commands.outcome import DONE, FOUND, Outcome
from engagemodel.commands.reporting import delivered, reports, unread
from engagemodel.errors import ArgumentError, ModelError, Problem
from engagemodel.reports import diagnostics
from engagemodel.results import Difference


def diff(
    as_is: Annotated[
        str, typer.Argument(metavar="AS_IS", help="The model of today; or REV:PATH, or - .")
    ],
    future: Annotated[str, typer.Argument(metavar="FUTURE", help="The model of tomorrow, or - .")],
    picture: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the difference on one page, as render does."),
    ] = None,
    format: options.FormatOption = None,
    output: options.OutputsOption = None,
    templates: Annotated[
        str | None,
        drawing.templates(
            "A folder whose reports/report.html.j2 goes before ours, and page/page.html.j2 before "
            "that of an html picture."
        ),
    ] = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="high|medium|low|worse|never",
            help="Exit with 1 where a new finding is at least this severe; worse: of at least "
            "medium severity, or a customer type loses a channel that it prefers.",
            autocompletion=options.bars("worse"),
        ),
    ] = "never",
    today: options.TodayOption = None,
    limit: options.LimitOption = None,
) -> Outcome:
    """Tell what changes from one model to another.

    What that does to customers comes first. The settings beside FUTURE hold for both models.
    """
    from engagemodel import api, page

    drawing.filed([picture] if picture else [])
    drawn = page.format_of(picture) if picture else ""
    own = drawing.own(templates, drawn)
    asked = reports(format, output, own)
    bar = options.bar(fail_on, "worse") or "never"
    chosen, ignored = options.rules(select), options.rules(ignore)
    limits, day = options.limits(limit), options.day(today)
    if picture and picture in {report.path for report in asked}:
        raise ArgumentError(Problem("two outputs are the same file"))
    try:
        (before, after), settings, dress = load_worn(
            (as_is, future),
            limits,
            lambda settings: replace(drawing.dress(settings), templates=own) if picture else None,
        )
    except ModelError as error:
        return unread(asked, error, as_is, future)
    found = api.diff(before, after, overridden(settings, chosen, ignored), day)
    files: dict[str, bytes] = {}
    idle = drawing.idle((drawn, *(report.name for report in asked)), {"--templates": ("html", own)})
    notes = (*remarks(before, after), *diagnostics.notes(api.unmet(found)), *idle)
    if picture and dress:
        scene = page.draw(found, dress=dress)
        files[picture] = page.write(scene, drawn)
        notes = (*notes, *scene.warnings, f"wrote {picture}")
    outcome = Outcome(
        code=FOUND if regressed(found, bar) else DONE,
        files=files,
        inputs=(*api.inputs(before, after, settings), *drawing.worn(settings, None)),
        notes=notes,
    )
    findings = len(found.resolved) + len(found.introduced) + len(found.remaining)
    return delivered(
        outcome, asked, lambda form, screen: form.difference(found, screen, bar), findings
    )


def regressed(difference: Difference, bar: str) -> bool:
    """Return whether the difference fails at a bar, by its new findings that nobody accepted."""
    from engagemodel import api

    if bar == "worse" and api.lost(difference):
        return True
    level = "medium" if bar == "worse" else bar
    return any(
        options.at_or_above(finding.severity, level)
        for finding in difference.introduced
        if finding.accepted is None
    )
