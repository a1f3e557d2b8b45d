"""A diagram in; what a language for diagrams needs out: lanes of numbered nodes, and edges with their look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.diagram import LANES, Card, Connection, Diagram
from engagemodel.page.drawing.connections import stroke
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.words import WORDS, say


@dataclass(frozen=True, slots=True)
class Node:
    """A card: `key` is a plain word, `words` what it says, a line each and the name first."""

    key: str
    card: Card
    words: tuple[str, ...]
    fill: str
    edge: str
    ink: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane that has cards: `key` is a plain word."""

    key: str
    name: str
    colour: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes, `source` and `target` being their keys; `width` is in points."""

    line: Connection
    source: str
    target: str
    words: str
    colour: str
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Lanes from left to right, edges in the order of the model."""

    lanes: tuple[Lane, ...]
    edges: tuple[Edge, ...]


def outline(diagram: Diagram) -> Outline:
    """Return the diagram as nodes ``n1``, ``n2`` … in lanes ``lane1`` …, and the edges between them.

    No key comes from a model, so that nothing but names needs to be escaped.
    """
    lanes, keys = [], dict[str, str]()
    for number, lane in enumerate(LANES, 1):
        nodes = []
        for card in diagram.cards:
            if card.lane == lane:
                keys[card.id] = f"n{len(keys) + 1}"
                nodes.append(_node(keys[card.id], card))
        if nodes:
            lanes.append(Lane(f"lane{number}", WORDS[lane], palette.LANES[lane], tuple(nodes)))
    return Outline(tuple(lanes), tuple(_edges(diagram.lines, keys)))


def titles(diagram: Diagram) -> tuple[str, ...]:
    """Return what stands over a page, a line each: the name, what it is about, state and date."""
    return tuple(filter(None, (diagram.after.name, diagram.topic, subtitle(diagram))))


def _node(key: str, card: Card) -> Node:
    words = (card.name, *filter(None, ["; ".join(notes(card))]))
    if card.stress == "faded":
        return Node(key, card, words, palette.VEIL, palette.FAINT, palette.FADED, False)
    return Node(
        key,
        card,
        words,
        palette.WASHES.get(card.look, palette.PAPER),
        palette.MARKS.get(card.look, palette.LANES[card.lane]),
        palette.INK,
        card.look in ("removed", "down", "cut"),
    )


def notes(card: Card) -> list[str]:
    """Return what there is to say of a card besides its name: what became of it, and of what."""
    said = [WORDS[card.look]] if card.look != "kept" else []
    said += [WORDS["touched"]] if card.stress == "touched" else []
    said += [card.note] if card.note else []
    return said + ([say("was", names=", ".join(card.was))] if card.was else [])


def _edges(lines: Iterable[Connection], keys: Mapping[str, str]) -> Iterable[Edge]:
    for line in lines:
        look = stroke(line, ((0, 0), (1, 0), (2, 0), (3, 0)), 1.0)
        said = [line.label] if line.label and line.stress != "faded" else []
        said += [WORDS[line.mark]] if line.mark != "kept" else []
        said += [WORDS["missing"]] if line.kind == "missing" else []
        said += [WORDS[line.state]] if line.state not in ("plain", "broken") else []
        said += [WORDS["down.line"]] if line.stress == "down" else []
        yield Edge(
            line,
            keys[line.source],
            keys[line.target],
            ", ".join(said),
            look.stroke or palette.LINE,
            look.line,
            bool(look.dash),
        )
