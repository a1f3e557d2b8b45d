"""The rule more-than-one-page."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import count, listed
from engagemodel.settings import Settings


@rule("low")
def more_than_one_page(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """More than a reader takes in on one page.

    What: The model has more than 60 elements, or more than 18 in one lane.
    Why: The models meant to build consensus are two single-page drawings, not worked out at excruciating
        levels of detail ("They're Us, But We're Not Them!").
    Mend: Group leaves under what they are part of (`part_of`), or split the model.
    Example:
        channels: {c1: , c2: , c3: , c4: , c5: , c6: , c7: , c8: , c9: , c10: , c11: , c12: , c13: ,
          c14: , c15: , c16: , c17: , c18: , c19: }
    Mended:
        channels: {c1: , c2: , c3: , c4: , c5: , c6: , c7: , c8: , c9: , c10: , c11: , c12: , c13: ,
          c14: , c15: , c16: , c17: , c18: }
    Settings: `thresholds.page-elements` (60) and `thresholds.lane-elements` (18).
    """
    model = graphs.model
    lanes = {
        "customer types": len(model.customer_types),
        "channels": len(model.channels),
        "organizations": len(model.organizations),
        "platforms": len(model.platforms),
    }
    full = [lane for lane, count in lanes.items() if count > settings.lane_elements]
    total = sum(lanes.values())
    if full or total > settings.page_elements:
        largest = full or [max(lanes, key=lambda lane: lanes[lane])]
        group = listed(
            f"{lanes[lane]} {lane if lanes[lane] > 1 else lane[:-1]}" for lane in largest
        )
        yield Finding(
            message=f"{total} elements are more than one page shows to a reader: {group}.",
            mend=f"Group some of the {listed(largest)} under what they are part of (part_of), or split "
            "the model.",
            at=model.at,
            facts={
                "total": count(total),
                "lanes": tuple({lane.replace(" ", "_"): count(lanes[lane])} for lane in largest),
            },
        )
