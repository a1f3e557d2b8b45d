"""The rule unused-channel."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("low", "elements")
def unused_channel(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A channel that no customer type uses.

    What: No customer type lists the channel in `uses`, though some customer type uses some channel.
    Why: A touch point that nobody takes costs money and attention; whether there are too many or too few
        of them, and in the right places, is the first question for marketing and IT together ("Poor
        Customer Experience: Is it a marketing or IT issue?").
    Mend: Say which customer types use it, or close it.
    Example:
        customer_types:
          shopper: {name: Shopper, uses: [web]}
        channels:
          web: {name: Web shop}
          kiosk: {name: Kiosk}
    Mended:
        customer_types:
          shopper: {name: Shopper, uses: [web, kiosk]}
        channels:
          web: {name: Web shop}
          kiosk: {name: Kiosk}
    """
    used = {
        channel for customer in graphs.model.customer_types.values() for channel in customer.uses
    }
    for channel in graphs.model.channels.values():
        if used and channel.id not in used:
            yield Finding(
                message=f"No customer type uses {channel.name}: this channel is kept open for nobody.",
                mend=f"Name the customer types that use {channel.name}, or close this channel.",
                at=channel.at,
                elements=(channel.id,),
            )
