"""A check and what fails in, the lanes with what that takes along out."""

from __future__ import annotations

from engagemodel.page.manner import OWN, Manner
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.impact.failing import failing
from engagemodel.page.views.lanes import lanes
from engagemodel.results import Check


def impact(check: Check, ids: tuple[str, ...], sheet: Sheet, manner: Manner = OWN) -> Scene:
    """Return the page of what happens when some elements fail together.

    Raises:
        ArgumentError: an id is unknown, or a customer type's.
    """
    return lanes(failing(check, sketch(check), ids), sheet, manner)
