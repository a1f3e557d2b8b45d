"""Results in, Markdown for a wiki or a pull request out, in which no name of a model is markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.markup import cell, escaped, table
from engagemodel.reports.changes import told
from engagemodel.reports.complexity import weighed
from engagemodel.reports.customers import hits, numbered, title, turns
from engagemodel.reports.failures.markdown import cuts, failure, ranking
from engagemodel.reports.figures import after_change, available, available_after_change, measured
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.journeys.markdown import journeys
from engagemodel.reports.screen import Screen
from engagemodel.reports.summary import bar, headline, let_down, summary, tally
from engagemodel.reports.wording import described, place
from engagemodel.results import Difference

__all__ = ["check", "cuts", "difference", "errors", "failure", "journeys", "ranking"]
ABOUT = "for a comment in a pull request or a wiki: the summary, then details to unfold"
SUFFIXES: tuple[str, ...] = (".md", ".markdown")
LIMITS: tuple[Limit, ...] = ()
EXACT = True


def check(judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen) -> str:
    """Return a section for each model: what customers meet, findings and figures as tables."""
    sections = ["\n".join(_check(one)) for one in judged]
    if len(judged) + bool(problems) > 1 and judged:
        sections.append(f"**{escaped(tally(judged, len(problems)))}**\n")
    return "\n".join(sections)


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return what changes for customers, findings, changes and figures as lists and tables."""
    return "\n".join(_difference(difference))


def errors(problems: Sequence[Problem]) -> str:
    """Return nothing: people are told of problems beside the report."""
    return ""


def _check(one: Judged) -> Iterator[str]:
    check = one.check
    numbers = numbered(check.open)
    yield from (f"## {escaped(check.model.name)}", "", escaped(described(check.model)), "")
    yield from (f"**{escaped(f'{summary(check)} {bar(one)}'.strip())}**", "")
    met = hits(check.model, check.open, numbers)
    if check.model.customer_types:
        yield from ("### What customers meet", "")
        yield from (escaped(let_down(check.model, [hit.customer for hit in met])), "")
        for hit in met:
            yield f"- **{escaped(title(hit.customer, check.model))}**"
            yield from (f"  - {escaped(sentence)}" for sentence in hit.sentences)
        yield from [""] if met else []
    yield from _findings("### Findings", check.open, numbers)
    accepted = [finding for finding in check.findings if finding.accepted]
    if accepted:
        yield from ("### Accepted for now", "")
        yield from table(
            ("Finding", "Reason", "Owner", "Until"),
            (
                (
                    cell(finding.message),
                    cell(finding.accepted.reason),
                    cell(finding.accepted.owner or ""),
                    str(finding.accepted.until or ""),
                )
                for finding in accepted
                if finding.accepted
            ),
        )
    for what, rows in (
        ("Figures", measured(check)),
        ("Availability, at most", available(check)),
    ):
        if rows:
            yield from (f"### {what}", "")
            yield from table(("", "Value"), (tuple(map(cell, row)) for row in rows))


def _findings(words: str, findings: Sequence[Finding], numbers: Mapping[str, int]) -> Iterator[str]:
    some = [finding for finding in findings if finding.accepted is None]
    if not some:
        return
    yield from (words, "")
    yield from table(
        ("", "Severity", "Finding", "To mend", "Rule", "Place"),
        (
            (
                str(numbers[finding.fingerprint]),
                finding.severity,
                cell(finding.message),
                cell(finding.mend),
                cell(finding.rule),
                cell(place(finding.at)),
            )
            for finding in some
        ),
    )


def _difference(difference: Difference) -> Iterator[str]:
    before, after = difference.before.model, difference.after.model
    parts = (difference.resolved, difference.introduced, difference.remaining)
    numbers = numbered(finding for part in parts for finding in part if finding.accepted is None)
    yield from (f"## From {escaped(before.name)} to {escaped(after.name)}", "")
    yield from (f"{escaped(described(before))} → {escaped(described(after))}", "")
    yield from (f"**{escaped(headline(difference))}**", "")
    for sentence in weighed(difference):
        yield from (escaped(sentence), "")
    found = turns(difference, numbers)
    if found:
        yield from ("### What changes for customers", "")
        for turn in found:
            yield f"- **{escaped(turn.title)}**: {turn.verdict}"
            for word, sentences in (
                ("better", turn.better),
                ("worse", turn.worse),
                ("unchanged", turn.same),
            ):
                yield from (f"  - {word}: {escaped(sentence)}" for sentence in sentences)
        yield ""
    yield from _findings("### Resolved", difference.resolved, numbers)
    yield from _findings("### New", difference.introduced, numbers)
    yield from _findings("### Remaining", difference.remaining, numbers)
    if difference.changes:
        yield from ("### Changes", "")
        yield from table(
            ("", "What", "Effect"),
            (
                (change.change, cell(told(change, difference)), change.effect)
                for change in difference.changes
            ),
        )
    for what, rows in (
        ("Figures", after_change(difference)),
        ("Availability, at most", available_after_change(difference)),
    ):
        if rows:
            yield from (f"### {what}", "")
            heads = ("", "Before", "After", "Effect")
            yield from table(heads, (tuple(map(cell, row)) for row in rows[1:]))
