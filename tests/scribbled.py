"""A model in, a file that states it as unkempt authors do out: any order, style, quotes and comments.

`facts` is what a model says, without where in its files it says so.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from engagemodel.language.keys import FLOW, HEADER, LISTS, SECTIONS
from engagemodel.language.links import HOLDING
from engagemodel.language.records import Steps
from engagemodel.model import AllOf, AnyOf, Holding, Model, Quantity
from engagemodel.place import Place

_PLACES = {"at", "places", "digest", "path", "files"}


def facts(value: object) -> object:
    """Return all that a model says, lists as tuples."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.name not in _PLACES]
        return {name: facts(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        # Ids and free words have an order of their own, which has to stay; a mapping has not.
        return [(word, facts(one)) for word, one in value.items()]
    if isinstance(value, tuple) and not isinstance(value, Quantity | Place):
        return tuple(facts(one) for one in value)
    return value


def stated(model: Model) -> dict[str, Any]:
    """Return what the file of a model holds, as mappings, lists and texts."""
    file: dict[str, Any] = {"engagemodel": "1"}
    file |= _record(model, {word: "" for word in HEADER if word != "engagemodel"})
    for name, section in SECTIONS.items():
        fields = {word: key.field for word, key in section.keys.items()}
        entries = getattr(model, name).items()
        if entries:
            file[name] = {id: _record(entry, fields) for id, entry in entries}
    fields = {word: key.field for word, key in FLOW.items()}
    if model.flows:
        file["flows"] = [_record(flow, fields) for flow in model.flows]
    if model.accept:
        listed = LISTS["accept"][0].keys
        file["accept"] = [
            {**_record(one, dict.fromkeys(listed, "")), **_plain(one.facets)}
            for one in model.accept
            if one.rule
        ]
    return file


def _record(entry: object, fields: Mapping[str, str]) -> dict[str, Any]:
    values = {word: getattr(entry, field or word, None) for word, field in fields.items()}
    kept = {word: value for word, value in values.items() if value or word == "steps"}
    return {word: _plain(value) for word, value in kept.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, AnyOf | AllOf):
        return {"any_of" if isinstance(value, AnyOf) else "all_of": _plain(value.items)}
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Holding):
        return _record(value, dict.fromkeys(HOLDING, ""))
    if isinstance(value, Mapping):
        return {word: _plain(one) for word, one in value.items()}
    if dataclasses.is_dataclass(value):
        return _record(value, dict.fromkeys(STEP, ""))
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


(STEP,) = (
    key.kind.keys for key in SECTIONS["journeys"].keys.values() if isinstance(key.kind, Steps)
)


def scribbled(model: Model, rng: random.Random) -> str:
    """Return a file of a model with its keys in any order; comments are numbered from 1."""
    lines = _Author(rng).mapping(_needs_as_lists(stated(model)), 0, sort=True)
    return "\n".join(lines) + "\n" * rng.randint(0, 2)


def _needs_as_lists(file: dict[str, Any]) -> dict[str, Any]:
    for name in ("channels", "organizations"):
        for entry in file.get(name, {}).values():
            for word in ("needs", "run_by"):
                if isinstance(entry.get(word), dict):
                    entry[word] = entry[word]["all_of"]
    for entry in file.get("platforms", {}).values():
        if "needs" in entry:
            entry["needs"] = entry["needs"]["all_of"]
    return file


class _Author:
    """Writes values as the mood takes it."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._comments = 0

    def mapping(self, pairs: Mapping[str, Any], indent: int, sort: bool) -> list[str]:
        """Return the lines of a block; where `sort`, its keys stand in any order."""
        words = list(pairs)
        if sort:
            self._rng.shuffle(words)
        lines: list[str] = []
        for word in words:
            lines += self._above(indent)
            start = f"{' ' * indent}{self._word(word)}:"
            ids = indent == 0 and word in SECTIONS
            value = pairs[word]
            records = isinstance(value, Mapping) and word not in ("prefers", "expects", "holds")
            lines += self._value(start, value, indent, sort=records and not ids)
        return lines + self._above(indent)

    def _above(self, indent: int) -> list[str]:
        lines = [""] * self._rng.choice((0, 0, 0, 1, 2))
        if self._rng.random() < 0.15:
            lines.append(" " * indent + self._comment())
        return lines

    def _comment(self) -> str:
        self._comments += 1
        return f"# {self._comments}: {self._rng.choice(('why', 'a: b', '- x', '[', 'é'))}"

    def _beside(self) -> str:
        if self._rng.random() > 0.1:
            return ""
        return " " * self._rng.randint(1, 5) + self._comment()

    def _value(self, start: str, value: Any, indent: int, sort: bool) -> list[str]:
        if not isinstance(value, Mapping | list):
            return [f"{start} {self._word(value, loose=True)}{self._beside()}"]
        if not value or self._rng.random() < 0.4:
            if value and self._rng.random() < 0.2:
                return self._spread(start, value, indent)
            return [f"{start} {self._flow(value)}{self._beside()}"]
        deeper = indent + self._rng.randint(1, 4)
        if isinstance(value, Mapping):
            return [start + self._beside(), *self.mapping(value, deeper, sort)]
        return [start + self._beside(), *self._items(value, self._rng.choice((indent, deeper)))]

    def _items(self, items: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self._above(indent)
            if isinstance(item, Mapping) and item and self._rng.random() < 0.6:
                inner = self.mapping(item, indent + 2, sort=True)
                while not inner[0].strip() or inner[0].lstrip().startswith("#"):
                    lines.append(inner.pop(0)[2:])
                lines += [f"{' ' * indent}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines += self._value(f"{' ' * indent}-", item, indent + 1, sort=True)
        return lines

    def _spread(self, start: str, value: Any, indent: int) -> list[str]:
        """A collection in brackets over several lines, with comments in it."""
        pairs = value.items() if isinstance(value, Mapping) else [("", one) for one in value]
        texts = [f"{key}: {self._flow(one)}" if key else self._flow(one) for key, one in pairs]
        inside = [f"{' ' * (indent + 5)}{text},{self._beside()}" for text in texts]
        opening, closing = "{}" if isinstance(value, Mapping) else "[]"
        end = f"{' ' * (indent + 1)}{closing}{self._beside()}"
        return [f"{start} {opening}{self._beside()}", *inside, end]

    def _flow(self, value: Any) -> str:
        if isinstance(value, Mapping):
            pairs = [f"{self._word(key)}: {self._flow(one)}" for key, one in value.items()]
            return f"{{{', '.join(pairs)}}}"
        if isinstance(value, list):
            return f"[{' , '.join(map(self._flow, value))}]"
        return self._word(value)

    def _word(self, word: str, loose: bool = False) -> str:
        quote = self._rng.choice(("", "", "", '"', "'"))
        if loose and quote and " " in word and self._rng.random() < 0.5:
            word = word.replace(" ", "\n                        ", 1)
        return f"{quote}{word}{quote}"
