"""Parts of results in, the parts that all JSON documents share out, and these as harmless text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from engagemodel import __version__
from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.place import Place
from engagemodel.printable import AGENT, printable

FORMAT = 1
# What is not plain ASCII, and what begins a command of a build agent.
_UNSAFE = re.compile(rf"[^\n -~]|{AGENT}")


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


def head() -> dict[str, Any]:
    """Return how every document begins: the version of the format, program and version."""
    return {"format": FORMAT, "tool": f"engagemodel {__version__}"}


def side(model: Model) -> dict[str, Any]:
    """Return what a document says of a model."""
    return {"path": model.path, "name": model.name, "state": model.state}


def finding_of(finding: Finding) -> dict[str, Any]:
    """Return a finding, key by key."""
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
            "seconds": plain(witness.seconds),
        },
        "location": place(finding.at),
        "related": [{**place(other.at), "message": other.message} for other in finding.related],
        "fingerprint": finding.fingerprint,
        "accepted": accepted
        and {
            "reason": accepted.reason,
            "owner": accepted.owner,
            "until": accepted.until.isoformat() if accepted.until else None,
        },
    }


def errors_of(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return what could not be read."""
    return [
        {
            **(
                place(problem.at)
                if problem.at
                else {"path": problem.path, "line": None, "column": None}
            ),
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]


def place(at: Place) -> dict[str, Any]:
    """Return a place in a file."""
    return {"path": at.path, "line": at.line, "column": at.column}


def plain(value: object) -> object:
    """Return a value as JSON knows it: tuples as lists, what is endless or no number as null."""
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value
