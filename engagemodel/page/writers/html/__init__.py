"""A scene with its story in, one HTML file out that needs nothing else and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engagemodel import __version__
from engagemodel.page.diagram import LANES, Diagram, Remark
from engagemodel.page.drawing.connections import describe
from engagemodel.page.drawing.connections import name as line_name
from engagemodel.page.dress.template import fill
from engagemodel.page.frame.findings import heading
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.playback import Played, Step
from engagemodel.page.scene import Scene, link
from engagemodel.page.story import Story
from engagemodel.page.words import WORDS, say
from engagemodel.page.writers import svg
from engagemodel.page.writers.html import inline
from engagemodel.shipped import shipped

STATES = ("today", "difference", "tomorrow", "only")


def write(scene: Scene, story: Story) -> str:
    """Return the document; every text of a model stands in markup or in an island of JSON.

    Raises:
        ArgumentError: the user's template cannot be filled.
    """
    folder = shipped("page")
    book, facts = _book(story), _facts(scene, story)
    gaps = {
        state: [tuple(gap) for j in told for step in j["steps"] for gap in step["gaps"]]
        for state, told in book["journeys"].items()
    }
    picture, looks = inline.draw(story.scenes, gaps)
    style = _dense((folder / "page.css").read_text(encoding="utf-8"))
    style = "\n".join([style, paper(scene), *looks])
    style = svg.clothed(style, {*picture, *repr(facts), *"".join(WORDS.values())})
    script = _dense((folder / "page.js").read_text(encoding="utf-8"))
    facts["policy"] = _policy(style, script, images=scene.dress.logo is not None)
    markup = {"style": style, "script": script, "picture": picture, "island": island(book)}
    return fill("page/page.html.j2", facts, markup)


def _dense(code: str) -> str:
    """Return a script or style without indents and lines of comment, which nobody reads there."""
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _facts(scene: Scene, story: Story) -> dict[str, Any]:
    """Return what the template puts into markup."""
    states = [state for state in STATES if state in story.scenes]
    diagrams = {state: story.scenes[state].diagram for state in states}
    journeys = list(_grouped(story.journeys, states))
    return {
        "version": __version__,
        "language": scene.language,
        "title": scene.title,
        "subtitle": subtitle(scene.diagram),
        "states": states,
        "state": next(iter(story.scenes)),
        "journeys": journeys,
        "choices": list({journey.id: journey.name for _, journey in reversed(journeys)}.items())[
            ::-1
        ],
        "heads": {state: heading(diagram) for state, diagram in diagrams.items()},
        "without": {state: _none(diagram) for state, diagram in diagrams.items()},
        "findings": {
            state: [_finding(remark) for remark in diagram.remarks]
            for state, diagram in diagrams.items()
        },
        "about": list(_about({state: story.scenes[state] for state in states})),
    }


def _none(diagram: Diagram) -> str:
    return WORDS["no findings" if diagram.before is None else "no findings.difference"]


def _grouped(
    journeys: Mapping[str, tuple[Played, ...]], states: Iterable[str]
) -> Iterator[tuple[list[str], Played]]:
    """Yield each journey with the states in which it goes like that."""
    among: dict[Played, list[str]] = {}
    for state in states:
        for journey in journeys.get(state, ()):
            among.setdefault(replace(journey, gone=False), []).append(state)
    for journey, named in sorted(among.items(), key=lambda pair: (pair[0].id, pair[1])):
        yield named, journey


def _finding(remark: Remark) -> dict[str, object]:
    status = "" if remark.status == "open" else WORDS[remark.status]
    return {
        "number": remark.number,
        "status": remark.status,
        "severity": remark.severity,
        "title": remark.title,
        "text": remark.text,
        "mend": remark.mend,
        "fingerprint": remark.fingerprint,
        "label": ", ".join(part for part in (status, WORDS[remark.severity]) if part),
    }


def _about(scenes: Mapping[str, Scene]) -> Iterator[tuple[str, list[tuple[str, _Element]]]]:
    """Yield each lane with its cards in words, and in which states they are so."""
    told: dict[_Element, list[str]] = {}
    for state, scene in scenes.items():
        for element in _elements(scene):
            told.setdefault(element, []).append(state)
    for lane in LANES:
        found = [(element, among) for element, among in told.items() if element.lane == lane]
        if found:
            ordered = sorted(found, key=lambda pair: (pair[0].name, pair[0].card))
            yield WORDS[lane], [(_within(among, len(scenes)), each) for each, among in ordered]


def _within(among: list[str], all_states: int) -> str:
    """Return the classes of what is there in some of the states only."""
    return " ".join(["in", *(f"in-{state}" for state in among)]) if len(among) < all_states else ""


@dataclass(frozen=True, slots=True)
class _Element:
    """A card in words: what it is, the lines that start at it, where more is to be read."""

    lane: str
    card: str
    name: str
    told: str
    lines: tuple[str, ...]
    url: str | None


def _elements(scene: Scene) -> Iterator[_Element]:
    diagram = scene.diagram
    names = {card.id: card.name for card in diagram.cards}
    lines: dict[str, list[str]] = {id: [] for id in names}
    for line in diagram.lines:
        lines[line.source].append(describe(line, names))
    for card in diagram.cards:
        parts = [WORDS[f"one.{card.lane}"]]
        parts += [WORDS[card.mark]] if card.mark != "kept" else []
        parts += [say("was", names=", ".join(card.was))] if card.was else []
        yield _Element(
            lane=card.lane,
            card=scene.grouped.get(card.id, card.id),
            name=card.name,
            told=", ".join(parts),
            lines=tuple(lines[card.id]),
            url=link(card.url),
        )


def _book(story: Story) -> dict[str, Any]:
    """Return what the script has to know: which cards and lines belong to what."""
    cards: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for scene in story.scenes.values():
        home.update(scene.grouped)
        for card in scene.diagram.cards:
            words = cards.setdefault(home.get(card.id, card.id), [])
            told = (card.name, *card.was, *card.members, card.id, card.sort)
            words += [word for word in told if word and word not in words]
    return {
        "states": [state for state in STATES if state in story.scenes],
        "cards": [{"id": id, "words": " ".join(words)} for id, words in cards.items()],
        "home": home,
        "findings": {
            state: [
                {
                    "id": remark.fingerprint,
                    "number": remark.number,
                    "cards": [home.get(id, id) for id in remark.cards],
                    "lines": [line_name(id) for id in remark.lines],
                }
                for remark in scene.diagram.remarks
            ]
            for state, scene in story.scenes.items()
        },
        "journeys": {
            state: [_played(journey, home) for journey in story.journeys[state]]
            for state in story.scenes
        },
        "titles": {state: scene.title for state, scene in story.scenes.items()},
        "marked": _marked(story),
        "words": {
            "found": WORDS["html.found"],
            "step": WORDS["html.step"],
            "play": WORDS["html.play"],
            "pause": WORDS["html.pause"],
        },
    }


def _marked(story: Story) -> dict[str, list[str]]:
    """Return the lines of a difference that only tomorrow has, and those that only today has."""
    scene = story.scenes.get("difference")
    lines = scene.diagram.lines if scene else ()
    return {
        mark: [line_name(line.id) for line in lines if line.mark == mark]
        for mark in ("added", "removed")
    }


def _played(journey: Played, home: Mapping[str, str]) -> dict[str, Any]:
    steps = [_step(step, home) for step in journey.steps]
    return {"id": journey.id, "gone": journey.gone, "steps": steps}


def _step(step: Step, home: Mapping[str, str]) -> dict[str, Any]:
    """Return the cards that a step lights, and its lines as pairs of cards."""

    def at(ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(home.get(id, id) for id in ids))

    return {
        "cards": at(step.cards),
        "kept": at(step.kept),
        "sought": at(step.sought),
        "flows": [at(pair) for pair in step.flows if len(at(pair)) == 2],
        "gaps": [at(pair) for pair in step.gaps if len(at(pair)) == 2],
    }


def island(value: object) -> str:
    """Return JSON that can stand in a script element: no tag, entity or line end is in its text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def paper(scene: Scene) -> str:
    """Return the style rule by which a page is printed on paper of its own size."""
    return f"@page{{size:{scene.width:g}pt {scene.height:g}pt;margin:0}}"


def _policy(style: str, script: str, *, images: bool) -> str:
    """Return what a browser may do with the page: run its one script, use its one style and font.

    Images are those that the page brings along itself.
    """
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        f"font-src data:; {'img-src data:; ' if images else ''}base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """Return what a policy allows one script or style by."""
    hashed = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(hashed).decode('ascii')}'"
