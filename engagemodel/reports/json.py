"""Results in, the JSON documents that programs build on out, each held by a schema beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engagemodel.change.record import Change
from engagemodel.errors import Problem
from engagemodel.reports.document import dumped, errors_of, finding_of, head, plain, side
from engagemodel.reports.failures.json import cuts, failure, ranking
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.journeys.json import journeys
from engagemodel.reports.screen import Screen
from engagemodel.results import Check, Difference

__all__ = ["check", "cuts", "difference", "errors", "failure", "journeys", "ranking"]
ABOUT = "for programs: one document, its schema from `engagemodel schema`"
SUFFIXES: tuple[str, ...] = (".json",)
LIMITS: tuple[Limit, ...] = ()
EXACT = True


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return one document on all models; what could not be read is told under ``errors``."""
    models = [_check(one.check) for one in judged]
    errors = {"errors": errors_of(problems)} if problems else {}
    return dumped({**head(), "models": models, **errors})


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return one document on the changes, findings and figures."""
    return dumped(
        {
            **head(),
            "before": side(difference.before.model),
            "after": side(difference.after.model),
            "changes": [_change(change) for change in difference.changes],
            "findings": {
                "resolved": [finding_of(finding) for finding in difference.resolved],
                "introduced": [finding_of(finding) for finding in difference.introduced],
                "remaining": [finding_of(finding) for finding in difference.remaining],
            },
            "figures": [
                {
                    "figure": figure.figure,
                    "before": plain(figure.before),
                    "after": plain(figure.after),
                    "effect": figure.effect,
                }
                for figure in difference.figures
            ],
        }
    )


def errors(problems: Sequence[Problem]) -> str:
    """Return the document of a run that has nothing else to tell."""
    return dumped({**head(), "errors": errors_of(problems)})


def _check(check: Check) -> dict[str, Any]:
    return {
        "path": check.model.path,
        "name": check.model.name,
        "state": check.model.state,
        "summary": check.summary,
        "figures": {name: plain(value) for name, value in check.figures.items()},
        "findings": [finding_of(finding) for finding in check.findings],
    }


def _change(change: Change) -> dict[str, Any]:
    """Return one change; ``likely_was`` is there only where there is an offer."""
    document = {
        "change": change.change,
        "kind": change.kind,
        "id": change.id,
        "was": list(change.was),
        "fields": [
            {"field": field.field, "before": plain(field.before), "after": plain(field.after)}
            for field in change.fields
        ],
        "effect": change.effect,
        "customer_types": list(change.customer_types),
        "why": change.why,
    }
    return document | ({"likely_was": change.likely_was} if change.likely_was else {})
