"""A diagram in, a PlantUML component diagram out: a package a lane, every foreign sign as its number."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.page.diagram import Diagram
from engagemodel.page.outline import Edge, Node, outline, titles

_PLAIN = frozenset(" ,")
_NEXT = "\\n"  # where a line of text ends
_SHAPES = {"customer_type": "actor", "organization": "rectangle", "channel": "rectangle"}
_STORES = {"database": "database", "middleware": "queue", "infrastructure": "node"}


def write(diagram: Diagram) -> str:
    """Return the source; nothing in it includes, links or computes."""
    return "\n".join((*_lines(diagram), ""))


def _lines(diagram: Diagram) -> Iterator[str]:
    drawn = outline(diagram)
    title = _NEXT.join(map(_text, titles(diagram)))
    yield from ("@startuml", f"title {title}", "left to right direction")
    yield from ("skinparam shadowing false", "skinparam packageStyle rectangle")
    yield "skinparam defaultFontColor #16202c"
    for lane in drawn.lanes:
        yield f'package "{_text(lane.name)}" as {lane.key} #f3f5f9;line:{lane.colour[1:]} {{'
        yield from (f"  {_node(node)}" for node in lane.nodes)
        yield "}"
    yield from map(_edge, drawn.edges)
    yield "@enduml"


def _node(node: Node) -> str:
    shape = _SHAPES.get(node.card.lane, "component")
    if not node.card.members:
        shape = _STORES.get(node.card.sort, shape)
    dash = ";line.dashed" if node.dashed else ""
    words = _NEXT.join(map(_text, node.words))
    return f'{shape} "{words}" as {node.key} {node.fill};line:{node.edge[1:]};text:{node.ink[1:]}{dash}'


def _edge(edge: Edge) -> str:
    look = ",".join((edge.colour, *(["dashed"] if edge.dashed else [])))
    if edge.width > 1.6:
        look += ",thickness=2"
    said = f" : {_text(edge.words)}" if edge.words else ""
    return f"{edge.source} -[{look}]-> {edge.target}{said}"


def _text(text: str) -> str:
    """Return text in which only letters, digits, spaces and commas stand as they are.

    What PlantUML takes for its own (``!include``, ``%getenv()``, ``[[links]]``, ``<img>``, wiki
    signs) is then no more.
    """
    return "".join(c if c.isalnum() or c in _PLAIN else f"<U+{ord(c):04X}>" for c in text)
