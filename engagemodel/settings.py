"""What a team may set (which rules run, how severe they are, thresholds), read from its TOML file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from engagemodel.errors import Problem, SettingsError
from engagemodel.finding import SEVERITIES, Severity
from engagemodel.model import Place
from engagemodel.spelling import did_you_mean

FAIL_ON = (*SEVERITIES, "never")
FILE = "engagemodel.toml"
RULES_LISTED = "'engagemodel explain' lists them"
LARGEST = 1 << 20
_NONE: Mapping[str, Severity] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults that need no settings file.

    `select` and `ignore` name rules (None: all), `severities` overrides a rule's own. `fail_on` is
    one of `FAIL_ON` (None: not stated). `enough` is the availability above which a platform is no
    single point of failure (a share of 1). `page_elements` and `lane_elements` are what one page
    and one lane of it hold. `path` is the file that they come from, as it is shown to people, and
    `files` has that file as it is to be opened.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=lambda: _NONE)
    enough: float = 0.9995
    page_elements: int = 60
    lane_elements: int = 18
    path: str | None = None
    files: tuple[str, ...] = field(default=(), compare=False)


DEFAULTS = Settings()


def find(model: str, rules: Collection[str]) -> Settings:
    """Return the settings that hold for a model argument; `rules` are the names of all rules.

    The nearest ``engagemodel.toml``, or ``pyproject.toml`` with a table ``[tool.engagemodel]``, from
    the model's folder upward to the root of its git repository; without a repository only the
    model's folder is looked at, so that no stranger's file further up has a say. The settings of
    standard input (``-``) are those of the current folder.

    Raises:
        SettingsError: the file cannot be read or states what is no setting.
    """
    start = Path(model)
    start = Path() if model == "-" else start if start.is_dir() else start.parent
    folders = _folders(start)
    for steps, folder in enumerate(folders):
        for name in (FILE, "pyproject.toml"):
            shown = Path(normpath(start.joinpath(*[".."] * steps, name))).as_posix()
            found = _read(folder / name, shown, folders[-1], rules)
            if found is not None:
                return found
    return DEFAULTS


def _folders(start: Path) -> tuple[Path, ...]:
    """Return the folders to look in, nearest first: up to the repository's root, or only the first."""
    here = start.resolve()
    chain = (here, *here.parents)
    for depth, folder in enumerate(chain):
        if (folder / ".git").exists():
            return chain[: depth + 1]
    return chain[:1]


def _read(path: Path, shown: str, root: Path, rules: Collection[str]) -> Settings | None:
    """Return what one file states, None where there is none or it does not speak of this tool."""
    if not path.is_file():
        return None
    pyproject = path.name != FILE
    text = _text(path, shown, root)
    if pyproject and "engagemodel" not in text:
        return None
    table: object = _parsed(text, shown)
    if pyproject:
        for key in ("tool", "engagemodel"):
            table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            return None
    reader = _Reader(shown, text, frozenset(rules))
    settings = reader.settings(table)
    if reader.problems:
        raise SettingsError(*reader.problems)
    return replace(settings, files=(str(path),))


def _text(path: Path, shown: str, root: Path) -> str:
    at = Place(shown, 1, 1)
    if not path.resolve().is_relative_to(root):
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


class _Reader:
    """One table of settings, read key by key; `problems` collects every mistake met."""

    def __init__(self, path: str, text: str, rules: frozenset[str]) -> None:
        self.path, self.text, self.rules = path, text, rules
        self.problems: list[Problem] = []

    def settings(self, table: object) -> Settings:
        keys: dict[str, Callable[[str, Any], dict[str, Any]]] = {
            "select": lambda key, value: {"select": self.names(key, value)},
            "ignore": lambda key, value: {"ignore": self.names(key, value)},
            "fail-on": lambda key, value: {"fail_on": self.choice(key, value, FAIL_ON)},
            "severity": lambda key, value: {"severities": self.severities(value)},
            "thresholds": lambda key, value: self.thresholds(value),
        }
        settings = DEFAULTS
        for key, value in self.entries("engagemodel", table):
            if key in keys:
                settings = replace(settings, **keys[key](key, value))
            else:
                self.unknown("setting", key, keys)
        return replace(settings, path=self.path)

    def entries(self, name: str, table: object) -> list[tuple[str, Any]]:
        if isinstance(table, dict):
            return list(table.items())
        self.wrong(name, f"'{name}' must be a table")
        return []

    def names(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self.wrong(key, f"'{key}' must be a list of rule names")
            return ()
        for name in value:
            if name not in self.rules:
                self.unknown("rule", name, self.rules)
        return tuple(value)

    def choice(self, key: str, value: object, choices: tuple[str, ...]) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        self.wrong(key, f"'{key}' must be {', '.join(choices[:-1])} or {choices[-1]}")
        return None

    def severities(self, table: object) -> Mapping[str, Severity]:
        stated: dict[str, Severity] = {}
        for rule, value in self.entries("severity", table):
            if rule not in self.rules:
                self.unknown("rule", rule, self.rules)
            elif (level := self.choice(rule, value, SEVERITIES)) is not None:
                stated[rule] = cast(Severity, level)
        return MappingProxyType(stated)

    def thresholds(self, table: object) -> dict[str, Any]:
        stated: dict[str, Any] = {}
        for key, value in self.entries("thresholds", table):
            number = not isinstance(value, bool) and isinstance(value, int | float)
            if key == "enough":
                if number and 0 <= value <= 1:
                    stated["enough"] = float(value)
                else:
                    self.wrong(key, "'enough' must be a share from 0 to 1, such as 0.9995")
            elif key in ("page-elements", "lane-elements"):
                if number and isinstance(value, int) and 1 <= value <= 1_000_000:
                    stated[key.replace("-", "_")] = value
                else:
                    self.wrong(key, f"'{key}' must be a whole number of at least 1")
            else:
                self.unknown("threshold", key, ("enough", "page-elements", "lane-elements"))
        return stated

    def unknown(self, what: str, word: str, known: Collection[str]) -> None:
        hint = did_you_mean(word, known)
        if what == "rule":
            hint = f"{hint} {RULES_LISTED}" if hint else RULES_LISTED
        elif hint is None and len(known) <= 8:
            hint = f"known are {', '.join(known)}"
        self.wrong(word, f"unknown {what} '{word}'", hint)

    def wrong(self, word: str, message: str, hint: str | None = None) -> None:
        """Note a mistake at the first place where the word stands (TOML keeps no places)."""
        lines = self.text.split("\n")
        for number, line in enumerate(lines, 1):
            found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line.partition("#")[0])
            if found:
                at = Place(self.path, number, found.start() + 1)
                self.problems.append(Problem(message, at, hint, source=line))
                return
        self.problems.append(Problem(message, Place(self.path, 1, 1), hint))
