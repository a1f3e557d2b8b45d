"""A page in, JSON for other programs out: what is shown, where each of it is, and every primitive."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from engagemodel import __version__
from engagemodel.page.diagram import Card, Connection, Remark, Source, Tile
from engagemodel.page.drawing import cards, connections
from engagemodel.page.parts import Box, Tie, parts
from engagemodel.page.scene import Group, Image, Item, Path, Rect, Scene, Text
from engagemodel.page.writers.stops import number, place, stops

FORMAT = 1
_TYPES: Mapping[type[Item], str] = {Rect: "rect", Path: "path", Text: "text", Group: "group"}


def write(scene: Scene) -> str:
    """Return one document, as ``engagemodel schema page`` describes it; lengths are in points.

    A card or line of the model that has no place of its own on the page has ``null`` for it. The page of a
    journey has steps, and no lines: none is drawn.
    """
    diagram, found = scene.diagram, parts(scene)
    lines = () if diagram.steps else (*diagram.lines, *diagram.within)
    boxes = {part.id: part.frame for part in found if isinstance(part, Box)}
    ties = {part.id: part.path for part in found if isinstance(part, Tie)}
    return _dumped(
        {
            "format": FORMAT,
            "tool": f"engagemodel {__version__}",
            "title": scene.title,
            "description": scene.description,
            "language": scene.language,
            "width": scene.width,
            "height": scene.height,
            "smallest": scene.smallest,
            "before": _source(diagram.before) if diagram.before else None,
            "after": _source(diagram.after),
            "cards": [_card(card, boxes, scene.grouped) for card in diagram.cards],
            "lines": [_line(line, ties) for line in lines],
            "steps": stops(scene, boxes),
            "findings": [_finding(remark) for remark in diagram.remarks],
            "figures": [_figure(tile) for tile in diagram.tiles],
            "warnings": list(scene.warnings),
            "items": [_item(item) for item in scene.items if not isinstance(item, Image)],
        }
    )


def _source(source: Source) -> dict[str, str]:
    return {
        "name": source.name,
        "state": source.state,
        "date": source.date,
        "file": source.file,
        "digest": source.digest,
    }


def _card(card: Card, boxes: Mapping[str, Rect], grouped: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": card.id,
        "lane": card.lane,
        "name": card.name,
        "kind": card.sort or None,
        "mark": card.mark,
        "stress": card.stress,
        "note": card.note or None,
        "was": list(card.was),
        "url": card.url,
        "part_of": card.part_of,
        "box": place(boxes.get(cards.name(card.id))),
        "grouped_in": grouped.get(card.id),
    }


def _line(line: Connection, ties: Mapping[str, Path]) -> dict[str, Any]:
    path = ties.get(connections.name(line.id))
    return {
        "id": line.id,
        "kind": line.kind,
        "from": line.source,
        "to": line.target,
        "mark": line.mark,
        "stress": line.stress,
        "state": line.state,
        "label": line.label or None,
        "points": path and _plain(path.points),
    }


def _finding(remark: Remark) -> dict[str, Any]:
    return {
        "number": remark.number,
        "status": remark.status,
        "severity": remark.severity,
        "title": remark.title,
        "text": remark.text,
        "mend": remark.mend or None,
        "fingerprint": remark.fingerprint or None,
        "cards": list(remark.cards),
        "lines": list(remark.lines),
    }


def _figure(tile: Tile) -> dict[str, Any]:
    return {
        "figure": tile.name,
        "title": tile.title,
        "before": tile.after if tile.effect in ("same", "near") else tile.before,
        "after": tile.after,
        "effect": tile.effect or None,
    }


def _item(item: Item) -> dict[str, Any]:
    """Return a primitive: its type, and its fields that are not at their defaults."""
    found: dict[str, Any] = {"type": _TYPES[type(item)]}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name == "items":
            found["items"] = [_item(inner) for inner in value]
        elif field.default is MISSING or value != field.default:
            found[field.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return number(value) if isinstance(value, float) else value


def _dumped(document: Mapping[str, Any]) -> str:
    """Return the document with each card, line, finding and item on a line of its own."""
    rows = []
    for key, value in document.items():
        text = _text(value)
        if isinstance(value, list) and value:
            text = "[\n  " + ",\n  ".join(map(_text, value)) + "\n ]"
        rows.append(f" {_text(key)}: {text}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
