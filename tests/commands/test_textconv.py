"""`git diff` reads models in canonical style, with the driver that the README gives."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import program
import pytest
from repository import Repository, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name != "posix", reason="the driver is for a shell")]
MODEL = """\
engagemodel: 1
name: Shop
channels:
  web:
    name: Web shop
    needs: [shop]
platforms:
  shop:
    name: Shop software
    cost: 10
"""
# The same in another order and style, and one fact more.
OTHERWISE = """\
engagemodel: 1
name:   'Shop'
platforms:
    shop:
        cost: 20
        name: "Shop software"
channels:
    web:
        needs: [shop]
        name: Web shop
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the README's driver, and the program on the path."""
    made = Repository(tmp_path / "repository")
    command = tmp_path / "bin" / "engagemodel"
    command.parent.mkdir()
    start = f"{shlex.quote(sys.executable)} -c {shlex.quote(program.START)}"
    command.write_text(f'#!/bin/sh\nexec {start} "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    readme = (program.ROOT / "README.md").read_text(encoding="utf-8")
    driver = re.search(
        r"^```sh\n(git config diff.engagemodel.textconv .*)\n```$", readme, re.MULTILINE
    )
    assert driver is not None
    made.git(*shlex.split(driver[1])[1:])
    made.commit({".gitattributes": "*.yaml diff=engagemodel\n", "model.yaml": MODEL})
    return made


def changed(here: Repository) -> list[str]:
    """Return the lines that git shows as removed or added."""
    lines = here.git("diff", "--unified=0").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_only_what_a_model_says_is_shown(here: Repository) -> None:
    here.write({"model.yaml": OTHERWISE.replace("20", "10")})
    assert changed(here) == []
    here.write({"model.yaml": OTHERWISE})
    assert changed(here) == ["-    cost: 10", "+    cost: 20"]


def test_what_is_no_model_is_shown_as_it_is(here: Repository) -> None:
    here.write({"model.yaml": "engagemodel: [\n"})
    assert changed(here)[-1] == "+engagemodel: ["
