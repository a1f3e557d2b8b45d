"""The scenes of several states in, the findings beside the page out: each text once, for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from engagemodel.page.diagram import Diagram, Remark
from engagemodel.page.drawing.connections import name as line_name
from engagemodel.page.frame.findings import heading
from engagemodel.page.scene import Scene
from engagemodel.page.words import WORDS


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as it stands in a state, `label` being its status and severity in words.

    What the first state does not have is not `here` yet.
    """

    remark: Remark
    label: str
    here: bool


def entries(scenes: Mapping[str, Scene]) -> list[Entry]:
    """Return what stands in the list, as it is in the first state that has it."""
    first = next(iter(scenes))
    found: dict[Hashable, Entry] = {}
    for state, scene in scenes.items():
        for remark in scene.diagram.remarks:
            found.setdefault(_told(remark), Entry(remark, _label(remark), state == first))
    return list(found.values())


def states(scenes: Mapping[str, Scene]) -> dict[str, dict[str, str]]:
    """Return what stands above the list in each state, and in its place where it is empty."""
    return {
        state: {"head": heading(scene.diagram), "none": _none(scene.diagram)}
        for state, scene in scenes.items()
    }


def labels(scenes: Mapping[str, Scene]) -> list[str]:
    """Return the statuses and severities in words that findings have, each once."""
    remarks = (remark for scene in scenes.values() for remark in scene.diagram.remarks)
    return list(dict.fromkeys(map(_label, remarks)))


def standing(scenes: Mapping[str, Scene]) -> dict[str, list[dict[str, Any]]]:
    """Return for each state its findings in order: which entry each is, and what it lights.

    The label is its place in `labels`.
    """
    said = {label: place for place, label in enumerate(labels(scenes))}
    found: dict[Hashable, int] = {}
    for scene in scenes.values():
        for remark in scene.diagram.remarks:
            found.setdefault(_told(remark), len(found))
    return {
        state: [
            {
                "id": remark.fingerprint,
                "number": remark.number,
                "status": remark.status,
                "label": said[_label(remark)],
                "at": found[_told(remark)],
                "cards": [scene.grouped.get(id, id) for id in remark.cards],
                "lines": [line_name(id) for id in remark.lines],
            }
            for remark in scene.diagram.remarks
        ]
        for state, scene in scenes.items()
    }


def _told(remark: Remark) -> Hashable:
    return (remark.fingerprint, remark.severity, remark.title, remark.text, remark.mend)


def _label(remark: Remark) -> str:
    status = "" if remark.status == "open" else WORDS[remark.status]
    return ", ".join(part for part in (status, WORDS[remark.severity]) if part)


def _none(diagram: Diagram) -> str:
    plain = "no findings" if diagram.before is None else "no findings.difference"
    return diagram.calm or WORDS[plain]
