"""What the project says of itself in several places is the same in all of them."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from engagemodel import __version__
from engagemodel.commands import VERBS, command
from engagemodel.settings import FILE

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_oldest_dependencies_are_the_ones_that_ci_installs() -> None:
    stated = (
        PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["test"]
    )
    bounds = dict(entry.split(",")[0].split(">=") for entry in stated)
    pins = dict(re.findall(r"(?m)^([\w-]+)==(\S+)$", read(".ci/lowest.txt")))
    assert set(pins) == set(bounds)
    for name, pin in pins.items():
        assert re.fullmatch(rf"{re.escape(bounds[name])}(\.0)*", pin), name


def test_the_readme_has_the_two_commands_that_ci_runs() -> None:
    commands = dict(re.findall(r"<!-- run: (\w+) -->\n```sh\n(.+)\n```\n", read("README.md")))
    assert set(commands) == {"see", "test"}
    assert "--picture lamp.svg" in commands["see"]
    assert commands["test"].endswith("-m pytest -q -n auto")
    for step in ("readme see", "readme test"):
        assert step in read(".ci/run")


def test_the_changelog_knows_the_version() -> None:
    heads = re.findall(r"(?m)^## \[(.+?)\]", read("CHANGELOG.md"))
    assert heads[0] == "Unreleased"
    assert __version__ in heads[1:] or heads == ["Unreleased"]


@pytest.mark.parametrize(("verb", "about"), VERBS.items())
def test_a_command_is_listed_with_what_its_own_help_says_first(verb: str, about: str) -> None:
    assert inspect.getdoc(command(verb)).splitlines()[0] == about


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_in_the_changelog(verb: str) -> None:
    assert f"`engagemodel {verb}" in read("CHANGELOG.md")


def test_the_module_can_be_run() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "engagemodel", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert ended.stdout == f"engagemodel {__version__}\n"


def test_no_settings_of_the_project_itself_change_its_examples() -> None:
    assert "engagemodel" not in PROJECT["tool"]
    assert not (ROOT / FILE).exists()
