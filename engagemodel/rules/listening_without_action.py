"""The rule listening-without-action."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.data import landing, moving_to, view
from engagemodel.finding import Finding, Names, Related
from engagemodel.graph import Graphs
from engagemodel.model import Organization
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import listed
from engagemodel.settings import Settings


@rule("medium", "elements", "data")
def listening_without_action(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A channel listens, and nobody acts on what it hears.

    What: A channel listens for data, and what lands there never reaches the view of an organization that
        acts on it.
    Why: Proof is needed that one is listening: if no action results, it is not really listening
        ("Enterprise Customer Experience, A Convergence").
    Mend: Name the organization that acts on it (`acts_on`), and let the data reach what it sees.
    Example:
        data:
          feedback: {name: Feedback, about: feedback}
        channels:
          web: {name: Web shop, listens: [feedback], uses: [inbox]}
        organizations:
          service: {name: Customer service, acts_on: [feedback]}
        platforms:
          inbox: {name: Inbox, holds: [feedback]}
    Mended:
        data:
          feedback: {name: Feedback, about: feedback}
        channels:
          web: {name: Web shop, listens: [feedback], uses: [inbox]}
        organizations:
          service: {name: Customer service, acts_on: [feedback], uses: [inbox]}
        platforms:
          inbox: {name: Inbox, holds: [feedback]}
    """
    able: dict[str, list[Organization]] = {}
    seen: dict[str, set[str]] = {}
    for _, organization in sorted(graphs.model.organizations.items()):
        for data in organization.acts_on:
            able.setdefault(data, []).append(organization)
            seen.setdefault(data, set()).update(view(graphs, organization.id))
    heard = {data: moving_to(graphs, data, ids) for data, ids in seen.items()}
    for channel in graphs.model.channels.values():
        for data in sorted(channel.listens):
            kept = landing(graphs, channel.id, data)
            acting = able.get(data, [])
            if not kept.isdisjoint(heard.get(data, ())):
                continue
            fact = graphs.model.data[data]
            why = "nobody acts on what they say"
            if acting:
                who = listed(o.name for o in acting)
                why = f"what they say never reaches {who}, who would act on it"
            yield Finding(
                message=f"Customers leave their {fact.name} at {channel.name}, and {why}: whoever took the "
                "trouble to speak is not heard.",
                mend=f"Let the {fact.name} from {channel.name} reach an organization that acts on what they say.",
                at=channel.at,
                elements=(channel.id,),
                data=(data,),
                facts={"acting": Names("elements", tuple(o.id for o in acting))},
                related=tuple(Related(o.at, f"{o.name} would act on it") for o in acting),
            )
