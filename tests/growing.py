"""A model as plain data and an element in, the model as it was before that element was added out."""

from __future__ import annotations

from typing import Any

SECTIONS = ("customer_types", "channels", "organizations", "platforms")
_WORDS = ("name", "do", "description")  # keys whose values are no ids
_ENDS = ("from", "to", "via", "customer")  # keys without whose element an entry means nothing


def elements(model: dict[str, Any]) -> list[str]:
    """Return the ids of a model's elements."""
    return [id for section in SECTIONS for id in model.get(section, ())]


def without(model: dict[str, Any], id: str) -> dict[str, Any]:
    """Return the model without an element and without whatever names it."""
    found = _without(model, id)
    assert isinstance(found, dict)
    return found


def _without(value: Any, id: str) -> Any:
    """Return a value without the id, None where nothing of it is left."""
    if isinstance(value, list):
        return _left(value, [_without(item, id) for item in value if item != id])
    if not isinstance(value, dict):
        return value
    if any(value.get(end) == id for end in _ENDS):
        return None
    kept = {
        key: item if key in _WORDS else _without(item, id)
        for key, item in value.items()
        if key != id and item != id
    }
    if "steps" in kept and kept["steps"] is None:
        return None  # a journey that has lost every step
    return _left(value, {key: item for key, item in kept.items() if item is not None})


def _left(old: Any, new: Any) -> Any:
    """Return what is left of a container, None if it lost all that it had."""
    if isinstance(new, list):
        new = [item for item in new if item is not None]
    return None if old and not new else new
