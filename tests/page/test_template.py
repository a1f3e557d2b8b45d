"""Templates of a user's own: filled in the sandbox, within limits, and mistakes told where they are."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from program import START

from engagemodel import page
from engagemodel.errors import ArgumentError
from engagemodel.page.dress import apart, brand, template
from engagemodel.page.dress.template import plain
from engagemodel.results import Difference
from engagemodel.settings import PageSettings
from engagemodel.shipped import shipped

HEAD = '<meta http-equiv="Content-Security-Policy" content="{{ policy }}">'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")


@pytest.fixture
def write(look: Callable[[int], Difference], tmp_path: Path) -> Callable[..., str]:
    """The html page of a difference with a template of one's own."""

    def write(text: str, language: str = "en") -> str:
        folder = tmp_path / "mine" / "page"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "page.html.j2").write_text(text, encoding="utf-8")
        dress = brand.dress(PageSettings(), language, templates=str(tmp_path / "mine"))
        return page.write(page.draw(look(25), dress=dress), "html").decode()

    return write


def test_a_copy_of_ours_gives_the_same_page(
    look: Callable[[int], Difference], write: Callable[..., str]
) -> None:
    ours = page.write(page.draw(look(25)), "html").decode()
    assert write((shipped("page") / "page.html.j2").read_text(encoding="utf-8")) == ours
    mine = "{% extends 'default/page/page.html.j2' %}"
    assert write(mine) == ours
    for place, near in (("header", "<body>\n"), ("footer", "</details>\n")):
        told = write(mine + f"{{% block {place} %}}<p>mine</p>{{{{ super() }}}}{{% endblock %}}")
        assert f"{near}<p>mine</p>" in told
        assert told.replace("<p>mine</p>", "") == ours


def test_facts_are_escaped_and_texts_are_in_the_language(write: Callable[..., str]) -> None:
    told = write(
        HEAD + "{{ '<b>' ~ title }} {{ say('html.search') }} {{ findings[0].remark.title }}",
        "de",
    )
    assert "&lt;b&gt;" in told
    assert "Suche" in told


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\n{{ titel }}", 2, "'titel' is undefined"),
        ("\n\n{% for %}", 3, "Expected an expression"),
        ("{{ title.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ ''.__class__ }}", 1, "unsafe"),
        ("{{ say.__globals__ }}", 1, "unsafe"),
        ("{{ findings.clear() }}", 1, "unsafe"),
        ("{% include 'other.j2' %}", 1, "other.j2"),
        ("{% include '/etc/passwd' %}", 1, "passwd"),
        ("{{ 1 / 0 }}", 1, "division"),
        ("{{ say('no such key') }}", 1, "no such key"),
        ("{{ range(999999999) }}", 1, "ange"),
        ("{{ title }}", 1, "policy"),
        ("<script></script>" + HEAD, 1, "policy"),
    ],
)
def test_a_mistake_names_template_line_and_reason(
    write: Callable[..., str], text: str, line: int, reason: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        write(text)
    (problem,) = caught.value.problems
    assert problem.at is not None
    assert problem.at.path.endswith("mine/page/page.html.j2")
    assert problem.at.line == line
    assert problem.message.startswith("the template cannot be filled: ")
    assert reason in problem.message


@pytest.mark.parametrize(
    ("text", "other", "at", "line", "how"),
    [
        ('{% extends "page/page.html.j2" %}', "", "page/page.html.j2", 1, "extends"),
        (HEAD + '\n{% include "page/page.html.j2" %}', "", "page/page.html.j2", 2, "includes"),
        (
            '{% extends "mine.j2" %}',
            '\n\n{% extends "page/page.html.j2" %}',
            "mine.j2",
            3,
            "extends",
        ),
    ],
)
def test_a_template_that_fills_in_itself_is_told_so_and_what_ours_is_called(
    write: Callable[..., str], tmp_path: Path, text: str, other: str, at: str, line: int, how: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.j2").write_text(other)
    with pytest.raises(ArgumentError) as caught:
        write(text)
    (problem,) = caught.value.problems
    assert problem.at is not None
    assert problem.at.path.endswith(f"mine/{at}")
    assert problem.at.line == line
    assert problem.message.endswith(f"it {how} itself; ours is 'default/page/page.html.j2'")
    assert problem.source == (other or text).split("\n")[line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 3000000000 }}",
        "{% set ns = namespace(x='xxxxxxxx') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
)
def test_endless_and_huge_templates_are_ended(
    write: Callable[..., str], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "SECONDS", 4)
    start = time.monotonic()
    with pytest.raises(ArgumentError, match="the template cannot be filled: it takes"):
        write(HEAD + text)
    assert time.monotonic() - start < 60


def test_a_folder_without_one_of_our_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="no folder of templates"):
        template.read(str(tmp_path / "none"))
    (tmp_path / "page.html.j2").write_text("x")
    with pytest.raises(ArgumentError) as caught:
        template.read(str(tmp_path))
    hint = caught.value.problems[0].hint
    assert hint == "possible are brief/brief.html.j2, page/page.html.j2"
    for name in re.findall(r"\w+/[\w.]+", hint):
        assert (shipped(name.partition("/")[0]) / name.rpartition("/")[2]).is_file()


def test_templates_are_limited_in_size_and_are_text(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "page.html.j2").write_bytes(b"\xff")
    with pytest.raises(ArgumentError, match="not UTF-8"):
        template.read(str(tmp_path))
    (tmp_path / "page" / "page.html.j2").write_bytes(b"x" * (template.LARGEST + 1))
    with pytest.raises(ArgumentError, match="larger than 1 MiB"):
        template.read(str(tmp_path))


def test_facts_are_plain_values() -> None:
    from engagemodel.page.playback import Said

    assert plain({"a": (Said("b", True), [1, None])}) == {
        "a": [{"text": "b", "bad": True}, [1, None]]
    }


def test_what_is_run_apart_comes_back_or_is_refused() -> None:
    assert apart.run(str, 7) == "7"
    assert apart.run(sorted, [3, 1]) == [1, 3]
    with pytest.raises(apart.Refused, match="longer than 1 seconds"):
        apart.run(time.sleep, 30, seconds=1)
    with pytest.raises(apart.Refused, match="damaged"):
        apart.run(int, "no number")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are counted in /proc")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_no_child_is_left_when_the_program_is_ended(
    tmp_path: Path, sign: signal.Signals, code: int
) -> None:
    (tmp_path / "mine" / "page").mkdir(parents=True)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (tmp_path / "mine" / "page" / "page.html.j2").write_text(endless)
    (tmp_path / "m.yaml").write_text("engagemodel: 1\nname: Small\nchannels: {web: {}}\n")
    line = "render m.yaml -o page.html --templates mine"
    ran = subprocess.Popen([sys.executable, "-c", START, *line.split()], cwd=tmp_path)
    try:
        child = _child(ran)
        ran.send_signal(sign)
        assert ran.wait(30) == code
    finally:
        ran.kill()
        ran.wait()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.yaml", "mine"]


def _child(parent: subprocess.Popen[bytes]) -> int:
    """Return the process that a process has started, once it has."""
    for _ in range(1200):
        assert parent.poll() is None, "it ended without a child"
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.05)
    raise AssertionError("no child was started")
