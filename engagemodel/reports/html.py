"""Results in, one HTML page to read and to print out, which needs nothing else and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from engagemodel import __version__
from engagemodel.errors import Problem
from engagemodel.finding import SEVERITIES, Finding
from engagemodel.printable import uncommanding
from engagemodel.reports.changes import told
from engagemodel.reports.complexity import weighed
from engagemodel.reports.customers import Turn, hits, numbered, title, turns
from engagemodel.reports.figures import after_change, available, available_after_change, measured
from engagemodel.reports.format import Judged, Limit
from engagemodel.reports.screen import Screen
from engagemodel.reports.summary import bar as held
from engagemodel.reports.summary import headline, let_down, summary, tally
from engagemodel.reports.wording import SEVERITIES as WORDS
from engagemodel.reports.wording import counted, described, place
from engagemodel.results import Difference
from engagemodel.shipped import text

if TYPE_CHECKING:
    from engagemodel.model import Model
    from engagemodel.rules.rule import Rule

ABOUT = (
    "to read in a browser, to send or to print: one file, all findings with their rules' manuals"
)
SUFFIXES: tuple[str, ...] = (".html", ".htm")
EXACT = True
LIMITS: tuple[Limit, ...] = ()
# What a manual says in the words of the language.
_CODE = re.compile("`([^`]+)`")
_AFTER = ("Before", "After", "Effect")
Facts = dict[str, Any]
T = TypeVar("T", str, Facts)
Rows = Iterable[Sequence[str]]


def check(
    judged: Sequence[Judged], problems: Sequence[Problem], screen: Screen, unread: int = 0
) -> str:
    """Return a page with a chapter for each model, and what could not be read before them."""
    alone = judged[0].check.model.name if len(judged) == 1 else ""
    several = len(judged) + bool(problems) > 1 and judged
    return _page(
        alone or f"Check of {counted(len(judged), 'model')}",
        [_ordered(_checked(one), one.check.model) for one in judged],
        problems,
        tally(judged, len(problems), unread) if several else "",
    )


def difference(difference: Difference, screen: Screen, bar: str = "never") -> str:
    """Return a page that tells what changes for customers, the findings, changes and figures."""
    before, after = difference.before.model, difference.after.model
    told = _ordered(_compared(difference), before, after)
    return _page(_ordered(f"From {before.name} to {after.name}", before, after), [told], ())


def errors(problems: Sequence[Problem]) -> str:
    """Return a page with the mistakes that kept models from being read."""
    return _page("Nothing could be read", [], problems)


def _ordered(told: T, *models: Model) -> T:
    """Return facts in which names that run to the left stay in the order of their sentences."""
    from engagemodel.page.direction import apart, leftward
    from engagemodel.page.words.printed import wording

    names = [name for model in models for name in wording(model) if leftward(name)]
    if not names:
        return told

    def kept(value: Any) -> Any:
        if isinstance(value, str):
            return value if value in names else apart(value, names)
        if isinstance(value, dict):
            return {key: kept(one) for key, one in value.items()}
        return [*map(kept, value)] if isinstance(value, list | tuple) else value

    found: T = kept(told)
    return found


def _checked(one: Judged) -> Facts:
    check = one.check
    numbers = numbered(check.open)
    met = hits(check.model, check.open, numbers)
    groups = [
        _group(WORDS[level], [f for f in check.open if f.severity == level], numbers)
        for level in SEVERITIES
    ]
    tables = (
        _table("Figures", (), measured(check)),
        _table("Availability, at most", (), available(check)),
    )
    customers = let_down(check.model, [hit.customer for hit in met], partial=check.partial)
    counts = summary(check)
    lead, *rest = [customers, counts] if check.model.customer_types else [counts]
    return {
        "title": check.model.name,
        "told": counts,
        "described": described(check.model),
        "verdict": lead,
        "sentences": list(filter(None, (*rest, held(one)))),
        "heading": "What customers meet",
        "customers": [
            {
                "title": title(hit.customer, check.model),
                "verdict": "",
                "sentences": [("", sentence) for sentence in hit.sentences],
            }
            for hit in met
        ],
        "groups": _filled([*groups, _accepted(check.findings)]),
        "tables": [table for table in tables if table["rows"]],
    }


def _compared(difference: Difference) -> Facts:
    before, after = difference.before.model, difference.after.model
    numbers = numbered(difference.numbered)
    groups = (
        _group("New", difference.introduced, numbers, "new"),
        _group("Remaining", difference.remaining, numbers, "remaining"),
        _group("Resolved", difference.resolved, numbers, "resolved"),
        _accepted((*difference.introduced, *difference.remaining)),
    )
    changes = [
        (change.change, told(change, difference, "→"), change.effect.replace("neutral", ""))
        for change in difference.changes
    ]
    tables = (
        _table(f"Changes ({len(changes):,})", ("Change", "What", "Effect"), changes),
        _table("Figures", ("Figure", *_AFTER), after_change(difference)[1:], open=True),
        _table("Availability, at most", ("Of", *_AFTER), available_after_change(difference)[1:]),
    )
    return {
        "described": f"{described(before)} → {described(after)}",
        "verdict": headline(difference),
        "sentences": weighed(difference, "→"),
        "heading": "What changes for customers",
        "customers": [_turned(turn) for turn in turns(difference, numbers)],
        "groups": _filled(groups),
        "tables": [table for table in tables if table["rows"]],
    }


def _turned(turn: Turn) -> Facts:
    signs = (
        ("better", turn.better),
        ("worse", turn.worse),
        ("other", turn.other),
        ("unchanged", turn.same),
    )
    return {
        "title": turn.title,
        "verdict": turn.verdict,
        "sentences": [(sign, sentence) for sign, said in signs for sentence in said],
    }


def _group(
    words: str, findings: Sequence[Finding], numbers: Mapping[str, int], status: str = ""
) -> Facts:
    open = [finding for finding in findings if finding.accepted is None]
    shown = [
        _finding(finding, str(numbers[finding.fingerprint]), mend=status != "resolved")
        for finding in open
    ]
    return {
        "title": words,
        "count": counted(len(open), "finding"),
        "status": status,
        "findings": shown,
    }


def _accepted(findings: Iterable[Finding]) -> Facts:
    shown = [_finding(finding, "✓", mend=False) for finding in findings if finding.accepted]
    return {
        "title": "Accepted for now",
        "count": counted(len(shown), "finding"),
        "status": "accepted",
        "findings": shown,
    }


def _filled(groups: Iterable[Facts]) -> list[Facts]:
    return [group for group in groups if group["findings"]]


def _finding(finding: Finding, number: str, *, mend: bool) -> Facts:
    accepted = finding.accepted
    why = ""
    if accepted:
        owner = f", says {accepted.owner}" if accepted.owner else ""
        until = f", until {accepted.until}" if accepted.until else ""
        why = f"Accepted{owner}{until}: {accepted.reason}"
    return {
        "number": number,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "mend": finding.mend if mend else "",
        "accepted": why,
        "place": place(finding.at),
        "related": [f"{place(other.at)} ({other.message})" for other in finding.related],
    }


def _table(words: str, head: Sequence[str], rows: Rows, *, open: bool = False) -> Facts:
    return {"title": words, "head": head, "rows": list(rows), "open": open}


def _mistakes(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        where = f"{place(problem.at)}: " if problem.at else ""
        yield f"{where}{problem.message}{hint}"


def _manual(rule: Rule) -> Facts:
    """Return what the page says of a rule; of a text, every second part is in the language's words."""
    manual = rule.manual
    told = {"what": manual.what, "why": manual.why, "mend": manual.mend}
    parts = {key: _CODE.split(text) for key, text in told.items()}
    return {"name": rule.name, "title": manual.title, **parts}


def _page(
    title: str, chapters: Sequence[Facts], problems: Sequence[Problem], tally: str = ""
) -> str:
    """Return the document; every text of a model stands in markup, and no script does.

    Raises:
        ArgumentError: the user's template cannot be filled.
    """
    from engagemodel.page.dress.template import REPORT, fill
    from engagemodel.page.writers.svg import faces
    from engagemodel.rules import RULES

    mistakes = list(_mistakes(problems))
    style = text("reports/report.css") + faces(repr((title, tally, chapters, mistakes)))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    named = {f["rule"] for one in chapters for group in one["groups"] for f in group["findings"]}
    facts = {
        "version": __version__,
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; "
        "base-uri 'none'; form-action 'none'",
        "title": title,
        "tally": tally,
        "chapters": chapters,
        "mistakes": mistakes,
        "rules": [_manual(rule) for rule in RULES if rule.name in named],
    }
    return uncommanding(fill(REPORT, facts, {"style": style}))
