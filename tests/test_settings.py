"""Settings are found beside the model and up to its repository's root, and read strictly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engagemodel.errors import SettingsError
from engagemodel.page import words
from engagemodel.settings import DEFAULTS, find
from engagemodel.settings.values import LANGUAGES

RULES = ("broken-handoff", "redundant-database", "idle-platform")


def model_in(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.yaml"
    path.write_text("engagemodel: 1\nname: Test\n")
    return str(path)


def mistakes(model: str) -> list[tuple[str, int, int, str, str | None]]:
    with pytest.raises(SettingsError) as caught:
        find(model, RULES)
    return [
        (Path(p.at.path).name, p.at.line, p.at.column, p.message, p.hint)
        for p in caught.value.problems
        if p.at
    ]


def test_every_key_is_read(tmp_path: Path) -> None:
    model = model_in(tmp_path)
    (tmp_path / "engagemodel.toml").write_text(
        'fail-on = "medium"\nselect = ["broken-handoff"]\nignore = ["idle-platform"]\n'
        '[severity]\nredundant-database = "low"\n'
        "[thresholds]\nenough = 0.99\npage-elements = 40\nlane-elements = 9\n"
    )
    read = find(model, RULES)
    assert (read.fail_on, read.select, read.ignore) == (
        "medium",
        ("broken-handoff",),
        ("idle-platform",),
    )
    assert dict(read.severities) == {"redundant-database": "low"}
    assert (read.enough, read.page_elements, read.lane_elements) == (0.99, 40, 9)


def test_without_a_repository_only_the_models_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "engagemodel.toml").write_text('fail-on = "low"\n')
    assert find(model_in(tmp_path / "deep"), RULES) == DEFAULTS
    assert find(model_in(tmp_path), RULES).fail_on == "low"


def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "engagemodel.toml").write_text('fail-on = "low"\n')
    repository = tmp_path / "repository"
    model = model_in(repository / "models" / "retail")
    (repository / ".git").mkdir()
    assert find(model, RULES) == DEFAULTS
    (repository / "pyproject.toml").write_text('[tool.engagemodel]\nfail-on = "high"\n')
    assert find(model, RULES).fail_on == "high"
    (repository / "models" / "engagemodel.toml").write_text('fail-on = "never"\n')
    assert find(model, RULES).fail_on == "never"


def test_the_path_is_shown_as_the_model_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "engagemodel.toml").write_text("")
    model_in(tmp_path / "a" / "b")
    monkeypatch.chdir(tmp_path / "a")
    assert find("b/model.yaml", RULES).path == "../engagemodel.toml"
    assert find("-", RULES).path == "../engagemodel.toml"
    assert find("b", RULES).path == "../engagemodel.toml"
    monkeypatch.chdir(tmp_path)
    assert find("a/b/model.yaml", RULES).path == "engagemodel.toml"


def test_a_pyproject_that_does_not_speak_of_the_tool_is_passed_over(tmp_path: Path) -> None:
    model = model_in(tmp_path)
    (tmp_path / "pyproject.toml").write_text("this is not TOML")
    assert find(model, RULES) == DEFAULTS


def test_every_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    model = model_in(tmp_path)
    (tmp_path / "engagemodel.toml").write_text(
        '# fail-onn is wrong\nfail-onn = "high"\nignore = ["broken-handof"]\n'
        '[severity]\nidle-platform = "critical"\n[thresholds]\nenough = 99\nlane-elements = 0\n'
    )
    found = mistakes(model)
    assert [entry[:3] for entry in found] == [
        ("engagemodel.toml", 2, 1),
        ("engagemodel.toml", 3, 12),
        ("engagemodel.toml", 5, 1),
        ("engagemodel.toml", 7, 1),
        ("engagemodel.toml", 8, 1),
    ]
    assert found[0][3:] == ("unknown setting 'fail-onn'", "did you mean 'fail-on'?")
    assert found[1][3:] == (
        "unknown rule 'broken-handof'",
        "did you mean 'broken-handoff'? 'engagemodel explain' lists them",
    )
    assert "high, medium or low" in found[2][3]


@pytest.mark.parametrize(
    ("text", "line"),
    [("fail-on = \n", 1), ("a = 1\na = 2\n", 2), ("[[[", 1), ("x = '" + "\x00'", 1)],
)
def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    model = model_in(tmp_path)
    (tmp_path / "engagemodel.toml").write_text(text)
    [(name, at, _, message, _)] = mistakes(model)
    assert (name, at) == ("engagemodel.toml", line)
    assert "TOML" in message


@pytest.mark.parametrize("value", ['"high"', "[1]", "3", "{}"])
def test_a_list_of_rules_is_a_list_of_names(tmp_path: Path, value: str) -> None:
    model = model_in(tmp_path)
    (tmp_path / "engagemodel.toml").write_text(f"select = {value}\n")
    assert mistakes(model)[0][3] == "'select' must be a list of rule names"


def test_bytes_that_are_no_text_and_files_that_are_too_large(tmp_path: Path) -> None:
    model = model_in(tmp_path)
    settings = tmp_path / "engagemodel.toml"
    settings.write_bytes(b'fail-on = "\xff"')
    assert "UTF-8" in mistakes(model)[0][3]
    settings.write_bytes(b"#" * (2 << 20))
    assert "1 MiB" in mistakes(model)[0][3]


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0:0")
    model = model_in(tmp_path / "repository")
    (tmp_path / "repository" / "engagemodel.toml").symlink_to(secret)
    [(_, _, _, message, _)] = mistakes(model)
    assert "link" in message
    assert "root" not in message


@pytest.mark.parametrize("kind", ["folder", "pipe", "dead link"])
def test_what_is_no_file_is_told_and_not_passed_over(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "engagemodel.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere.toml")
    [(told, _, _, message, _)] = mistakes(model_in(tmp_path))
    assert told.endswith("engagemodel.toml")
    assert "no file that can be read" in message


def test_a_choice_that_is_misspelled_gets_the_one_that_was_meant(tmp_path: Path) -> None:
    text = 'fail-on = "mediumm"\n[severity]\nbroken-handoff = "hihg"\nredundant-database = "grave"\nidle-platform = 3\n'
    (tmp_path / "engagemodel.toml").write_text(text, encoding="utf-8")
    hints = [hint for *_, hint in mistakes(model_in(tmp_path))]
    assert hints == ["did you mean 'medium'?", "did you mean 'high'?", None, None]


def test_of_two_files_in_one_folder_the_programs_own_counts_alone(tmp_path: Path) -> None:
    (tmp_path / "engagemodel.toml").write_text('fail-on = "low"\n', encoding="utf-8")
    text = '[tool.engagemodel]\nfail-on = "high"\nignore = ["idle-platform"]\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    found = find(model_in(tmp_path), RULES)
    assert (found.fail_on, found.ignore) == ("low", ())


def test_how_pages_look_is_read_with_its_places(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "pyproject.toml").write_text(
        'title = "not this one"\n[tool.engagemodel.page]\nlanguage = "de"\nlogo = "logo.svg"\n'
        'footer = "Confidential"\n[tool.engagemodel.page.colours]\ntitle = "#12263F"\n'
    )
    found = find(model_in(tmp_path), RULES).page
    assert found.language is not None
    assert (found.language.text, found.language.at.line) == ("de", 3)
    assert found.logo is not None
    assert Path(found.logo.text) == tmp_path / "logo.svg"
    assert found.footer is not None
    assert found.footer.text == "Confidential"
    title = found.colours["title"]
    assert (title.text, title.at.line, title.at.column) == ("#12263f", 7, 1)
    assert (found.font, found.font_bold) == (None, None)


@pytest.mark.parametrize(
    ("page", "mistake"),
    [
        ("logos = 'a.svg'", (2, 1, "unknown page setting 'logos'", "did you mean 'logo'?")),
        ("footer = 3", (2, 1, "'footer' must be a text", None)),
        ("colours = 3", (2, 1, "'colours' must be a table", None)),
        (
            "colours = {titel = '#000000'}",
            (2, 12, "unknown colour 'titel'", "did you mean 'title'?"),
        ),
        (
            "colours = {title = 'red'}",
            (2, 12, "the colour 'title' must be written as \"#12263f\"", None),
        ),
        (
            "font = '../font.ttf'",
            (
                2,
                1,
                "'font' lies outside the repository (without one, outside the folder)",
                "name it relative to the settings file",
            ),
        ),
        (
            "logo = 'link.svg'",
            (
                2,
                1,
                "'logo' lies outside the repository (without one, outside the folder)",
                "name it relative to the settings file",
            ),
        ),
        (
            r'logo = "a\u0000b"',
            (
                2,
                1,
                "'logo' lies outside the repository (without one, outside the folder)",
                "name it relative to the settings file",
            ),
        ),
        (
            "footer = 'x'\nlanguage = 'fr'",
            (3, 1, "unknown language 'fr'", "possible are en, de"),
        ),
        (
            "templates = 'mine'",
            (
                2,
                1,
                "unknown page setting 'templates'",
                "known are language, colours, logo, font, font-bold, footer",
            ),
        ),
    ],
)
def test_mistakes_in_how_pages_look_are_told_where_they_stand(
    tmp_path: Path, page: str, mistake: tuple[int, int, str, str | None]
) -> None:
    inside = tmp_path / "inside"
    model = model_in(inside)
    (tmp_path / "secret.svg").write_text("<svg/>")
    (inside / "link.svg").symlink_to(tmp_path / "secret.svg")
    (inside / "engagemodel.toml").write_text(f"[page]\n{page}\n")
    (found,) = mistakes(model)
    assert found == ("engagemodel.toml", *mistake)


def test_the_languages_are_those_that_pages_speak() -> None:
    assert sorted(LANGUAGES) == sorted(words.LANGUAGES)


def named(path: str) -> str:
    """Return the baseline that the settings of a model name."""
    stated = find(path, RULES).baseline
    assert stated is not None
    return stated.text


def test_a_baseline_is_named_relative_to_the_settings_and_stays_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    model_in(repository / "models")
    (repository / ".git").mkdir()
    monkeypatch.chdir(repository / "models")
    settings = repository / "engagemodel.toml"
    settings.write_text('baseline = "ci/known.json"\n')
    assert named("model.yaml") == "../ci/known.json"
    monkeypatch.chdir(tmp_path)
    assert named("repository/models/model.yaml") == "repository/ci/known.json"
    (repository / "link.json").symlink_to(tmp_path / "elsewhere.json")
    for outside in ("../known.json", "/known.json", "link.json"):
        settings.write_text(f'baseline = "{outside}"\n')
        ((*place, message, _),) = mistakes("repository/models/model.yaml")
        assert place == ["engagemodel.toml", 1, 1]
        assert "'baseline' lies outside the repository" in message
    settings.write_text("baseline = 3\n")
    ((*_, message, _),) = mistakes("repository/models/model.yaml")
    assert message == "'baseline' must be the name of a file"


def test_a_folder_that_is_a_circle_of_links_has_no_settings(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    assert find(str(tmp_path / "circle" / "model.yaml"), RULES) is DEFAULTS
