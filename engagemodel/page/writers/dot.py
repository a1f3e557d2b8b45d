"""A diagram in, source for Graphviz out: a cluster a lane, plain labels, colours of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagemodel.page.diagram import Diagram
from engagemodel.page.outline import Node, outline, titles

if TYPE_CHECKING:
    from graphviz import Digraph

_FONT = "Helvetica"
_GRAPH = {
    "rankdir": "LR",
    "labelloc": "t",
    "fontname": _FONT,
    "nodesep": "0.2",
    "ranksep": "1.2",
}
_NODE = {
    "shape": "box",
    "style": "rounded,filled",
    "fontname": _FONT,
    "fontsize": "11",
}
_EDGE = {"fontname": _FONT, "fontsize": "9", "arrowsize": "0.7"}


def write(diagram: Diagram) -> str:
    """Return the source; it needs no Graphviz to be written."""
    return str(graph(diagram).source)


def graph(diagram: Diagram) -> Digraph:
    """Return the graph, its nodes named as `outline` has them."""
    from graphviz import Digraph

    drawn = outline(diagram)
    heading = {**_GRAPH, "label": _label(*titles(diagram))}
    made = Digraph(graph_attr=heading, node_attr=_NODE, edge_attr=_EDGE)
    for lane in drawn.lanes:
        with made.subgraph(name=f"cluster_{lane.key}") as cluster:
            cluster.attr(
                label=_label(lane.name), style="filled", color="#f3f5f9", fontcolor=lane.colour
            )
            for node in lane.nodes:
                cluster.node(node.key, _label(*node.words), **_look(node))
    for edge in drawn.edges:
        made.edge(
            edge.source,
            edge.target,
            _label(edge.words) if edge.words else None,
            color=edge.colour,
            fontcolor=edge.colour,
            penwidth=f"{edge.width:.2f}",
            style="dashed" if edge.dashed else "solid",
        )
    return made


def _look(node: Node) -> dict[str, str]:
    store = node.card.sort == "database" and not node.card.members
    style = "filled" if store else "rounded,filled"
    return {
        "fillcolor": node.fill,
        "color": node.edge,
        "fontcolor": node.ink,
        "style": f"{style},dashed" if node.dashed else style,
        "shape": "cylinder" if store else "box",
    }


def _label(*lines: str) -> str:
    r"""Return lines as a plain label: no HTML, no entity, no ``\N``, no quote that ends it."""
    from graphviz import escape, nohtml

    label: str = nohtml("\\n".join(escape(line.replace("&", "&amp;")) for line in lines))
    return label
