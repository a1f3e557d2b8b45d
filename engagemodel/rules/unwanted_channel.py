"""The rule unwanted-channel."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import listed
from engagemodel.settings import Settings


@rule("low", "customer_types", "elements")
def unwanted_channel(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A channel that a customer type uses, and would rather not.

    What: A customer type uses a channel that states what it serves, prefers something for every occasion
        that the channel serves, and prefers this channel (or its kind) for none of them.
    Why: Touch points are to be optimised by customer segment and usage occasion; one that nobody would
        choose is one too many ("Poor Customer Experience: Is it a marketing or IT issue?").
    Mend: Offer what they prefer for these occasions, or name the channel among what they prefer.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [phone, web], prefers: {ask: [chat, web]}}
        channels:
          phone: {name: Call centre, serves: [ask]}
          web: {name: Web shop}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [phone, web], prefers: {ask: [chat, web, phone]}}
        channels:
          phone: {name: Call centre, serves: [ask]}
          web: {name: Web shop}
    """
    for customer in graphs.model.customer_types.values():
        for id in customer.uses:
            channel = graphs.model.channels[id]
            wanted = [customer.prefers.get(occasion, ()) for occasion in channel.serves or ()]
            if not wanted or not all(wanted):
                continue
            if any(word in (id, channel.kind) for words in wanted for word in words):
                continue
            yield Finding(
                message=f"To {listed(sorted(channel.serves or ()), 'or')}, {customer.name} will be "
                f"offered {channel.name}, but this channel is not among what they prefer for that.",
                mend=f"Offer {customer.name} what they prefer instead, or name {channel.name} among it "
                "(prefers).",
                at=customer.at,
                customer_types=(customer.id,),
                elements=(id,),
                facts={"occasions": tuple(sorted(channel.serves or ()))},
            )
