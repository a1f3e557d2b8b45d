"""What is being written in, what it may become out: keys, ids and words to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from engagemodel.editor.cursor import Spot
from engagemodel.language.context import ELEMENTS, NOUNS
from engagemodel.language.keys import (
    BENCHMARK,
    HEADER,
    INCLUDE,
    LISTS,
    READINESS,
    SECTIONS,
    WORDS,
)
from engagemodel.language.links import Holdings, Wishes
from engagemodel.language.records import Keys
from engagemodel.language.slots import Group, Root, choices, referred, slot
from engagemodel.language.values import Flag, Texts
from engagemodel.model import Entry, Model

_GROUPS = {"any_of": "One of these is enough.", "all_of": "Every one of these is required."}
_STATES = {"as-is": "How it is today.", "future": "How it should be."}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word to insert; `about` says what it is, in one line of foreign or own text."""

    word: str
    kind: Literal["key", "id", "word"]
    about: str = ""
    insert: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where ids and occasions are taken from: the last model that could be read, and the text as it is."""

    model: Model | None
    declared: Mapping[str, tuple[str, ...]]

    def ids(self, kinds: tuple[str, ...], but: str = "") -> Iterator[Suggestion]:
        """Yield the ids of some kinds, those that are in the text alone behind the others."""
        for name, section in SECTIONS.items():
            if section.kind not in kinds:
                continue
            entries: Mapping[str, Entry] = getattr(self.model, name) if self.model else {}
            noun = NOUNS[section.kind].split(" ", 1)[-1]
            for id in dict.fromkeys((*entries, *self.declared.get(name, ()))):
                if id != but:
                    called = entries[id].name if id in entries else id
                    yield Suggestion(id, "id", f"{called} ({noun})")


def suggestions(
    at: Spot, model: Model | None, declared: Mapping[str, tuple[str, ...]]
) -> tuple[Suggestion, ...]:
    """Return what may be written at a place, in the order of the language or of the model.

    `declared` are the ids by section that the text has now, whether or not it can be read.
    """
    source = _Source(model, declared)
    found = _keys(at, source) if at.key else _values(at.path, source)
    unique = {one.word: one for one in found if one.word not in at.siblings}
    return tuple(unique.values())


def _keys(at: Spot, source: _Source) -> Iterator[Suggestion]:
    match slot(at.path):
        case Root():
            yield from (_key(word, about(word)) for word in WORDS)
        case Keys() as keys:
            yield from (_key(word, key.description) for word, key in keys.items())
        case Group():
            yield from (_key(word, text) for word, text in _GROUPS.items())
        case Holdings():
            for one in source.ids(("data",)):
                yield Suggestion(one.word, "id", one.about, f"{one.word}: ")
        case Wishes() | Texts():
            yield from (_key(word, "An occasion of this model.") for word in _occasions(source))
    if at.bare:
        yield from _values(at.path, source)


def _key(word: str, text: str) -> Suggestion:
    return Suggestion(word, "key", text, f"{word}: ")


def about(word: str) -> str:
    """Return what a word that a file may begin with is for."""
    if word in SECTIONS:
        return SECTIONS[word].description
    if word in LISTS:
        return LISTS[word][1]
    others = {"include": INCLUDE, "readiness": READINESS, "benchmark": BENCHMARK}
    return others.get(word) or HEADER[word].description


def _values(path: tuple[str | int, ...], source: _Source) -> Iterator[Suggestion]:
    here = slot(path)
    words = [step for step in path if isinstance(step, str)]
    yield from source.ids(referred(here), but=words[1] if len(words) > 1 else "")
    for word in choices(here):
        yield Suggestion(word, "word")
    if isinstance(here, Flag):
        yield from (Suggestion(word, "word") for word in ("true", "false"))
    match words:
        case ["state"]:
            yield from (Suggestion(word, "word", text) for word, text in _STATES.items())
        case ["journeys", _, "steps", "do"] | ["channels", _, "serves"]:
            yield from (Suggestion(word, "word", "An occasion.") for word in _occasions(source))
        case [*_, "owner"]:
            yield from source.ids(("organization",))
        case ["accept", "rule"]:
            yield from _rules()
        case ["accept", "elements"] | ["accept", "flow"]:
            yield from source.ids(ELEMENTS)
        case ["accept", "customer_types" | "journeys" | "data" | "capability" as facet]:
            kinds = {"customer_types": "customer_type", "journeys": "journey"}
            yield from source.ids((kinds.get(facet, facet),))


def _rules() -> Iterator[Suggestion]:
    from engagemodel.rules import RULES

    for rule in RULES:
        yield Suggestion(rule.name, "word", rule.manual.title)


def _occasions(source: _Source) -> dict[str, None]:
    """Return the occasions that a model speaks of, each once."""
    model = source.model
    if model is None:
        return {}
    served = (word for channel in model.channels.values() for word in channel.serves or ())
    done = (step.do for journey in model.journeys.values() for step in journey.steps)
    wished = (
        word
        for customer in model.customer_types.values()
        for words in (customer.prefers, customer.expects)
        for word in words
    )
    return dict.fromkeys((*served, *done, *wished))
