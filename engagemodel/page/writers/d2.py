"""A diagram in, D2 source out: a container a lane, names in quotes that nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.page.diagram import Diagram
from engagemodel.page.outline import Lane, Node, outline, titles

_SHAPES = {"customer_type": "person", "organization": "hexagon"}
_TITLE = "shape: text; near: top-center; style: {font-size: 24; bold: true}"


def write(diagram: Diagram) -> str:
    """Return the source; a node's address is ``lane.node``."""
    return "\n".join((*_lines(diagram), ""))


def _lines(diagram: Diagram) -> Iterator[str]:
    drawn = outline(diagram)
    yield f"title: {_quoted(*titles(diagram))} {{{_TITLE}}}"
    yield "direction: right"
    homes = {}
    for lane in drawn.lanes:
        homes.update({node.key: f"{lane.key}.{node.key}" for node in lane.nodes})
        yield from _lane(lane)
    for edge in drawn.edges:
        said = f": {_quoted(edge.words)}" if edge.words else ""
        dash = "; style.stroke-dash: 4" if edge.dashed else ""
        width = max(1, round(edge.width * 1.5))
        yield (
            f"{homes[edge.source]} -> {homes[edge.target]}{said} "
            f'{{style.stroke: "{edge.colour}"; style.stroke-width: {width}{dash}}}'
        )


def _lane(lane: Lane) -> Iterator[str]:
    yield f"{lane.key}: {_quoted(lane.name)} {{"
    yield f'  style: {{fill: "#f3f5f9"; stroke: "{lane.colour}"; font-color: "{lane.colour}"}}'
    yield from (f"  {_node(node)}" for node in lane.nodes)
    yield "}"


def _node(node: Node) -> str:
    shape = _SHAPES.get(node.card.lane, "rectangle")
    if node.card.sort == "database" and not node.card.members:
        shape = "cylinder"
    dash = "; stroke-dash: 4" if node.dashed else ""
    return (
        f"{node.key}: {_quoted(*node.words)} {{shape: {shape}; "
        f'style: {{fill: "{node.fill}"; stroke: "{node.edge}"; font-color: "{node.ink}"{dash}}}}}'
    )


def _quoted(*lines: str) -> str:
    r"""Return lines as one double-quoted string; a backslash takes its meaning from any sign."""
    safe = ("".join(f"\\{c}" if c in '\\"$' else c for c in line) for line in lines)
    return '"' + "\\n".join(safe) + '"'
