"""The rule past-end-of-life."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.settings import Settings


@rule("high", "elements")
def past_end_of_life(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """Something is in use after its end of life.

    What: The model's `as_of` is past an element's `end_of_life`.
    Why: A technical infrastructure designed for doing business in another era is a tangible cost, and
        legacy applications keep 44 % of firms surveyed from a cohesive strategy ("They're Us, But We're
        Not Them!"; CIO survey on multi-channel engagement).
    Mend: Replace it, or state the new date if its life was prolonged.
    Example:
        as_of: 2026-03-31
        platforms:
          tills: {name: Tills, end_of_life: 2025-12-31}
    Mended:
        as_of: 2026-03-31
        platforms:
          tills: {name: Tills, end_of_life: 2028-12-31}
    """
    as_of = graphs.model.as_of
    for element in graphs.model.elements.values():
        if as_of and element.end_of_life and as_of > element.end_of_life:
            yield Finding(
                message=f"The end of life of {element.name} was on {element.end_of_life}: what fails "
                "a customer there, nobody mends.",
                mend=f"Replace {element.name}, or state the new date if there is one.",
                at=element.places.get("end_of_life", element.at),
                elements=(element.id,),
                facts={"end_of_life": element.end_of_life},
            )
