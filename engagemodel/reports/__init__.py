"""Results in, text for people and for machines out: one format per file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from engagemodel.reports.format import Format


class _Formats(Mapping[str, "Format"]):
    """The formats by name, each a module of that name; loaded when it is first asked for."""

    _NAMES = ("text", "json", "markdown")

    def __getitem__(self, name: str) -> Format:
        if name not in self._NAMES:
            raise KeyError(name)
        return cast("Format", import_module(f"engagemodel.reports.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._NAMES)

    def __len__(self) -> int:
        return len(self._NAMES)


FORMATS: Mapping[str, Format] = _Formats()


def format_of(path: str) -> str | None:
    """Return the name of the format that files of this name are in, None where there is none."""
    name = path.lower()
    return next((known for known, form in FORMATS.items() if name.endswith(form.SUFFIXES)), None)
