"""A check or difference and an id in, the lanes with all that it does not touch faded out."""

from __future__ import annotations

from functools import partial

from engagemodel.page.manner import OWN, Manner
from engagemodel.page.plates import plates
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.focus.focusing import focus as focused
from engagemodel.page.views.focus.focusing import then
from engagemodel.page.views.lanes import lanes
from engagemodel.page.views.lanes import plates as pages
from engagemodel.results import Check, Difference


def focus(
    result: Check | Difference, ids: tuple[str, ...], sheet: Sheet, manner: Manner = OWN
) -> Scene:
    """Return the page about one element or journey.

    Raises:
        ArgumentError: there is none of that id; names the nearest.
    """
    return lanes(focused(result, sketch(result), ids[0]), sheet, manner)


def states(
    result: Difference, ids: tuple[str, ...], sheet: Sheet, manner: Manner = OWN
) -> tuple[Scene, ...]:
    """Return the page in each state, every card in the same place on all.

    Raises:
        ArgumentError: there is nothing of that id; names the nearest.
    """
    union = focused(result, sketch(result), ids[0])
    found = plates(result, union, partial(then, result, union.topic, ids[0]))
    return pages(union, [plate.diagram for plate in found], sheet, manner)
