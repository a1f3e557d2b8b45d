"""A result and a page of it in; what an interactive page tells besides: its states and journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engagemodel.page.dress.dressing import dressed
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.plates import STATES, State, plates
from engagemodel.page.playback import Played, playback
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.subjects import meant
from engagemodel.page.views import VIEWS
from engagemodel.results import Check, Difference

ONLY = "only"
Asked = tuple[str, tuple[str, ...]]  # a view by name, and the ids that it is about


@dataclass(frozen=True, slots=True)
class Story:
    """A page in each state that it has, the one shown first coming first, and the journeys there.

    The states are ``today``, ``difference`` and ``tomorrow``, or ``only``.
    """

    scenes: Mapping[str, Scene]
    journeys: Mapping[str, tuple[Played, ...]]


def tell(
    result: Check | Difference, scene: Scene, view: Asked, sheet: Sheet, manner: Manner = OWN
) -> Story:
    """Return the story of a page, told in its dress: of two models in each state, if its view can."""
    with scene.dress.worn():
        return _told(result, scene, view, sheet, manner)


def _told(
    result: Check | Difference, scene: Scene, asked: Asked, sheet: Sheet, manner: Manner
) -> Story:
    view, ids = asked
    if isinstance(result, Check):
        here = {id: id for id in result.model.elements}
        only = ids if view == "journey" else None
        return Story({ONLY: scene}, {ONLY: playback(result, here, {}, only)})
    drawn = VIEWS[view].states
    if drawn is None:
        return Story({"difference": scene}, {"difference": _played(result, asked)["difference"]})
    scenes = dict(zip(STATES, drawn(result, ids, sheet, manner), strict=True))
    order: tuple[State, ...] = ("difference", "today", "tomorrow")
    worn: dict[str, Scene] = {state: dressed(scenes[state], scene.dress, sheet) for state in order}
    return Story(worn, _played(result, asked))


def _played(result: Difference, asked: Asked) -> dict[str, tuple[Played, ...]]:
    """Return the journeys of each state, those of today under the ids that they have tomorrow.

    The difference has those of tomorrow, and those of today alone. A picture of one journey offers
    no other.
    """
    olds, news = _offered(result, asked)
    # Of all there is: a view need not draw every card that a journey lights.
    shown = {plate.state: plate for plate in plates(result, sketch(result))}
    heirs = result.lineage.heirs.get("journey", {})
    today = playback(result.before, shown["today"].standing, heirs, olds)
    tomorrow = playback(result.after, shown["tomorrow"].standing, {}, news)
    still = {journey.id for journey in tomorrow}
    once = playback(result.before, shown["difference"].standing, heirs, olds)
    gone = tuple(replace(journey, gone=True) for journey in once if journey.id not in still)
    return {"today": today, "difference": (*tomorrow, *gone), "tomorrow": tomorrow}


def _offered(result: Difference, asked: Asked) -> tuple[set[str] | None, set[str] | None]:
    """Return the journeys before and after that a page is about, None where it is about all."""
    view, ids = asked
    if view != "journey":
        return None, None
    old, new = meant(result, ids[0])
    return {old.id} if old else set(), {new.id} if new else set()
