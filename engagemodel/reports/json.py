"""Results in, the JSON documents that programs build on out, each held by a schema beside this file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from engagemodel import __version__
from engagemodel.change.record import Change
from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.model import Model, Place
from engagemodel.printable import printable
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import Screen
from engagemodel.results import Check, Difference

SUFFIXES: tuple[str, ...] = (".json",)
EXACT = True
FORMAT = 1
# What is not plain ASCII, and what begins a command of older build agents.
_UNSAFE = re.compile(r"[^\n -~]|(?<=#)#(?=(?:vso)?\[)")


def check(judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen) -> str:
    """Return one document on all models; what could not be read is told under ``errors``."""
    models = [_check(one.check) for one in judged]
    errors = {"errors": _errors(problems)} if problems else {}
    return dumped({**_head(), "models": models, **errors})


def difference(difference: Difference, screen: Screen) -> str:
    """Return one document on the changes, findings and figures."""
    return dumped(
        {
            **_head(),
            "before": _side(difference.before.model),
            "after": _side(difference.after.model),
            "changes": [_change(change) for change in difference.changes],
            "findings": {
                "resolved": [_finding(finding) for finding in difference.resolved],
                "introduced": [_finding(finding) for finding in difference.introduced],
                "remaining": [_finding(finding) for finding in difference.remaining],
            },
            "figures": [
                {
                    "figure": figure.figure,
                    "before": _plain(figure.before),
                    "after": _plain(figure.after),
                    "effect": figure.effect,
                }
                for figure in difference.figures
            ],
        }
    )


def errors(problems: Sequence[Problem]) -> str:
    """Return the document of a run that has nothing else to tell."""
    return dumped({**_head(), "errors": _errors(problems)})


def dumped(document: object) -> str:
    """Return a document as text in which no character can steer a terminal, a line end at its end.

    Letters of all scripts stay readable; what `printable` would not let through is escaped as JSON
    escapes it, so that the value is the same.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNSAFE.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if character != "#" and printable(character) == character:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else json.dumps(character)[1:-1]


def _head() -> dict[str, Any]:
    return {"format": FORMAT, "tool": f"engagemodel {__version__}"}


def _check(check: Check) -> dict[str, Any]:
    return {
        "path": check.model.path,
        "name": check.model.name,
        "state": check.model.state,
        "summary": check.summary,
        "figures": {name: _plain(value) for name, value in check.figures.items()},
        "findings": [_finding(finding) for finding in check.findings],
    }


def _side(model: Model) -> dict[str, Any]:
    return {"path": model.path, "name": model.name, "state": model.state}


def _finding(finding: Finding) -> dict[str, Any]:
    witness, accepted = finding.witness, finding.accepted
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "mend": finding.mend,
        "elements": list(finding.elements),
        "data": list(finding.data),
        "customer_types": list(finding.customer_types),
        "journeys": list(finding.journeys),
        "step": finding.step,
        "occasion": finding.occasion,
        "capability": finding.capability,
        "flow": finding.flow,
        "witness": witness
        and {
            "written": list(witness.written),
            "looked_for": list(witness.looked_for),
            "missing": witness.missing,
            "path": list(witness.path),
            "worst": witness.worst,
            "seconds": _plain(witness.seconds),
        },
        "location": _place(finding.at),
        "related": [{**_place(other.at), "message": other.message} for other in finding.related],
        "fingerprint": finding.fingerprint,
        "accepted": accepted
        and {
            "reason": accepted.reason,
            "owner": accepted.owner,
            "until": accepted.until.isoformat() if accepted.until else None,
        },
    }


def _change(change: Change) -> dict[str, Any]:
    """Return one change; ``likely_was`` is there only where there is an offer."""
    document = {
        "change": change.change,
        "kind": change.kind,
        "id": change.id,
        "was": list(change.was),
        "fields": [
            {"field": field.field, "before": _plain(field.before), "after": _plain(field.after)}
            for field in change.fields
        ],
        "effect": change.effect,
        "customer_types": list(change.customer_types),
        "why": change.why,
    }
    return document | ({"likely_was": change.likely_was} if change.likely_was else {})


def _errors(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            **(_place(problem.at) if problem.at else dict.fromkeys(("path", "line", "column"))),
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]


def _place(at: Place) -> dict[str, Any]:
    return {"path": at.path, "line": at.line, "column": at.column}


def _plain(value: object) -> object:
    """Return a value as JSON knows it: tuples as lists, what is endless or no number as null."""
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
