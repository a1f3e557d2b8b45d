"""Who mistypes the name of a model is told which one beside it was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from repository import Repository, needs_git

from engagemodel.commands.loading import remarks
from engagemodel.errors import ModelError
from engagemodel.language import Limits, load, take
from engagemodel.language.nearby import alike

MODEL = "engagemodel: 1\nname: Shop\n"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("as_is.yaml", ["as-is.yaml"]),
        ("asis.yaml", ["as-is.yaml"]),
        ("as-is.yml", ["as-is.yaml"]),
        ("futrue.json", ["future.yaml"]),
        ("plan5.yaml", ["plan1.yaml", "plan2.yaml", "plan3.yml"]),
        ("a.yaml", []),
        ("notes.yaml", []),
        ("folder.yml", []),
    ],
)
def test_at_most_three_models_are_like_a_name(name: str, found: list[str]) -> None:
    there = ["as-is.yaml", "future.yaml", "plan1.yaml", "plan2.yaml", "plan3.yml", "plan4.yaml"]
    files = [(one, False) for one in (*there, "b.yaml", "notes.txt")]
    assert alike(name, [*files, ("folder.yaml", True)]) == found


def hint(path: str) -> str | None:
    with pytest.raises(ModelError) as raised:
        load(path)
    with pytest.raises(ModelError) as again:
        load(path, files=take(path))
    assert raised.value.problems == again.value.problems
    return raised.value.problems[0].hint


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    assert hint("models/as-is.yaml") is None
    for name in ("as-iis", "as-i\x1b[31ms"):
        (tmp_path / "models" / f"{name}.yaml").write_text(MODEL)
    assert hint("as-is.yaml") is None
    assert hint("nowhere/as-is.yaml") is None
    monkeypatch.chdir(tmp_path / "models")
    assert hint("as-is.yaml") == "did you mean 'as-iis.yaml'?"
    assert hint("../models/as-i31ms.yaml") == "did you mean '../models/as-i\\x1b[31ms.yaml'?"
    (tmp_path / "models" / "as-js.yaml").write_text(MODEL)
    assert hint("./as-is.yaml") == "did you mean './as-iis.yaml' or './as-js.yaml'?"


@needs_git
@pytest.mark.parametrize(
    ("folder", "argument", "near"),
    [
        (".", "main:modle.yaml", "main:model.yaml"),
        (".", "main:sub/iner.yaml", "main:sub/inner.yaml"),
        (".", "main:./modle.yaml", "main:./model.yaml"),
        ("sub", "main:modle.yaml", "main:model.yaml"),
        ("sub", "main:iner.yaml", "main:./inner.yaml"),
        ("sub", "main:../modle.yaml", "main:../model.yaml"),
        (".", "main:quite-another.yaml", None),
        (".", "main:nowhere/model.yaml", None),
    ],
)
def test_a_file_that_a_revision_does_not_have(
    folder: str,
    argument: str,
    near: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = Repository(tmp_path / "repository")
    here.commit({"model.yaml": MODEL, "sub/inner.yaml": MODEL})
    monkeypatch.chdir(here.folder / folder)
    (note,) = remarks(load(argument, limits=Limits()))
    assert note.endswith(f"; did you mean '{near}'?" if near else "stands in its place")
    if near:
        assert remarks(load(near)) == ()
