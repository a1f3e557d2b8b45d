"""Results in, Markdown for a wiki or a pull request out, in which no name of a model is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engagemodel.errors import Problem
from engagemodel.finding import SEVERITIES, Finding
from engagemodel.markup import cell, escaped, table
from engagemodel.model import Model
from engagemodel.reports.changes import told
from engagemodel.reports.complexity import weighed
from engagemodel.reports.customers import Hit, Turn, hits, numbered, title, turns
from engagemodel.reports.failures.markdown import cuts, failure, ranking
from engagemodel.reports.figures import after_change, available, available_after_change, measured
from engagemodel.reports.folding import Chapter, Section, compose, shortened
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.journeys.markdown import journeys
from engagemodel.reports.screen import Screen
from engagemodel.reports.summary import bar, headline, let_down, summary, tally
from engagemodel.reports.wording import SEVERITIES as WORDS
from engagemodel.reports.wording import counted, described, place
from engagemodel.results import Difference

__all__ = ["check", "cuts", "difference", "errors", "failure", "journeys", "ranking"]
ABOUT = "for a comment in a pull request or a wiki: the summary, then details to unfold"
SUFFIXES: tuple[str, ...] = (".md", ".markdown")
LIMITS: tuple[Limit, ...] = ()
EXACT = True


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return a chapter for each model: the summary, what customers meet, and details to unfold.

    Of several models a tally comes first, then the mistakes that kept others from being read.
    """
    several = len(judged) + bool(problems) > 1 and judged
    opening = [f"**{escaped(tally(judged, len(problems), unread))}**", ""] if several else []
    return compose(opening, [*_mistakes(problems), *(_check(one) for one in judged)])


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return what changes for customers, then findings, changes and figures to unfold."""
    return compose([], [_difference(difference)])


def errors(problems: Sequence[Problem]) -> str:
    """Return the mistakes that kept models from being read."""
    return compose([], list(_mistakes(problems)))


def _mistakes(problems: Sequence[Problem]) -> Iterator[Chapter]:
    if problems:
        rows = tuple(f"- {_escaped(_mistake(problem))}" for problem in problems)
        opening = (f"**{counted(len(problems), 'mistake')} to mend first**", "")
        yield Chapter(opening, (Section("", (), rows, "mistake", "mistakes"),))


def _mistake(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    where = f"{place(problem.at)}: " if problem.at else ""
    return f"{where}{problem.message}{hint}"


def _escaped(text: str) -> str:
    return escaped(shortened(text))


def _cell(text: str) -> str:
    return cell(shortened(text))


def _check(one: Judged) -> Chapter:
    check = one.check
    numbers = numbered(check.open)
    opening = [f"## {_escaped(check.model.name)}", "", _escaped(described(check.model)), ""]
    opening += [f"**{_escaped(f'{summary(check)} {bar(one)}'.strip())}**", ""]
    sections = []
    if check.model.customer_types:
        met = hits(check.model, check.open, numbers)
        opening += [
            _escaped(let_down(check.model, [hit.customer for hit in met], partial=check.partial)),
            "",
        ]
        rows = tuple("\n".join(_hit(hit, check.model)) for hit in met)
        sections = [Section("", (), rows, "customer type", "customer types")] if rows else []
    for severity in SEVERITIES:
        found = [finding for finding in check.open if finding.severity == severity]
        sections += _findings(WORDS[severity], found, numbers)
    sections += _accepted(check.findings)
    sections += _table("Figures", ("", "Value"), measured(check))
    sections += _table("Availability, at most", ("", "Value"), available(check))
    return Chapter(tuple(opening), tuple(sections), len(check.open))


def _hit(hit: Hit, model: Model) -> Iterator[str]:
    yield f"- **{_escaped(title(hit.customer, model))}**"
    yield from (f"  - {_escaped(sentence)}" for sentence in hit.sentences)


def _findings(
    words: str, findings: Sequence[Finding], numbers: Mapping[str, int]
) -> Iterator[Section]:
    some = [finding for finding in findings if finding.accepted is None]
    if some:
        yield _section(
            f"{words} ({counted(len(some), 'finding')})",
            ("", "Severity", "Finding", "To mend", "Rule", "Place"),
            (
                (
                    str(numbers[finding.fingerprint]),
                    finding.severity,
                    _cell(finding.message),
                    _cell(finding.mend),
                    _cell(finding.rule),
                    _cell(place(finding.at)),
                )
                for finding in some
            ),
        )


def _accepted(findings: Iterable[Finding]) -> Iterator[Section]:
    rows = [
        (
            _cell(finding.message),
            _cell(finding.accepted.reason),
            _cell(finding.accepted.owner or ""),
            str(finding.accepted.until or ""),
        )
        for finding in findings
        if finding.accepted
    ]
    if rows:
        words = f"Accepted for now ({counted(len(rows), 'finding')})"
        yield _section(words, ("Finding", "Reason", "Owner", "Until"), rows)


def _difference(difference: Difference) -> Chapter:
    before, after = difference.before.model, difference.after.model
    parts = (difference.resolved, difference.introduced, difference.remaining)
    numbers = numbered(difference.numbered)
    opening = [f"## From {_escaped(before.name)} to {_escaped(after.name)}", ""]
    opening += [f"{_escaped(described(before))} → {_escaped(described(after))}", ""]
    opening += [f"**{_escaped(headline(difference))}**", ""]
    for sentence in weighed(difference, "→"):
        opening += [_escaped(sentence), ""]
    sections = []
    found = turns(difference, numbers)
    if found:
        rows = tuple("\n".join(_turn(turn)) for turn in found)
        sections.append(Section("", (), rows, "customer type", "customer types"))
    sections += _findings("New", difference.introduced, numbers)
    sections += _findings("Remaining", difference.remaining, numbers)
    sections += _findings("Resolved", difference.resolved, numbers)
    sections += _accepted((*difference.introduced, *difference.remaining))
    changes = [
        (change.change, _cell(told(change, difference, "→")), change.effect)
        for change in difference.changes
    ]
    if changes:
        words = f"Changes ({len(changes):,})"
        sections.append(_section(words, ("", "What", "Effect"), changes, "change"))
    heads = ("", "Before", "After", "Effect")
    sections += _table("Figures", heads, after_change(difference)[1:])
    sections += _table("Availability, at most", heads, available_after_change(difference)[1:])
    return Chapter(tuple(opening), tuple(sections), sum(map(len, parts)))


def _turn(turn: Turn) -> Iterator[str]:
    yield f"- **{_escaped(turn.title)}**: {turn.verdict}"
    for word, sentences in (
        ("better", turn.better),
        ("worse", turn.worse),
        ("other", turn.other),
        ("unchanged", turn.same),
    ):
        yield from (f"  - {word}: {_escaped(sentence)}" for sentence in sentences)


def _table(words: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[Section]:
    """Yield a section of foreign texts, if there are any."""
    cells = [tuple(map(_cell, row)) for row in rows]
    if cells:
        yield _section(words, head, cells, "line")


def _section(
    words: str, head: Sequence[str], rows: Iterable[Sequence[str]], one: str = "finding"
) -> Section:
    first, rule, *lines = table(head, rows)
    return Section(words, (first, rule), tuple(lines[:-1]), one, f"{one}s")
