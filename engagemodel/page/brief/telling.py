"""A difference in; all that its brief says of it out, in words, before anyone knows where they go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engagemodel.change.customers import Met, Stumble, Turn
from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.page.brief.headline import sentences
from engagemodel.page.diagram import Diagram, Remark, Tile
from engagemodel.page.typeset import clean
from engagemodel.page.words import WORDS, language, portion, quantity, say
from engagemodel.results import Difference

Status = Literal["resolved", "introduced", "remaining"]
STATUSES: tuple[Status, ...] = ("resolved", "introduced", "remaining")
Verdict = Literal["better", "worse", "mixed", "other", "same", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Fate:
    """The findings of one status, the most severe first, with the numbers of their own page."""

    status: Status
    findings: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Customer:
    """What becomes of a customer type, in a few words each; `share` is 0 to 1, `part` says of what."""

    name: str
    share: float | None
    part: str
    verdict: Verdict
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """What lies between two models: sentences, figures, findings, customer types."""

    headline: tuple[str, ...]
    figures: tuple[Tile, ...]
    fates: tuple[Fate, ...]
    customers: tuple[Customer, ...]


def tell(difference: Difference, union: Diagram, today: Diagram, tomorrow: Diagram) -> Between:
    """Return what lies between; `today` and `tomorrow` have the findings as their pages do."""
    old, new = ({r.fingerprint: r for r in page.remarks} for page in (today, tomorrow))
    return Between(
        headline=sentences(difference),
        figures=union.tiles,
        fates=(
            _fate("resolved", difference.resolved, old),
            _fate("introduced", difference.introduced, new),
            _fate("remaining", difference.remaining, new),
        ),
        customers=tuple(_customers(difference)),
    )


def _fate(status: Status, findings: Iterable[Finding], remarks: Mapping[str, Remark]) -> Fate:
    """Return the findings that nobody accepted, as their page has them."""
    known = (remarks.get(finding.fingerprint) for finding in findings if not finding.accepted)
    told = sorted((each for each in known if each), key=lambda each: each.number)
    return Fate(status, tuple(replace(each, status=status) for each in told))


def _customers(difference: Difference) -> Iterator[Customer]:
    models = (difference.before.model, difference.after.model)
    for turn in difference.turns:
        yield _customer(turn, models)


def _customer(turn: Turn, models: tuple[Model, Model]) -> Customer:
    before, after = models
    stands = before if turn.gone else after
    share = turn.customer.share.value if turn.customer.share else None
    told = quantity(share, "share")
    return Customer(
        name=clean(turn.customer.name) or clean(turn.customer.id),
        share=share,
        part=portion(told, clean(stands.share_of or "")) if told else "",
        verdict=_verdict(turn),
        better=(*_journeys("mended", turn.mended), *_met("ended", turn.ended, before)),
        worse=tuple(_worse(turn, models)),
        other=tuple(_other(turn, models)),
        same=tuple(_same(turn, after)),
    )


def _verdict(turn: Turn) -> Verdict:
    if turn.new or turn.gone:  # nothing to compare with
        return "new" if turn.new else "gone"
    if turn.better and turn.worse:
        return "mixed"
    if turn.better or turn.worse:
        return "better" if turn.better else "worse"
    return "other" if turn.moved else "same"


def _worse(turn: Turn, models: tuple[Model, Model]) -> Iterator[str]:
    for stumble in turn.broken:
        yield from _journeys("broken new" if stumble.new else "broken", (stumble,))
    for loss in turn.lost:
        yield say("turn.lost", channel=clean(models[0].channels[loss.channel].name))
    yield from _met("begun", turn.begun, models[1])


def _other(turn: Turn, models: tuple[Model, Model]) -> Iterator[str]:
    before, after = models
    for id in turn.opened:
        yield say("turn.opened", channel=clean(after.channels[id].name))
    for id in turn.closed:
        yield say("turn.closed", channel=clean(before.channels[id].name))


def _same(turn: Turn, after: Model) -> Iterator[str]:
    yield from _journeys("still", turn.still)
    yield from _met("stays", turn.stays, after)


def _journeys(what: str, stumbles: Iterable[Stumble]) -> Iterator[str]:
    for stumble in stumbles:
        yield say(f"turn.{what}", name=clean(stumble.journey.name))


def _met(when: str, met: Sequence[Met], model: Model) -> Iterator[str]:
    for each in met:
        what = WORDS.get(f"meet.{each.rule}")
        if what is None:
            what = clean(language().told(each.findings[0], model).title)
        yield say(f"turn.{when}", what=what)
