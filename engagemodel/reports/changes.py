"""A change in, the sentence that tells it by name out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engagemodel.change.fields import SPACES
from engagemodel.change.record import LINE_KINDS, Change, FieldChange
from engagemodel.model import Entry, Model, kind_of
from engagemodel.reports.wording import KINDS, duration, listed, quoted
from engagemodel.results import Difference

SIGNS = {
    "added": "+",
    "removed": "-",
    "renamed": "~",
    "merged": "~",
    "split": "~",
    "changed": "~",
}
# What a line says while it is there, and once it is gone; {0} and {1} are its ends, the first one
# with its kind: `channel "Stores" is run by`, whether the name is of one or of many.
_LINES: Mapping[str, tuple[str, str]] = {
    "use": ("{0} works with {1}", "{0} no longer works with {1}"),
    "need": ("{0} needs {1}", "{0} no longer needs {1}"),
    "run_by": ("{0} is run by {1}", "{0} is no longer run by {1}"),
    "holding": ("{0} keeps {1}", "{0} no longer keeps {1}"),
    "flow": ("{0} passes {2} on to {1}", "{0} no longer passes {2} on to {1}"),
}
_SHARES = frozenset(("availability", "promise", "share"))
_TIMES = frozenset(("latency", "max_latency", "within"))
_REQUIREMENTS = frozenset(("needs", "run_by", "via"))
_STEP = re.compile(r"^steps\[(\d+)\]\.?")
_SPACES = {**SPACES, "for": SPACES["needed_by"], "prefers": "channel"}
_ID = re.compile(r"(?!(?:and|or)(?:\s|$))[^\s()]+")
_OPEN_TO = ("{0} can use {1}", "{0} can no longer use {1}")


def told(change: Change, difference: Difference, arrow: str = "->") -> str:
    """Return what changed in one sentence, without a full stop; the arrow stands between values.

    Names come from the model in which the thing stands: after, or before where it was removed.
    """
    before, after = difference.before.model, difference.after.model
    stands = before if change.change == "removed" else after
    sentence = (
        _line(change, stands) if change.kind in LINE_KINDS else _entry(change, before, stands)
    )
    fields = "; ".join(
        _field(change, field, (before, after), arrow)
        for field in change.fields
        if _news(change, field)
    )
    return f"{sentence}: {fields}" if fields else sentence


def _news(change: Change, field: FieldChange) -> bool:
    """Whether a field is not told by the sentence already, as the name of what was renamed is."""
    return not (change.was and field.field == "name")


def _field(change: Change, field: FieldChange, models: tuple[Model, Model], arrow: str) -> str:
    name = _STEP.sub(r"step \1 ", field.field).replace("_", " ")
    before = field.before
    if isinstance(before, Mapping) and set(before) <= set(change.was):
        # What several parts stated, by their ids: the sentence names the parts already.
        before = [before[id] for id in change.was if id in before]
    old, new = (
        _stated(field.field, value, model)
        for value, model in zip((before, field.after), models, strict=True)
    )
    return f"{name.replace('.', ' ').strip()} {old} {arrow} {new}"


def _stated(field: str, value: object, model: Model) -> str:
    """Return a field's value: shares of 1 as percentages, times in words, ids as names."""
    key = _STEP.sub("", field).partition(".")[0]
    if isinstance(value, list):
        items = dict.fromkeys(_stated(field, item, model) for item in value)
        return ", ".join(items) or shown(None)
    if isinstance(value, Mapping) and not key:
        said = (f"{word} {_stated(word, item, model)}" for word, item in sorted(value.items()))
        return ", ".join(said)
    if key in _SHARES and isinstance(value, int | float):
        return f"{round(value * 100, 6):g}%"
    if key in _TIMES and isinstance(value, int | float):
        return duration(value)
    if isinstance(value, str) and key in _REQUIREMENTS:
        return _ID.sub(lambda match: _called(match[0], model.elements), value)
    if isinstance(value, str) and (kind := _SPACES.get(key)):
        return _called(value, _section(model, kind))
    return shown(value)


def _called(word: str, known: Mapping[str, Entry]) -> str:
    return quoted(known[word].name) if word in known else word


def shown(value: object) -> str:
    """Return a JSON value as people write it; ``not stated`` where it is null or empty."""
    if value is None or value in ([], {}, ""):
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, Mapping):
        if set(value) in ({"any_of"}, {"all_of"}):
            [(word, items)] = value.items()
            return f"({listed(map(shown, items), 'or' if word == 'any_of' else 'and')})"
        return ", ".join(f"{key} {shown(item)}" for key, item in sorted(value.items()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(shown, value))
    return str(value)


def _entry(change: Change, before: Model, stands: Model) -> str:
    kind = KINDS[change.kind]
    name = _name(stands, change.kind, change.id)
    olds = [_name(before, change.kind, id) for id in change.was]
    if change.change == "added":
        offer = change.likely_was
        if offer is None:
            return f"new {kind} {name}"
        old = _name(before, change.kind, offer)
        return f"new {kind} {name} (perhaps {old} renamed: then write 'was: {offer}')"
    if change.change == "removed":
        return f"{kind} {name} goes"
    if change.change == "renamed":
        return f"{kind} {listed(olds)} becomes {name}"
    if change.change == "merged":
        return f"{listed(olds)} become one {kind}, {name}"
    if change.change == "split":
        return f"{kind} {name} takes over a part of {listed(olds)}"
    return f"{kind} {name}"


def _line(change: Change, stands: Model) -> str:
    source, target = ends(change.id)
    sentences = _LINES[change.kind]
    if change.kind == "use" and source in stands.customer_types:
        sentences = _OPEN_TO
    carried = "data"
    if change.kind == "flow":
        flow = stands.flow.get(change.id.partition(":")[2])
        carried = listed(_name(stands, "data", id) for id in flow.carries) if flow else ""
    return sentences[change.change == "removed"].format(
        _name(stands, "element", source) if sentences is _OPEN_TO else _known(stands, source),
        _name(stands, "data" if change.kind == "holding" else "element", target),
        carried or "something",
    )


def ends(id: str) -> tuple[str, str]:
    """Return the ids at both ends of a line's id, ``kind:from->to`` or ``kind:from->to#2``."""
    source, _, target = id.partition(":")[2].partition("->")
    return source, target.partition("#")[0]


def _known(model: Model, id: str) -> str:
    """Return an element by its kind and name: ``channel "Stores"``."""
    element = model.elements.get(id)
    kind = f"{KINDS[kind_of(element)]} " if element else ""
    return kind + _name(model, "element", id)


def _name(model: Model, kind: str, id: str) -> str:
    """Return the name of an entry of a kind, or of an element, in quotes; the id where it is none."""
    entry = _section(model, kind).get(id)
    return quoted(entry.name if entry else id)


def _section(model: Model, kind: str) -> Mapping[str, Entry]:
    sections: Mapping[str, Mapping[str, Entry]] = {
        "data": model.data,
        "capability": model.capabilities,
        "journey": model.journeys,
        "initiative": model.initiatives,
    }
    return sections.get(kind, model.elements)
