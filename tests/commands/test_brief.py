"""`brief`: two models in, files of three pages out, or one line that says why not."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pypdf
import pytest

from engagemodel.commands.brief import brief
from engagemodel.delivery import write
from engagemodel.errors import ArgumentError
from engagemodel.page.brief import FORMATS
from tests.program import run

TODAY = "engagemodel: 1\nname: Small today\nstate: as-is\nas_of: 2026-01-31\nchannels: {web: {}}\n"
TOMORROW = (
    "engagemodel: 1\nname: Small tomorrow\nstate: future\nas_of: 2027-01-31\nchannels: {web: {}}\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(TODAY)
    (tmp_path / "b.yaml").write_text(TOMORROW)
    theme = pptx.Presentation()
    theme.slide_master.name = "Ours"
    theme.save(str(tmp_path / "company.pptx"))
    return tmp_path


def pages(made: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(made)).pages)


def test_several_files_in_one_run() -> None:
    outcome = brief("a.yaml", "b.yaml", output=["x.pdf", "x.html", "x.pptx", "x.md"])
    assert list(outcome.files) == ["x.pdf", "x.html", "x.pptx", "x.md"]
    assert len(pages(outcome.files["x.pdf"])) == 3
    assert outcome.notes == ("wrote x.pdf", "wrote x.html", "wrote x.pptx", "wrote x.md")
    assert set(outcome.inputs) >= {"a.yaml", "b.yaml"}


def test_size_and_language_are_those_asked_for() -> None:
    outcome = brief("a.yaml", "b.yaml", output=["x.PDF"], size="16:9", lang="de")
    first, *_, last = pages(outcome.files["x.PDF"])
    assert (float(first.mediabox.width), float(first.mediabox.height)) == (960, 540)
    assert "Was dazwischen liegt" in last.extract_text()


def test_a_theme_gives_its_master_and_is_never_written_over() -> None:
    outcome = brief("a.yaml", "b.yaml", output=["x.pptx"], theme="company.pptx")
    made = pptx.Presentation(io.BytesIO(outcome.files["x.pptx"]))
    assert made.slide_master.name == "Ours"
    assert len(made.slides) == 3
    outcome = brief("a.yaml", "b.yaml", output=["company.pptx"], theme="company.pptx")
    with pytest.raises(ArgumentError, match="is one of the inputs"):
        write(outcome.files, outcome.inputs)


@pytest.mark.parametrize(
    ("options", "told", "hint"),
    [
        ({}, "say where to write the brief", "-o brief.pdf, for example"),
        ({"output": ["x.svg"]}, "'x.svg' would hold one page", "'engagemodel render' draws one"),
        ({"output": ["x.png"]}, "'x.png' would hold one page", "possible endings are .pdf, "),
        ({"output": ["x.txt"]}, "'x.txt' names no format of a brief", ".pdf, .html, .pptx, .md"),
        ({"output": ["x"]}, "'x' names no format of a brief", "possible endings are"),
        ({"output": ["x.pdf"], "size": "a5"}, "unknown size 'a5'", "possible are a4, a3"),
        ({"output": ["x.pdf"], "lang": "fr"}, "unknown language 'fr'", "possible are en, de"),
        ({"output": ["x.pptx"], "theme": "none"}, "cannot read the theme 'none'", None),
    ],
)
def test_what_it_cannot_do_is_told_before_anything_is_written(
    options: dict[str, object], told: str, hint: str | None
) -> None:
    with pytest.raises(ArgumentError) as raised:
        brief("a.yaml", "b.yaml", **options)  # type: ignore[arg-type]
    [problem] = raised.value.problems
    assert problem.message.startswith(told)
    assert (hint or "") in (problem.hint or "")


@pytest.mark.parametrize(("one", "other", "said"), [("a", "b", 0), ("b", "a", 1), ("a", "a", 0)])
def test_models_the_other_way_round_are_remarked(one: str, other: str, said: int) -> None:
    outcome = brief(f"{one}.yaml", f"{other}.yaml", output=["x.md"])
    assert sum("the other way round" in note for note in outcome.notes) == said


def test_dates_alone_tell_the_order_too(folder: Path) -> None:
    for name in ("a", "b"):
        path = folder / f"{name}.yaml"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("state")))
    notes = brief("b.yaml", "a.yaml", output=["x.md"]).notes
    assert any("'b.yaml' is taken for today and 'a.yaml' for tomorrow" in note for note in notes)


def test_the_help_names_every_format() -> None:
    told = run("engagemodel brief --help")
    for ending in FORMATS:
        assert f".{ending}" in told
