"""Failures and cut sets in, what that does to customers out, for a reader at a desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.model import Model
from engagemodel.reports.failures.sets import (
    available,
    ordered,
    scope,
    sets_told,
    silent,
    too_large,
    verdict,
    whose,
)
from engagemodel.reports.failures.words import (
    also_down,
    headline,
    kind,
    losses,
    names,
    shares,
    stops,
    takes,
    unharmed,
)
from engagemodel.reports.screen import Block, Screen, cells, gap, heading, lay
from engagemodel.reports.wording import counted, described
from engagemodel.results import CutSets, Failure, Ranking
from engagemodel.sentences import ended

if TYPE_CHECKING:
    from engagemodel.analysis.impact import Ranked


def failure(failure: Failure, screen: Screen) -> str:
    """Return who loses what, which journeys stop, and what else goes down."""
    return lay(_failure(failure), screen)


def ranking(ranking: Ranking, screen: Screen) -> str:
    """Return a table of what each element takes along, the worst first."""
    return lay(_ranking(ranking, screen.width >= _TABLE), screen)


def cuts(found: CutSets, screen: Screen) -> str:
    """Return, for each customer type and journey, what has to fail together, and availability."""
    return lay(_cuts(found), screen)


def _failure(failure: Failure) -> Iterator[Block]:
    model, impact = failure.model, failure.impact
    together = " together" if len(impact.failed) > 1 else ""
    yield heading(f"If {names(impact.failed, model)} should fail{together}")
    yield Block(described(model), "faint")
    yield from (gap(), Block(headline(failure), "strong"))
    if impact.customers:
        yield from (gap(), heading("What customers lose"))
    for loss, title, told in losses(failure):
        sign = "- " if loss.cut_off else "~ "
        yield Block(
            ended(f"{title}: {told}."),
            indent=2,
            lead=sign,
            lead_style="worse" if loss.cut_off else "medium",
        )
    if impact.journeys:
        yield from (gap(), heading("Journeys that stop"))
    for journey, told in stops(failure):
        yield Block(ended(f"{journey} {told}."), indent=2, lead="- ", lead_style="worse")
    rest = unharmed(failure)
    if rest:
        yield from (gap(), heading("What goes on"))
        yield from (Block(sentence, indent=2, lead="+ ", lead_style="better") for sentence in rest)
    behind = also_down(failure)
    if impact.channels or behind:
        yield from (gap(), heading("What goes down with that"))
    if impact.channels:
        yield Block(ended(f"Channels: {names(impact.channels, model)}."), indent=2)
    if behind:
        yield Block(ended(f"Behind them: {behind}."), indent=2)


# Narrower screens get sentences.
_TABLE = 60
_HEAD = ("share", "customer", "", ""), ("cut off", "types", "journeys", "channels")


def _ranking(ranking: Ranking, wide: bool) -> Iterator[Block]:
    model = ranking.model
    yield heading(f"What each failure takes along: {model.name}")
    yield Block(described(model), "faint")
    worst = [entry for entry in ranking.ranked if takes(entry)]
    if worst:
        yield gap()
        yield from _table(worst, model) if wide else _list(worst, model)
    rest = names((entry.id for entry in ranking.ranked if not takes(entry)), model, 20)
    if rest:
        yield from (gap(), Block(f"No channel goes down with {rest}, each alone."))
    if not ranking.ranked:
        yield from (gap(), Block("There is nothing in this model yet that could fail."))


def _table(worst: Sequence[Ranked], model: Model) -> Iterator[Block]:
    rows = [(shares(entry), *(f"{count:,}" for count in _counts(entry))) for entry in worst]
    widths = [max(map(cells, column)) for column in zip(*_HEAD, *rows, strict=True)]
    for line in _HEAD:
        yield Block(_columns(line, widths).rstrip(), "faint", whole=True, indent=2)
    for entry, row in zip(worst, rows, strict=True):
        told = f"{names((entry.id,), model)} ({kind(entry.id, model)})"
        yield Block(told, lead=f"{_columns(row, widths)}  ", indent=2)


def _list(worst: Sequence[Ranked], model: Model) -> Iterator[Block]:
    for entry in worst:
        customers, journeys, channels = _counts(entry)
        told = ", ".join(
            (
                f"{shares(entry)} cut off" if entry.share is not None else "",
                counted(customers, "customer type"),
                counted(journeys, "journey"),
                counted(channels, "channel"),
            )
        )
        yield Block(
            f"{names((entry.id,), model)} ({kind(entry.id, model)}): {told.lstrip(', ')}.",
            indent=2,
            lead="- ",
        )


def _counts(entry: Ranked) -> tuple[int, int, int]:
    """Return how many customer types are cut off, journeys stopped and channels lost."""
    return len(entry.toll.customers), len(entry.toll.journeys), len(entry.toll.channels)


def _columns(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))


def _cuts(found: CutSets) -> Iterator[Block]:
    model = found.model
    yield heading(f"What has to fail together: {model.name}")
    yield Block(described(model), "faint")
    if not found.weaknesses:
        yield from (gap(), Block("There are no customer types and no journeys in this model yet."))
        return
    yield from (gap(), Block(scope(found)))
    for weakness in ordered(found):
        yield from (gap(), Block(whose(weakness, model), "strong"))
        yield Block(verdict(weakness, found.order), indent=2)
        yield from (Block(told, indent=2, lead="- ") for told in sets_told(weakness, model))
        likely = available(weakness)
        if likely:
            yield Block(likely, indent=2)
    for sentence in filter(None, (silent(found), too_large(found))):
        yield from (gap(), Block(sentence))
