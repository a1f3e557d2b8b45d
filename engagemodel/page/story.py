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
        return Story({ONLY: scene}, {ONLY: _offered(playback(result, here, {}), asked)})
    # Of all there is: a view need not draw every card that a journey lights.
    shown = {plate.state: plate for plate in plates(result, sketch(result))}
    journeys: dict[str, tuple[Played, ...]] = {}
    heirs = result.lineage.heirs.get("journey", {})
    for state, check, past in (("today", result.before, heirs), ("tomorrow", result.after, {})):
        journeys[state] = playback(check, shown[state].standing, past)  # type: ignore[index]
    still = {journey.id for journey in journeys["tomorrow"]}
    once = playback(result.before, shown["difference"].standing, heirs)
    gone = tuple(replace(journey, gone=True) for journey in once if journey.id not in still)
    journeys["difference"] = (*journeys["tomorrow"], *gone)
    drawn = VIEWS[view].states
    if drawn is None:
        told = _offered(journeys["difference"], asked)
        if not told:  # a journey of today that has another id tomorrow is drawn as it is today
            own = _offered(playback(result.before, shown["difference"].standing, {}), asked)
            told = tuple(replace(journey, gone=True) for journey in own)
        return Story({"difference": scene}, {"difference": told})
    scenes = dict(zip(STATES, drawn(result, ids, sheet, manner), strict=True))
    order: tuple[State, ...] = ("difference", "today", "tomorrow")
    worn: dict[str, Scene] = {state: dressed(scenes[state], scene.dress, sheet) for state in order}
    return Story(worn, journeys)


def _offered(journeys: tuple[Played, ...], asked: Asked) -> tuple[Played, ...]:
    """Return the journeys that a page offers to play: a picture of one journey has no other."""
    view, ids = asked
    return tuple(each for each in journeys if each.id in ids) if view == "journey" else journeys
