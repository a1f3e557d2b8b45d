"""Findings in, JUnit XML out: a suite for each model, a test case for each finding and silent rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engagemodel.change.losses import lost_channels
from engagemodel.errors import Problem
from engagemodel.finding import FACETS, SEVERITIES, Finding
from engagemodel.printable import printable, uncommanding
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.places import relative
from engagemodel.reports.screen import Screen
from engagemodel.reports.wording import listed, place
from engagemodel.results import Difference

ABOUT = "for the test reports of GitLab, Jenkins and others: what fails the run is a failed test"
SUFFIXES: tuple[str, ...] = (".xml",)
EXACT = True
LIMITS: tuple[Limit, ...] = ()
Outcome = Literal["", "failure", "skipped", "error"]


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case: how it ended, in one line and in full."""

    name: str
    outcome: Outcome = ""
    message: str = ""
    text: str = ""


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return a suite for each model, and one for what could not be read.

    A finding at or above the bar is a failed test of its own, named by its rule and what it is
    about, so that a new one shows as new; one below the bar or accepted is skipped, with the
    reason; a rule without findings is a test that passes.
    """
    suites = [(relative(one.check.model.path), list(_checked(one))) for one in judged]
    return _document([*suites, *_unread(problems)])


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return one suite: new findings at or above the bar fail, remaining ones are skipped.

    What is resolved is a test that passes. With the bar ``worse``, it is also tested whether a
    customer type loses a channel that it prefers.
    """
    level = "medium" if bar == "worse" else bar
    cases = [_case("preferred channels", _losses(difference))] if bar == "worse" else []
    cases += [_held(finding, level) for finding in difference.introduced]
    for finding in difference.remaining:
        name = _name(finding)
        if finding.accepted is None:
            message = f"holds before and after ({finding.severity}): {finding.message}"
            cases.append(_Case(name, "skipped", message, _text(finding)))
        else:
            cases.append(_held(finding, level))
    cases += [
        _Case(_name(finding), text=printable(f"Resolved: {finding.message}"))
        for finding in difference.resolved
    ]
    cases = cases or [_Case("nothing changes")]
    before, after = (relative(side.model.path) for side in (difference.before, difference.after))
    return _document([(f"{before} -> {after}", cases)])


def errors(problems: Sequence[Problem]) -> str:
    """Return a suite with an error for each mistake that kept a model from being read."""
    return _document(_unread(problems))


def _checked(one: Judged) -> Iterator[_Case]:
    found = {finding.rule for finding in one.check.findings}
    for finding in one.check.findings:
        yield _held(finding, one.fail_on)
    silent = [_Case(rule) for rule in one.rules if rule not in found]
    yield from silent
    if not (found or silent):  # a suite without tests is an error to some
        yield _Case("the model is read")


def _held(finding: Finding, bar: str) -> _Case:
    """Return the case of a finding that is held to a bar."""
    accepted = finding.accepted
    if accepted:
        owner = f", says {accepted.owner}" if accepted.owner else ""
        until = f" until {accepted.until}" if accepted.until else ""
        message = f"accepted{until}{owner}: {accepted.reason}"
        return _Case(_name(finding), "skipped", message, _text(finding))
    levels: Sequence[str] = SEVERITIES
    if bar in levels and levels.index(finding.severity) <= levels.index(bar):
        return _Case(_name(finding), "failure", finding.message, _text(finding))
    message = f"{finding.severity} does not fail this run: {finding.message}"
    return _Case(_name(finding), "skipped", message, _text(finding))


def _case(name: str, failures: Sequence[str]) -> _Case:
    return _Case(name, "failure" if failures else "", "; ".join(failures))


def _losses(difference: Difference) -> list[str]:
    before, after = difference.before.model, difference.after.model
    return [
        f"{before.customer_types[loss.customer_type].name} loses "
        f"{before.channels[loss.channel].name}, preferred to {listed(loss.occasions)}"
        for loss in lost_channels(before, after, difference.lineage)
    ]


def _unread(problems: Sequence[Problem]) -> list[tuple[str, list[_Case]]]:
    """Return a suite for each file that has mistakes."""
    suites: dict[str, list[_Case]] = {}
    for problem in problems:
        path = problem.at.path if problem.at else problem.path
        hint = f" ({problem.hint})" if problem.hint else ""
        where = f"{place(problem.at)}: " if problem.at else ""
        message = f"{problem.message}{hint}"
        case = _Case("the model is read", "error", message, printable(f"{where}{message}"))
        suites.setdefault(relative(path) if path else "engagemodel", []).append(case)
    return list(suites.items())


def _name(finding: Finding) -> str:
    """Return the rule and what the finding is about, which stay the same from run to run."""
    told = []
    for facet in FACETS:
        value = getattr(finding, facet)
        if isinstance(value, tuple):
            told += [", ".join(value)] if value else []
        elif value is not None:
            told.append(f"{facet} {value}" if facet == "step" else str(value))
    return f"{finding.rule}: {'; '.join(told)}" if told else finding.rule


def _text(finding: Finding) -> str:
    lines = [f"At {place(finding.at)}", finding.message]
    lines += [f"To mend: {finding.mend}"] if finding.mend else []
    lines += [f"See {place(other.at)}: {other.message}" for other in finding.related]
    return "\n".join(f"  {printable(line)}" for line in lines)


def _document(suites: Sequence[tuple[str, Sequence[_Case]]]) -> str:
    """Return the suites as XML 1.0, in which every text of a model is text."""
    from xml.etree import ElementTree as ET

    every = [case for _, cases in suites for case in cases]
    root = ET.Element("testsuites", {"name": "engagemodel", **_counts(every)})
    for name, cases in suites:
        shown = printable(name)
        suite = ET.SubElement(root, "testsuite", {"name": shown, **_counts(cases)})
        suite.set("skipped", str(sum(case.outcome == "skipped" for case in cases)))
        for case in _apart(cases):
            test = ET.SubElement(suite, "testcase", name=case.name, classname=shown)
            if case.outcome:
                kind = case.name.partition(":")[0]
                told = ET.SubElement(test, case.outcome, message=printable(case.message), type=kind)
                told.text = case.text
            elif case.text:
                ET.SubElement(test, "system-out").text = case.text
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{uncommanding(text)}\n'


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    ended = Counter(case.outcome for case in cases)
    counts = {"tests": len(cases), "failures": ended["failure"], "errors": ended["error"]}
    return {name: str(number) for name, number in counts.items()}


def _apart(cases: Iterable[_Case]) -> Iterator[_Case]:
    """Yield the cases, each under a name that no other has."""
    seen: Counter[str] = Counter()
    for case in cases:
        name = printable(case.name)
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        yield replace(case, name=f"{name}{number}")
