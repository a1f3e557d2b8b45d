"""The rule channel-not-run."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.model import named
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("medium", "elements")
def channel_not_run(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A channel that no organization runs.

    What: No organization is named in `run_by` of the channel. A model without organizations does not speak
        of who runs what, and nothing is found in it.
    Why: The organizations by which customers interact with the company belong to the model as much as
        the means; a channel that nobody runs has nobody who answers for the experience ("They're Us, But
        We're Not Them!").
    Mend: Name the organization that is accountable in `run_by`.
    Example:
        channels:
          web: {name: Web shop}
        organizations:
          sales: {name: Sales}
    Mended:
        channels:
          web: {name: Web shop, run_by: sales}
        organizations:
          sales: {name: Sales}
    """
    for channel in graphs.model.channels.values():
        if graphs.model.organizations and not any(named(channel.run_by)):
            yield Finding(
                message=f"Nobody answers for {channel.name}: no organization runs this channel.",
                mend=f"Name the organization that runs {channel.name}.",
                at=channel.at,
                elements=(channel.id,),
            )
