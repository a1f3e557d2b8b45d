"""A diagram in, a Mermaid flowchart out: a subgraph a lane, every foreign sign as its number."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.page.diagram import Diagram
from engagemodel.page.outline import Edge, Node, outline, titles

_PLAIN = frozenset(" ,'")
_HEADS = {"customer_type": ('(["', '"])'), "organization": ('{{"', '"}}')}
_STORE = ('[("', '")]')


def write(diagram: Diagram) -> str:
    """Return the flowchart; names are text wherever Mermaid is set to show HTML or not."""
    return "\n".join((*_lines(diagram), ""))


def _lines(diagram: Diagram) -> Iterator[str]:
    drawn = outline(diagram)
    yield from ("---", f"title: {_quoted(' · '.join(titles(diagram)))}", "---", "flowchart LR")
    for lane in drawn.lanes:
        yield f'  subgraph {lane.key}["{_text(lane.name)}"]'
        yield f"    direction {'LR' if lane.across else 'TB'}"
        yield from (f"    {_node(node)}" for node in lane.nodes)
        yield "  end"
    yield from (f"  {_edge(edge)}" for edge in drawn.edges)
    for lane in drawn.lanes:
        yield f"  style {lane.key} fill:#f3f5f9,stroke:{lane.colour},color:{lane.colour}"
        for node in lane.nodes:
            dash = ",stroke-dasharray:4 3" if node.dashed else ""
            yield f"  style {node.key} fill:{node.fill},stroke:{node.edge},color:{node.ink}{dash}"
    for number, edge in enumerate(drawn.edges):
        dash = ",stroke-dasharray:5 3" if edge.dashed else ""
        yield f"  linkStyle {number} stroke:{edge.colour},stroke-width:{edge.width:.2f}px{dash}"


def _node(node: Node) -> str:
    left, right = _HEADS.get(node.card.lane, ('["', '"]'))
    if node.card.sort == "database" and not node.card.members:
        left, right = _STORE
    return f"{node.key}{left}{'<br/>'.join(map(_text, node.words))}{right}"


def _edge(edge: Edge) -> str:
    said = f'|"{_text(edge.words)}"|' if edge.words else ""
    return f"{edge.source} -->{said} {edge.target}"


def _text(text: str) -> str:
    """Return text in which only letters, digits, spaces and commas stand as they are.

    What Mermaid takes for its own (quotes, ``%%``, ``click``, a list at the start) is then no more.
    """
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in text)


def _quoted(text: str) -> str:
    """Return text as a quoted scalar of the YAML that heads a flowchart."""
    safe = (c if c.isalnum() or c in _PLAIN else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(safe)}"'
