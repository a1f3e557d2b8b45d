"""Two models in; out come the channels that a customer type prefers and can no longer use."""

from __future__ import annotations

from typing import NamedTuple

from engagemodel.change.record import Lineage
from engagemodel.model import Model


class Loss(NamedTuple):
    """A customer type that loses a channel (ids before), and the occasions it prefers it for."""

    customer_type: str
    channel: str
    occasions: tuple[str, ...]


def lost_channels(before: Model, after: Model, lineage: Lineage) -> tuple[Loss, ...]:
    """Return every preferred channel that is lost, in the order of the ids.

    Lost is a channel that the type uses before and prefers then, by id or kind, for any occasion,
    where none of the type's heirs uses an heir of it after. A type that is no more loses nothing.
    """
    losses = []
    for id, customer_type in sorted(before.customer_types.items()):
        heirs = lineage.heirs.get("customer_type", {}).get(id, ())
        used = {channel for heir in heirs for channel in after.customer_types[heir].uses}
        for channel in sorted(customer_type.uses) if heirs else ():
            occasions = _occasions(before, id, channel)
            if occasions and used.isdisjoint(lineage.heirs.get("channel", {}).get(channel, ())):
                losses.append(Loss(id, channel, occasions))
    return tuple(losses)


def _occasions(model: Model, customer_type: str, channel: str) -> tuple[str, ...]:
    """The occasions for which a type prefers a channel, sorted."""
    words = {channel, model.channels[channel].kind}
    prefers = model.customer_types[customer_type].prefers
    return tuple(sorted(do for do, choices in prefers.items() if words.intersection(choices)))
