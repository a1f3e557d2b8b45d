"""Results in, text for people and for machines out: one format per file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from engagemodel.reports.format import Format, Story

Form = TypeVar("Form", bound="Format", covariant=True)


class _Formats(Mapping[str, Form]):
    """Formats by name, each a module of that name; loaded when it is first asked for."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Form:
        if name not in self._names:
            raise KeyError(name)
        return cast("Form", import_module(f"engagemodel.reports.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMATS: Mapping[str, Format] = _Formats(
    "text", "json", "markdown", "html", "sarif", "github", "junit"
)
# Those that tell journeys and failures, too.
STORIES: Mapping[str, Story] = _Formats("text", "json", "markdown")


def format_of(path: str) -> str | None:
    """Return the name of the format that files of this name are in, None where there is none."""
    name = path.lower()
    endings = ((end, known) for known, form in FORMATS.items() for end in form.SUFFIXES)
    # The longest, so that `.sarif.json` is SARIF.
    fitting = max((pair for pair in endings if name.endswith(pair[0])), key=_length, default=None)
    return fitting[1] if fitting else None


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])
