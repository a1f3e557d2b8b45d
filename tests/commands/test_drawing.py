"""What a page wears, as a user asks for it: by settings beside the model, or on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.models import OptionInfo

from engagemodel import api, cli, page
from engagemodel.commands import drawing
from engagemodel.commands.brief import brief
from engagemodel.commands.render import render
from engagemodel.delivery import write
from engagemodel.errors import ArgumentError, SettingsError
from engagemodel.page import SIZES
from engagemodel.page.dress import brand
from engagemodel.page.words import LANGUAGES
from engagemodel.shipped import shipped

MODEL = "engagemodel: 1\nname: Small\nchannels: {web: {needs: [app]}}\nplatforms: {app: {}}\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0H2V1Z"/></svg>'


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MODEL)
    (tmp_path / "logo.svg").write_text(LOGO)
    (tmp_path / "engagemodel.toml").write_text(
        '[page]\nlanguage = "de"\nlogo = "logo.svg"\nfooter = "Acme"\n'
        '[page.colours]\naccent = "#8a2be2"\n'
    )
    return "m.yaml"


def svg(model: str, **options: str) -> str:
    return render(model, output=["page.svg"], **options).files["page.svg"].decode()  # type: ignore[arg-type]


def test_settings_dress_a_page_and_the_command_line_wins(model: str) -> None:
    dressed = svg(model)
    for sign in ('lang="de"', ">Kanäle<", "<image ", ">Acme · engagemodel", 'fill="#8a2be2"'):
        assert sign in dressed
    english = svg(model, lang="en")
    assert 'lang="en"' in english
    assert ">Channels<" in english
    assert "<image " in english


def test_settings_dress_all_pages_of_a_brief(model: str) -> None:
    outcome = brief(model, model, output=["brief.html", "brief.md"])
    html = outcome.files["brief.html"].decode()
    assert html.count("<image ") == 3
    assert html.count("Acme · engagemodel") == 3
    assert "img-src data:;" in html
    assert "#8a2be2" in html
    assert "Reichweite einer Änderung" in outcome.files["brief.md"].decode()


def test_a_notebook_dresses_its_pages_alike(model: str) -> None:
    result = api.check(api.load(model))
    api.render(result, "page.svg", dress=brand.dress(api.settings(model).page))
    assert Path("page.svg").read_text(encoding="utf-8") == svg(model)
    assert 'lang="en"' in page.write(api.draw(result), "svg").decode()


def test_no_output_replaces_what_a_page_is_dressed_from(model: str) -> None:
    outcome = render(model, output=["logo.svg"])
    with pytest.raises(ArgumentError, match="is one of the inputs"):
        write(outcome.files, outcome.inputs)
    assert Path("logo.svg").read_text() == LOGO


def test_a_mistake_in_the_looks_is_told_where_it_stands(model: str) -> None:
    Path("engagemodel.toml").write_text('[page]\nfont = "none.ttf"\nlogo = "none.png"\n')
    with pytest.raises(SettingsError) as caught:
        render(model, output=["page.svg"])
    told = [(p.message, p.at.line if p.at else 0) for p in caught.value.problems]
    assert told == [
        ("cannot read the font 'none.ttf': No such file or directory", 2),
        ("cannot read the logo: No such file or directory", 3),
    ]
    # Who draws no page is not held up by a logo that is not there.
    assert api.settings(model).page.logo


def test_neither_a_model_nor_its_settings_can_name_templates(model: str) -> None:
    Path("engagemodel.toml").write_text('[page]\ntemplates = "mine"\n')
    with pytest.raises(SettingsError, match="unknown page setting 'templates'"):
        api.settings(model)


def test_help_names_the_languages_and_sizes_that_there_are() -> None:
    def told(option: object) -> str:
        (info,) = (m for m in option.__metadata__ if isinstance(m, OptionInfo))  # type: ignore[attr-defined]
        return str(info.help)

    assert f": {' or '.join(LANGUAGES)}." in told(drawing.LangOption)
    assert all(size in told(drawing.SizeOption) for size in SIZES)


@pytest.mark.parametrize(
    ("verb", "names"),
    [
        ("render", {"page/page.html.j2"}),
        ("brief", {"brief/brief.html.j2"}),
        ("check", {"reports/report.html.j2"}),
        ("diff", {"reports/report.html.j2", "page/page.html.j2"}),
    ],
)
def test_help_names_the_templates_that_an_output_is_made_of(
    verb: str, names: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([verb, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert set(re.findall(r"\w+/\w+\.html\.j2", said)) == names
    for name in names:
        folder, _, file = name.rpartition("/")
        assert (shipped(folder) / file).is_file()


def test_all_mistakes_in_the_settings_are_told_in_one_run(model: str) -> None:
    Path("engagemodel.toml").write_text(
        '[page]\nlogo = "../out.svg"\ncolour = "red"\nlanguage = "xx"\nfont = "nope.ttf"\n'
        '[page.colours]\naccent = "#ffee00"\n'
    )
    draws: tuple[Callable[[], object], ...] = (
        lambda: render(model, output=["x.svg"]),
        lambda: brief(model, model, ["x.pdf"]),
    )
    for draw in draws:
        with pytest.raises(SettingsError) as caught:
            draw()
        told = [problem.message for problem in caught.value.problems]
        assert len(told) == 5, told
        lines = [problem.at.line for problem in caught.value.problems if problem.at]
        assert lines == sorted(lines)
        for words in ("outside", "'colour'", "language 'xx'", "nope.ttf", "'accent' is too light"):
            assert sum(words in message for message in told) == 1, words


def test_what_no_output_uses_is_noted(model: str) -> None:
    outcome = render(model, output=["x.svg"], scale=3)
    assert outcome.notes[-2:] == (
        "note: --scale does nothing, because no .png is written",
        "wrote x.svg",
    )
    outcome = render(model, output=["x.png"], scale=3, no_embed_font=True)
    assert [note for note in outcome.notes if "nothing" in note] == [
        "note: --no-embed-font does nothing, because no .svg is written"
    ]
    assert not any("nothing" in note for note in render(model, output=["x.png"], width=9).notes)


def test_templates_and_themes_are_for_html_and_pptx(model: str) -> None:
    for name in ("page", "brief"):
        Path(f"t/{name}").mkdir(parents=True)
        Path(f"t/{name}/{name}.html.j2").write_text(
            f"{{% extends 'default/{name}/{name}.html.j2' %}}"
        )
    for outcome in (
        render(model, output=["x.pdf"], templates="t"),
        brief(model, model, ["x.pdf"], templates="t"),
    ):
        assert "note: --templates does nothing, because no .html is written" in outcome.notes


def test_templates_without_one_for_the_output_are_refused(model: str) -> None:
    Path("t/page").mkdir(parents=True)
    Path("t/page/page.html.j2").write_text("{% extends 'default/page/page.html.j2' %}")
    with pytest.raises(ArgumentError, match="goes before one of ours") as caught:
        brief(model, model, ["x.html"], templates="t")
    assert caught.value.problems[0].hint == "possible is brief/brief.html.j2"
    Path("t/page").rename("t/brief")
    Path("t/brief/page.html.j2").rename("t/brief/brief.html.j2")
    with pytest.raises(ArgumentError, match="goes before one of ours") as caught:
        render(model, output=["x.html"], templates="t")
    assert caught.value.problems[0].hint == "possible is page/page.html.j2"


def test_scale_and_width_contradict_each_other(model: str) -> None:
    with pytest.raises(ArgumentError, match="--scale and --width each say how large"):
        render(model, output=["x.png"], scale=2, width=3)
