"""Results in, the one sentence that sums them up out."""

from __future__ import annotations

from collections.abc import Sequence

from engagemodel.finding import SEVERITIES, Finding
from engagemodel.reports.format import Judged
from engagemodel.reports.wording import counted, listed
from engagemodel.results import Check, Difference


def summary(check: Check) -> str:
    """Return ``3 findings: 2 high and 1 low; 1 accepted.``"""
    counts = check.summary
    accepted = f"; {counts['accepted']} accepted" if counts["accepted"] else ""
    if not check.open:
        return f"No findings{accepted}."
    return f"{counted(len(check.open), 'finding')}: {by_severity(check.open)}{accepted}."


def by_severity(findings: Sequence[Finding]) -> str:
    """Return ``2 high and 1 low``."""
    counts = {level: sum(f.severity == level for f in findings) for level in SEVERITIES}
    return listed(f"{number} {level}" for level, number in counts.items() if number)


def bar(judged: Judged) -> str:
    """Return what the findings do to the run: the bar that they were held to, and who cleared it."""
    if judged.lenient:
        if not judged.check.open:
            return ""
        return (
            "A model of today may be as bad as it is, so none of it fails this run "
            "(--fail-on high would)."
        )
    if judged.failing:
        up = {"high": "high", "medium": "medium or high", "low": "low or more"}[judged.fail_on]
        return f"Failed: {counted(judged.failing, 'finding')} of {up} severity."
    return ""


def tally(judged: Sequence[Judged], problems: int) -> str:
    """Return one sentence on a run over several models."""
    failed = sum(one.failing > 0 for one in judged)
    found = [finding for one in judged for finding in one.check.open]
    parts = [counted(len(judged), "model") + " checked"]
    parts.append(
        f"{counted(len(found), 'finding')}" + (f" ({by_severity(found)})" if found else "")
    )
    if failed:
        parts.append(f"{failed} failed")
    if problems:
        parts.append(f"{counted(problems, 'mistake')} kept others from being read")
    return ", ".join(parts) + "."


def headline(difference: Difference) -> str:
    """Return what became of the findings in one sentence."""
    resolved, introduced, remaining = (
        [finding for finding in part if finding.accepted is None]
        for part in (difference.resolved, difference.introduced, difference.remaining)
    )
    if not (resolved or introduced or remaining):
        return "No findings, neither before nor after."
    return (
        f"Of {counted(len(difference.before.open), 'finding')} today, {len(resolved)} "
        f"{'is' if len(resolved) == 1 else 'are'} resolved and {len(remaining)} "
        f"{'remains' if len(remaining) == 1 else 'remain'}; {len(introduced)} "
        f"{'is' if len(introduced) == 1 else 'are'} new."
    )
