"""`render --theme`: a file of the company in, its master in the slide out, or one line that says why not."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest

from engagemodel.commands.render import render
from engagemodel.delivery import write
from engagemodel.errors import ArgumentError

MODEL = "engagemodel: 1\nname: Small\nchannels: {web: {needs: [app]}}\nplatforms: {app: {}}\n"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MODEL)
    theme = pptx.Presentation()
    theme.slide_master.name = "Ours"
    theme.save(str(tmp_path / "company.pptx"))
    (tmp_path / "notes.pptx").write_text("no presentation")
    return "m.yaml"


def test_a_theme_gives_its_master(model: str) -> None:
    outcome = render(model, output=["page.pptx"], theme="company.pptx")
    made = pptx.Presentation(io.BytesIO(outcome.files["page.pptx"]))
    assert made.slide_master.name == "Ours"
    assert len(made.slides) == 1


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("none.pptx", "cannot read the theme 'none.pptx': No such file"),
        (".", "cannot read the theme '.'"),
        ("notes.pptx", "the theme is no pptx that can be read"),
        ("m.yaml", "the theme is no pptx that can be read"),
    ],
)
def test_a_theme_that_cannot_be_taken_is_an_error_of_one_line(
    model: str, theme: str, told: str
) -> None:
    with pytest.raises(ArgumentError) as raised:
        render(model, output=["page.pptx"], theme=theme)
    [problem] = raised.value.problems
    assert problem.message.startswith(told)


def test_the_theme_is_never_written_over(model: str) -> None:
    outcome = render(model, output=["company.pptx"], theme="company.pptx")
    with pytest.raises(ArgumentError, match="is one of the inputs"):
        write(outcome.files, outcome.inputs)
