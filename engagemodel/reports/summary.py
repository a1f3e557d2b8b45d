"""Results in, the one sentence that sums them up out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engagemodel.finding import SEVERITIES, Finding
from engagemodel.model import CustomerType, Model
from engagemodel.reports.format import Judged
from engagemodel.reports.wording import counted, listed, percent, share_of, whole
from engagemodel.results import Check, Difference
from engagemodel.sentences import ended

_ALL = {1: "it is", 2: "both are"}


def summary(check: Check) -> str:
    """Return ``3 findings: 2 high and 1 low; 1 accepted; 8 older findings not shown.``"""
    counts = check.summary
    more = f"; {counts['accepted']} accepted" if counts["accepted"] else ""
    more += left_out([check])
    new = "new " if check.partial else ""
    if not check.open:
        return f"No {new}findings{more}."
    return f"{counted(len(check.open), f'{new}finding')}: {by_severity(check.open)}{more}."


def left_out(checks: Iterable[Check]) -> str:
    """Return what the reports leave out, as the end of a sentence; nothing where that is nothing.

    And how much of the baseline is stale.
    """
    every = list(checks)
    older = sum(check.older or 0 for check in every)
    known = sum(check.known or 0 for check in every)
    stale = sum(check.stale or 0 for check in every)
    told = f"; {counted(older, 'older finding')} not shown" if older else ""
    told += f"; {counted(known, 'finding')} of the baseline not shown" if known else ""
    return told + (f"; {outdated(stale)}" if stale else "")


def outdated(stale: int) -> str:
    """Return ``2 entries of the baseline are stale``."""
    verb = "is" if stale == 1 else "are"
    return f"{counted(stale, 'entry', 'entries')} of the baseline {verb} stale"


def let_down(model: Model, hit: Sequence[CustomerType], *, partial: bool = False) -> str:
    """Return how many customer types meet a high or medium finding, and their share together.

    `partial` where findings were left out, so that others may be let down by those.
    """
    new = " by what is new" if partial else ""
    if not hit and partial:
        return f"No customer type is let down{new}."
    if not hit:
        return "No customer type is let down, as far as the model tells."
    shares = [customer.share.value for customer in hit if customer.share]
    share = percent(min(1.0, sum(shares))) if shares else ""
    verb = "is" if len(hit) == 1 else "are"
    count = f"{len(hit)} of {counted(len(model.customer_types), 'customer type')}"
    return f"{count} {verb} let down{new}{f', {share} of {whole(model)}' if share else ''}."


def by_severity(findings: Sequence[Finding]) -> str:
    """Return ``2 high and 1 low``."""
    counts = {level: sum(f.severity == level for f in findings) for level in SEVERITIES}
    return listed(f"{number:,} {level}" for level, number in counts.items() if number)


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


def tally(judged: Sequence[Judged], problems: int, unread: int = 0) -> str:
    """Return what a run over several models comes to: how much was found, and how many are how bad.

    And how many could not be checked; where only the mistakes are known, how many those are.
    """
    failed = sum(one.failing > 0 for one in judged)
    found = [finding for one in judged for finding in one.check.open]
    parts = [counted(len(judged), "model") + " checked"]
    parts.append(
        f"{counted(len(found), 'finding')}" + (f" ({by_severity(found)})" if found else "")
    )
    if failed:
        parts.append(f"{failed} failed")
    if unread:
        parts.append(f"{counted(unread, 'model')} could not be checked")
    elif problems:
        parts.append(f"{counted(problems, 'mistake')} kept others from being read")
    told = ", ".join(parts) + f"{left_out(one.check for one in judged)}."
    return f"{told} {_worst(judged)}" if len(judged) > 1 else told


def _worst(judged: Sequence[Judged]) -> str:
    """Return ``The worst finding is high in 2 and low in 1; 3 have none.``"""
    worst = [next((f.severity for f in one.check.open), None) for one in judged]
    counts = {level: worst.count(level) for level in SEVERITIES}
    clean = worst.count(None)
    new = "new " if any(one.check.partial for one in judged) else ""
    if clean == len(judged):
        return f"None has {new}findings."
    told = listed(f"{level} in {number:,}" for level, number in counts.items() if number)
    has = "has" if clean == 1 else "have"
    return f"The worst {new}finding is {told}" + (f"; {clean:,} {has} none." if clean else ".")


def headline(difference: Difference) -> str:
    """Return who is left out, what became of the findings, who is at risk; or that nothing changes."""
    resolved, introduced, remaining = (
        sum(finding.accepted is None for finding in part)
        for part in (difference.resolved, difference.introduced, difference.remaining)
    )
    same = not (difference.changes or resolved or introduced)
    told = _became(resolved, introduced, remaining, same)
    opening = ["Nothing changes."] if same else list(_unserved(difference))
    return " ".join(filter(None, (*opening, told, _at_risk(difference))))


def _unserved(difference: Difference) -> Iterator[str]:
    """Yield for whom no channel is open tomorrow, and who is left out there altogether."""
    cut_off = [turn.customer for turn in difference.turns if turn.cut_off]
    gone = [turn.customer for turn in difference.turns if turn.gone]
    if cut_off:
        yield ended(f"No channel will be open to {_people(cut_off, difference.after.model)}.")
    if gone:
        yield ended(f"Tomorrow leaves out {_people(gone, difference.before.model)}.")


def _people(customers: Sequence[CustomerType], model: Model) -> str:
    """Return ``Brokers (17% of revenue) and Clients (3% of revenue)``."""
    shares = ((customer, share_of(customer, model)) for customer in customers)
    return listed(f"{one.name} ({share})" if share else one.name for one, share in shares)


def _became(resolved: int, introduced: int, remaining: int, same: bool) -> str:
    """Return what became of the findings; where all is the `same`, that they are still there."""
    if not (resolved or introduced or remaining):
        return "No findings, neither before nor after."
    if same:
        return f"{counted(remaining, 'finding')} {'remains' if remaining == 1 else 'remain'}."
    before = resolved + remaining
    if not before:
        told = "There are no findings today"
    elif not remaining:
        told = f"Of {counted(before, 'finding')} today, {_ALL.get(before, 'all are')} resolved"
    else:
        told = (
            f"Of {counted(before, 'finding')} today, {resolved} {_are(resolved)} resolved "
            f"and {remaining} {'remains' if remaining == 1 else 'remain'}"
        )
    new = f"{introduced} {_are(introduced)} new" if introduced else "none is new"
    return f"{told}; {new}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _at_risk(difference: Difference) -> str:
    """Return whose journeys break before and after, by the figure share_at_risk."""
    for figure in difference.figures:
        if figure.figure == "share_at_risk" and isinstance(figure.before, int | float):
            after = figure.after
            if isinstance(after, int | float) and (figure.before or after):
                return (
                    f"Journeys break for {percent(figure.before)} "
                    f"of {whole(difference.after.model)} today, "
                    f"for {percent(after)} tomorrow."
                )
    return ""
