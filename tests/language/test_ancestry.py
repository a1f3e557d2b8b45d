"""Where the histories of a model and of a revision part."""

from __future__ import annotations

from pathlib import Path

import pytest
from repository import Repository, needs_git

from engagemodel.errors import ArgumentError
from engagemodel.language import DEFAULT_LIMITS, Base, Bases

pytestmark = needs_git


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two branches that part at the tag `fork`; `main` is checked out."""
    made = Repository(tmp_path / "repository")
    made.commit({"a.yaml": "a"}, tag="fork")
    made.git("branch", "side")
    made.commit({"a.yaml": "b"})
    made.git("checkout", "-q", "side")
    made.commit({"a.yaml": "c"})
    made.git("checkout", "-q", "main")
    monkeypatch.chdir(made.folder)
    return made


def of(revision: str, path: str) -> Base:
    return Bases(revision, DEFAULT_LIMITS).of(path)


def test_it_is_the_commit_that_both_stand_on(here: Repository) -> None:
    fork = here.git("rev-parse", "fork")
    assert of("side", "a.yaml") == of("main", "side:a.yaml") == Base(fork)


def test_what_is_itself_in_the_history_keeps_its_name(here: Repository) -> None:
    assert of("fork", "a.yaml") == Base("fork")
    assert of("side", "side:a.yaml") == Base("side")


def test_what_is_no_commit_is_left_to_who_reads_it(here: Repository) -> None:
    assert of("fork^{tree}", "a.yaml") == Base("fork^{tree}")


@pytest.mark.parametrize("revision", ["--all", "gone", "main..side", "a\nb", "main:a.yaml"])
def test_what_is_no_revision_is_one_mistake_for_all_models(here: Repository, revision: str) -> None:
    with pytest.raises(ArgumentError, match=r"no (name of a )?revision"):
        of(revision, "a.yaml")
