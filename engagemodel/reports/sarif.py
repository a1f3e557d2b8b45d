"""Findings in, a SARIF 2.1.0 log out: one run with all models, as code scanning and editors read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from engagemodel import __version__
from engagemodel.change.record import ELEMENT_KINDS
from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.model import Acceptance, Model
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports.descriptors import LEVELS, descriptors
from engagemodel.reports.document import dumped
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.places import Located, located
from engagemodel.reports.screen import Screen
from engagemodel.results import Difference

ABOUT = "for code scanning, and editors that list findings"
SUFFIXES: tuple[str, ...] = (".sarif", ".sarif.json")
EXACT = True
LIMITS: tuple[Limit, ...] = (
    Limit(5_000, "code scanning on GitHub takes all and shows the 5,000 most severe"),
    Limit(25_000, "code scanning on GitHub refuses a file with more than 25,000"),
)
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"  # what code scanning calls the root of the repository
# What viewers take for a link of theirs, or for the place of an argument.
_ACTIVE = re.compile(r"(?<=\])(?=\()|(?<=\{)(?=\d+\})")
_Result = dict[str, Any]


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return one run with the findings of all models; accepted ones are suppressed, not left out."""
    models = [one.check.model for one in judged]
    run = _Run(models, problems)
    for one in judged:
        for finding in one.check.findings:
            run.add(finding)
    return run.log()


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return one run: new findings, those unchanged, and as absent those that are resolved.

    The place of what is resolved is in the model before, that of the others in the model after;
    each is joined by where the same, or what it is about, stands in the other file.
    """
    run = _Run([difference.before.model, difference.after.model], ())
    known = {finding.fingerprint: finding for finding in difference.before.findings}
    for finding in difference.introduced:
        run.add(finding, "new", _elsewhere(finding, difference, before=True))
    for finding in difference.remaining:
        same = known.get(finding.fingerprint)
        place = [(same.at, "The same finding before the change.")] if same else []
        run.add(finding, "unchanged", place)
    for finding in difference.resolved:
        run.add(finding, "absent", _elsewhere(finding, difference, before=False))
    return run.log()


def errors(problems: Sequence[Problem]) -> str:
    """Return a run that did not succeed, with what kept it from succeeding."""
    return _Run((), problems).log()


def _elsewhere(
    finding: Finding, difference: Difference, *, before: bool
) -> Iterator[tuple[Place, str]]:
    """Yield where the elements of a finding stand in the other model, by their lineage."""
    other = (difference.before if before else difference.after).model
    lineage = difference.lineage.origins if before else difference.lineage.heirs
    when = "before" if before else "after"
    for id in finding.elements:
        for kind in ELEMENT_KINDS:
            for twin in lineage.get(kind, {}).get(id, ()):
                if twin in other.elements:
                    element = other.elements[twin]
                    yield element.at, f'"{element.name}" {when} the change.'


class _Run:
    """One run being filled: results, and the files and rules that they count."""

    def __init__(self, models: Sequence[Model], problems: Sequence[Problem]) -> None:
        self.problems = problems
        self.results: list[_Result] = []
        self.rules = descriptors() if models else []
        self._number = {rule["id"]: number for number, rule in enumerate(self.rules)}
        self._located: dict[str, Located] = {}
        self._files: dict[Located, int] = {}
        self._seen: Counter[tuple[Located, str]] = Counter()
        for model in models:
            self._number_of(self._find(model.path))

    def add(
        self, finding: Finding, state: str = "", elsewhere: Iterable[tuple[Place, str]] = ()
    ) -> None:
        """Add one result; `state` is its baselineState, if there is a baseline."""
        related = [(other.at, _sentence(other.message)) for other in finding.related]
        places = [*related, *elsewhere]
        seen = (self._find(finding.at.path), finding.fingerprint)
        self._seen[seen] += 1
        result: _Result = {
            "ruleId": finding.rule,
            "ruleIndex": self._number.get(finding.rule, -1),
            "level": LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [self._location(finding.at)],
            "partialFingerprints": {
                "engagemodel/v1": finding.fingerprint,
                # By which code scanning knows an alert again, in its own form.
                "primaryLocationLineHash": f"{finding.fingerprint}:{self._seen[seen]}",
            },
            "suppressions": [self._suppression(finding.accepted)] if finding.accepted else [],
        }
        if places:
            result["relatedLocations"] = [
                {"id": number, **self._location(at), "message": {"text": _inert(message)}}
                for number, (at, message) in enumerate(places, start=1)
            ]
        if state:
            result["baselineState"] = state
        self.results.append(result)

    def log(self) -> str:
        """Return the document of this run."""
        notifications = [self._notification(problem) for problem in self.problems]
        invocation: dict[str, Any] = {"executionSuccessful": not notifications}
        if notifications:
            invocation["toolConfigurationNotifications"] = notifications
        driver = {
            "name": "engagemodel",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": self.rules,
        }
        run: dict[str, Any] = {
            "tool": {"driver": driver},
            "automationDetails": {"id": "engagemodel/"},
            "invocations": [invocation],
            "artifacts": [
                {"location": _location(file), "roles": ["analysisTarget"], **_revision(file)}
                for file in self._files
            ],
            "columnKind": "unicodeCodePoints",
            "results": self.results,
        }
        return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})

    def _find(self, path: str) -> Located:
        if path not in self._located:
            self._located[path] = located(path)
        return self._located[path]

    def _number_of(self, file: Located) -> int:
        return self._files.setdefault(file, len(self._files))

    def _file(self, path: str) -> dict[str, Any]:
        file = self._find(path)
        return {**_location(file), "index": self._number_of(file), **_revision(file)}

    def _location(self, at: Place) -> dict[str, Any]:
        region = {"startLine": at.line, "startColumn": at.column}
        return {"physicalLocation": {"artifactLocation": self._file(at.path), "region": region}}

    def _suppression(self, accepted: Acceptance) -> dict[str, Any]:
        owner = f" ({accepted.owner})" if accepted.owner else ""
        until = f" Until {accepted.until}." if accepted.until else ""
        return {
            "kind": "inSource",
            "status": "accepted",
            "justification": printable(f"{accepted.reason}{owner}{until}"),
            "location": self._location(accepted.at),
        }

    def _notification(self, problem: Problem) -> dict[str, Any]:
        hint = f" ({problem.hint})" if problem.hint else ""
        told: dict[str, Any] = {
            "level": "error",
            "message": {"text": _inert(_sentence(f"{problem.message}{hint}"))},
        }
        if problem.at:
            told["locations"] = [self._location(problem.at)]
        elif problem.path:
            file = self._file(problem.path)
            told["locations"] = [{"physicalLocation": {"artifactLocation": file}}]
        return told


def _location(file: Located) -> dict[str, Any]:
    """Return a uri from the root of the repository, or as the path was given where there is none."""
    root = {"uriBaseId": _ROOT} if file.rooted else {}
    return {"uri": quote(file.path, safe="/"), **root}


def _revision(file: Located) -> dict[str, Any]:
    return {"properties": {"revision": file.revision}} if file.revision else {}


def _message(finding: Finding) -> str:
    mend = f"\nTo mend: {_inert(finding.mend)}" if finding.mend else ""
    return f"{_inert(finding.message)}{mend}"


def _sentence(text: str) -> str:
    """Return a text as a sentence of its own."""
    whole = f"{text[:1].upper()}{text[1:]}"
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."


def _inert(text: str) -> str:
    """Return foreign text in which a viewer finds neither a link nor a placeholder."""
    return _ACTIVE.sub(" ", printable(text))
