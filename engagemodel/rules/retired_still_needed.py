"""The rule retired-still-needed."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs, required
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import elements, name, names
from engagemodel.settings import Settings


@rule("high", "elements")
def retired_still_needed(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Tomorrow still stands on what is to be retired.

    What: In a model of state future, an element that is not to be retired itself requires a platform
        marked `retire`.
    Why: Legacy applications hold back a cohesive strategy for 44 % of firms surveyed (CIO survey on
        multi-channel engagement); a plan that retires them must first take the weight off them.
    Mend: Take the need away, or keep the platform.
    Example:
        state: future
        channels:
          store: {name: Stores, needs: [tills]}
        platforms:
          tills: {name: Tills, lifecycle: retire}
    Mended:
        state: future
        channels:
          store: {name: Stores, needs: [new-tills]}
        platforms:
          new-tills: {name: New tills}
          tills: {name: Tills, lifecycle: retire}
    """
    leaning: dict[str, list[str]] = {}
    for element in graphs.model.elements.values():
        for id in set(required(element)) if element.lifecycle != "retire" else ():
            leaning.setdefault(id, []).append(element.id)
    for platform in graphs.model.platforms.values():
        if (
            graphs.model.state == "future"
            and platform.lifecycle == "retire"
            and platform.id in leaning
        ):
            needing = leaning[platform.id]
            yield Finding(
                message=f"The plan is to retire {platform.name}, but {names(graphs, needing)} cannot "
                "yet do without: on that day, they would go down together.",
                mend=f"Take {platform.name} out of the needs of {names(graphs, needing)}, or keep "
                "this platform.",
                at=platform.at,
                elements=(platform.id,),
                facts={"needing": elements(needing)},
                related=tuple(
                    Related(graphs.model.elements[id].at, f"needed by {name(graphs, id)}")
                    for id in sorted(needing)
                ),
            )
