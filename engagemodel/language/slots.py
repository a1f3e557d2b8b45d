"""A path of keys into a model file in, what the language expects there out: keys, or a kind of value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engagemodel.language.keys import HEADER, LISTS, SECTIONS, WORDS
from engagemodel.language.links import HOLDING, Holdings, OldIds, Ref, Refs, Required, Via, Wishes
from engagemodel.language.records import Keys, Listed, Section, Stated, Steps
from engagemodel.language.values import Choice, Choices, Kind, Texts

Step = str | int
"""A key of a mapping, or the number of an item of a list, from 0."""


@dataclass(frozen=True, slots=True)
class Root:
    """The outermost mapping of a file: the words that it may begin with."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a section by id; the author's order counts."""

    section: Section


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in `needs` and the like: an id, or a mapping with any_of or all_of."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wished:
    """What a customer type prefers for an occasion: channels and kinds of channel."""

    words: tuple[str, ...]


Slot = Root | Entries | Group | Wished | Keys | Listed | Kind | None


def slot(path: Iterable[Step]) -> Slot:
    """Return what is expected at a path, None where anything is (free keys, ``x-`` keys, mistakes).

    `Keys` are a mapping with these keys; a single item may stand for a list of such.
    """
    found: Slot = Root()
    for step in path:
        found = _inside(found, step)
    return found


def _inside(outer: Slot, step: Step) -> Slot:
    match outer:
        case Root():
            return _section(step)
        case Entries():
            return outer.section.keys
        case Keys():
            known = outer.get(step) if isinstance(step, str) else None
            return None if known is None else _opened(known.kind)
        case Listed():
            return outer.keys
        case Wishes():
            return Wished(outer.kinds)
        case Holdings():
            return Ref(("data",)) if isinstance(step, int) else HOLDING
        case Group():
            return outer if isinstance(step, int) or step in ("any_of", "all_of") else None
        case Refs() | Wished() | Choices() | OldIds():
            return outer if isinstance(step, int) else None
    return None


def _section(word: Step) -> Slot:
    if not isinstance(word, str):
        return None
    if word in SECTIONS:
        return Entries(SECTIONS[word])
    if word in LISTS:
        return LISTS[word][0]
    return _opened(HEADER[word].kind) if word in HEADER else None


def _opened(kind: Kind) -> Slot:
    """Return a kind of value as what it is made of."""
    match kind:
        case Steps():
            return Listed(kind.keys, "a step")
        case Stated():
            return kind.keys
        case Required():
            return Group(kind.kinds)
        case Via():
            return Group(("channel",))
    return kind


def order(slot: Slot) -> tuple[str, ...] | None:
    """Return the keys of a mapping in the order of the language, None where the author's counts."""
    match slot:
        case Root():
            return WORDS
        case Keys():
            return tuple(slot)
    return None


def in_order(words: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the keys of a mapping in the order of the known ones.

    A key that is not known (``x-…``) stays behind the one that it stands behind.
    """
    rank = {word: number for number, word in enumerate(known)}
    at, ranked = -1, []
    for word in words:
        at = rank.get(word, at)
        ranked.append((at, word))
    return [word for _, word in sorted(ranked, key=lambda each: each[0])]


def choices(slot: Slot) -> tuple[str, ...]:
    """Return the words that a value is chosen from, empty where it is not."""
    match slot:
        case Choice() | Choices() | Wished():
            return slot.words
    return ()


def referred(slot: Slot) -> tuple[str, ...]:
    """Return the kinds of entry whose ids are expected as a value, empty where none are."""
    match slot:
        case Ref() | Refs() | Group():
            return slot.kinds
        case Wished():
            return ("channel",)
        case Holdings():
            return ("data",)
    return ()


def free(slot: Slot) -> bool:
    """Return whether the keys of a mapping are the author's own words."""
    return isinstance(slot, Texts | Wishes) or slot is None
