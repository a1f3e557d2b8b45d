"""The scenes of several states in, their cards in words out: each once, with what only some have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engagemodel.page.diagram import LANES, Card, Diagram
from engagemodel.page.drawing.connections import describe
from engagemodel.page.scene import Scene, link
from engagemodel.page.words import WORDS, say
from engagemodel.page.writers.html.within import within

Told = list[tuple[str, str]]  # the classes of the states that have it, empty for all; a text


@dataclass(frozen=True, slots=True)
class Element:
    """A card in words: what it is, the lines that start at it, where more is to be read.

    What stands for several has `card` in its place on the page, the `id` being its own.
    `among` has the classes of the states that it is in, empty for all.
    """

    id: str
    card: str
    name: str
    url: str | None
    among: str
    told: Told
    lines: Told


@dataclass(slots=True)
class _Gathered:
    """What states say of a card: each text with the states that say it."""

    lane: str
    among: list[str] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)


def elements(scenes: Mapping[str, Scene]) -> Iterator[tuple[str, list[Element]]]:
    """Yield each lane by name with its cards in the order of theirs."""
    found: dict[tuple[str, str, str, str | None], _Gathered] = {}
    for state, scene in scenes.items():
        lines = _lines(scene.diagram)
        for card in scene.diagram.cards:
            home = scene.grouped.get(card.id, card.id)
            key = (card.name, home, card.id, link(card.url))
            gathered = found.setdefault(key, _Gathered(card.lane))
            gathered.among.append(state)
            gathered.told.setdefault(_told(card), []).append(state)
            for line in dict.fromkeys(lines[card.id]):  # several may say the same
                gathered.lines.setdefault(line, []).append(state)
    for lane in LANES:
        held = [key for key, gathered in found.items() if gathered.lane == lane]
        if held:
            held.sort(key=lambda key: key[:3])
            yield WORDS[lane], [_element(key, found[key], scenes) for key in held]


def _element(
    key: tuple[str, str, str, str | None], gathered: _Gathered, scenes: Mapping[str, Scene]
) -> Element:
    name, home, id, url = key
    return Element(
        id=id,
        card=home,
        name=name,
        url=url,
        among=within(gathered.among, scenes),
        told=_among(gathered.told, gathered.among),
        lines=_among(gathered.lines, gathered.among),
    )


def _among(texts: Mapping[str, list[str]], states: list[str]) -> Told:
    return [(within(among, states), text) for text, among in texts.items()]


def _lines(diagram: Diagram) -> dict[str, list[str]]:
    names = {card.id: card.name for card in diagram.cards}
    lines: dict[str, list[str]] = {id: [] for id in names}
    for line in diagram.lines:
        lines[line.source].append(describe(line, names))
    return lines


def _told(card: Card) -> str:
    parts = [WORDS[f"one.{card.lane}"]]
    parts += [WORDS[card.mark]] if card.mark != "kept" else []
    parts += [say("was", names=", ".join(card.was))] if card.was else []
    return ", ".join(parts)
