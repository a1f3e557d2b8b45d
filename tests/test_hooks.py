"""What runs the program for others: the hook of pre-commit and the action of GitHub, tried in a repository."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import installed
import program
import pytest
import yaml

ROOT = program.ROOT
ACTION = ROOT / ".github" / "actions" / "engagemodel-check" / "action.yml"
GOOD = ROOT / "examples" / "lamp-retailer" / "future.yaml"
BAD = ROOT / "examples" / "lamp-retailer" / "as-is.yaml"
HOSTILE = "::stop-commands::x ##[error]y.yaml"


def git(folder: Path, *words: str) -> str:
    line = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
    return subprocess.run(
        line, cwd=folder, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def repository(folder: Path) -> Path:
    """Return a new repository whose one commit has all files of the folder."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "All there is")
    return folder


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A company's repository: models in one folder, YAML that is none beside it."""
    folder = tmp_path / "company"
    (folder / "models").mkdir(parents=True)
    shutil.copy(GOOD, folder / "models" / "future.yaml")
    (folder / "other.yaml").write_text("services: {}\n", encoding="utf-8")
    return repository(folder)


def test_the_hooks_of_pre_commit_find_what_breaks_and_tidy_up(
    company: Path, tmp_path: Path
) -> None:
    if importlib.util.find_spec("pre_commit") is None:
        pytest.skip("pre-commit is not installed")
    source = tmp_path / "engagemodel"
    source.mkdir()
    for name in ("engagemodel", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source)
    hooks = [
        {"id": "engagemodel-check", "files": "^models/", "args": ["--fail-on", "high"]},
        {"id": "engagemodel-fmt", "files": "^models/"},
    ]
    revision = git(repository(source), "rev-parse", "HEAD").strip()
    settings = {"repos": [{"repo": str(source), "rev": revision, "hooks": hooks}]}
    (company / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PRE_COMMIT_HOME"] = str(tmp_path / "home")

    def ran(hook: str) -> subprocess.CompletedProcess[str]:
        git(company, "add", ".")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", f"engagemodel-{hook}", "--all-files"],
            cwd=company,
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    (company / "models" / "settings.yaml").write_text("settings: 1\n", encoding="utf-8")
    passed = ran("check")
    assert (passed.returncode, "Passed" in passed.stdout) == (0, True), passed.stdout
    shutil.copy(BAD, company / "models" / "as-is.yaml")
    failed = ran("check")
    assert failed.returncode == 1
    assert "broken-handoff, models/as-is.yaml:96:9" in failed.stdout
    assert "other.yaml" not in failed.stdout
    untidy = company / "models" / "untidy.yaml"
    untidy.write_text("name:   'Shop'\nengagemodel: 1\n", encoding="utf-8")
    assert "files were modified by this hook" in ran("fmt").stdout
    assert untidy.read_text(encoding="utf-8") == "engagemodel: 1\nname: Shop\n"
    assert ran("fmt").returncode == 0


@pytest.mark.parametrize("hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()))
def test_a_hook_passes_over_what_is_no_model(company: Path, hook: dict[str, Any]) -> None:
    others = {"settings.yaml": "settings: 1\n", "half.json": '{"a": ', "jinja.yaml": "{% if x %}\n"}
    for name, text in others.items():
        (company / name).write_text(text, encoding="utf-8")
    program.run(shlex.join([*shlex.split(hook["entry"]), *others]), company)
    program.run(shlex.join([*shlex.split(hook["entry"]), "models/future.yaml", *others]), company)
    assert {name: (company / name).read_text(encoding="utf-8") for name in others} == others
    (company / "bad.yaml").write_text("engagemodel: 1\nname: [\n", encoding="utf-8")
    for name in ("bad.yaml", "missing.yaml"):
        with pytest.raises(subprocess.CalledProcessError) as ended:
            program.run(shlex.join([*shlex.split(hook["entry"]), *others, name]), company)
        assert ended.value.returncode == 2


def steps(
    name: str, company: Path, folder: Path, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """Run the script of a step of the action as GitHub does, with the program under test."""
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    [step] = [step for step in action["runs"]["steps"] if step["name"] == name]
    asked = {key: value.get("default", "") for key, value in action["inputs"].items()} | inputs
    env = {
        key: asked[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, text in step["env"].items()
    }
    binary = folder / "engagemodel" / "bin" / "engagemodel"
    if not binary.exists():
        binary.parent.mkdir(parents=True)
        line = shlex.join([sys.executable, "-c", program.START])
        binary.write_text(f'#!/bin/sh\nexec {line} "$@"\n', encoding="utf-8")
        binary.chmod(0o755)
        python = shlex.join([sys.executable])
        (binary.parent / "python").write_text(f'#!/bin/sh\nexec {python} "$@"\n', encoding="utf-8")
        (binary.parent / "python").chmod(0o755)
    (folder / "script").write_text(step["run"], encoding="utf-8")
    paths = {
        "RUNNER_TEMP": str(folder),
        "GITHUB_ACTION_PATH": str(ACTION.parent),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    return subprocess.run(
        [installed.program("bash"), "--noprofile", "--norc", "-eo", "pipefail", folder / "script"],
        cwd=company,
        env={**os.environ, **env, **paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_action_annotates_and_writes_sarif(company: Path, tmp_path: Path) -> None:
    ran = steps("Check", company, tmp_path, models="models\n\n")
    assert ran.returncode == 0, ran.stderr
    [warning] = [line for line in ran.stdout.splitlines() if line.startswith("::")]
    assert warning.startswith("::warning file=models/future.yaml,line=")
    [run] = json.loads((tmp_path / "engagemodel.sarif").read_text(encoding="utf-8"))["runs"]
    assert [found["ruleId"] for found in run["results"]] == ["single-point-of-failure"]
    shutil.copy(BAD, company / "models" / "as-is.yaml")
    ran = steps("Check", company, tmp_path, models="models", **{"fail-on": "high"})
    assert ran.returncode == 1
    assert "::error file=models/as-is.yaml,line=96," in ran.stdout


def test_the_action_sums_up_what_changed(company: Path, tmp_path: Path) -> None:
    (company / "models" / HOSTILE).write_text("engagemodel: 1\nname: [\n", encoding="utf-8")
    base = git(repository(company), "rev-parse", "HEAD").strip()
    path = company / "models" / "future.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Stores", "name: Shops"), encoding="utf-8")
    ran = steps("Compare with the base", company, tmp_path, models="models", base=base)
    assert ran.returncode == 0, ran.stderr
    told = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert told.count("## From ") == 1
    assert "Shops" in told
    for line in ran.stderr.splitlines():
        assert line.startswith("not compared: ")
        assert "##[" not in line
    assert "error" in ran.stderr


def test_the_action_sums_up_new_and_deleted_models_json_and_parts(
    company: Path, tmp_path: Path
) -> None:
    models = company / "models"
    shutil.copy(BAD, models / "gone.yaml")
    whole = "engagemodel: 1\nname: Split\ninclude: [part.yaml]\n"
    (models / "split.yaml").write_text(whole, encoding="utf-8")
    (models / "part.yaml").write_text("channels:\n  web: {}\n", encoding="utf-8")
    (models / "settings.yaml").write_text("settings: 1\n", encoding="utf-8")
    git(repository(company), "checkout", "-q", "-b", "topic")
    (models / "gone.yaml").unlink()
    (models / "part.yaml").write_text("channels:\n  web: {}\n  kiosk: {}\n", encoding="utf-8")
    new = {"engagemodel": 1, "name": "Brand new", "channels": {"fax": {}}}
    (models / "new.json").write_text(json.dumps(new, indent=1), encoding="utf-8")
    git(company, "add", ".")
    git(company, "commit", "-q", "-m", "Change")
    git(company, "checkout", "-q", "main")
    (models / "later.yaml").write_text("engagemodel: 1\nname: Later\n", encoding="utf-8")
    git(company, "add", ".")
    git(company, "commit", "-q", "-m", "What others did meanwhile")
    git(company, "checkout", "-q", "topic")
    for asked in ("models", "."):
        (tmp_path / "summary.md").unlink(missing_ok=True)
        ran = steps("Compare with the base", company, tmp_path, models=asked, base="main")
        assert (ran.returncode, ran.stderr) == (0, "")
        told = (tmp_path / "summary.md").read_text(encoding="utf-8")
        assert told.count("## From ") == 3
        short = git(
            company, "rev-parse", "--short", git(company, "merge-base", "main", "HEAD").strip()
        )
        for name in ("gone.yaml", "new.json", "split.yaml"):
            assert f"{short.strip()}:models/{name}" in told
        assert "kiosk" in told
        assert "future.yaml" not in told


def test_the_action_leaves_out_what_a_summary_has_no_room_for(
    company: Path, tmp_path: Path
) -> None:
    program = tmp_path / "engagemodel" / "bin" / "engagemodel"
    steps("Check", company, tmp_path, models="models")
    report = '{"changes": [1], "findings": {"resolved": [], "introduced": []}}'
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open(sys.argv[5], 'w').write({report!r})\nprint('x' * 400_000)\n",
        encoding="utf-8",
    )
    for name in "abcd":
        shutil.copy(GOOD, company / "models" / f"{name}.yaml")
    ran = steps("Compare with the base", company, tmp_path, models="models", base="main")
    assert ran.returncode == 0, ran.stderr
    told = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert 800_000 < len(told) < 900_000
    assert "have no room here: 3." in told


@pytest.mark.parametrize(("code", "ends"), [(1, 0), (2, 0), (3, 3)])
def test_the_action_tells_what_ended_badly(
    company: Path, tmp_path: Path, code: int, ends: int
) -> None:
    program = tmp_path / "engagemodel" / "bin" / "engagemodel"
    steps("Check", company, tmp_path, models="models")
    report = '{"changes": [], "findings": {"resolved": [], "introduced": []}}'
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open(sys.argv[5], 'w').write({report!r})\nprint('::oh ##[no', file=sys.stderr)\n"
        f"sys.exit({code})\n",
        encoding="utf-8",
    )
    ran = steps("Compare with the base", company, tmp_path, models="models", base="main")
    assert ran.returncode == ends
    wanted = f"not compared: models/future.yaml: exit code {code}\nnot compared: ::oh ## [no\n"
    assert ran.stderr == ("" if code == 1 else wanted)


def test_nothing_from_outside_is_part_of_a_script() -> None:
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    assert all("${{" not in step.get("run", "") for step in action["runs"]["steps"])


def test_what_the_readme_shows_is_there(company: Path) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## In review")[2]
    shown = re.findall(r"(?s)```yaml\n(.*?)```", section.partition("\n## ")[0])
    hooks, workflow, pipeline = map(yaml.safe_load, shown)
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    [repo] = hooks["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in offered}
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    _, use = workflow["jobs"]["models"]["steps"]
    assert use["uses"].partition("@")[0].endswith(ACTION.parent.relative_to(ROOT).as_posix())
    assert set(use["with"]) <= set(action["inputs"])
    _, line = pipeline["models"]["script"]
    assert "future.yaml" in program.run(line, company)
    assert (company / pipeline["models"]["artifacts"]["reports"]["junit"]).stat().st_size > 0
