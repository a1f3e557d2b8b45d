"""Elements that fail in, what customers lose out: channels, customer types, journeys; and a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from engagemodel.analysis.alone import Toll, tolls
from engagemodel.analysis.failure import down, satisfied
from engagemodel.errors import Problem, unknown
from engagemodel.graph import Graphs
from engagemodel.model import CustomerType, Journey, Model


@dataclass(frozen=True, slots=True)
class Loss:
    """What a customer type loses: the channels that it uses and that go down, those left to it.

    `share` is as the model states it, None where it does not.
    """

    customer: str
    lost: tuple[str, ...]
    left: tuple[str, ...]
    share: float | None

    @property
    def cut_off(self) -> bool:
        """Whether nothing is left."""
        return not self.left


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a journey stops: the first step, from 1, the `via` of which is not satisfied."""

    journey: str
    step: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What fails and what that takes along; all ids sorted.

    `down` is everything that no longer works, the failed included; `channels` are those among it;
    `customers` lose at least one channel; `journeys` stop. `share` is the sum of the shares that
    customer types which are cut off state; None where no customer type of the model states one.
    """

    failed: tuple[str, ...]
    down: tuple[str, ...]
    channels: tuple[str, ...]
    customers: tuple[Loss, ...]
    journeys: tuple[Stop, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the failure of one element alone takes, with the share of customers it cuts off.

    `share` as in `Impact`.
    """

    id: str
    share: float | None
    toll: Toll


def misnamed(model: Model, ids: Iterable[str]) -> tuple[Problem, ...]:
    """Return what is wrong with ids of elements that are to fail: they are unknown, or customers."""
    fallible = {**model.platforms, **model.organizations, **model.channels}
    return tuple(
        Problem(
            f"'{id}' is a customer type, and customers do not fail",
            hint="name a platform, an organization or a channel",
        )
        if id in model.customer_types
        else unknown("element", id, fallible)
        for id in ids
        if id not in fallible
    )


def impact(graphs: Graphs, failed: Iterable[str]) -> Impact:
    """Return what happens when some elements fail together. They are ids of the model's elements."""
    model = graphs.model
    causes = frozenset(failed)
    fallen = down(graphs, causes)
    losses = [_loss(customer, fallen) for _, customer in sorted(model.customer_types.items())]
    stops = [_stop(journey, fallen) for _, journey in sorted(model.journeys.items())]
    return Impact(
        failed=tuple(sorted(causes)),
        down=tuple(sorted(fallen)),
        channels=tuple(sorted(fallen & model.channels.keys())),
        customers=tuple(loss for loss in losses if loss.lost),
        journeys=tuple(stop for stop in stops if stop),
        share=_share(
            _shares(model), (loss.customer for loss in losses if loss.lost and loss.cut_off)
        ),
    )


def rank(graphs: Graphs) -> tuple[Ranked, ...]:
    """Return every platform, organization and channel with what its failure alone takes, worst first.

    By the share of customers cut off, then journeys stopped, then channels lost, then id. A customer
    type without a share counts 0; where no customer type of the model states one, each counts 1, so
    that cutting somebody off still ranks first.
    """
    model = graphs.model
    taken, stated = tolls(graphs), _shares(model)
    ranked = [
        Ranked(id, _share(stated, toll.customers), toll)
        for kind in (model.platforms, model.organizations, model.channels)
        for id in kind
        for toll in (taken.get(id, Toll()),)
    ]
    return tuple(sorted(ranked, key=_badness))


def failure_points(graphs: Graphs) -> dict[str, tuple[str, ...]]:
    """Return, for every journey, the elements whose failure alone stops it, sorted.

    Channels, organizations and platforms.
    """
    points: dict[str, list[str]] = {id: [] for id in sorted(graphs.model.journeys)}
    for id, toll in tolls(graphs).items():
        for journey in toll.journeys:
            points[journey].append(id)
    return {journey: tuple(sorted(ids)) for journey, ids in points.items()}


def _badness(entry: Ranked) -> tuple[float, int, int, str]:
    share = len(entry.toll.customers) if entry.share is None else entry.share
    return -share, -len(entry.toll.journeys), -len(entry.toll.channels), entry.id


def _shares(model: Model) -> dict[str, float]:
    return {c.id: c.share.value for c in model.customer_types.values() if c.share}


def _share(stated: Mapping[str, float], customers: Iterable[str]) -> float | None:
    # Rounded, so that equal shares are equal however they come about.
    return round(fsum(stated.get(id, 0.0) for id in customers), 12) if stated else None


def _loss(customer: CustomerType, fallen: frozenset[str]) -> Loss:
    uses = sorted(set(customer.uses))
    return Loss(
        customer=customer.id,
        lost=tuple(id for id in uses if id in fallen),
        left=tuple(id for id in uses if id not in fallen),
        share=customer.share.value if customer.share else None,
    )


def _stop(journey: Journey, fallen: frozenset[str]) -> Stop | None:
    for number, step in enumerate(journey.steps, start=1):
        if not satisfied(step.via, lambda id: id not in fallen):
            return Stop(journey.id, number)
    return None
