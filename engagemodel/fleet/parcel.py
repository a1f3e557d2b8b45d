"""Frozen values in, bytes that another process reads out; and the other way round.

The pickles of frozen dataclasses with slots are written and read field by field in Python, and most
of what a model weighs are the places of its keys. Written down as here, what a check found takes
half the time to hand over. What plays no part when two values are compared stays behind: it takes
its default.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from engagemodel import errors, finding, model

_Setter = Callable[[Any, Any], None]
_PROTOCOL = 5


def packed(value: object) -> bytes:
    """Return a value as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, _PROTOCOL)
    pickler.dispatch_table = _REDUCED
    pickler.dump(value)
    return buffer.getvalue()


def unpacked(data: bytes) -> Any:
    """Return the value of bytes that a process of this program wrote; never of a stranger's bytes."""
    return pickle.loads(data)  # noqa: S301 - from processes that this one started or was told to trust


def done(work: Callable[[Any], Any], items: Iterable[Any]) -> bytes:
    """Return the results as bytes, with the exception that kept the others from being made."""
    results: list[Any] = []
    try:
        for item in items:
            results.append(work(item))  # noqa: PERF401 - those before an exception count
        return packed((results, None))
    except Exception as error:  # noqa: BLE001 - raised again where the result is read
        return packed((results, _portable(error)))


def _portable(error: Exception) -> Exception:
    """Return an exception that says where it was raised, and can be handed over."""
    import traceback

    error.add_note("".join(traceback.format_exception(error)))
    try:
        unpacked(packed(error))
    except Exception:  # noqa: BLE001 - whatever an exception carries
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def told(data: bytes) -> Iterator[Any]:
    """Yield the results that `done` wrote down.

    Raises:
        Exception: the work raised it, after the results before.
    """
    results, error = unpacked(data)
    yield from results
    if error is not None:
        raise error


def _made(cls: type, values: tuple[object, ...]) -> object:
    """Return a frozen value made of those of its fields that are compared."""
    made: object = object.__new__(cls)
    carried, left = _FIELDS[cls]
    for setter, value in zip(carried, values, strict=True):
        setter(made, value)
    for setter, default in left:
        setter(made, default())
    return made


def _read_only(value: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(value)


def _classes() -> Iterator[type]:
    for module in (model, finding, errors):
        for value in vars(module).values():
            if isinstance(value, type) and is_dataclass(value) and "__slots__" in vars(value):
                yield value


def _reducer(cls: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(cls) if field.compare]
    taken = attrgetter(*names)
    if len(names) == 1:
        return lambda value: (_made, (cls, (taken(value),)))
    return lambda value: (_made, (cls, taken(value)))


def _default(field: Field[Any]) -> Callable[[], object]:
    if field.default_factory is not MISSING:
        return field.default_factory
    value = field.default
    return lambda: value


def _setter(cls: type, field: Field[Any]) -> _Setter:
    setter: _Setter = getattr(cls, field.name).__set__
    return setter


_FROZEN = {cls: _reducer(cls) for cls in _classes()}
_REDUCED: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    **_FROZEN,
    MappingProxyType: lambda value: (_read_only, (dict(value),)),
}
_FIELDS = {
    cls: (
        tuple(_setter(cls, field) for field in fields(cls) if field.compare),
        tuple((_setter(cls, field), _default(field)) for field in fields(cls) if not field.compare),
    )
    for cls in _FROZEN
}
