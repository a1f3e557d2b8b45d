"""Failures and cut sets in, Markdown tables out, in which no name of a model is markup."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.markup import cell, escaped, table
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
    unharmed,
)
from engagemodel.reports.screen import Screen
from engagemodel.reports.wording import described, few, quoted
from engagemodel.results import CutSets, Failure, Ranking
from engagemodel.sentences import ended

_HEAD = (
    "",
    "Element",
    "Kind",
    "Share cut off",
    "Customer types cut off",
    "Journeys stopped",
    "Channels lost",
)


def failure(failure: Failure, screen: Screen) -> str:
    """Return who loses what and which journeys stop as tables, and what else goes down."""
    return "\n".join(_failure(failure))


def ranking(ranking: Ranking, screen: Screen) -> str:
    """Return a table of what each element takes along, the worst first."""
    model = ranking.model
    rows = (
        (
            str(number),
            cell(names((entry.id,), model)),
            kind(entry.id, model),
            shares(entry),
            cell(names(entry.toll.customers, model)),
            cell(few([quoted(model.journeys[id].name) for id in entry.toll.journeys], 8)),
            cell(names(entry.toll.channels, model)),
        )
        for number, entry in enumerate(ranking.ranked, start=1)
    )
    lines = [f"## What each failure takes along: {escaped(model.name)}", ""]
    lines += [escaped(described(model)), ""]
    lines += table(_HEAD, rows)
    return "\n".join(lines)


def cuts(found: CutSets, screen: Screen) -> str:
    """Return, for each customer type and journey, what has to fail together, and availability."""
    return "\n".join(_cuts(found))


def _failure(failure: Failure) -> Iterator[str]:
    model, impact = failure.model, failure.impact
    together = " together" if len(impact.failed) > 1 else ""
    yield f"## If {escaped(names(impact.failed, model))} should fail{together}"
    yield from ("", escaped(described(model)), "", f"**{escaped(headline(failure))}**", "")
    if impact.customers:
        yield from ("### What customers lose", "")
        head = ("Customer type", "What happens", "Lost", "Left")
        yield from table(
            head,
            (
                (
                    cell(title),
                    "cut off" if loss.cut_off else "some channels lost",
                    cell(names(loss.lost, model)),
                    cell(names(loss.left, model)),
                )
                for loss, title, _ in losses(failure)
            ),
        )
    if impact.journeys:
        yield from ("### Journeys that stop", "")
        rows = ((cell(journey), cell(told)) for journey, told in stops(failure))
        yield from table(("Journey", "Where"), rows)
    for sentence in unharmed(failure):
        yield from (escaped(sentence), "")
    down = {"Channels down": names(impact.channels, model), "Behind them": also_down(failure)}
    for words, told in down.items():
        if told:
            yield from (ended(f"{words}: {escaped(told)}."), "")


def _cuts(found: CutSets) -> Iterator[str]:
    model = found.model
    yield from (f"## What has to fail together: {escaped(model.name)}", "")
    yield from (escaped(described(model)), "", scope(found), "")
    for weakness in ordered(found):
        yield from (f"### {escaped(whose(weakness, model))}", "")
        yield from (escaped(verdict(weakness, found.order)), "")
        told = [f"- {escaped(one)}" for one in sets_told(weakness, model)]
        yield from (*told, "") if told else ()
        likely = available(weakness)
        if likely:
            yield from (escaped(likely), "")
    for sentence in filter(None, (silent(found), too_large(found))):
        yield from (escaped(sentence), "")
