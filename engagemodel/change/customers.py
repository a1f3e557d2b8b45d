"""Two models and what became of their findings in; what becomes of each customer type out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagemodel.change.losses import Loss, lost_channels
from engagemodel.change.record import Lineage
from engagemodel.finding import Finding
from engagemodel.model import CustomerType, Journey, Model

if TYPE_CHECKING:
    from engagemodel.change.findings import Matched

_UNREACHED = "unreached-customer"


@dataclass(frozen=True, slots=True)
class Met:
    """What a customer type meets by one rule: the findings of that rule, one at least."""

    rule: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Stumble:
    """A journey of the model after, and the high findings on which it breaks, or broke before."""

    journey: Journey
    findings: tuple[Finding, ...]
    new: bool = False  # the model before has no such journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What becomes of one customer type.

    Journeys are `mended`, `broken` or `still` broken. What it met by a rule has `ended`, `begun`, or
    `stays`; nothing is mended and nothing has ended for who is `cut_off` altogether: that is no gain.
    `lost` are preferred channels that it can no longer use (ids before). Of the others,
    `opened` are those that it can use now (ids after), `closed` those that it no longer can (ids
    before): by themselves neither better nor worse. It may be new, then it has none of these, or
    gone: then `customer` is of the model before, and nothing else is told.
    """

    customer: CustomerType
    new: bool = False
    gone: bool = False
    mended: tuple[Stumble, ...] = ()
    broken: tuple[Stumble, ...] = ()
    still: tuple[Stumble, ...] = ()
    ended: tuple[Met, ...] = ()
    begun: tuple[Met, ...] = ()
    stays: tuple[Met, ...] = ()
    lost: tuple[Loss, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def cut_off(self) -> bool:
        """Whether no channel is open to it any more, or to begin with where it is new."""
        return any(met.rule == _UNREACHED for met in self.begun)

    @property
    def better(self) -> bool:
        """Whether anything gets better."""
        return bool(self.mended or self.ended)

    @property
    def worse(self) -> bool:
        """Whether anything gets worse."""
        return bool(self.broken or self.begun or self.lost)

    @property
    def moved(self) -> bool:
        """Whether it reaches other channels than before, whatever that is worth."""
        return bool(self.opened or self.closed)


def turns(
    models: tuple[Model, Model],
    lineage: Lineage,
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    matched: Matched,
) -> tuple[Turn, ...]:
    """Return what becomes of each customer type, the biggest share after first, those gone last.

    `findings` are all open ones of both models, `matched` what became of them; of these, accepted
    ones do not count.
    """
    before, after = models
    heirs = lineage.heirs.get("customer_type", {})
    opened = matched._replace(
        resolved=_open(matched.resolved),
        introduced=_open(matched.introduced),
        remaining=_open(matched.remaining),
    )
    lost = lost_channels(before, after, lineage)
    met = [_turn(customer, models, lineage, findings, opened, lost) for customer in by_share(after)]
    gone = [customer for customer in by_share(before) if not heirs.get(customer.id)]
    return (*met, *(Turn(customer=customer, gone=True) for customer in gone))


def _turn(
    customer: CustomerType,
    models: tuple[Model, Model],
    lineage: Lineage,
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    opened: Matched,
    lost: Sequence[Loss],
) -> Turn:
    before, after = models
    was = lineage.origins.get("customer_type", {}).get(customer.id, ())
    owners = [before.customer_types[id] for id in was if id in before.customer_types]
    known = lineage.origins.get("journey", {})
    was_broken = {
        heir: tuple(found)
        for owner in owners
        for id, found in breaking(owner, before, findings[0]).items()
        for heir in lineage.heirs.get("journey", {}).get(id, ())
        if heir in after.journeys
    }
    is_broken = {
        id: Stumble(after.journeys[id], tuple(found), new=not known.get(id))
        for id, found in breaking(customer, after, findings[1]).items()
    }
    ended = [f for owner in owners for f in others(owner, before, opened.resolved)]
    begun = by_rule(others(customer, after, opened.introduced))
    cut_off = any(met.rule == _UNREACHED for met in begun)
    mine = tuple(loss for loss in lost if loss.customer_type in was)
    gained, closed = _moves(customer, owners, lineage)
    return Turn(
        customer=customer,
        new=not was,
        mended=tuple(
            Stumble(after.journeys[id], found)
            for id, found in sorted(was_broken.items())
            if id not in is_broken and not cut_off
        ),
        broken=tuple(s for id, s in is_broken.items() if id not in was_broken),
        still=tuple(s for id, s in is_broken.items() if id in was_broken),
        ended=() if cut_off else by_rule(ended),
        begun=begun,
        stays=by_rule(others(customer, after, opened.remaining)),
        lost=mine,
        opened=gained,
        closed=tuple(id for id in closed if id not in {loss.channel for loss in mine}),
    )


def _moves(
    customer: CustomerType, owners: Sequence[CustomerType], lineage: Lineage
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels that a customer type has gained and lost; what was renamed is neither."""
    if not owners:
        return (), ()
    heirs, origins = (of.get("channel", {}) for of in (lineage.heirs, lineage.origins))
    used = {channel for owner in owners for channel in owner.uses}
    gained = (id for id in customer.uses if used.isdisjoint(origins.get(id, ())))
    lost = (id for id in used if not {*customer.uses}.intersection(heirs.get(id, ())))
    return tuple(sorted(gained)), tuple(sorted(lost))


def by_rule(findings: Sequence[Finding]) -> tuple[Met, ...]:
    """Return the findings by rule, in the order in which the rules are met first."""
    rules = dict.fromkeys(finding.rule for finding in findings)
    return tuple(Met(rule, tuple(f for f in findings if f.rule == rule)) for rule in rules)


def by_share(model: Model) -> list[CustomerType]:
    """Return the customer types, the biggest share first, those without one last."""
    return sorted(
        model.customer_types.values(),
        key=lambda customer: (-(customer.share.value if customer.share else -1.0), customer.id),
    )


def breaking(
    customer: CustomerType, model: Model, findings: Sequence[Finding]
) -> dict[str, list[Finding]]:
    """Return the customer type's journeys that a high finding names, with these findings."""
    high = [finding for finding in findings if finding.severity == "high"]
    found = {id: [f for f in high if id in f.journeys] for id in _own(customer, model)}
    return {id: some for id, some in found.items() if some}


def others(customer: CustomerType, model: Model, findings: Sequence[Finding]) -> list[Finding]:
    """Return the further high and medium findings that name the customer type or its journeys."""
    own = set(_own(customer, model))
    return [
        finding
        for finding in findings
        if (finding.severity == "medium" and own & set(finding.journeys))
        or (
            finding.severity != "low"
            and customer.id in finding.customer_types
            and not (finding.severity == "high" and own & set(finding.journeys))
        )
    ]


def _own(customer: CustomerType, model: Model) -> list[str]:
    return sorted(id for id, journey in model.journeys.items() if journey.customer == customer.id)


def _open(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.accepted is None)
