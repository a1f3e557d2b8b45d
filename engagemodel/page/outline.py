"""A diagram in; what a language for diagrams needs out: lanes of numbered nodes, and edges with their look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.diagram import LANES, Card, Connection, Diagram, State
from engagemodel.page.drawing.connections import stroke
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.steps import Step, Tone
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
    """A lane that has cards: `key` is a plain word. What follows each other stands `across`."""

    key: str
    name: str
    colour: str
    nodes: tuple[Node, ...]
    across: bool = False


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

    No key comes from a model, so that nothing but names needs to be escaped. A journey is its steps
    in one lane, with the way from each to the next and the hand-offs between them.
    """
    if diagram.steps:
        return _journey(diagram)
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


def _journey(diagram: Diagram) -> Outline:
    names = {card.id: card.name for card in diagram.cards}
    keys = {step.column: f"n{number}" for number, step in enumerate(diagram.steps, 1)}
    nodes = tuple(_stop(keys[step.column], step, names) for step in diagram.steps)
    lane = Lane("lane1", WORDS["journey.steps"], palette.LANES["channel"], nodes, across=True)
    hands = _edges(_hands(diagram.steps, keys), {key: key for key in keys.values()})
    return Outline((lane,), (*_way(diagram.steps, keys), *hands))


def _stop(key: str, step: Step, names: Mapping[str, str]) -> Node:
    """Return a step as a node that says where it goes, who and what is behind it, and what it does."""
    card = Card(id=key, lane="channel", name=f"{step.number}. {step.title}", mark=step.mark)
    behind = {"run by": ("who", step.organizations), "systems": ("systems", step.platforms)}
    words = [
        card.name,
        ", ".join(names[id] for id in step.channels),
        *(
            say(f"step.{what}", **{key: ", ".join(names[id] for id in ids)})
            for what, (key, ids) in behind.items()
            if ids
        ),
        *(f"{names[deed.card]}: {deed.text}" for deed in step.deeds),
        *step.past,
        WORDS[step.mark] if step.mark != "kept" else "",
    ]
    return Node(
        key,
        card,
        tuple(filter(None, words)),
        palette.WASHES.get(step.look, palette.PAPER),
        palette.MARKS.get(step.look, palette.LANES["channel"]),
        palette.INK,
        step.mark == "removed",
    )


def _way(steps: Iterable[Step], keys: Mapping[int, str]) -> Iterator[Edge]:
    """Yield the way from each step to the next, past those that are gone, to each of which one leads."""
    last = None
    for step in steps:
        gone, key = step.mark == "removed", keys[step.column]
        if last is not None:
            line = Connection(id=f"way-{key}", kind="use", source=last, target=key)
            colour = palette.MARKS["removed"] if gone else palette.TITLE
            yield Edge(line, last, key, "", colour, 2.0, gone)
        last = last if gone and last is not None else key


def _hands(steps: Iterable[Step], keys: Mapping[int, str]) -> Iterator[Connection]:
    states: Mapping[Tone, State] = {"slow": "slow", "unknown": "unknown", "broken": "broken"}
    for step in steps:
        for deed in step.deeds:
            if deed.since is not None and deed.since in keys and deed.kept is not None:
                mended = deed.look == "mended"
                yield Connection(
                    id=f"hand-{keys[step.column]}",
                    kind="flow",
                    source=keys[deed.since],
                    target=keys[step.column],
                    state="mended" if mended else states.get(deed.tone, "plain"),
                    label=deed.hand,
                )
