"""A scene with its story in, one HTML file out that needs nothing else and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from engagemodel import __version__
from engagemodel.page.drawing.connections import name as line_name
from engagemodel.page.dress.template import fill
from engagemodel.page.frame.heading import subtitle
from engagemodel.page.playback import Played, Step
from engagemodel.page.scene import Scene
from engagemodel.page.story import Story
from engagemodel.page.typeset import measure
from engagemodel.page.words import WORDS
from engagemodel.page.writers import svg
from engagemodel.page.writers.html import elements, findings, inline
from engagemodel.page.writers.html.standing import standing
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
    style = _tight(_dense((folder / "page.css").read_text(encoding="utf-8")))
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


def _tight(style: str) -> str:
    """Return a style without comments, and without room around what parts its rules."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))


def _facts(scene: Scene, story: Story) -> dict[str, Any]:
    """Return what the template puts into markup."""
    states = [state for state in STATES if state in story.scenes]
    first = next(iter(story.scenes))
    journeys = list(_grouped(story.journeys, states))
    return {
        "version": __version__,
        "language": scene.language,
        "title": scene.title,
        "widest": max((each.title for each in story.scenes.values()), key=_wide),
        "subtitle": subtitle(scene.diagram),
        "states": states,
        "state": first,
        "journeys": journeys,
        "choices": list({journey.id: journey.name for _, journey in reversed(journeys)}.items())[
            ::-1
        ],
        "findings": findings.entries(story.scenes),
        "above": findings.states(story.scenes)[first],
        "about": list(elements.elements({state: story.scenes[state] for state in states})),
    }


def _wide(title: str) -> float:
    return measure(title, 1.0, bold=True)


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
        "findings": findings.standing(story.scenes),
        "labels": findings.labels(story.scenes),
        "above": findings.states(story.scenes),
        "journeys": {
            state: [_played(journey, home) for journey in story.journeys[state]]
            for state in story.scenes
        },
        "titles": {state: scene.title for state, scene in story.scenes.items()},
        "marked": _marked(story),
        "lines": standing(story.scenes),
        "columns": {state: scene.steps for state, scene in story.scenes.items() if scene.steps},
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
