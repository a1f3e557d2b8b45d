"""Results in, a report that a business person reads at a desk out: customers first, figures last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engagemodel.change.record import ENTRY_KINDS, LINE_KINDS
from engagemodel.errors import Problem
from engagemodel.finding import SEVERITIES, Finding
from engagemodel.reports.changes import SIGNS, told
from engagemodel.reports.complexity import weighed
from engagemodel.reports.customers import Turn, hits, numbered, title, turns
from engagemodel.reports.failures.text import cuts, failure, ranking
from engagemodel.reports.figures import after_change, available, available_after_change, measured
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.journeys.text import journeys
from engagemodel.reports.screen import Block, Screen, Style, gap, heading, lay, table
from engagemodel.reports.summary import bar, headline, let_down, summary, tally
from engagemodel.reports.wording import SEVERITIES as WORDS
from engagemodel.reports.wording import counted, described, place
from engagemodel.results import Difference

__all__ = ["check", "cuts", "difference", "errors", "failure", "journeys", "ranking"]
ABOUT = "for people at a desk: the default"
SUFFIXES: tuple[str, ...] = (".txt",)
LIMITS: tuple[Limit, ...] = ()
EXACT = False
_TELLS = {
    "Resolved": ("no longer holds", "no longer hold"),
    "New": ("comes with the change", "come with the change"),
    "Remaining": ("holds before and after", "hold before and after"),
}


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return what each model holds for customers, its findings and figures, and one summary."""
    blocks: list[Block] = []
    for one in judged:
        blocks += [*([gap()] if blocks else []), *_check(one)]
    if len(judged) + bool(problems) > 1 and judged:
        blocks += [gap(), Block(tally(judged, len(problems), unread), "strong")]
    return lay(blocks, screen)


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return who is better or worse off, what became of the findings, the changes and figures."""
    return lay(_difference(difference), screen)


def errors(problems: Sequence[Problem]) -> str:
    """Return nothing: people are told of problems beside the report."""
    return ""


def _check(one: Judged) -> Iterator[Block]:
    check = one.check
    numbers = numbered(check.open)
    yield heading(check.model.name)
    yield Block(described(check.model), "faint")
    if check.model.customer_types:
        yield from (gap(), heading("What customers meet"))
        met = hits(check.model, check.open, numbers)
        yield Block(
            let_down(check.model, [hit.customer for hit in met], partial=check.partial), indent=2
        )
        for hit in met:
            yield Block(title(hit.customer, check.model), "strong", indent=2)
            yield from (Block(sentence, indent=2, lead="- ") for sentence in hit.sentences)
    for severity in SEVERITIES:
        found = [finding for finding in check.open if finding.severity == severity]
        if found:
            yield from (gap(), heading(WORDS[severity], severity))
            for finding in found:
                yield from _finding(finding, numbers)
    yield from _accepted(check.findings)
    yield from _figures("Figures", measured(check))
    yield from _figures("Availability, at most", available(check))
    yield from (gap(), Block(f"{summary(check)} {bar(one)}".rstrip(), "strong"))


def _finding(finding: Finding, numbers: Mapping[str, int]) -> Iterator[Block]:
    lead = f"{numbers[finding.fingerprint]:3}. "
    yield Block(finding.message, lead=lead, lead_style=finding.severity)
    if finding.mend:
        yield Block(f"To mend: {finding.mend}", indent=len(lead))
    yield Block(f"{finding.rule}, {place(finding.at)}", "faint", indent=len(lead))


def _accepted(findings: Iterable[Finding]) -> Iterator[Block]:
    accepted = [finding for finding in findings if finding.accepted]
    if accepted:
        yield from (gap(), heading("Accepted for now"))
    for finding in accepted:
        assert finding.accepted is not None
        owner = f", says {finding.accepted.owner}" if finding.accepted.owner else ""
        until = f", until {finding.accepted.until}" if finding.accepted.until else ""
        yield Block(finding.message, indent=2, lead="- ")
        yield Block(f"Accepted{owner}{until}: {finding.accepted.reason}", indent=4)


def _figures(title: str, rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if not rows:
        return
    yield from (gap(), heading(title))
    last = len(rows[0]) - 1
    right = frozenset(range(1, last + 1)) if last == 1 else frozenset({1, 2})
    for row, line in zip(rows, table(rows, right=right), strict=True):
        yield Block(line, _style(row[-1]), indent=2)


def _style(word: str) -> Style:
    return "better" if word == "better" else "worse" if word == "worse" else ""


def _difference(difference: Difference) -> Iterator[Block]:
    before, after = difference.before.model, difference.after.model
    numbers = numbered(difference.numbered)
    yield heading(f"From {before.name} to {after.name}")
    yield Block(described(before), "faint", lead="before: ", lead_style="faint")
    yield Block(described(after), "faint", lead="after:  ", lead_style="faint")
    yield from (gap(), Block(headline(difference), "strong"))
    yield from (Block(sentence) for sentence in weighed(difference))
    found = turns(difference, numbers)
    if found:
        yield from (gap(), heading("What changes for customers"))
        for turn in found:
            yield from _turn(turn)
    yield from _findings("New", "worse", difference.introduced, numbers)
    yield from _findings("Remaining", "medium", difference.remaining, numbers)
    yield from _findings("Resolved", "better", difference.resolved, numbers)
    yield from _accepted((*difference.introduced, *difference.remaining))
    yield from _changes(difference)
    yield from _figures("Figures", after_change(difference))
    yield from _figures("Availability, at most", available_after_change(difference))


def _turn(turn: Turn) -> Iterator[Block]:
    yield Block(f"{turn.title}: {turn.verdict}", "strong", indent=2)
    told: tuple[tuple[str, Style, tuple[str, ...]], ...] = (
        ("+ ", "better", turn.better),
        ("- ", "worse", turn.worse),
        ("~ ", "", turn.other),
        ("= ", "", turn.same),
    )
    for sign, style, sentences in told:
        for sentence in sentences:
            yield Block(sentence, indent=2, lead=sign, lead_style=style)


def _findings(
    words: str, style: Style, findings: Sequence[Finding], numbers: Mapping[str, int]
) -> Iterator[Block]:
    unaccepted = [finding for finding in findings if finding.accepted is None]
    if unaccepted:
        told = counted(len(unaccepted), "finding")
        verb = _TELLS[words][len(unaccepted) > 1]
        yield from (gap(), heading(f"{words}: {told} {verb}", style))
    for finding in unaccepted:
        lead = f"{numbers[finding.fingerprint]:3}. "
        yield Block(f"({finding.severity}) {finding.message}", lead=lead, lead_style=style)
        if words != "Resolved" and finding.mend:
            yield Block(f"To mend: {finding.mend}", indent=len(lead))
        yield Block(f"{finding.rule}, {place(finding.at)}", "faint", indent=len(lead))


def _changes(difference: Difference) -> Iterator[Block]:
    for words, kinds in (("What changes", ENTRY_KINDS), ("Lines that change", LINE_KINDS)):
        some = [change for change in difference.changes if change.kind in kinds]
        if some:
            yield from (gap(), heading(words))
        for change in some:
            effect = f" ({change.effect})" if change.effect != "neutral" else ""
            yield Block(
                told(change, difference) + effect,
                indent=2,
                lead=f"{SIGNS[change.change]} ",
                lead_style=_style(change.effect),
            )
