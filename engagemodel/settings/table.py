"""A table of settings in, the settings out; every mistake in it is met, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from engagemodel.errors import Problem
from engagemodel.finding import SEVERITIES, Severity
from engagemodel.place import Place
from engagemodel.settings.values import (
    COLOURS,
    DEFAULTS,
    FAIL_ON,
    LANGUAGES,
    PageSettings,
    Settings,
    Stated,
)
from engagemodel.spelling import did_you_mean

RULES_LISTED = "'engagemodel explain' lists them"


class Table:
    """One table of settings, read key by key; `problems` collects every mistake met."""

    def __init__(
        self, path: str, text: str, rules: frozenset[str], folder: Path, root: Path
    ) -> None:
        self.path, self.text, self.rules = path, text, rules
        self.folder, self.root = folder, root
        self.problems: list[Problem] = []

    def settings(self, table: object) -> Settings:
        keys: dict[str, Callable[[str, Any], dict[str, Any]]] = {
            "select": lambda key, value: {"select": self.names(key, value)},
            "ignore": lambda key, value: {"ignore": self.names(key, value)},
            "fail-on": lambda key, value: {"fail_on": self.choice(key, value, FAIL_ON)},
            "baseline": lambda key, value: {"baseline": self.baseline(key, value)},
            "severity": lambda key, value: {"severities": self.severities(value)},
            "thresholds": lambda key, value: self.thresholds(value),
            "page": lambda key, value: {"page": self.page(value)},
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
        hint = did_you_mean(value, choices) if isinstance(value, str) else None
        self.wrong(key, f"'{key}' must be {', '.join(choices[:-1])} or {choices[-1]}", hint)
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

    def page(self, table: object) -> PageSettings:
        files = ("logo", "font", "font-bold")
        stated: dict[str, Any] = {}
        for key, value in self.entries("page", table):
            name = key.replace("-", "_")
            if key == "colours":
                stated[name] = MappingProxyType(self.colours(value))
            elif key not in (*files, "language", "footer"):
                self.unknown("page setting", key, ("language", "colours", *files, "footer"))
            elif not isinstance(value, str) or not value.strip():
                self.wrong(key, f"'{key}' must be a text")
            elif key in files:
                stated[name] = self.file(key, value)
            elif key == "language" and value not in LANGUAGES:
                hint = did_you_mean(value, LANGUAGES) or f"possible are {', '.join(LANGUAGES)}"
                self.wrong(key, f"unknown language '{value}'", hint, within="page")
            else:
                stated[name] = Stated(value, *self.place(key, "page"))
        return PageSettings(**stated)

    def colours(self, table: object) -> dict[str, Stated]:
        found: dict[str, Stated] = {}
        for key, value in self.entries("colours", table):
            if key not in COLOURS:
                self.unknown("colour", key, COLOURS)
            elif not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
                self.wrong(
                    key, f"the colour '{key}' must be written as \"#12263f\"", within="colours"
                )
            else:
                found[key] = Stated(value.lower(), *self.place(key, "colours"))
        return found

    def file(self, key: str, value: str) -> Stated | None:
        """Return a file that lies inside the root: no settings file may show what lies elsewhere."""
        at, line = self.place(key, "page")
        try:
            path = (self.folder / value).resolve()
        except (OSError, ValueError, RuntimeError):  # a NUL, a circle of links
            path = Path("/")
        if not path.is_relative_to(self.root):
            hint = "name it relative to the settings file"
            message = f"'{key}' lies outside the repository (without one, outside the folder)"
            self.problems.append(Problem(message, at, hint, source=line))
            return None
        return Stated(str(path), at, line)

    def baseline(self, key: str, value: object) -> Stated | None:
        """Return the path of a file inside the root, beginning as that of the settings file does."""
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, f"'{key}' must be the name of a file")
            return None
        if self.file(key, value) is None:
            return None
        path = Path(normpath(Path(self.path).parent / value)).as_posix()
        return Stated(path, *self.place(key))

    def unknown(self, what: str, word: str, known: Collection[str]) -> None:
        hint = did_you_mean(word, known)
        if what == "rule":
            hint = f"{hint} {RULES_LISTED}" if hint else RULES_LISTED
        elif hint is None and len(known) <= 8:
            hint = f"known are {', '.join(known)}"
        self.wrong(word, f"unknown {what} '{word}'", hint)

    def wrong(self, word: str, message: str, hint: str | None = None, within: str = "") -> None:
        """Note a mistake where the word stands."""
        at, line = self.place(word, within)
        self.problems.append(Problem(message, at, hint, source=line))

    def place(self, word: str, within: str = "") -> tuple[Place, str | None]:
        """Return the first place where the word stands, and its line (TOML keeps no places).

        That is the first one after another word, `within`, if it is there at all.
        """
        begun = not within
        for number, line in enumerate(self.text.split("\n"), 1):
            told = line.partition("#")[0]
            before = (
                re.search(rf"(?<![\w-]){re.escape(within)}(?![\w-])", told) if not begun else None
            )
            begun = begun or before is not None
            found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(
                told, before.end() if before else 0
            )
            if begun and found:
                return Place(self.path, number, found.start() + 1), line
        return self.place(word) if within else (Place(self.path, 1, 1), None)
