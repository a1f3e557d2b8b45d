"""A change in, the sentence that tells it by name out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engagemodel.change.record import LINE_KINDS, Change, FieldChange
from engagemodel.model import Model
from engagemodel.reports.wording import KINDS, listed, quoted
from engagemodel.results import Difference

SIGNS = {
    "added": "+",
    "removed": "-",
    "renamed": "~",
    "merged": "~",
    "split": "~",
    "changed": "~",
}
# What a line says while it is there, and once it is gone; {0} and {1} are the names of its ends.
_LINES: Mapping[str, tuple[str, str]] = {
    "use": ("{0} works with {1}", "{0} no longer works with {1}"),
    "need": ("{0} needs {1}", "{0} no longer needs {1}"),
    "run_by": ("{0} is run by {1}", "{0} is no longer run by {1}"),
    "holding": ("{0} keeps {1}", "{0} no longer keeps {1}"),
    "flow": ("{0} passes {2} on to {1}", "{0} no longer passes {2} on to {1}"),
}
_OPEN_TO = ("{0} can use {1}", "{0} can no longer use {1}")


def told(change: Change, difference: Difference) -> str:
    """Return what changed in one sentence, without a full stop.

    Names come from the model in which the thing stands: after, or before where it was removed.
    """
    before, after = difference.before.model, difference.after.model
    stands = before if change.change == "removed" else after
    sentence = (
        _line(change, stands) if change.kind in LINE_KINDS else _entry(change, before, stands)
    )
    fields = "; ".join(_field(change, field) for field in change.fields if _news(change, field))
    return f"{sentence}: {fields}" if fields else sentence


def _news(change: Change, field: FieldChange) -> bool:
    """Whether a field is not told by the sentence already, as the name of what was renamed is."""
    return not (change.was and field.field == "name")


def _field(change: Change, field: FieldChange) -> str:
    name = re.sub(r"^steps\[(\d+)\]\.?", r"step \1 ", field.field).replace("_", " ")
    before = field.before
    if isinstance(before, Mapping) and set(before) <= set(change.was):
        # What several parts stated, by their ids: the sentence names the parts already.
        before = [before[id] for id in change.was if id in before]
    old, new = (_stated(field.field, value) for value in (before, field.after))
    return f"{name.replace('.', ' ').strip()} {old} -> {new}"


def _stated(field: str, value: object) -> str:
    """Return a field's value; what is a share of 1 as a percentage."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(_stated(field, item) for item in value)) or shown(None)
    if field in ("availability", "promise", "share") and isinstance(value, int | float):
        return f"{round(value * 100, 6):g}%"
    return shown(value)


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
    name = quoted(names(stands, change.kind).get(change.id, change.id))
    olds = [quoted(names(before, change.kind).get(id, id)) for id in change.was]
    if change.change == "added":
        offer = change.likely_was
        if offer is None:
            return f"new {kind} {name}"
        old = quoted(names(before, change.kind).get(offer, offer))
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
    others = names(stands, "data") if change.kind == "holding" else names(stands, "element")
    carried = "data"
    if change.kind == "flow":
        flow = stands.flow.get(change.id.partition(":")[2])
        data = names(stands, "data")
        carried = listed(quoted(data.get(id, id)) for id in flow.carries) if flow else ""
    return sentences[change.change == "removed"].format(
        quoted(names(stands, "element").get(source, source)),
        quoted(others.get(target, target)),
        carried or "something",
    )


def ends(id: str) -> tuple[str, str]:
    """Return the ids at both ends of a line's id, ``kind:from->to`` or ``kind:from->to#2``."""
    source, _, target = id.partition(":")[2].partition("->")
    return source, target.partition("#")[0]


def names(model: Model, kind: str) -> dict[str, str]:
    """Return the names by id of the entries of a kind, or of all elements."""
    entries: Mapping[str, Mapping[str, object]] = {
        "data": model.data,
        "capability": model.capabilities,
        "journey": model.journeys,
        "initiative": model.initiatives,
    }
    return {
        id: str(getattr(entry, "name", id))
        for id, entry in entries.get(kind, model.elements).items()
    }
