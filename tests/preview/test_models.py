from __future__ import annotations

import os
from pathlib import Path

import pytest

from engagemodel.preview.models import Models, Wishes

MAIN = "engagemodel: 1\nname: Fine\nchannels: {web: {kind: web}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    Path("m.yaml").write_text(MAIN)
    return tmp_path


def test_the_page_is_the_one_that_render_makes(folder: Path) -> None:
    from engagemodel import api

    seen = Models(("m.yaml",), None, Wishes(files={"x.svg": "svg", "x.html": "html"})).look().result
    assert seen is not None
    api.render(api.check(api.load("m.yaml")), "page.html")
    assert seen.page == seen.files["x.html"].decode() == Path("page.html").read_text()
    assert seen.inputs == ("m.yaml",)


def test_without_a_page_nothing_is_drawn(folder: Path) -> None:
    seen = Models(("m.yaml",), None, Wishes(page=False)).look().result
    assert seen is not None
    assert (seen.page, seen.files) == (None, {})


def test_every_mistake_of_all_files_is_told_at_once(folder: Path) -> None:
    Path("f.yaml").write_text(MAIN + "x: 1\n")
    Path("m.yaml").write_text(MAIN + "y: 1\n")
    Path("engagemodel.toml").write_text("z = 1\n")
    look = Models(("m.yaml", "f.yaml"), None, Wishes()).look()
    assert look.error is not None
    places = [problem.at.path for problem in look.error.problems if problem.at]
    assert places == ["engagemodel.toml", "m.yaml", "f.yaml"]
    assert {"m.yaml", "f.yaml"} < look.marks.keys()


def test_what_a_page_wears_is_watched(folder: Path) -> None:
    Path("engagemodel.toml").write_text('[page]\nlogo = "logo.svg"\n')
    models = Models(("m.yaml",), None, Wishes())
    without = models.look()
    assert without.error is not None
    Path("logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    one = models.look()
    assert one.error is None
    Path("logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>'
    )
    two = models.look()
    assert one.content != two.content
    (logo,) = (path for path in one.marks if path.endswith("logo.svg"))
    assert one.marks[logo] != two.marks[logo]


def test_the_folder_may_be_gone_for_a_while(folder: Path) -> None:
    models = Models(("m.yaml",), None, Wishes())
    os.rename(folder / "in", folder / "away")
    os.rename(folder / "away" / "m.yaml", folder / "m.yaml")
    os.rmdir(folder / "away")
    look = models.look()
    assert look.error is not None
    assert look.error.problems[0].path is None or "m.yaml" in look.error.problems[0].message
    os.chdir(folder)
    assert models.look().error is None
