"""What a team may set (rules, severities, thresholds, how pages look), read from its TOML file."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from typing import Any

from engagemodel.errors import Problem, SettingsError
from engagemodel.place import Place
from engagemodel.settings.table import RULES_LISTED, Table
from engagemodel.settings.values import COLOURS, DEFAULTS, FAIL_ON, PageSettings, Settings, Stated

__all__ = [
    "COLOURS",
    "DEFAULTS",
    "FAIL_ON",
    "FILE",
    "LARGEST",
    "RULES_LISTED",
    "PageSettings",
    "Settings",
    "Stated",
    "find",
    "sought",
]

FILE = "engagemodel.toml"
NAMES = (FILE, "pyproject.toml")
LARGEST = 1 << 20


def find(model: str, rules: Collection[str], met: list[Problem] | None = None) -> Settings:
    """Return the settings that hold for a model argument; `rules` are the names of all rules.

    The nearest ``engagemodel.toml``, or ``pyproject.toml`` with a table ``[tool.engagemodel]``, from
    the model's folder upward to the root of its git repository; without a repository only the
    model's folder is looked at, so that no stranger's file further up has a say. The settings of
    standard input (``-``) are those of the current folder. Mistakes are added to `met`, if it is
    given, and what is well said is returned: who needs more of it can tell all its mistakes at once.

    Raises:
        SettingsError: the file cannot be read, or states what is no setting and `met` is not given.
    """
    start = _start(model)
    folders = _folders(start)
    for steps, folder in enumerate(folders):
        for name in NAMES:
            shown = Path(normpath(start.joinpath(*[".."] * steps, name))).as_posix()
            found = _read(folder / name, shown, folders[-1], rules, met)
            if found is not None:
                return found
    return DEFAULTS


def sought(model: str) -> tuple[str, ...]:
    """Return the paths of all files in which settings of a model argument could stand, nearest first."""
    return tuple(str(folder / name) for folder in _folders(_start(model)) for name in NAMES)


def _start(model: str) -> Path:
    path = Path(model)
    return Path() if model == "-" else path if path.is_dir() else path.parent


def _folders(start: Path) -> tuple[Path, ...]:
    """Return the folders to look in, nearest first: up to the repository's root, or only the first."""
    here = Path(os.path.realpath(start))  # which stands a circle of links, too
    chain = (here, *here.parents)
    for depth, folder in enumerate(chain):
        if (folder / ".git").exists():
            return chain[: depth + 1]
    return chain[:1]


def _read(
    path: Path, shown: str, root: Path, rules: Collection[str], met: list[Problem] | None
) -> Settings | None:
    """Return what one file states, None where there is none or it does not speak of this tool."""
    pyproject = path.name != FILE
    if not path.is_file():
        if not pyproject and os.path.lexists(path):
            message = (
                "the settings are no file that can be read, but a folder, a pipe or a dead link"
            )
            raise SettingsError(Problem(message, Place(shown, 1, 1)))
        return None
    text = _text(path, shown, root)
    if pyproject and "engagemodel" not in text:
        return None
    table: object = _parsed(text, shown)
    if pyproject:
        for key in ("tool", "engagemodel"):
            table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            return None
    reader = Table(shown, text, frozenset(rules), path.parent, root)
    settings = reader.settings(table)
    if reader.problems and met is None:
        raise SettingsError(*reader.problems)
    if met is not None:
        met += reader.problems
    return replace(settings, files=(str(path),))


def _text(path: Path, shown: str, root: Path) -> str:
    at = Place(shown, 1, 1)
    if not Path(os.path.realpath(path)).is_relative_to(root):
        raise SettingsError(Problem("the settings file is a link out of the repository", at))
    try:
        if path.stat().st_size > LARGEST:
            raise SettingsError(Problem("the settings file is larger than 1 MiB", at))
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise SettingsError(Problem(f"cannot be read: {error.strerror}", at)) from None
    except UnicodeDecodeError:
        raise SettingsError(Problem("the settings file is not UTF-8", at)) from None


def _parsed(text: str, shown: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        reason = str(error)[: place.start()] if place else "it ends too early or nests too deep"
        raise SettingsError(
            Problem(f"not TOML: {reason}", Place(shown, line, column), source=_line(text, line))
        ) from None


def _line(text: str, number: int) -> str | None:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else None
