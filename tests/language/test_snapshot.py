"""A model that was taken along is read where its files are not, as it would be where they are."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest
from repository import Repository, needs_git

from engagemodel.errors import ArgumentError, EngagemodelError
from engagemodel.language import Limits, load, take
from engagemodel.language.files import Disk
from engagemodel.language.limits import MIB
from engagemodel.model import Model

HEAD = "engagemodel: 1\nname: A\nchannels: {web: {}}\n"
PART = "customer_types: {a: {uses: [web]}}\n"
FILES = {
    "one file": {"m.yaml": HEAD},
    "json": {"m.json": '{"engagemodel": 1, "name": "A"}'},
    "include": {"m.yaml": HEAD + "include: p.yaml\n", "p.yaml": PART},
    "a glob": {"m.yaml": HEAD + "include: ['p/**/*.yaml']\n", "p/q/p.yaml": PART, "p/x.txt": ""},
    "includes that include": {
        "m.yaml": HEAD + "include: p/p.yaml\n",
        "p/p.yaml": PART + "include: [../q.yaml]\n",
        "q.yaml": "platforms: {db: {}}\n",
    },
    "a circle": {"m.yaml": HEAD + "include: p.yaml\n", "p.yaml": "include: m.yaml\n"},
    "escapes": {"m.yaml": HEAD + '"\\u0069nclude": p.yaml\n', "p.yaml": PART},
    "no such include": {"m.yaml": HEAD + "include: p.yaml\n"},
    "an include outside": {"m.yaml": HEAD + "include: ../p.yaml\n"},
    "a folder": {"m.yaml": HEAD + "include: p\n", "p/x.yaml": ""},
    "the word alone": {"m.yaml": HEAD + "description: include nothing\n"},
    "not a model": {"m.yaml": "[1, 2\n"},
    "not UTF-8": {"m.yaml": HEAD + "description: \udcff\n"},
    "nothing": {},
}


def outcome(path: str, **options: object) -> Model | tuple[object, ...]:
    """Return the model, or every problem that keeps it from being read."""
    try:
        return load(path, **options)  # type: ignore[arg-type]
    except EngagemodelError as error:
        return type(error), *error.problems


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_what_was_taken_reads_as_what_was_there(tmp_path: Path, files: dict[str, str]) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    path = str(folder / next(iter(files), "m.yaml"))
    there = outcome(path)
    taken = pickle.loads(pickle.dumps(take(path)))
    shutil.rmtree(folder)
    assert outcome(path, files=taken) == there
    assert outcome(path) != there or not files


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_links_are_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(PART)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "m.yaml").write_text(HEAD + "include: [out.yaml, in.yaml]\n")
    (folder / "p.yaml").write_text(PART)
    (folder / "out.yaml").symlink_to("../secret.yaml")
    (folder / "in.yaml").symlink_to("p.yaml")
    path = str(folder / "m.yaml")
    there = outcome(path)
    taken = take(path)
    shutil.rmtree(folder)
    assert outcome(path, files=taken) == there
    assert "outside" in str(there)


def test_standard_input_is_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(PART)
    data = (HEAD + "include: p.yaml\n").encode()
    there, taken = outcome("-", stdin=data), take("-", stdin=data)
    (tmp_path / "p.yaml").unlink()
    assert outcome("-", files=taken) == there
    assert isinstance(there, Model)
    assert outcome("-", files=take("-")) == outcome("-")


def test_limits_hold_where_it_is_read(tmp_path: Path) -> None:
    path = str(tmp_path / "m.yaml")
    Path(path).write_text(HEAD + "include: p.yaml\n")
    (tmp_path / "p.yaml").write_text(PART + "#" * 2 * MIB)
    limits = Limits(file_bytes=MIB)
    assert outcome(path, limits=limits, files=take(path, limits=limits)) == outcome(
        path, limits=limits
    )


def test_a_file_without_includes_is_not_parsed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text(HEAD)
    asked: list[str] = []
    monkeypatch.setattr(Disk, "read", lambda _, name, most: asked.append(name) or HEAD.encode())
    monkeypatch.setattr("engagemodel.language.snapshot.gather", None)
    take(str(tmp_path / "m.yaml"))
    assert asked == ["m.yaml"]


@needs_git
def test_a_revision_is_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "r")
    files = {"m.yaml": HEAD + "include: 'p/*.yaml'\n", "p/p.yaml": PART}
    repository.commit(files, tag="one")
    repository.commit({"p/p.yaml": "platforms: {db: {}}\n"})
    monkeypatch.chdir(repository.folder)
    for path, revision in (("one:m.yaml", None), ("m.yaml", "one"), ("one:gone.yaml", None)):
        there, taken = outcome(path, revision=revision), take(path, revision=revision)
        monkeypatch.chdir(tmp_path)
        assert outcome(path, files=pickle.loads(pickle.dumps(taken))) == there
        monkeypatch.chdir(repository.folder)
        assert isinstance(there, Model)
    with pytest.raises(ArgumentError, match="no revision 'two'"):
        load("two:m.yaml", files=take("two:m.yaml"))
