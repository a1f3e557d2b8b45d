"""Minimal cut sets and availabilities in, sentences on what brings a customer type or journey down out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.change.customers import by_share
from engagemodel.model import Model
from engagemodel.reports.customers import title
from engagemodel.reports.failures.words import names
from engagemodel.reports.wording import counted, duration, listed, named_as, percent, quoted, sure
from engagemodel.results import CutSets, Weakness

if TYPE_CHECKING:
    from engagemodel.analysis.availability import Availability

YEAR = 365 * 86400
# Of each size, how many cut sets are told to people; JSON has all.
SHOWN = 20


def whose(weakness: Weakness, model: Model) -> str:
    """Return the customer type with its share, or the journey in quotes."""
    if weakness.kind == "customer_type":
        return title(model.customer_types[weakness.id], model)
    return quoted(model.journeys[weakness.id].name)


def available(weakness: Weakness) -> str:
    """Return how likely a customer type or journey is served, empty where nothing states it."""
    found = weakness.availability
    if found.low is None or found.high is None:
        if found.stated is None:
            return ""
        return "Availability: nobody can tell, for no element behind states one."
    stated = percent(found.stated or 0.0)
    basis = (
        "every element behind states one"
        if found.stated == 1
        else f"{stated} of the elements behind state one"
    )
    if found.value is None:
        return (
            f"Availability: too large to work out within the limit; "
            f"it is at most {sure(found.high)} and, by what is stated, at least "
            f"{sure(found.low)} ({basis})."
        )
    return f"Availability: at most {sure(found.value)}{_outage(found)} ({basis})."


def _outage(found: Availability) -> str:
    """Return what an availability means in a year."""
    seconds = (1 - (found.value or 0.0)) * YEAR
    for size in (86400, 3600, 60, 1):
        if seconds >= 2 * size or size == 1:
            return (
                f", which is {duration(round(seconds / size) * size)} a year without"
                if seconds >= 1
                else ""
            )
    return ""


def verdict(weakness: Weakness, order: int) -> str:
    """Return what it takes to bring it down, in one sentence before the sets."""
    counts = weakness.cuts.counts
    down = "Cut off" if weakness.kind == "customer_type" else "Stopped"
    if counts[:1] == (1,):
        return "Nothing has to fail: there is no open channel."
    found = [size for size, count in enumerate(counts) if size and count]
    bound = f"any {counted(order, 'failure')}" if order > 1 else "any single failure"
    if not weakness.cuts.complete:
        sizes = len(counts) - 1
        if sizes < 1:
            return "What has to fail together is too much to work out within the limit."
        told = sizes_of(counts) if found else "nothing"
        upto = counted(sizes, "failure")
        return f"Too much to work out within the limit; of up to {upto} there is {told}."
    if not found:
        return f"Safe from {bound}."
    told = f"{down} by {sizes_of(counts)}"
    if weakness.cuts.sets is None:
        told += ", too many to list within the limit"
    return f"{told}."


def sizes_of(counts: Sequence[int]) -> str:
    """Return ``3 single failures and 4 combinations of 2``."""
    return listed(
        counted(count, "single failure")
        if size == 1
        else f"{counted(count, 'combination')} of {size}"
        for size, count in enumerate(counts)
        if size and count
    )


def sets_told(weakness: Weakness, model: Model) -> Iterator[str]:
    """Yield the cut sets as people read them: single ones in one sentence, then set by set."""
    by_size: dict[int, list[list[str]]] = {}
    for cut in weakness.cuts.sets or ():
        if cut:
            by_size.setdefault(len(cut), []).append(sorted(cut))
    for size, cuts in sorted(by_size.items()):
        if size == 1:
            yield f"{names([cut[0] for cut in cuts], model, SHOWN)}, each alone"
            continue
        for members in cuts[:SHOWN]:
            yield f"{listed(named_as(id, model) for id in members)} together"
        if len(cuts) > SHOWN:
            yield f"{len(cuts) - SHOWN:,} more of {size} (--format json has all)"


def too_large(found: CutSets) -> str:
    """Return how to have what was too large, empty where nothing was."""
    unknown = any(
        weakness.cuts.sets is None
        or (weakness.availability.value is None and weakness.availability.low is not None)
        for weakness in found.weaknesses
    )
    if not unknown:
        return ""
    return (
        f"Some questions were too large to answer within the limit of {found.limit:,}; "
        f"--limit answers={found.limit * 10} allows ten times as much."
    )


def silent(found: CutSets) -> str:
    """Return of how many customer types and journeys nobody can tell the availability."""
    count = sum(weakness.availability.low is None for weakness in found.weaknesses)
    if not count:
        return ""
    if count == len(found.weaknesses):
        return "How available they are, nobody can tell: no element behind them states an availability."
    return "Where no availability is given, no element behind it states one."


def ordered(found: CutSets) -> list[Weakness]:
    """Return customer types, the biggest share first, and then journeys."""
    place = {customer.id: number for number, customer in enumerate(by_share(found.model))}
    kinds = ("customer_type", "journey")
    return sorted(found.weaknesses, key=lambda w: (kinds.index(w.kind), place.get(w.id, 0)))


def scope(found: CutSets) -> str:
    """Return up to how many failures were looked at."""
    if found.order == 1:
        return "Single failures alone are looked at."
    return f"Looked at are up to {found.order:,} failures together."
