"""The program as a user, a pipe, a terminal and a build start it: exit codes, streams, start-up."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engagemodel import __version__, cli

START = "from engagemodel.cli import main; main()"
ROOT = Path(__file__).parents[1]
LAMP = str(ROOT / "examples" / "lamp-retailer" / "as-is.yaml")
QUIET = {
    name: value
    for name, value in os.environ.items()
    if name not in ("COLUMNS", "NO_COLOR", "TERM", "LINES", "PYTHONIOENCODING")
}
GOOD = "engagemodel: 1\nname: Fine\n"
HIGH = GOOD + "channels:\n  web: {kind: web}\ncustomer_types:\n  a: {}\n"
BROKEN = GOOD + "channels:\n  web: {run_by: nobody}\n"


def started(
    *words: str, start: str = START, code: int | None = 0, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    stated: dict[str, Any] = {
        "env": QUIET,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "encoding": "utf-8",
        **options,
    }
    ended: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-c", start, *words], timeout=60, check=False, **stated
    )
    assert code is None or ended.returncode == code, (ended.returncode, ended.stdout, ended.stderr)
    assert "Traceback" not in (ended.stderr or "") or "--traceback" in words
    return ended


class Ended(NamedTuple):
    stdout: str
    stderr: str


Run = Callable[..., Ended]


@pytest.fixture
def run(
    models: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Return what runs the program in this process, in the folder of the models."""
    monkeypatch.chdir(models)
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def ended(*words: str, code: int = 0, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode())))
        ended = cli.run(words)
        shown = Ended(*(part.decode() for part in capsysbinary.readouterr()))
        assert ended == code, shown
        return shown

    return ended


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name, text in (("good", GOOD), ("high", HIGH), ("broken", BROKEN)):
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "today.yaml").write_text(HIGH + "state: as-is\n")
    return tmp_path


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["check", "--help"]])
def test_help_and_version_load_nothing_that_costs_time(words: list[str]) -> None:
    costly = ("networkx", "jinja2", "rich", "reportlab", "resvg_py", "fontTools", "yaml", "brotli")
    start = (
        "import atexit, sys\n"
        "def tell():\n"
        f"    loaded = [m for m in {costly!r} if m in sys.modules]\n"
        "    loaded += [m for m in sys.modules if m.startswith(('engagemodel.page', "
        "'engagemodel.graph', 'engagemodel.rules', 'engagemodel.language'))]\n"
        "    print('loaded', loaded, file=sys.stderr)\n"
        f"atexit.register(tell)\n{START}"
    )
    assert started(*words, start=start).stderr == "loaded []\n"


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"engagemodel {__version__}\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "good.yaml"], 0),
        (["check", "high.yaml"], 1),
        (["check", "high.yaml", "--fail-on", "never"], 0),
        (["check", "today.yaml"], 0),
        (["check", "today.yaml", "--fail-on", "high"], 1),
        (["check", "high.yaml", "--ignore", "unreached-customer"], 0),
        (["check", "high.yaml", "--select", "idle-platform"], 0),
        (["check", "broken.yaml"], 2),
        (["check", "high.yaml", "broken.yaml"], 2),
        (["check", "no-such-file.yaml"], 2),
        (["check", "good.yaml", "--fail-on", "sometimes"], 2),
        (["check", "good.yaml", "--format", "docx"], 2),
        (["check", "good.yaml", "--select", "no-such-rule"], 2),
        (["check", "good.yaml", "--today", "yesterday"], 2),
        (["check", "good.yaml", "--limit", "depth=many"], 2),
        (["check", "good.yaml", "--limit", "deepness=3"], 2),
        (["check", "good.yaml", "--limit", "depth=0"], 2),
        (["check"], 2),
        (["chekc", "good.yaml"], 2),
        ([], 2),
        (["diff", "good.yaml", "high.yaml"], 0),
        (["diff", "good.yaml", "high.yaml", "--fail-on", "high"], 1),
        (["diff", "good.yaml", "high.yaml", "--fail-on", "worse"], 1),
        (["diff", "high.yaml", "good.yaml", "--fail-on", "worse"], 0),
        (["diff", "good.yaml"], 2),
        (["render", "good.yaml"], 2),
        (["explain", "broken-handof"], 2),
    ],
)
def test_exit_codes(run: Run, models: Path, words: list[str], code: int) -> None:
    run(*words, code=code)


@pytest.mark.parametrize("option", ["--since", "--output", "-o", "--format", "--select", "--lang"])
def test_an_option_of_an_unset_variable_is_a_mistake(run: Run, models: Path, option: str) -> None:
    verb = "render" if option == "--lang" else "check"
    more = ["-o", "x.svg"] if option == "--lang" else []
    name = "--output" if option == "-o" else option
    ended = run(verb, "good.yaml", *more, option, "", code=2)
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"error: {name} is empty (leave {name} out, or give it a word;")
    assert not (models / "x.svg").exists()


def test_the_program_alone_tells_what_it_can_do(run: Run) -> None:
    assert run(code=2).stdout == run("--help").stdout
    assert "check" in run(code=2).stdout


def test_one_broken_model_does_not_stop_the_others(run: Run, models: Path) -> None:
    ended = run("check", "broken.yaml", "high.yaml", "no-file.yaml", code=2)
    assert "has no channel" in ended.stdout or "unreached-customer" in ended.stdout
    assert "broken.yaml:4:17: error: " in ended.stderr
    assert "no-file.yaml" in ended.stderr


def test_machines_get_one_whole_document_whatever_is_wrong(run: Run, models: Path) -> None:
    for words in (
        ["check", "broken.yaml", "high.yaml"],
        ["check", "no-file.yaml"],
        ["check", "good.yaml", "--fail-on", "sometimes"],
        ["diff", "good.yaml", "broken.yaml"],
        ["diff", "good.yaml"],
    ):
        for option in (["--format", "json"], ["--format=json"]):
            document = json.loads(run(*words, *option, code=2).stdout)
            assert document["errors"]
            assert set(document["errors"][0]) == {"path", "line", "column", "message", "hint"}
            assert ("models" in document) == (words[0] == "check")
            if "no-file.yaml" in words:
                assert document["errors"][0]["path"] == "no-file.yaml"


def test_every_mistake_of_both_models_is_told_in_one_run(run: Run, models: Path) -> None:
    (models / "engagemodel.toml").write_text('fail-onn = "high"\n')
    (models / "worse.yaml").write_text(BROKEN + "  store: {kind: stroe}\n")
    told = run("diff", "broken.yaml", "worse.yaml", code=2).stderr
    assert "engagemodel.toml:1:1: error: unknown setting 'fail-onn'" in told
    assert "broken.yaml:4:17: error: " in told
    assert "worse.yaml:4:17: error: " in told
    assert "worse.yaml:5:17: error: " in told


def test_standard_input_is_a_model(run: Run, models: Path) -> None:
    assert "No findings." in run("check", "-", stdin=GOOD).stdout
    told = run("check", "-", stdin=BROKEN, code=2).stderr
    assert "-:4:17: error: " in told
    run("diff", "-", "-", stdin=GOOD, code=2)


def test_a_folder_is_every_model_in_it(run: Run, models: Path) -> None:
    (models / "part.yaml").write_text("platforms: {a: {}}\n")
    ended = run("check", ".", "--format", "json", code=2)
    paths = [model["path"] for model in json.loads(ended.stdout)["models"]]
    assert paths == ["./good.yaml", "./high.yaml", "./today.yaml"]
    (models / "empty").mkdir()
    assert "no model in 'empty'" in run("check", "empty", code=2).stderr


def test_settings_hold_unless_the_command_line_says_otherwise(run: Run, models: Path) -> None:
    (models / "engagemodel.toml").write_text(
        'fail-on = "low"\n[severity]\nunreached-customer = "low"\n'
    )
    run("check", "high.yaml", code=1)
    run("check", "high.yaml", "--fail-on", "medium", code=0)
    (models / "engagemodel.toml").write_text('ignore = ["unreached-customer"]\n')
    run("check", "high.yaml", code=0)
    run("check", "high.yaml", "--ignore", "idle-platform", code=1)


def test_the_report_goes_to_the_file_that_was_named(run: Run, models: Path) -> None:
    ended = run("check", "high.yaml", "-o", "report.json", code=1)
    assert ended.stdout == ""
    assert json.loads((models / "report.json").read_text())["models"][0]["path"] == "high.yaml"
    run("check", "high.yaml", "-o", "report.md", code=1)
    assert (models / "report.md").read_text().startswith("## Fine\n")
    run("check", "broken.yaml", "-o", "report.txt", code=2)
    assert not (models / "report.txt").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        *(
            ([*words, "--format", "text"], "one of the inputs")
            for words in (
                ["check", "good.yaml", "-o", "good.yaml"],
                ["check", "good.yaml", "broken.yaml", "-o", "broken.yaml"],
                ["check", "main.yaml", "-o", "bridge.yaml"],
                ["check", "set/model.yaml", "-o", "set/engagemodel.toml"],
                ["check", "set/part.yaml", "good.yaml", "-o", "set/engagemodel.toml"],
                ["diff", "good.yaml", "set/model.yaml", "-o", "set/engagemodel.toml"],
                ["journey", "set/model.yaml", "-o", "set/engagemodel.toml"],
                ["impact", "set/model.yaml", "--all", "-o", "set/engagemodel.toml"],
            )
        ),
        (["check", "good.yaml", "-o", "report.foo"], ".md"),
        (["render", "set/model.yaml", "-o", "set/link.svg"], "one of the inputs"),
        (["render", "main.yaml", "-o", "part.svg"], "one of the inputs"),
        (["check", "good.yaml", "-o", "no-folder/x.txt"], "no folder 'no-folder'"),
        (["render", "good.yaml", "-o", "page.docx"], ".svg"),
        (["diff", "good.yaml", "high.yaml", "--picture", "page.gif"], ".pdf"),
        (["diff", "good.yaml", "high.yaml", "--picture", "p.md", "-o", "p.md"], "the same file"),
        (["diff", "good.yaml", "high.yaml", "--picture", "p.md", "-o", "./p.md"], "the same file"),
        (["render", "good.yaml", "-o", "a.svg", "--size", "a9"], "a4"),
        (["render", "good.yaml", "-o", "a.svg", "--view", "lane"], "did you mean 'lanes'"),
        (["render", "good.yaml", "-o", "a.png", "--width", "999999"], "pixels"),
        (["render", "good.yaml", "-o", "a.svg", "--size", "16:9", "--portrait"], "upright"),
    ],
)
def test_outputs_that_cannot_be_are_refused(
    run: Run, models: Path, words: list[str], told: str
) -> None:
    (models / "part.svg").write_text("platforms: {a: {}}\n")
    (models / "bridge.yaml").write_text("include: part.svg\n")
    (models / "main.yaml").write_text(GOOD + "include: bridge.yaml\n")
    (models / "set").mkdir()
    (models / "set" / "model.yaml").write_text(GOOD)
    (models / "set" / "part.yaml").write_text(BROKEN)
    (models / "set" / "engagemodel.toml").write_text("")
    (models / "set" / "link.svg").symlink_to("engagemodel.toml")
    before = {path: path.read_bytes() for path in models.rglob("*") if path.is_file()}
    assert told in run(*words, code=2).stderr
    assert {path: path.read_bytes() for path in models.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["check", LAMP], ["--help"], ["--version"], ["schema"]])
def test_a_full_disk_is_never_success(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ended = started(*words, code=2, stdout=full)
    assert ended.stderr == "error: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("check '{}' >&-", 2),
        ("check '{}' 2>&-", 0),
        ("check nothing.yaml 2>&-", 2),
        ("--help >&-", 2),
    ],
)
def test_closed_streams(line: str, code: int) -> None:
    words = line.format(LAMP)
    ended = subprocess.run(
        f'"{sys.executable}" -c "{START}" {words}',
        shell=True,
        env=QUIET,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.parametrize("words", [["check", LAMP], ["explain"], ["--help"]])
def test_a_closed_pipe_is_silent(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        ended = started(*words, code=141, stdout=gone)
    assert ended.stderr == ""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_in_order(number: int, code: int) -> None:
    start = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{START}"
    program = subprocess.Popen(
        [sys.executable, "-c", start, "check", "-"],
        env=QUIET,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)  # by now it waits for its model
    program.send_signal(number)
    told, complaint = program.communicate(timeout=20)
    assert (program.returncode, told, complaint) == (code, b"", b"")


def test_a_bug_is_one_line_that_says_how_to_see_more(models: Path) -> None:
    start = (
        "import engagemodel.api as api\n"
        "def check(*_): raise KeyError('a\\x1b[31m')\n"
        f"api.check = check\n{START}"
    )
    told = started("check", "good.yaml", code=3, start=start, cwd=models).stderr
    assert told.count("\n") == 1
    assert "engagemodel --traceback check good.yaml" in told
    assert "\x1b" not in told
    shown = started("--traceback", "check", "good.yaml", code=3, start=start, cwd=models).stderr
    assert "Traceback" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_locale_crashes_it(models: Path, encoding: str) -> None:
    (models / "wide.yaml").write_text(HIGH.replace("Fine", "漢字 → é"), encoding="utf-8")
    env = {**QUIET, "PYTHONIOENCODING": encoding}
    plain = started("check", "wide.yaml", code=1, cwd=models, env=env, encoding=encoding)
    assert ("漢字" if encoding == "utf-8" else "\\u6f22\\u5b57") in plain.stdout
    exact = started("check", "wide.yaml", "--format", "json", code=1, cwd=models, env=env)
    assert json.loads(exact.stdout)["models"][0]["name"] == "漢字 → é"


def on_terminal(*words: str, **env: str) -> str:
    """Return what the program shows on a terminal of 60 columns."""
    shown = b""
    child, handle = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", START, *words], {**QUIET, **env})
    while True:
        try:
            piece = os.read(handle, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.waitpid(child, 0)
    os.close(handle)
    return shown.decode().replace("\r\n", "\n")


def test_colour_only_on_a_terminal_that_wants_it() -> None:
    wants = {"TERM": "xterm-256color", "COLUMNS": "60"}
    assert "\x1b[" in on_terminal("check", LAMP, **wants)
    assert "\x1b" not in on_terminal("check", LAMP, **wants, NO_COLOR="1")
    assert "\x1b" not in on_terminal("check", LAMP, **{**wants, "TERM": "dumb"})
    assert "\x1b" not in started("check", LAMP, env={**QUIET, "TERM": "xterm"}).stdout


def test_the_width_of_the_terminal_is_kept() -> None:
    model = Path(LAMP).relative_to(ROOT).as_posix()  # a path is one word, however long
    shown = on_terminal("check", model, TERM="dumb", COLUMNS="60")
    assert max(map(len, shown.splitlines())) <= 60
    assert 70 < max(map(len, started("check", model, cwd=ROOT).stdout.splitlines())) <= 80


def test_a_terminal_is_shown_the_line_and_a_caret(models: Path) -> None:
    shown = on_terminal("check", str(models / "broken.yaml"), TERM="dumb", COLUMNS="60")
    assert "      web: {run_by: nobody}\n                    ^\n" in shown
    piped = started("check", "broken.yaml", code=2, cwd=models).stderr
    assert "^" not in piped


def test_same_input_same_bytes(models: Path) -> None:
    def shown(**env: str) -> str:
        return started("check", LAMP, "--format", "json", env={**QUIET, **env}, cwd=models).stdout

    assert shown(PYTHONHASHSEED="1", TZ="UTC") == shown(
        PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C"
    )


def test_a_shell_completes_rules_and_formats() -> None:
    def completed(line: str) -> str:
        words = line.split(" ")
        env = {
            **QUIET,
            "_ENGAGEMODEL_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        return started(env=env, code=None).stdout

    assert "broken-handoff" in completed("engagemodel explain broken-")
    assert "unused-channel" in completed("engagemodel check --select unused")
    assert "markdown" in completed("engagemodel check --format mark")
    bars = ["high", "medium", "low", "never"]
    assert completed("engagemodel check --fail-on ").split() == bars
    assert completed("engagemodel diff --fail-on ").split() == [*bars, "worse"]


def test_help_names_every_choice_of_the_page(run: Run) -> None:
    from engagemodel.page import FORMATS, SIZES, VIEWS

    shown = " ".join(run("render", "--help").stdout.split())
    for name in (*SIZES, *VIEWS, *(f".{suffix}" for suffix in FORMATS)):
        assert re.search(rf"(?<![\w.]){re.escape(name)}\b", shown), name
