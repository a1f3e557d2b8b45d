"""An entry of a model in, what the model says of it out: a short line of plain text for each key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from engagemodel.language.keys import SECTIONS
from engagemodel.language.links import Holdings, Ref, Refs, Required, Wishes
from engagemodel.language.quantities import Money
from engagemodel.language.records import Key
from engagemodel.model import AllOf, AnyOf, Entry, Holding, Model, Quantity, Requirement, Step

_ELSEWHERE = ("name", "kind", "description", "url")
_MOST = 8
_LONGEST = 240
_Called = Callable[[str], str]


def facts(entry: Entry, section: str, model: Model) -> Iterator[tuple[str, str]]:
    """Yield each key that an entry states and its value, in the order of the language.

    Names stand before ids, of a long list only the first. What is not stated is left out, as are its
    name, kind, description and address.
    """
    for word, key in SECTIONS[section].keys.items():
        if word in _ELSEWHERE:
            continue
        told = _told(getattr(entry, key.field or word, None), _named(word, key, model))
        if told and isinstance(key.kind, Money) and model.currency:
            told += f" {model.currency}"
        if told:
            yield word, told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _named(word: str, key: Key, model: Model) -> _Called:
    """Return what gives the ids in the values of a key their names."""
    kinds: tuple[str, ...] = ()
    match key.kind:
        case Ref() | Refs() | Required():
            kinds = key.kind.kinds
        case Wishes():
            kinds = ("channel",)
        case Holdings():
            kinds = ("data",)
    if word == "owner":
        kinds = ("organization",)
    sections = [name for name, section in SECTIONS.items() if section.kind in kinds]
    if word == "steps":
        sections = ["channels"]

    def called(id: str) -> str:
        for name in sections:
            entry: Entry | None = getattr(model, name).get(id)
            if entry is not None and entry.name != id:
                return f"{entry.name} ({id})"
        return id

    return called


def _told(value: object, called: _Called) -> str:
    match value:
        case None:
            return ""
        case Quantity():
            return value.text
        case str():
            return called(value)
        case date():
            return value.isoformat()
        case int() | float():
            return f"{value:g}"
        case AllOf() | AnyOf():
            return _required(value, called)
        case Holding():
            key = [f"key {' + '.join(value.key)}"] if value.key else []
            return ", ".join([value.role, *key, *([value.part] if value.part else [])])
        case Step():
            return f"{value.do} ({_required(value.via, called)})"
        case Mapping():
            pairs = ((called(word), _told(inner, called)) for word, inner in value.items())
            return _listed((f"{word}: {inner}" for word, inner in pairs), "; ")
        case tuple() if value and isinstance(value[0], Step):
            steps = (f"{number}. {_told(step, called)}" for number, step in enumerate(value, 1))
            return _listed(steps, " ")
        case tuple():
            return _listed((_told(item, called) for item in value), ", ")
    return ""


def _required(requirement: Requirement, called: _Called, inside: bool = False) -> str:
    """Return a requirement by name; one of several, or several in one, stand in brackets."""
    if isinstance(requirement, str):
        return called(requirement)
    items = [_required(item, called, inside=True) for item in requirement.items]
    if isinstance(requirement, AnyOf):
        text = " or ".join(items)
    else:
        text = " and ".join(items) if inside else _listed(items, ", ")
    return f"({text})" if inside and len(items) > 1 else text


def _listed(items: Iterable[str], between: str) -> str:
    found = list(items)
    more = f"{between}and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return between.join(found[:_MOST]) + more
