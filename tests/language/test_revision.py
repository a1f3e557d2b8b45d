"""A model as of a git revision: its own files, none of the work tree's, and nothing runs on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from repository import Repository, needs_git

from engagemodel import api
from engagemodel.errors import EngagemodelError, Problem
from engagemodel.language import Limits, git, load, models_at, named
from engagemodel.place import Place

pytestmark = needs_git
HEADER = "engagemodel: 1\nname: Test\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a model of three files; the work tree has other parts by now."""
    made = Repository(tmp_path / "repository")
    made.commit(
        {
            "model.yaml": HEADER + "include: [parts/*.yaml, more.yaml]\n",
            "parts/a.yaml": "platforms: {old: }\n",
            "more.yaml": "channels: {web: {needs: old}}\n",
            "sub/inner.yaml": HEADER + "platforms: {inner: }\n",
        },
        tag="one",
    )
    made.commit(
        {"parts/a.yaml": "platforms: {new: }\n", "more.yaml": "channels: {web: {needs: new}}\n"}
    )
    made.write({"parts/a.yaml": "nonsense: [", "parts/b.yaml": "nonsense: ["})
    monkeypatch.chdir(made.folder)
    return made


def refused(path: str, limits: Limits | None = None, revision: str | None = None) -> Problem:
    with pytest.raises(EngagemodelError) as caught:
        load(path, limits=limits or Limits(), revision=revision)
    (problem,) = caught.value.problems
    return problem


def listing(folder: Path) -> Sequence[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))


def test_every_file_is_that_of_the_revision(here: Repository) -> None:
    before = listing(here.folder)
    old, new = load("one:model.yaml"), load("main:model.yaml")
    assert (sorted(old.platforms), sorted(new.platforms)) == (["old"], ["new"])
    assert (old.path, old.files) == (
        "one:model.yaml",
        ("one:model.yaml", "one:more.yaml", "one:parts/a.yaml"),
    )
    assert old.platforms["old"].at == Place("one:parts/a.yaml", 1, 13)
    assert load("HEAD~1:./model.yaml").platforms["old"].at.path == "HEAD~1:./parts/a.yaml"
    assert load("HEAD^{/A step}:model.yaml").platforms.keys() == {"new"}
    assert listing(here.folder) == before


def test_the_digest_is_that_of_the_same_files_on_disk(here: Repository) -> None:
    here.git("checkout", "-q", "--force", "one")
    (here.folder / "parts/b.yaml").unlink()
    assert load("one:model.yaml").digest == load("model.yaml").digest


def test_a_path_is_of_the_root_then_of_the_current_folder(
    here: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.commit({"sub/model.yaml": HEADER + "platforms: {below: }\n"})
    monkeypatch.chdir(here.folder / "sub")
    assert load("main:model.yaml").platforms.keys() == {"new"}
    assert load("main:./model.yaml").platforms.keys() == {"below"}
    assert load("main:../model.yaml").platforms.keys() == {"new"}
    assert load("main:inner.yaml").platforms.keys() == {"inner"}
    assert "outside the git repository" in refused("main:../../model.yaml").message
    assert "'/model.yaml' is no path at a revision" in refused("main:/model.yaml").message


def test_a_path_on_disk_as_of_a_revision(here: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here.folder.parent)
    read = load("repository/model.yaml", revision="one")
    assert read.platforms["old"].at.path == "one:repository/parts/a.yaml"
    absolute = str(here.folder / "model.yaml")
    assert load(absolute, revision="one").path == f"one:{absolute}"
    assert "earlier revision" in refused("-", revision="one").message


def test_what_is_not_there_yet_is_an_empty_model(here: Repository) -> None:
    for path in ("main:new.yaml", "main:no/such/folder.yaml", "main:model.yaml/below"):
        model = load(path)
        assert (model.path, model.files, model.elements) == (path, (), {})
    problem = refused("orign/main:model.yaml")
    assert problem.message == (
        "cannot read 'orign/main:model.yaml': git knows no revision 'orign/main'"
    )
    assert problem.hint == "fetch it first: git fetch orign main"


def test_a_shallow_clone_is_told_how_to_get_more(
    here: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.git("clone", "-q", "--depth=1", f"file://{here.folder}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert load("origin/main:model.yaml").platforms.keys() == {"new"}
    assert "git fetch --unshallow" in (refused("HEAD~1:model.yaml").hint or "")
    hint = refused("origin/other:model.yaml").hint
    assert hint == "fetch it first: git fetch --depth=1 origin other"


def test_a_file_that_is_there_is_a_path(here: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write({"main:model.yaml": HEADER + "platforms: {disk: }\n"})
    assert load("main:model.yaml").platforms.keys() == {"disk"}
    for path in ("model.yaml", ":model.yaml", "./main:new.yaml", "https://a.b/c.yaml", "/a:b", "-"):
        assert named(path) is None
    assert named("main@{12:30}:a:b") == ("main@{12:30}", "a:b")
    monkeypatch.setattr(os, "name", "nt")
    assert named(r"C:\models\as-is.yaml") is named("C:as-is.yaml") is None


def test_links_and_submodules_are_not_followed(here: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("platforms: {secret: }\n")
    (here.folder / "link.yaml").symlink_to(outside)
    (here.folder / "around").symlink_to("parts")
    commit = here.git("rev-parse", "HEAD")
    here.git("update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    here.git("add", "link.yaml", "around")
    tree = here.git("write-tree")
    here.git("tag", "links", here.git("commit-tree", "-m", "Links", tree))
    for included in ("link.yaml", "around/a.yaml", "module", "module/a.yaml", "../secret.yaml"):
        blob = here.git("hash-object", "-w", "--stdin", stdin=f"{HEADER}include: {included}\n")
        here.git("update-index", "--add", "--cacheinfo", f"100644,{blob},main.yaml")
        tree = here.git("write-tree")
        problem = refused(f"{tree}:main.yaml")
        expected = {
            "link.yaml": "'link.yaml' is a symbolic link",
            "around/a.yaml": "'around/a.yaml' is a symbolic link",
            "module": "'module' is in a submodule",
            "module/a.yaml": "'module/a.yaml' is in a submodule",
            "../secret.yaml": "'../secret.yaml' lies outside the folder of the model",
        }
        assert problem.message == expected[included]
        assert problem.at == Place(f"{tree}:main.yaml", 3, 10)
    for main in ("links:link.yaml", "links:around/a.yaml"):
        assert "is a symbolic link, not a file" in refused(main).message
    assert refused("links:parts").message == "'links:parts' is a folder, not a file"


@pytest.mark.parametrize("revision", ["-p", "--textconv", "", "a\nb", "\x1b[2J"])
def test_a_revision_is_never_an_option(here: Repository, revision: str) -> None:
    assert "is no name of a revision" in refused("model.yaml", revision=revision).message


def test_limits_hold_while_reading(here: Repository) -> None:
    here.commit({"model.yaml": HEADER, "large.yaml": HEADER + "#" * 5_000_000})
    assert "larger than 1,000 bytes" in refused("main:large.yaml", Limits(file_bytes=1000)).message
    few = Limits(files=2)
    assert "more than 2 files" in refused("one:model.yaml", few).message
    assert "too many names" in refused("one:model.yaml", Limits(names=0)).message
    late = refused("one:model.yaml", Limits(git_seconds=0))
    assert "git did not answer within 0 seconds" in late.message
    assert "--limit git-seconds=" in (late.hint or "")


def test_nothing_that_a_repository_names_is_run(here: Repository, tmp_path: Path) -> None:
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{sprung}'\ncat\n")
    trap.chmod(0o755)
    here.commit({".gitattributes": "*.yaml filter=trap diff=trap working-tree-encoding=UTF-16\n"})
    hooks = here.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in (
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-index-change",
    ):
        (hooks / hook).write_text(trap.read_text())
        (hooks / hook).chmod(0o755)
    for key in (
        "filter.trap.smudge",
        "filter.trap.process",
        "diff.trap.textconv",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "pager.cat-file",
        "pager.rev-parse",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "credential.helper",
        "alias.cat-file",
        "alias.rev-parse",
        "uploadpack.packObjectsHook",
    ):
        here.git("config", key, ("!" if key.startswith("alias") else "") + str(trap))
    assert load("one:model.yaml").platforms.keys() == {"old"}
    assert load("model.yaml", revision="one").platforms.keys() == {"old"}
    assert models_at("one:") == ["one:model.yaml", "one:sub/inner.yaml"]
    assert not sprung.exists()


def test_what_a_partial_clone_lacks_is_not_fetched(here: Repository, tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    id = here.git("rev-parse", "one:more.yaml")
    (here.folder / ".git/objects" / id[:2] / id[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c touch% {sprung}",
        "protocol.ext.allow": "always",
    }.items():
        here.git("config", key, value)
    with pytest.raises(EngagemodelError):
        load("one:model.yaml")
    assert not sprung.exists()


def test_an_object_put_in_the_place_of_another_is_not_read(here: Repository) -> None:
    here.git("replace", here.git("rev-parse", "one"), here.git("rev-parse", "main"))
    assert load("one:model.yaml").platforms.keys() == {"old"}


def test_a_hook_of_another_repository_does_not_mislead(
    here: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert load("sub/inner.yaml", revision="one").platforms.keys() == {"inner"}


def test_a_repository_without_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Repository(tmp_path / "empty").folder)
    assert refused("HEAD:model.yaml").hint == "the repository has no commit yet"


def test_no_repository_and_no_git(
    here: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    message = refused("main:model.yaml").message
    assert message == (
        "cannot read 'main:model.yaml': the current folder is in no git repository, "
        "so it has no revisions"
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in refused("main:model.yaml").message
    monkeypatch.setenv("PATH", "")
    (tmp_path / "git").write_text("#!/bin/sh\n")
    (tmp_path / "git").chmod(0o755)
    assert "git is not installed" in refused("main:model.yaml").message


def test_a_repository_of_somebody_else(here: Repository) -> None:
    told = "fatal: detected dubious ownership in repository at '/a'\nTo add an exception …\n"
    problem = git._refused("", told)
    assert "somebody else owns its repository" in problem.message
    assert "safe.directory" in (problem.hint or "")


@pytest.fixture
def pids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a git that hangs, with a child that does, writes the ids of both."""
    if os.name != "posix":
        pytest.skip("a git that hangs is a shell script")
    path = tmp_path / "pids"
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(
        f"#!/bin/sh\ncase $* in *rev-parse*) printf '\\nfalse\\n'; exit;; esac\n"
        f"sleep 300 & echo $! $$ > '{path}.new'; mv '{path}.new' '{path}'; wait\n"
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    return path


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_git_ends_with_the_program(
    here: Repository, pids: Path, sent: signal.Signals, code: int
) -> None:
    program = "from engagemodel.cli import main; main()"
    words = [sys.executable, "-c", program, "check", "main:model.yaml"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as running:
        for _ in range(600):
            if pids.exists():
                break
            time.sleep(0.1)
        running.send_signal(sent)
        assert running.wait(60) == code
    for pid in pids.read_text().split():
        assert not _runs(int(pid))


def test_git_is_ended_when_it_hangs(here: Repository, pids: Path) -> None:
    assert (
        "git did not answer within 1 seconds"
        in refused("main:model.yaml", Limits(git_seconds=1)).message
    )
    for pid in pids.read_text().split():
        assert not _runs(int(pid))


def _runs(pid: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return bool(told.stdout.strip()) and not told.stdout.strip().startswith(b"Z")


def test_a_folder_names_its_models(here: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    here.commit(
        {".hidden/a.yaml": HEADER, "data.yaml": "a: 1\n", "sub/m.json": '{"engagemodel": 1}'}
    )
    everything = ["main:model.yaml", "main:sub/inner.yaml", "main:sub/m.json"]
    assert list(api.models(["main:"])) == everything
    assert list(api.models(["main:sub", "main:sub/inner.yaml"])) == [everything[1], everything[2]]
    assert list(api.models(["main:new.yaml", "none:model.yaml"])) == [
        "main:new.yaml",
        "none:model.yaml",
    ]
    with pytest.raises(EngagemodelError, match="there is no model in 'main:parts'"):
        list(api.models(["main:parts"]))
    monkeypatch.chdir(here.folder / "sub")
    assert list(api.models(["main:."])) == ["main:./inner.yaml", "main:./m.json"]
    assert list(api.models(["main:.."])) == [
        "main:../model.yaml",
        "main:../sub/inner.yaml",
        "main:../sub/m.json",
    ]
    for model in api.models(["main:./inner.yaml", "main:.."]):
        if model.endswith("inner.yaml"):
            assert load(model).platforms.keys() == {"inner"}


def test_a_tree_that_holds_itself_many_times_over_ends(here: Repository) -> None:
    blob = here.git("hash-object", "-w", "--stdin", stdin=HEADER)
    tree = here.git("mktree", stdin=f"100644 blob {blob}\tmodel.yaml\n")
    for _ in range(12):
        entries = "".join(f"040000 tree {tree}\t{name}\n" for name in "abcdefghij")
        tree = here.git("mktree", stdin=entries)
    few = Limits(names=1000)
    with pytest.raises(EngagemodelError, match="more than 1,000 names"):
        models_at(f"{tree}:", few)
    blob = here.git("hash-object", "-w", "--stdin", stdin=f"{HEADER}include: '**/model.yaml'\n")
    rows = f"100644 blob {blob}\tmain.yaml\n040000 tree {tree}\tparts\n"
    main = here.git("mktree", stdin=rows)
    assert "too many names" in refused(f"{main}:main.yaml", few).message


def test_a_deep_tree_is_no_trouble(here: Repository) -> None:
    path = "a/" * 1200 + "model.yaml"
    commit = "commit refs/heads/deep\ncommitter A <a@example.org> 0 +0000\ndata 1\nA\n"
    file = f"M 100644 inline {path}\ndata {len(HEADER)}\n{HEADER}\n"
    here.git("fast-import", "--quiet", stdin=commit + file)
    (found,) = api.models(["deep:"])
    assert found == f"deep:{path}"
    assert load(found).name == "Test"


def test_settings_of_a_revision_are_those_of_the_current_folder(here: Repository) -> None:
    here.write(
        {"engagemodel.toml": "ignore = ['unowned']\n", "sub/engagemodel.toml": "ignore = []\n"}
    )
    assert api.settings("main:sub/inner.yaml").ignore == ("unowned",)


def test_the_version_is_told_without_looking_for_git() -> None:
    code = "import sys, engagemodel.cli; sys.exit('engagemodel.language.git' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
