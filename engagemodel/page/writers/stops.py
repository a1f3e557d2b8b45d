"""The page of a journey in; its steps for JSON out, with where they and what they do stand on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engagemodel.page.drawing import cards
from engagemodel.page.scene import Group, Item, Rect, Scene, box
from engagemodel.page.steps import Deed, Step


def stops(scene: Scene, boxes: Mapping[str, Rect]) -> list[dict[str, Any]]:
    """Return the steps of a page, none if it is not that of a journey; `boxes` has those of cards.

    What has no room on the page has ``null`` for its box.
    """
    groups = {group.id: group for group in _groups(scene.items) if group.id}
    return [_step(step, scene, groups, boxes) for step in scene.diagram.steps]


def number(value: float) -> float:
    """Return a length as it is written, to a hundredth of a point."""
    return round(value, 2) + 0.0


def place(frame: Rect | None) -> list[float] | None:
    """Return left, top, width and height of a box, None for none."""
    if frame is None:
        return None
    return [number(value) for value in (frame.x, frame.y, frame.width, frame.height)]


def _step(
    step: Step, scene: Scene, groups: Mapping[str, Group], boxes: Mapping[str, Rect]
) -> dict[str, Any]:
    numbers = {other.column: other.number for other in scene.diagram.steps}
    head, column = groups.get(f"head-{step.column}"), groups.get(f"column-{step.column}")
    chips = [group for group in _groups(column.items) if group.title] if column else []
    return {
        "number": step.number,
        "occasion": step.occasion,
        "name": step.name or None,
        "mark": step.mark,
        "promise": step.promise or None,
        "channels": list(step.channels),
        "organizations": list(step.organizations),
        "platforms": list(step.platforms),
        "before": list(step.past),
        "findings": list(step.findings),
        "box": place(_frame(head)),
        "deeds": [
            _deed(deed, numbers, _chip(deed, chips, boxes, scene.grouped)) for deed in step.deeds
        ],
    }


def _deed(deed: Deed, numbers: Mapping[int, int], frame: Rect | None) -> dict[str, Any]:
    return {
        "does": "writes" if deed.writes else "reads",
        "data": deed.data,
        "verdict": "kept" if deed.tone == "write" else deed.tone,
        "state": deed.look,
        "card": deed.card,
        "text": deed.text,
        "age": deed.age or None,
        "from_step": None if deed.since is None else numbers.get(deed.since),
        "kept_in": deed.kept,
        "missing": list(deed.missing) if deed.missing else None,
        "box": place(frame),
    }


def _chip(
    deed: Deed, chips: list[Group], boxes: Mapping[str, Rect], grouped: Mapping[str, str]
) -> Rect | None:
    """Return where a deed is told: of what says so in its column, that which stands in its row."""
    row = boxes.get(cards.name(grouped.get(deed.card, deed.card)))
    told = (_frame(chip) for chip in chips if chip.title == deed.chip)
    for frame in told:
        if row and frame and row.y <= frame.y + frame.height / 2 <= row.y + row.height:
            return frame
    return None


def _frame(group: Group | None) -> Rect | None:
    """Return the box around what is drawn of a group, None if nothing is."""
    left, top, right, bottom = box(group.items) if group else (0.0, 0.0, 0.0, 0.0)
    return Rect(left, top, right - left, bottom - top) if right > left else None


def _groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from _groups(item.items)
