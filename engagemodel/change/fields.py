"""An entry or line in; out come its stated fields, each as shown and as compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from engagemodel.change.naming import Names
from engagemodel.change.record import FieldChange
from engagemodel.model import (
    AllOf,
    AnyOf,
    Capability,
    Channel,
    CustomerType,
    Data,
    Entry,
    Flow,
    Holding,
    Initiative,
    Journey,
    Organization,
    Platform,
    Quantity,
    Step,
)
from engagemodel.requirement import Canonical, canonical, has_choice, in_words, together

Owner = Entry | Flow | Holding | Step


class Stated(NamedTuple):
    """What a field states: as a JSON value (None: nothing), and as what makes it equal another."""

    shown: Any
    same: Any


class _Wish:
    """A preferred word as compared: the channels that lineage calls the same are one word.

    What is a kind of channel on one side and the id of a channel on the other is the same word too.
    Equal words need not share a name, so that they have no hash.
    """

    __slots__ = ("called", "text")

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        name = names.element(text)
        self.called = name if name.startswith("channel ") else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Wish):
            return NotImplemented
        if self.called is not None and other.called is not None:
            return self.called == other.called
        return self.text == other.text

    __hash__ = None  # type: ignore[assignment]


NOTHING_STATED = Stated(None, None)
# Identity and lineage are what is compared by; `uses` and what is held are lines, steps are aligned.
_NOT_FIELDS = frozenset(
    ("id", "at", "places", "extra", "was", "replaces", "uses", "holds", "data", "source", "target")
) | {"steps"}
_FIELDS: Mapping[type[object], tuple[str, ...]] = {
    sort: tuple(part.name for part in fields(sort) if part.name not in _NOT_FIELDS)
    for sort in (
        *(CustomerType, Channel, Organization, Platform),
        *(Data, Capability, Journey, Initiative),
        *(Flow, Holding, Step),
    )
}
_KEYS = {"needed_by": "for"}
# Of which kind the ids are that a field states.
SPACES = {
    **dict.fromkeys(("part_of", "owner", "needed_by", "customer", "owners"), "element"),
    **dict.fromkeys(("listens", "acts_on", "carries", "reads", "writes"), "data"),
    "supports": "capability",
    "after": "initiative",
}
# Unstated, these mean all; an empty list means none.
_NONE_OF_ALL = frozenset(("serves", "needed_by"))
_RANKED = frozenset(("prefers",))
_DEFAULTS: Mapping[str, object] = {"control": "own"}
_SUMMED = frozenset(("cost", "share"))
# A key is one thing: two of them do not join into a longer one.
_WHOLE = frozenset(("key",))


def stated(entry: Owner, names: Names) -> dict[str, Stated]:
    """Return the fields that an entry, flow, holding or step states, by key; the rest is missing.

    Keys of a mapping are fields of their own (``prefers.buy``). Ids are compared by their common
    names, quantities by value, lists without rank as sets. A requirement is a field only where it
    offers a choice: plain lists of ids are told by their lines.
    """
    found: dict[str, Stated] = {}
    for name in _FIELDS[type(entry)]:
        value = getattr(entry, name)
        if value is None or (value == () and name not in _NONE_OF_ALL):
            continue
        key = _KEYS.get(name, name)
        if isinstance(value, dict | Mapping):
            for word, item in value.items():
                found[f"{key}.{word}"] = _stated(name, item, names)
        elif isinstance(value, AllOf) and name != "via":
            if value.items:
                found[key] = _choice(value, names, getattr(entry, "id", ""))
        elif name != "name" or value != getattr(entry, "id", None):
            # Where no name is stated, the id stands in.
            found[key] = _stated(name, value, names)
    return found


def alike(one: Mapping[str, Stated], other: Mapping[str, Stated], key: str) -> bool:
    """Return whether two entries state the same under a key, or both nothing."""
    same: bool = one.get(key, NOTHING_STATED).same == other.get(key, NOTHING_STATED).same
    return same


def compare(before: Mapping[str, Stated], after: Mapping[str, Stated]) -> Iterator[FieldChange]:
    """Yield the fields that differ, in the order of their keys.

    A value that is shown alike on both sides is no difference to tell, though it may mean another
    thing: an id that was given to another entry, which is told where that entry is.
    """
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, NOTHING_STATED), after.get(key, NOTHING_STATED)
        if old.same != new.same and old.shown != new.shown:
            yield FieldChange(key, old.shown, new.shown)


def combine(parts: Mapping[str, Mapping[str, Stated]]) -> dict[str, Stated]:
    """Return the fields of several entries as if they were one, to compare with what they became.

    `parts` has the fields of each by id. Costs and shares add up, lists are joined, requirements
    hold together; of anything else, where the parts differ, every part's value is shown by id.
    """
    keys = sorted({key for found in parts.values() for key in found})
    return {
        key: _combined(key, {id: found[key] for id, found in parts.items() if key in found})
        for key in keys
    }


def _combined(key: str, parts: Mapping[str, Stated]) -> Stated:
    said = {id: part for id, part in parts.items() if part.shown is not None}
    if len(said) <= 1:
        return next(iter(said.values() or parts.values()))
    values = list(said.values())
    if key in _SUMMED:
        total = _number(round(sum(value.shown for value in values), 12))
        return Stated(total, total)
    if key not in _WHOLE and all(isinstance(value.same, frozenset) for value in values):
        shown = sorted({item for value in values for item in value.shown})
        return Stated(shown, frozenset().union(*(value.same for value in values)))
    if key in ("needs", "run_by"):
        texts = {id: part.shown for id, part in sorted(said.items())}
        forms = [value.same for value in values if value.same is not None]
        return Stated(texts, together("all", forms) if forms else None)
    if all(value.same == values[0].same for value in values):
        return values[0]
    # Not one value: equal to nothing that one entry can state.
    return Stated({id: part.shown for id, part in sorted(said.items())}, tuple(sorted(said)))


def as_json(fields: Mapping[str, Stated]) -> dict[str, Any]:
    """Return the fields that state something, as shown."""
    return {key: value.shown for key, value in fields.items() if value.shown is not None}


def _stated(field: str, value: Any, names: Names) -> Stated:
    """One value as shown and as compared."""
    if value == _DEFAULTS.get(field):
        return Stated(value, None)
    if field == "via":
        return Stated(in_words(canonical(value)), canonical(value, names.element))
    if isinstance(value, Quantity):
        return Stated(_number(value.value), value.value)
    if isinstance(value, date):
        return Stated(value.isoformat(), value)
    if isinstance(value, tuple):
        return _listed(field, value, names)
    if isinstance(value, str):
        return Stated(value, _caller(field, names)(value))
    return Stated(_number(value), value)


def _listed(field: str, value: Sequence[str], names: Names) -> Stated:
    if field in _RANKED:
        return Stated(list(value), tuple(_Wish(item, names) for item in value))
    call = _caller(field, names)
    return Stated(sorted(set(value)), frozenset(call(item) for item in value))


def _caller(field: str, names: Names) -> Callable[[str], str]:
    """How a field's words are called in both models."""
    if field == "delivers":
        return names.anything
    space = SPACES.get(field)
    return str if space is None else lambda id: names.of(space, id)


def _choice(requirement: AllOf, names: Names, own: str) -> Stated:
    """A requirement: what is compared is its form where it has a choice, else nothing."""
    shown = in_words(canonical(requirement))
    kept = _without(requirement.items, names, names.element(own))
    form: Canonical = canonical(AllOf(kept), names.element)
    return Stated(shown, form if has_choice(form) else None)


def _without(
    items: Iterable[str | AnyOf | AllOf], names: Names, own: str
) -> tuple[str | AnyOf | AllOf, ...]:
    """The items but for parts that have become one with the element itself."""
    return tuple(
        item for item in items if not (isinstance(item, str) and names.element(item) == own)
    )


def _number(value: Any) -> Any:
    """The number without an empty fraction: 240000, not 240000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
